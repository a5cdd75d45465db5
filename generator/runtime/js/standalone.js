/**
 * The stand-alone script: the interface of AppsFlyer's OneLink Smart Script over the same core, for
 * pages that Landfast did not build (smart-script.md, section 7).
 *
 * Nothing throws, whatever it is called with: a broken entry is left out and told on the console.
 * Support floor: Chrome 81, Safari 13.
 */

import { mappedKeys, pageLoad, resolveVisit } from './arrival.js';
import { encode } from './encode.js';
import { directClick } from './direct.js';
import { impressionOf, send } from './impression.js';
import { openMemory } from './memory.js';
import { oneLink } from './onelink.js';
import { organicCredit } from './organic.js';
import { drawQr } from './qr.js';
import { readQuery } from './query.js';
import { whenSeen } from './seen.js';
import { isObject, readMapping, readSkips, warn } from './settings.js';
import { isSkipped } from './skip.js';

/** How long an arrival is remembered, in seconds. */
const LIFETIME = 7200;

const PLATFORMS =
  'smartcast tizen roku webos vidaa playstation android ios steam quest battlenet epic switch xbox nativepc';

const memory = openMemory(LIFETIME);
const page = pageLoad(readQuery(location.search), document.referrer, location.origin);

/** Whether this page load has turned out to be an arrival, of which nothing older is part. */
let arrived = false;

/** The last OneLink, and the impressions that this page view has already sent. */
let current = '';
let isImpressionWanted = false;
/** @type {Set<string>} */
const sent = new Set();

/**
 * Reads the settings that both kinds of link share, and computes one link.
 *
 * @param {any} settings
 * @param {(mapping: import('./types.js').Mapping, visit: import('./types.js').Visit)
 *   => (string | null)} build
 * @returns {{clickURL: string} | null}
 */
function generate(settings, build) {
  const mapping = readMapping(settings);
  const visit = resolveVisit(mapping, page, arrived ? null : memory);
  if (mapping.org) visit.organic = organicCredit(mapping, visit);
  const link = isSkipped(readSkips(settings)) ? null : build(mapping, visit);
  if (visit.arrives) {
    arrived = true;
    // Once the caller has put the link in place: opening the storage takes longer than all the rest.
    Promise.resolve().then(() => memory.write(mappedKeys(mapping, []), page));
  }
  return link ? { clickURL: link } : null;
}

/**
 * @param {any} settings
 * @returns {{clickURL: string} | null}
 */
function generateOneLinkURL(settings) {
  const base = isObject(settings) ? settings.oneLinkURL : '';
  const isUsable = typeof base === 'string' && /^https:\/\/[^\0- /?#\\]*\.[^\0- /?#\\]*\//.test(base);
  if (!isUsable) warn('oneLinkURL must be an https URL with a path', base);
  const result = generate(settings, (mapping, visit) =>
    isUsable ? oneLink(base, mapping, visit, {}) : null,
  );
  if (result) {
    current = result.clickURL;
    if (isImpressionWanted) fireImpressionsLink();
  }
  return result;
}

/**
 * @param {any} settings
 * @returns {{clickURL: string} | null}
 */
function generateDirectClickURL(settings) {
  const given = isObject(settings) ? settings : {};
  const name = typeof given.platform === 'string' ? given.platform.toLowerCase() : '';
  const app = given.app_id;
  const redirect = given.redirectURL;
  let problem = '';
  if (!name || PLATFORMS.split(' ').indexOf(name) < 0) problem = 'platform must be one of ' + PLATFORMS;
  else if (!app || typeof app !== 'string') problem = 'app_id must be a text';
  else if (!redirect || typeof redirect !== 'string') problem = 'redirectURL must be a text';
  if (problem) warn(problem, settings);
  return generate(settings, (mapping, visit) =>
    problem ? null : directClick(name, app, mapping, visit, { r: encode(redirect) }),
  );
}

/** Sends the impression of the last OneLink, or of the first one if there is none yet. */
function fireImpressionsLink() {
  isImpressionWanted = !current;
  if (!current || sent.has(current)) return;
  const link = current;
  sent.add(link);
  whenSeen(() => send(impressionOf(link)));
}

/**
 * Draws the last OneLink as a QR code for visitors who will go on with their phone.
 *
 * @param {string} elementId
 * @param {any} [look] {logo, codeColor}
 */
function displayQrCode(elementId, look) {
  const element = typeof elementId === 'string' && document.getElementById(elementId);
  if (!element || !current) {
    warn('displayQrCode needs an element and a link', elementId);
    return;
  }
  const given = isObject(look) ? look : {};
  /** @param {string} name @returns {string} */
  const text = (name) => (typeof given[name] === 'string' ? given[name] : '');
  const stamp = '&af_ss_qr=' + (text('logo') || text('codeColor') ? 'c' : 'true');
  drawQr(element, current + stamp, text('codeColor'), text('logo'));
}

/**
 * @param {(...given: any[]) => any} action
 * @returns {(...given: any[]) => any} The same, with a warning and null where it would throw.
 */
function guarded(action) {
  return (...given) => {
    try {
      return action(...given);
    } catch (error) {
      warn('what was given cannot be read', error);
      return null;
    }
  };
}

/** @type {any} */ (window).AF_SMART_SCRIPT = {
  generateOneLinkURL: guarded(generateOneLinkURL),
  generateDirectClickURL: guarded(generateDirectClickURL),
  fireImpressionsLink: guarded(fireImpressionsLink),
  displayQrCode: guarded(displayQrCode),
  version: '2.10.4',
};
