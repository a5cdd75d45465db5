/**
 * The outgoing parameters of a link, in their order (smart-script.md, sections 3 and 4), and what a
 * link that grew too long leaves out (section 5). Support floor: Chrome 81, Safari 13.
 */

import { CLICK_IDS } from './arrival.js';
import { encode } from './encode.js';

/** Names of media source, campaign and campaign id: for OneLink, iOS and Android. */
export const APP_NAMES = ['pid', 'c', 'af_c_id'];

/** The same for direct clicks on other platforms. */
export const PLATFORM_NAMES = ['af_media_source', 'af_campaign', 'af_campaign_id'];

/** The dialect that receivers expect, as the reference script of that version stamps it. */
const DIALECT = '2_10_4';

/** AppsFlyer's limit for a whole link, in characters. */
const BUDGET = 2000;

/** Names that stay, however long the link is. */
const REQUIRED = /^(pid|c|af_r|af_xplatform|af_media_source|af_campaign|af_\w*id|deep_link_[^]*)$/;

/**
 * The encoded value of one parameter, or nothing.
 *
 * @param {import('./types.js').Parameter | 0 | undefined} parameter
 * @param {Map<string, string>} values
 * @returns {string | undefined}
 */
function valueOf(parameter, values) {
  if (!parameter) return undefined;
  for (const key of parameter.k || []) {
    const value = values.get(key);
    if (value) {
      const overrides = parameter.o || {};
      const replaced = Object.prototype.hasOwnProperty.call(overrides, value);
      return (replaced && overrides[value]) || encode(value);
    }
  }
  return parameter.d;
}

/**
 * All parameters of a link, encoded values by decoded name.
 *
 * A name that comes again replaces the value and keeps the place, which is what a Map does.
 *
 * @param {import('./types.js').Mapping} mapping
 * @param {import('./types.js').Visit} visit
 * @param {import('./types.js').Extras} extras
 * @param {string[]} names APP_NAMES or PLATFORM_NAMES.
 * @param {boolean} [direct] Whether the link is a direct click, which demands a campaign id.
 * @returns {Map<string, string>}
 */
export function collect(mapping, visit, extras, names, direct) {
  const values = visit.values;
  const organic = visit.organic || [];
  /** @type {Map<string, string>} */
  const entries = new Map([
    ['af_js_web', 'true'],
    ['af_ss_ver', DIALECT],
  ]);
  /** @param {string} name @param {string | undefined} value */
  const put = (name, value) => {
    if (value) entries.set(name, value);
  };
  /** @param {string} name @param {import('./types.js').Parameter | 0} [parameter] */
  const map = (name, parameter) => put(name, valueOf(parameter, values));
  /** @param {string} name @param {string} key */
  const pass = (name, key) => map(name, { k: [key] });

  map(names[0], mapping.pid);
  put(names[0], organic[0]);
  map(names[1], mapping.c);
  if (direct) map(names[2], mapping.c);
  map('af_channel', mapping.ch);
  put('af_channel', organic[1]);
  map('af_ad', mapping.ad);
  map('af_adset', mapping.set);
  // The visit's own deep link comes first, then the link's, then the mapping's default.
  put('deep_link_value', (mapping.dl || {}).d);
  put('deep_link_value', extras.dl);
  put('deep_link_value', valueOf(Object.assign({}, mapping.dl, { d: '' }), values));
  (mapping.sub || []).forEach((sub, index) => map('af_sub' + (index + 1), sub));
  if (mapping.g && values.has('gclid')) {
    pass(mapping.g, 'gclid');
    pass('af_keywords', 'keyword');
  }
  customOf(mapping, extras).forEach((custom) => {
    const isCampaignId = direct && /^af_c(ampaign)?_id$/.test(custom[0]);
    map(isCampaignId ? names[2] : custom[0], custom[1]);
  });
  put('af_r', extras.r);
  if (mapping.ref && names === APP_NAMES) put(mapping.ref, encode(visit.referrer));
  CLICK_IDS.forEach((id) => {
    if (!entries.has(id)) pass(id, id);
  });
  if (!entries.has('af_keywords') && ['gclid', 'gbraid', 'wbraid'].some((id) => values.has(id))) {
    pass('af_keywords', 'keyword');
  }
  return entries;
}

/**
 * @param {import('./types.js').Mapping} mapping
 * @param {import('./types.js').Extras} extras
 * @returns {[string, import('./types.js').Parameter][]} Custom parameters, the link's own last.
 */
function customOf(mapping, extras) {
  return (mapping.x || []).concat(extras.x || []);
}

/**
 * Writes parameters as a query, leaving out optional ones, one at a time, while the link is too
 * long. Ids, click ids and deep links always stay, and nothing is ever cut.
 *
 * @param {Map<string, string>} entries
 * @param {number} taken Characters of the link outside these parameters.
 * @param {import('./types.js').Mapping} mapping
 * @param {import('./types.js').Extras} extras
 * @returns {string}
 */
export function toQuery(entries, taken, mapping, extras) {
  const subs = [4, 3, 2, 1, 0];
  const raw = mapping.raw || [];
  const optional = subs
    .filter((index) => raw.indexOf(index) >= 0)
    .map(subName)
    .concat(
      'af_keywords',
      mapping.ref || '',
      customOf(mapping, extras)
        .map((custom) => custom[0])
        .reverse(),
      subs.map(subName),
      'af_ad',
      'af_adset',
      'af_channel',
    )
    .filter((name) => !REQUIRED.test(name) && CLICK_IDS.indexOf(name) < 0);
  /** @type {Map<string, string>} */
  const pairs = new Map();
  let length = taken - 1;
  entries.forEach((value, name) => {
    const pair = encode(name) + '=' + value;
    pairs.set(name, pair);
    length += pair.length + 1;
  });
  optional.forEach((name) => {
    const pair = pairs.get(name);
    if (pair && length > BUDGET) {
      pairs.delete(name);
      length -= pair.length + 1;
    }
  });
  return Array.from(pairs.values()).join('&');
}

/** @param {number} index @returns {string} */
function subName(index) {
  return 'af_sub' + (index + 1);
}
