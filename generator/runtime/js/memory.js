/**
 * Remembers an arrival for later pages of the same origin (smart-script.md, section 2).
 *
 * Storage that is blocked, full or corrupt changes nothing for the visitor: every access is guarded,
 * and whatever cannot be read counts as not there. Support floor: Chrome 81, Safari 13.
 */

import { isPresent } from './query.js';

export const STORAGE_KEY = 'landfast-arrival';

/**
 * @param {any} stored What was stored.
 * @param {number} seconds
 * @returns {import('./types.js').Arrival | null} Null when it is too old.
 * @throws {TypeError} When it does not have the shape that `write` gives it.
 */
function parse(stored, seconds) {
  const record = JSON.parse(stored);
  // A clock that was set back must not keep an arrival for ever, hence the absolute difference.
  if (!(Math.abs(Date.now() - record.t) < seconds * 1000)) return null;
  return {
    values: new Map(
      record.q.filter((/** @type {any} */ pair) => pair[1].trim && isPresent(pair[1])),
    ),
    referrer: record.r && record.r.trim ? record.r : '',
  };
}

/**
 * @param {number} seconds For how long an arrival is remembered.
 * @returns {import('./types.js').Memory}
 */
export function openMemory(seconds) {
  /** @type {import('./types.js').Arrival | null | undefined} */
  let known;
  /** @type {Map<string, string>} */
  const own = new Map();
  return {
    read: () => {
      if (known === undefined) {
        known = null;
        try {
          known = parse(localStorage.getItem(STORAGE_KEY), seconds);
        } catch (error) {
          // Blocked or corrupt: as if nothing were remembered.
        }
      }
      return known;
    },
    // Several links of one page may map different keys, so one page load adds to its own record.
    write: (keys, page) => {
      keys.forEach((key) => {
        const value = page.query.get(key);
        if (value) own.set(key, value);
      });
      try {
        // What was remembered goes first, so that a full storage cannot keep an outdated arrival.
        localStorage.removeItem(STORAGE_KEY);
        localStorage.setItem(
          STORAGE_KEY,
          JSON.stringify({ t: Date.now(), q: Array.from(own), r: page.referrer }),
        );
      } catch (error) {
        // Blocked or full: the next page does without.
      }
    },
  };
}
