/**
 * Follows a change of the page's words in place: nothing flashes, and what a visitor has done stays.
 *
 * The preview tells the page as it was built before the change and after it. Where they differ, the
 * shown page must still be as it was built before: what scripts have changed is theirs, and then,
 * or where more than words and plain markup has changed, the page is loaded anew.
 */

/** What scripts may hold on to, or what is more than text and plain markup. */
const HELD =
  '[id],script,style,video,audio,iframe,canvas,button,input,select,textarea,form,details,dialog';

/**
 * @param {Node} node
 * @returns {boolean} Whether nobody can miss this very element when another one takes its place.
 */
function isPlain(node) {
  if (!(node instanceof Element) || node.matches(HELD) || node.querySelector(HELD)) return false;
  return [node, ...Array.from(node.querySelectorAll('*'))].every(
    (element) => !element.getAttributeNames().some((name) => name.indexOf('data-') === 0),
  );
}

/**
 * @param {Node} node
 * @returns {boolean} Whether the text in an element does something, as that of scripts does.
 */
function isActive(node) {
  const { nodeName } = node;
  if (nodeName === 'STYLE' || nodeName === 'NOSCRIPT') return true;
  return nodeName === 'SCRIPT' && /** @type {Element} */ (node).getAttribute('type') !== 'application/ld+json';
}

/**
 * Notes what makes a part of the shown page of what it was before what it is after.
 *
 * @param {Node} shown
 * @param {Node} before
 * @param {Node} after
 * @param {(() => void)[]} edits Notes are added here.
 * @returns {boolean} Whether that is possible.
 */
function noteEdits(shown, before, after, edits) {
  if (before.isEqualNode(after)) return true;
  if (before.nodeType === Node.TEXT_NODE && after.nodeType === Node.TEXT_NODE) {
    const text = /** @type {Text} */ (shown);
    edits.push(() => { text.data = /** @type {Text} */ (after).data; });
    return text.data === /** @type {Text} */ (before).data;
  }
  const isMeta = before.nodeName === 'META' && after.nodeName === 'META';
  if ((isMeta || (isPlain(before) && isPlain(after))) && shown.isEqualNode(before)) {
    edits.push(() => /** @type {ChildNode} */ (shown).replaceWith(document.importNode(after, true)));
    return true;
  }
  if (isActive(before) || !before.cloneNode().isEqualNode(after.cloneNode())) return false;
  return noteEditsInside(shown, before, after, edits);
}

/**
 * @param {Node} shown
 * @param {Node} before
 * @param {Node} after
 * @param {(() => void)[]} edits
 * @returns {boolean}
 */
function noteEditsInside(shown, before, after, edits) {
  if (before.childNodes.length !== after.childNodes.length) return false;
  const candidates = Array.from(shown.childNodes);
  return Array.from(before.childNodes).every((was, number) => {
    const is = after.childNodes[number];
    if (was.isEqualNode(is)) return true;
    // Scripts may have put other nodes between those of the page.
    while (candidates.length) {
      const candidate = /** @type {ChildNode} */ (candidates.shift());
      const known = edits.length;
      if (candidate.nodeName === was.nodeName && noteEdits(candidate, was, is, edits)) return true;
      edits.length = known;
    }
    return false;
  });
}

/** @returns {Promise<boolean>} Whether the page shows the change now. */
async function followInPlace() {
  const asked = `/-/change?page=${encodeURIComponent(settings.page)}&mark=${settings.mark}`;
  const answer = await answerOf(asked);
  if (!answer || !answer.after) return false;
  const parser = new DOMParser();
  const [before, after] = [answer.before, answer.after].map(
    (html) => parser.parseFromString(html, 'text/html').documentElement,
  );
  /** @type {(() => void)[]} */
  const edits = [];
  if (!noteEdits(document.documentElement, before, after, edits)) return false;
  edits.forEach((edit) => edit());
  settings.mark = answer.mark;
  return true;
}

/** One change after the other. */
let followed = Promise.resolve();

/** Shows what has become of the page, in place where that is possible. */
function follow() {
  followed = followed.then(followInPlace).then((done) => {
    if (!done) location.reload();
  });
}
