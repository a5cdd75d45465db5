/**
 * Reads the settings that a page's author passes to the stand-alone script, whatever they are, into
 * the shape that the core works with (smart-script.md, sections 3, 4 and 7).
 * Support floor: Chrome 81, Safari 13.
 */

import { encode } from './encode.js';

/** The mapping's members and what the stand-alone interface calls them. */
const MEMBERS = [
  ['pid', 'mediaSource'],
  ['c', 'campaign'],
  ['ch', 'channel'],
  ['ad', 'ad'],
  ['set', 'adSet'],
  ['dl', 'deepLinkValue'],
];

const MAIN_NAMES = ['pid', 'c', 'af_channel', 'af_ad', 'af_adset', 'deep_link_value'];

const SUBS = [1, 2, 3, 4, 5];

/**
 * @param {string} problem
 * @param {any} culprit
 */
export function warn(problem, culprit) {
  console.warn('Smart script: ' + problem, culprit);
}

/**
 * @param {any} value
 * @returns {boolean} Whether it is an object that is no list.
 */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A text, or a number as one; anything else, and zero, is nothing.
 *
 * @param {any} value
 * @returns {string}
 */
function textOf(value) {
  return typeof value === 'string' || (typeof value === 'number' && value) ? String(value) : '';
}

/**
 * Encodes what an author wrote, leaving valid percent sequences as they are.
 *
 * @param {any} value
 * @returns {string}
 */
function encodeAuthored(value) {
  return textOf(value)
    .split(/(%[\da-f]{2})/i)
    .map((part, index) => (index % 2 ? part : encode(part)))
    .join('');
}

/**
 * @param {any} list
 * @param {string} name How the author calls it.
 * @returns {any[]} The list, empty when it is none.
 */
function readList(list, name) {
  if (Array.isArray(list)) return list;
  if (list !== undefined && list !== null) warn(name + ' must be a list', list);
  return [];
}

/**
 * @param {any} entry
 * @param {string} name How the author calls it.
 * @returns {import('./types.js').Parameter | 0}
 */
function readParameter(entry, name) {
  if (!isObject(entry)) {
    if (entry !== undefined) warn(name + ' must be an object with keys', entry);
    return 0;
  }
  /** @type {Object<string, string>} */
  const overrides = Object.create(null);
  if (isObject(entry.overrideValues)) {
    Object.keys(entry.overrideValues).forEach((value) => {
      overrides[value] = encodeAuthored(entry.overrideValues[value]);
    });
  }
  return {
    k: readList(entry.keys, name + '.keys').filter((key) => typeof key === 'string'),
    o: overrides,
    d: encodeAuthored(entry.defaultValue),
  };
}

/**
 * @param {any} settings What the author passed.
 * @returns {import('./types.js').Mapping}
 */
export function readMapping(settings) {
  const call = isObject(settings) ? settings : {};
  const isUsable = isObject(call.afParameters);
  if (!isUsable) warn('afParameters must be an object', settings);
  const given = isUsable ? call.afParameters : {};
  /** @type {any} */
  const mapping = { x: [], org: call.SEO === true ? 1 : 0 };
  MEMBERS.forEach((member) => {
    mapping[member[0]] = readParameter(given[member[1]], member[1]);
  });
  mapping.sub = SUBS.map((number) => readParameter(given['afSub' + number], 'afSub' + number));
  const google = given.googleClickIdKey;
  if (google && typeof google === 'string' && MAIN_NAMES.indexOf(google) < 0) mapping.g = google;
  else if (google) warn('googleClickIdKey cannot be used', google);
  const taken = MAIN_NAMES.concat(SUBS.map((number) => 'af_sub' + number), mapping.g || []);
  readList(given.afCustom, 'afCustom').forEach((custom) => {
    const name = isObject(custom) ? custom.paramKey : undefined;
    if (name && typeof name === 'string' && taken.indexOf(name) < 0) {
      mapping.x.push([name, readParameter(custom, name)]);
    } else warn('this custom parameter cannot be used', custom);
  });
  if (typeof call.webReferrer === 'string') mapping.ref = call.webReferrer;
  return mapping;
}

/**
 * @param {any} settings What the author passed.
 * @returns {{r: string[], u: string[]}} The texts that switch the link off.
 */
export function readSkips(settings) {
  /** @param {string} name */
  const read = (name) =>
    readList(isObject(settings) ? settings[name] : [], name)
      .filter((text) => text && typeof text === 'string')
      .map((text) => text.toLowerCase());
  return { r: read('referrerSkipList'), u: read('urlSkipList') };
}
