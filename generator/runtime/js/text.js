/**
 * Words that the page takes from the visitor's address, such as the name of a city.
 *
 * Only text is ever written, into elements that the author chose; whatever is too long or not
 * among the words that the author allows leaves the default, which stands in the HTML.
 */

import { readQuery } from './query.js';

// Control characters, and those that would turn the text around them.
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * @param {string} value
 * @param {import('./types.js').VisitText} rule
 * @returns {string} The word as the page shows it; empty for none.
 */
export function visitText(value, rule) {
  const text = value.replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim();
  const allowed = rule[3];
  if (allowed) {
    const lowered = text.toLowerCase();
    return allowed.filter((word) => word.toLowerCase() === lowered)[0] || '';
  }
  if (Array.from(text).length > rule[1]) return '';
  const casing = rule[2];
  if (casing === 'upper') return text.toUpperCase();
  if (!casing) return text;
  const small = text.toLowerCase();
  if (casing === 'lower') return small;
  return small.replace(casing === 'title' ? /(^|[\s-])\S/g : /^\S/, (first) => first.toUpperCase());
}

/** @type {import('./types.js').Finisher} */
export function fillTexts(config) {
  const query = readQuery(location.search);
  document.querySelectorAll('[data-lf-text]').forEach((element) => {
    const rule = (config.tx || [])[Number(element.getAttribute('data-lf-text'))];
    const value = rule && query.get(rule[0]);
    const text = value && visitText(value, rule);
    if (text) element.textContent = text;
  });
}
