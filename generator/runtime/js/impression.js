/**
 * Impressions: a 1x1 image from AppsFlyer's impression host (smart-script.md, section 6).
 *
 * Fire and forget: nothing waits for it, and a blocked request changes nothing.
 * Support floor: Chrome 81, Safari 13; client hints are Chromium's.
 */

import { encode } from './encode.js';
import { oneLink } from './onelink.js';
import { whenSeen } from './seen.js';

/** How long the browser may take over its client hints, in milliseconds. */
const PATIENCE = 500;

/**
 * @param {string} link A OneLink click link.
 * @returns {string} Its impression.
 */
export function impressionOf(link) {
  return link.replace(/^https:\/\/[^/]*/, 'https://impressions.onelink.me');
}

/**
 * Sends one impression, with client hints where the browser has them, and never throws.
 *
 * The hints are encoded twice, and the rest of the query is re-serialised by URLSearchParams: the
 * receiver was built for exactly these bytes.
 *
 * @param {string} impression
 */
export function send(impression) {
  let pending = true;
  /** @param {{model?: string, platformVersion?: string}} [hints] */
  const fire = (hints) => {
    if (!pending) return;
    const url = new URL(impression);
    if (hints) {
      url.searchParams.append('af_ch_model', encode(hints.model || ''));
      url.searchParams.append('af_ch_os_version', encode(hints.platformVersion || ''));
    }
    pending = false;
    new Image(1, 1).src = url.href;
  };
  const plainly = () => fire();
  try {
    /** @type {any} */
    const data = /** @type {any} */ (navigator).userAgentData;
    if (data && data.getHighEntropyValues && !/iP(hone|ad|od)/.test(navigator.userAgent)) {
      setTimeout(plainly, PATIENCE);
      data.getHighEntropyValues(['model', 'platformVersion']).then(fire).catch(plainly);
    } else fire();
  } catch (error) {
    plainly();
  }
}

/**
 * Fires the page's impression, once.
 *
 * @type {import('./types.js').Finisher}
 */
export function fireImpression(config, visit) {
  const imp = config.imp;
  if (!imp) return;
  const link = oneLink(imp.b, config.m, visit, imp.xp ? { x: [['af_xplatform', { d: 'true' }]] } : {});
  if (link) whenSeen(() => send(impressionOf(link)));
}
