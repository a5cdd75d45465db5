/**
 * Runs a page script as if a visitor had opened a page, without leaving the page that it is in.
 *
 * The script's globals are handed to it as parameters, so hundreds of visits fit into one page load
 * of any engine: the real URL, URLSearchParams, Map and JSON, with only the edge replaced.
 */

/** Storage of one origin, like localStorage. */
function storageOf(entries) {
  return {
    getItem: (key) => (entries.has(key) ? entries.get(key) : null),
    setItem: (key, value) => void entries.set(key, String(value)),
    removeItem: (key) => void entries.delete(key),
  };
}

/**
 * Opens a page: runs the script with the page's URL, referrer, storage, clock and hints.
 *
 * @returns {{window: object, images: string[]}}
 */
function openPage(script, visit) {
  const images = [];
  const window = {};
  const hints = visit.hints;
  const navigator = { userAgent: visit.userAgent };
  if (hints) {
    navigator.userAgentData = {
      getHighEntropyValues: () => (hints.reject ? Promise.reject(new Error('no')) : Promise.resolve(hints)),
    };
  }
  const page = {
    window: window,
    location: new URL(visit.url),
    document: {
      referrer: visit.referrer,
      getElementById: (id) => (id === 'lf-config' && visit.config ? { textContent: visit.config } : null),
      querySelectorAll: (selector) => [
        { setAttribute: (_, href) => void (visit.links[/"(.*)"/.exec(selector)[1]] = href) },
      ],
      addEventListener: () => undefined,
    },
    localStorage: storageOf(visit.storage),
    navigator: navigator,
    Date: { now: () => visit.now * 1000 },
    Image: class {
      set src(url) {
        images.push(String(new URL(url)));
      }
    },
    console: { warn: () => undefined },
  };
  new Function(...Object.keys(page), script)(...Object.values(page));
  return { window: window, images: images };
}

/** Lets what a script left pending (writing to storage, client hints) come to its end. */
async function settle() {
  for (let i = 0; i < 4; i++) await Promise.resolve();
}

/**
 * Opens the earlier pages of a visit and then the last one, each at its own time.
 *
 * @returns {Promise<{links: object, images: string[], window: object}>} Of the last page.
 */
async function play(script, one, afterLoad) {
  const now = 1e9;
  const origins = new Map();
  const loads = one.earlier.concat({ url: one.page_url, referrer: one.referrer, age_s: 0 });
  let last;
  for (const load of loads) {
    const origin = new URL(load.url).origin;
    if (!origins.has(origin)) origins.set(origin, new Map());
    const links = {};
    const page = openPage(script, {
      url: load.url,
      referrer: load.referrer,
      now: now - load.age_s,
      storage: origins.get(origin),
      hints: one.client_hints,
      userAgent: one.user_agent,
      config: one.page_config && JSON.stringify(one.page_config),
      links: links,
    });
    last = { links: links, images: page.images, window: page.window, click: afterLoad(page.window) };
    await settle();
  }
  if (last.window.AF_SMART_SCRIPT) last.window.AF_SMART_SCRIPT.fireImpressionsLink();
  await settle();
  return last;
}

/** Plays one recorded case through the stand-alone script. */
async function playCase(script, one) {
  const last = await play(script, one, (window) => {
    const api = window.AF_SMART_SCRIPT;
    const generate = one.api === 'onelink' ? api.generateOneLinkURL : api.generateDirectClickURL;
    const result = generate(one.config);
    return result && result.clickURL;
  });
  return { click: last.click, images: last.images };
}

/** Plays a visit to a page with a page configuration; gives its links by id, and its impressions. */
async function playPage(script, one) {
  const last = await play(script, one, () => null);
  return { links: last.links, images: last.images };
}
