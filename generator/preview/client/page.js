/**
 * A previewed page: tells what becomes of it, and follows its sources.
 */

tell('load', {
  query: location.search.slice(1),
  referrer: document.referrer,
});

/** @returns {{id: string, href: string}[]} The calls to action as they stand now. */
function currentLinks() {
  return Array.from(document.querySelectorAll('[data-lf]'), (anchor) => ({
    id: anchor.getAttribute('data-lf') || '',
    href: anchor.getAttribute('href') || '',
  }));
}

/** Tells the links, and tells them again whenever they become others. @returns {void} */
function tellLinks() {
  let last = '';
  const compare = () => {
    const links = currentLinks();
    const text = JSON.stringify(links);
    if (text !== last) tell('links', { links });
    last = text;
  };
  compare();
  new MutationObserver(compare).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['href'],
    childList: true,
    subtree: true,
  });
}

/** Puts the page's new styles in place of the old ones, without loading the page again. */
async function swapStyles() {
  const response = await native.fetch(location.href);
  const text = await response.text();
  const fresh = new DOMParser().parseFromString(text, 'text/html').querySelectorAll('head > style');
  const shown = document.querySelectorAll('head > style');
  if (!response.ok || fresh.length !== shown.length) {
    location.reload();
    return;
  }
  shown.forEach((style, number) => {
    if (style.textContent !== fresh[number].textContent) {
      style.textContent = fresh[number].textContent;
    }
  });
}

/** @param {Told} told */
function hear({ kind, data }) {
  if (kind === 'hello' && isOutdated(settings, data)) catchUp(data);
  if (kind !== 'changed') return;
  settings.epoch = data.epoch;
  if (data.style) swapStyles();
  else if (!data.pages) {
    location.reload();
    return;
  } else if (data.pages.indexOf(settings.page) >= 0) follow();
  if (data.problems && !settings.quiet) refreshProblems();
}

/**
 * Takes in what has changed between being served and being listened to.
 *
 * @param {{run: string, epoch: number}} state What the preview is at.
 */
function catchUp(state) {
  if (state.run !== settings.run) location.reload(); // another run knows nothing of this page
  settings.epoch = state.epoch;
  follow();
  if (!settings.quiet) refreshProblems();
}

document.addEventListener('DOMContentLoaded', () => {
  tellLinks();
  whenPainted(offerInspector);
  if (settings.problems && !settings.quiet) refreshProblems();
});
addEventListener('landfast:consent', (event) => {
  tell('consent', { given: /** @type {CustomEvent} */ (event).detail === true });
}, true);
addEventListener('error', (event) => {
  if (event.message) tell('error', { message: event.message });
});
// A page that the browser brings back is as old as when it was left.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});
whenPainted(() => listen(settings.listener, hear));
