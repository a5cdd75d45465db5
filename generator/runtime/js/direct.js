/**
 * Direct clicks for stores and consoles (smart-script.md, section 5).
 * Support floor: Chrome 81, Safari 13.
 */

import { join } from './onelink.js';
import { APP_NAMES, PLATFORM_NAMES, collect } from './parameters.js';

/**
 * @param {string} platform In lower case.
 * @param {string} app
 * @param {import('./types.js').Mapping} mapping
 * @param {import('./types.js').Visit} visit
 * @param {import('./types.js').Extras} extras With the redirect as `r`.
 * @returns {string | null} Null without a media source or a campaign.
 */
export function directClick(platform, app, mapping, visit, extras) {
  const isApp = platform === 'ios' || platform === 'android';
  const names = isApp ? APP_NAMES : PLATFORM_NAMES;
  const entries = collect(mapping, visit, extras, names, true);
  const base = isApp
    ? 'https://app.appsflyer.com/' + app
    : 'https://engagements.appsflyer.com/v1.0/c2s/click/app/' + platform + '/' + app;
  return entries.has(names[0]) && entries.has(names[1]) ? join(base, entries, mapping, extras) : null;
}

/**
 * Builds ["d", platform, app id, encoded redirect].
 *
 * @type {import('./types.js').LinkBuilder}
 */
export function buildDirect(link, mapping, visit, extras) {
  return directClick(link[1], link[2], mapping, visit, Object.assign({ r: link[3] }, extras));
}
