/**
 * The shared worker: one connection to the preview for all tabs and frames of this browser.
 */

const channel = new BroadcastChannel('landfast-preview');
/** @type {{run: string, epoch: number} | null} */
let latest = null;
const events = new EventSource('/-/events');

['hello', 'changed', 'recorded'].forEach((kind) => {
  events.addEventListener(kind, (event) => {
    const data = JSON.parse(/** @type {MessageEvent} */ (event).data);
    if (kind !== 'recorded') latest = { run: data.run, epoch: data.epoch };
    channel.postMessage({ kind, data });
  });
});
events.onerror = () => channel.postMessage({ kind: 'lost', data: {} });

/** @type {any} */ (self).onconnect = (/** @type {any} */ event) => {
  // Whoever comes later may have been served before the latest change.
  if (latest) event.ports[0].postMessage({ kind: 'hello', data: latest });
};
