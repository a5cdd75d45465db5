/**
 * Hears from the preview what has changed and what pages do.
 *
 * One connection serves all tabs and frames of a browser: it belongs to a shared worker, which
 * passes on what it hears, because browsers allow only six connections to one host.
 */

/**
 * @typedef {object} Told
 * @property {'hello' | 'changed' | 'recorded' | 'lost'} kind
 * @property {any} data
 */

/**
 * @param {string} address The worker's script.
 * @param {(told: Told) => void} listener
 */
function listen(address, listener) {
  if (typeof SharedWorker === 'undefined' || typeof BroadcastChannel === 'undefined') {
    listenAlone(listener);
    return;
  }
  const channel = new BroadcastChannel('landfast-preview');
  channel.onmessage = (event) => listener(event.data);
  try {
    const worker = new SharedWorker(address);
    worker.port.onmessage = (event) => listener(event.data);
    worker.port.start();
  } catch (error) {
    listenAlone(listener);
  }
}

/** @param {(told: Told) => void} listener */
function listenAlone(listener) {
  const events = new EventSource('/-/events');
  /** @type {('hello' | 'changed' | 'recorded')[]} */
  const kinds = ['hello', 'changed', 'recorded'];
  kinds.forEach((kind) => {
    events.addEventListener(kind, (event) => {
      listener({ kind, data: JSON.parse(/** @type {MessageEvent} */ (event).data) });
    });
  });
  events.onerror = () => listener({ kind: 'lost', data: {} });
}

/**
 * Whether what is shown is older than what the preview has.
 *
 * @param {{run: string, epoch: number}} shown
 * @param {{run: string, epoch: number}} told
 * @returns {boolean}
 */
function isOutdated(shown, told) {
  return told.run !== shown.run || told.epoch > shown.epoch;
}

/**
 * @param {string} address
 * @returns {Promise<any>} What the preview answers; null where it has ended, or says no.
 */
async function answerOf(address) {
  try {
    const response = await fetch(address);
    return response.ok || response.status === 409 ? await response.json() : null;
  } catch (error) {
    return null;
  }
}
