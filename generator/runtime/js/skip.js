/**
 * Visits on which the author wants no links. Support floor: Chrome 81, Safari 13.
 */

/**
 * Whether the author asked for no links on this visit (smart-script.md, section 5).
 *
 * @param {{r?: string[], u?: string[]}} skip Lower-cased texts, none of them empty.
 * @returns {boolean}
 */
export function isSkipped(skip) {
  /** @param {string} place @param {string[]} [texts] */
  const found = (place, texts) =>
    (texts || []).some((text) => place.toLowerCase().indexOf(text) >= 0);
  return found(document.referrer, skip.r) || found(location.href, skip.u);
}
