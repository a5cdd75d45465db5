/**
 * What a page does once it is there: refine its links with the visit, remember the arrival, and
 * leave the rest (impressions, QR codes) to whoever comes after.
 *
 * The links in the HTML are complete without it. It never waits for the network, never keeps a
 * click from happening, and fires nothing again when the browser brings the page back from its
 * back-forward cache, because it then simply does not run.
 * Support floor: Chrome 81, Safari 13.
 */

import { mappedKeys, pageLoad, resolveVisit } from './arrival.js';
import { readQuery } from './query.js';
import { isSkipped } from './skip.js';

/**
 * @param {any[]} link
 * @returns {import('./types.js').Extras}
 */
function extrasOf(link) {
  const last = link[link.length - 1];
  return typeof last === 'object' && !Array.isArray(last) ? last : {};
}

/**
 * Computes every link of the page and puts it in place.
 *
 * @param {Object<string, import('./types.js').LinkBuilder>} builders By kind of link.
 * @param {((seconds: number) => import('./types.js').Memory) | null} openMemory
 * @param {((mapping: import('./types.js').Mapping, visit: import('./types.js').Visit)
 *   => (string[] | null)) | null} organicCredit
 * @param {import('./types.js').Finisher[]} finishers Run last, in order.
 */
export function run(builders, openMemory, organicCredit, finishers) {
  const element = document.getElementById('lf-config');
  if (!element) return;
  /** @type {import('./types.js').Config} */
  const config = JSON.parse(element.textContent || '');
  const mapping = config.m;
  const memory = openMemory && config.ttl ? openMemory(config.ttl) : null;
  const page = pageLoad(readQuery(location.search), document.referrer, location.origin);
  const visit = resolveVisit(mapping, page, memory);
  if (organicCredit && mapping.org) visit.organic = organicCredit(mapping, visit);
  /** @type {Map<string, string>} */
  const links = new Map();
  /** @type {[string, import('./types.js').Parameter][]} */
  const custom = [];
  const skipped = isSkipped(config.skip || {});
  Object.keys(config.l).forEach((id) => {
    const link = config.l[id];
    const extras = extrasOf(link);
    custom.push(...(extras.x || []));
    const href = skipped ? null : builders[link[0]](link, mapping, visit, extras);
    if (!href) return;
    links.set(id, href);
    document.querySelectorAll('[data-lf="' + id + '"]').forEach((anchor) => {
      anchor.setAttribute('href', href);
    });
  });
  if (memory && visit.arrives) memory.write(mappedKeys(mapping, custom), page);
  if (!skipped) finishers.forEach((finish) => finish(config, visit, links));
}
