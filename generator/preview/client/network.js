/**
 * The network's edge: whatever the page sends to another host is told to the preview instead.
 *
 * The page's Content-Security-Policy keeps everything else from leaving as well; what only it has
 * held back is told too.
 */

const BLANK = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/**
 * @param {any} address
 * @returns {URL | null} The address, if it leads to another host.
 */
function foreign(address) {
  const url = resolved(String(address));
  return url && /^https?:$/.test(url.protocol) && url.origin !== location.origin ? url : null;
}

/**
 * @param {'image' | 'script' | 'frame' | 'fetch' | 'beacon'} how
 * @param {any} address
 * @returns {URL | null} The address that was held back, or null for one that may be asked.
 */
function held(how, address) {
  const url = foreign(address);
  if (url) tell('request', { how, url: url.href });
  return url;
}

/**
 * @param {HTMLImageElement} image
 * @param {any} address
 * @returns {any} What the image is to show.
 */
function imageSource(image, address) {
  return held('image', address) ? BLANK : address;
}

/**
 * @param {HTMLScriptElement} script
 * @param {any} address
 * @returns {any} What is to be loaded; null for nothing.
 */
function scriptSource(script, address) {
  const url = held('script', address);
  if (!url) return address;
  const pixel = /\/pixel\/events\.js$/.test(url.pathname) && url.searchParams.get('sdkid');
  // As where a blocker stands in the way, unless it is one whose part the preview plays.
  setTimeout(() => script.dispatchEvent(new Event(pixel ? 'load' : 'error')));
  if (pixel) playPixel(pixel);
  return null;
}

/**
 * Plays the part of TikTok's library: takes over the page's queue, and tells what is in it.
 *
 * @param {string} id
 */
function playPixel(id) {
  tell('pixel', { method: 'load', values: [id] });
  // The page puts its calls into the queue right after it has asked for the library.
  setTimeout(() => {
    /** @type {any} */
    const queue = /** @type {any} */ (window).ttq;
    if (!Array.isArray(queue)) return;
    [queue, ...Object.values(/** @type {any} */ (queue)._i || {})].forEach(playQueue);
  });
}

/** @param {any} queue */
function playQueue(queue) {
  if (queue.isPlayed) return;
  queue.isPlayed = true;
  /** @param {any[]} calls */
  queue.push = (...calls) => {
    calls.forEach((call) => tell('pixel', { method: String(call[0]), values: plain(call.slice(1)) }));
    return 0;
  };
  queue.push(...queue.splice(0));
}

/**
 * @param {any} value
 * @returns {any} What of it JSON can say.
 */
function plain(value) {
  try {
    return JSON.parse(JSON.stringify(value));
  } catch (error) {
    return null;
  }
}

/**
 * Lets the addresses that a kind of element is given pass through a function first.
 *
 * @param {any} prototype
 * @param {(element: any, address: any) => any} change
 */
function watchSource(prototype, change) {
  const source = /** @type {any} */ (Object.getOwnPropertyDescriptor(prototype, 'src'));
  Object.defineProperty(prototype, 'src', {
    configurable: true,
    enumerable: true,
    get: source.get,
    /** @param {any} address */
    set(address) {
      const changed = change(this, address);
      if (changed !== null) source.set.call(this, changed);
    },
  });
  const { setAttribute } = prototype;
  /** @param {string} name @param {any} value */
  prototype.setAttribute = function setWatched(name, value) {
    if (String(name).toLowerCase() !== 'src') setAttribute.call(this, name, value);
    else this.src = value;
  };
}

watchSource(HTMLImageElement.prototype, imageSource);
watchSource(HTMLScriptElement.prototype, scriptSource);
// The policy would stop a frame as well, but only after the browser has opened a connection.
watchSource(HTMLIFrameElement.prototype, (frame, address) => (held('frame', address) ? null : address));

/** @param {any} target @param {any} [options] */
window.fetch = (target, options) => {
  const address = target instanceof Request ? target.url : target;
  if (held('fetch', address)) return Promise.resolve(new Response(null, { status: 204 }));
  return native.fetch(target, options);
};

const { sendBeacon } = Navigator.prototype;
/** @param {any} address @param {any} data */
Navigator.prototype.sendBeacon = function sendWatched(address, data) {
  return held('beacon', address) ? true : sendBeacon.call(this, address, data);
};

document.addEventListener('securitypolicyviolation', (event) => {
  tell('held', { url: event.blockedURI, rule: event.effectiveDirective });
});
