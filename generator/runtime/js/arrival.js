/**
 * Decides what a visit consists of: this page's parameters, or an arrival that an earlier page of
 * the visit remembered (smart-script.md, section 2). Support floor: Chrome 81, Safari 13.
 */

/** Click ids that are always read and passed on, in the order in which they are sent. */
export const CLICK_IDS = 'gclid fbclid twclid sccid ScCid ttclid gbraid wbraid'.split(' ');

/**
 * @param {(import('./types.js').Parameter | 0 | undefined)[]} parameters
 * @returns {string[]} All their incoming keys.
 */
function keysOf(parameters) {
  /** @type {string[]} */
  const keys = [];
  parameters.forEach((parameter) => {
    if (parameter && parameter.k) keys.push(...parameter.k);
  });
  return keys;
}

/**
 * The keys that the mapping names; nothing else is ever remembered.
 *
 * @param {import('./types.js').Mapping} mapping
 * @param {[string, import('./types.js').Parameter][]} custom Custom parameters of single links.
 * @returns {string[]}
 */
export function mappedKeys(mapping, custom) {
  return keysOf([
    mapping.pid,
    mapping.c,
    mapping.ch,
    mapping.ad,
    mapping.set,
    mapping.dl,
    ...(mapping.sub || []),
    ...(mapping.x || []).concat(custom).map((entry) => entry[1]),
  ]).concat(CLICK_IDS, 'keyword');
}

/**
 * This page load, with the referrer left out when it is a page of the same origin.
 *
 * @param {Map<string, string>} query
 * @param {string} referrer
 * @param {string} origin
 * @returns {import('./types.js').Page}
 */
export function pageLoad(query, referrer, origin) {
  const internal = (referrer + '/').toLowerCase().indexOf(origin + '/') === 0;
  return { query: query, referrer: internal ? '' : referrer, internal: internal };
}

/**
 * What counts as the visit on this page.
 *
 * The memory is asked only when the page does not settle the question itself: reading storage is
 * what a page's script spends most of its time on.
 *
 * @param {import('./types.js').Mapping} mapping
 * @param {import('./types.js').Page} page
 * @param {import('./types.js').Memory | null} memory
 * @returns {import('./types.js').Visit}
 */
export function resolveVisit(mapping, page, memory) {
  const identifying = keysOf([mapping.pid, mapping.c]).concat(CLICK_IDS);
  const arrives = identifying.some((key) => page.query.has(key));
  const remembered = memory && (!arrives || page.internal) ? memory.read() : null;
  if (!remembered) return { values: page.query, referrer: page.referrer, arrives: arrives };
  const values = new Map(remembered.values);
  page.query.forEach((value, key) => {
    if (identifying.indexOf(key) < 0) values.set(key, value);
  });
  return { values: values, referrer: remembered.referrer, arrives: false };
}
