/**
 * The memory of a page that asks for consent: written after a yes, forgotten after a no.
 * Support floor: Chrome 81, Safari 13.
 */

import { onConsent } from './consent.js';
import { STORAGE_KEY, openMemory } from './memory.js';

/**
 * @param {number} seconds For how long an arrival is remembered.
 * @returns {import('./types.js').Memory}
 */
export function openConsentedMemory(seconds) {
  const memory = openMemory(seconds);
  let remember = () => {};
  onConsent((given) => {
    if (given) remember();
    else {
      try {
        localStorage.removeItem(STORAGE_KEY);
      } catch (error) {
        // Blocked: then nothing is there either.
      }
    }
  });
  return {
    read: memory.read,
    // Called before anybody can have answered: `hearConsent` runs after the links are set.
    write: (keys, page) => {
      remember = () => memory.write(keys, page);
    },
  };
}
