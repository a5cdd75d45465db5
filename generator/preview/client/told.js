/**
 * What the preview told this page, and how the page tells back what it does.
 */

/**
 * @typedef {object} Settings
 * @property {string} page The page's address below the preview: `aurora/glow`.
 * @property {string} root Where the site begins in the preview: `/aurora/`.
 * @property {string} home Where it will live: `https://go.aurora-skin.example/`.
 * @property {string} visit Whose visit this is; empty for the visit of this browser's tab.
 * @property {string} visitor How the visitor came; empty for whoever opens the plain address.
 * @property {boolean} quiet Whether nobody wants to know what the page does, as in the gallery.
 * @property {string | null} referrer What the browser is to name, if it is not the real one.
 * @property {'allowed' | 'blocked'} storage
 * @property {string} run The run of the preview that served the page.
 * @property {number} epoch How many changes it had seen by then.
 * @property {string} mark By which the preview knows the page as it was built.
 * @property {boolean} problems Whether something was wrong with the sources.
 * @property {string} listener
 * @property {string} stage The page beside its inspector.
 */

const own = /** @type {HTMLScriptElement} */ (document.currentScript);
/** @type {Settings} */
const settings = JSON.parse(own.dataset.settings || '');
own.remove();

/** The browser's own, for what the page must not see. */
const native = { fetch: window.fetch.bind(window) };

const isFramed = window.top !== window;

/** @returns {string} */
function randomId() {
  return Date.now().toString(36) + Math.random().toString(36).slice(2, 8);
}

/** @returns {string} The visit of this tab, which lasts as long as the tab. */
function visitOfTab() {
  try {
    const known = sessionStorage.getItem('landfast-preview-visit');
    if (known) return known;
    const made = randomId();
    sessionStorage.setItem('landfast-preview-visit', made);
    return made;
  } catch (error) {
    return randomId();
  }
}

const visitId = settings.visit || visitOfTab();
const viewId = randomId();

/** @type {object[]} */
let untold = [];

/**
 * Tells the preview, and through it every inspector, what the page does.
 *
 * @param {string} kind
 * @param {object} data
 */
function tell(kind, data) {
  if (settings.quiet) return;
  untold.push(Object.assign({ kind, at: Date.now() }, data));
  if (untold.length === 1) whenPainted(sendUntold);
}

/**
 * Calls back once the page has been painted: nobody waits for the preview to have been told.
 *
 * @param {() => void} callback
 */
function whenPainted(callback) {
  if (document.readyState !== 'loading') setTimeout(callback);
  else {
    document.addEventListener('DOMContentLoaded', () => {
      // Frames that cannot be seen are not painted, and are in no hurry either.
      if (document.hidden) setTimeout(callback);
      else requestAnimationFrame(() => setTimeout(callback));
    });
  }
}

/** @returns {void} */
function sendUntold() {
  if (!untold.length) return;
  const body = JSON.stringify({
    visit: visitId,
    visitor: settings.visitor,
    view: viewId,
    page: settings.page,
    events: untold,
  });
  untold = [];
  // Told even while the page is being left.
  native.fetch('/-/record', { method: 'POST', body, keepalive: body.length < 60000 }).catch(() => {});
}

addEventListener('pagehide', sendUntold);

/**
 * @param {string} url Absolute or not.
 * @returns {URL | null} Null for what is no URL.
 */
function resolved(url) {
  try {
    return new URL(url, document.baseURI);
  } catch (error) {
    return null;
  }
}

/**
 * @param {URL} url
 * @returns {string | null} Where a page or file of the site stands in the preview, or null.
 */
function localAddress(url) {
  return url.href.indexOf(settings.home) === 0
    ? settings.root + url.href.slice(settings.home.length)
    : null;
}
