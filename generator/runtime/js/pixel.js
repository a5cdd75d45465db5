/**
 * TikTok's pixel: the queue that its library takes over once it is there, `ViewContent` when the page
 * is seen, and an event for each call to action that is tapped.
 *
 * Nothing waits for it: a tap goes where it leads, whatever becomes of the event.
 * Support floor: Chrome 81, Safari 13.
 */

import { whenSeen } from './seen.js';

/** What pages may call before the library is there, which then makes up for it. */
const METHODS = (
  'page track identify instances debug on off once ready alias group enableCookie disableCookie ' +
  'holdConsent revokeConsent grantConsent'
).split(' ');

/**
 * @param {any} queue
 * @param {string} method
 */
function defer(queue, method) {
  /** @param {any[]} values */
  queue[method] = (...values) => {
    queue.push([method].concat(values));
  };
}

/** @param {any} queue @returns {any} The same, with every method. */
function deferAll(queue) {
  METHODS.forEach((method) => defer(queue, method));
  return queue;
}

/**
 * The global queue, in the shape that the library expects, unless the page has one already.
 *
 * @param {string} host
 * @returns {any}
 */
function openQueue(host) {
  /** @type {any} */
  const page = window;
  if (page.ttq && page.ttq.load) return page.ttq;
  const queue = deferAll(page.ttq || []);
  page.TiktokAnalyticsObject = 'ttq';
  page.ttq = Object.assign(queue, { methods: METHODS, setAndDefer: defer, _i: {}, _t: {}, _o: {} });
  /** @param {string} id */
  queue.instance = (id) => deferAll(queue._i[id] || []);
  /** @param {string} id @param {object} [options] */
  queue.load = (id, options) => {
    const source = 'https://' + host + '/i18n/pixel/events.js';
    queue._i[id] = Object.assign([], { _u: source });
    queue._t[id] = Date.now();
    queue._o[id] = options || {};
    const script = document.createElement('script');
    script.async = true;
    script.src = source + '?sdkid=' + id + '&lib=ttq';
    document.head.appendChild(script);
  };
  return queue;
}

/**
 * @param {(listener: (given: boolean) => void) => void} gate Tells when the pixel may load, and when
 *   no longer.
 */
export function startPixels(gate) {
  const element = document.getElementById('lf-config');
  /** @type {import('./types.js').Pixels} */
  const pixels = JSON.parse((element && element.textContent) || '').px;
  // One id for each action of this page view, so that TikTok counts two taps on one button once.
  const view = Date.now().toString(36) + Math.random().toString(36).slice(2) + '.';
  let started = false;
  let allowed = false;
  /** @param {string} method @param {any[]} values */
  const tell = (method, ...values) => {
    try {
      /** @type {any} */ (window).ttq[method](...values);
    } catch (error) {
      // The library's own mistakes are not the visitor's.
    }
  };
  const start = () => {
    const queue = openQueue(pixels.h || 'analytics.tiktok.com');
    const limited = pixels.ldu || /** @type {any} */ (navigator).globalPrivacyControl;
    pixels.id.forEach((id) => queue.load(id, limited ? { limited_data_use: true } : {}));
    tell('page');
    if (pixels.v) tell('track', pixels.v, pixels.p || {}, { event_id: view + 'view' });
  };
  gate((given) => {
    whenSeen(() => {
      allowed = given;
      if (started) tell(given ? 'grantConsent' : 'revokeConsent');
      else if (given) {
        started = true;
        start();
      }
    });
  });
  document.querySelectorAll('[data-lf]').forEach((anchor) => {
    const id = anchor.getAttribute('data-lf') || '';
    const action = (pixels.e || {})[id];
    if (!action) return;
    anchor.addEventListener('click', () => {
      if (allowed) tell('track', action[0], (action[1] && pixels.p) || {}, { event_id: view + id });
    });
  });
}
