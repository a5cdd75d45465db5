/**
 * Tells a page that somebody sees from one that the browser only prepares.
 * Support floor: Chrome 81, Safari 13; prerendering is Chrome 108's.
 */

/**
 * Calls back at once, or on activation when the page is only being prerendered.
 *
 * @param {() => void} callback
 */
export function whenSeen(callback) {
  if (/** @type {any} */ (document).prerendering) {
    document.addEventListener('prerenderingchange', callback, { once: true });
  } else callback();
}
