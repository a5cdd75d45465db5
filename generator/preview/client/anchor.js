/**
 * The anchor's two faces: the comments of a creator's video, and the page behind it.
 */

/**
 * @param {HTMLElement} place
 * @param {any} anchor
 */
function drawAnchor(place, anchor) {
  const card = /** @type {HTMLElement} */ (place.querySelector('.anchor-card'));
  card.textContent = '';
  addText(card, 'strong', anchor.title.kept || 'No title yet', anchor.title.kept ? '' : 'unset');
  const line = addText(card, 'span', anchor.description.kept, 'anchor-description');
  if (!anchor.description.kept) line.classList.add('unset');
  if (!anchor.description.kept) line.textContent = 'No description yet';
  const feed = /** @type {HTMLElement} */ (place.querySelector('.feed-button'));
  feed.hidden = !anchor.label;
  feed.textContent = anchor.label;
  const notes = /** @type {HTMLElement} */ (place.querySelector('.anchor-notes'));
  notes.textContent = '';
  ['title', 'description'].forEach((name) => {
    const text = anchor[name];
    if (text.rest) {
      const note = addText(notes, 'li', 'The ' + name + ' has ' + text.count + ' characters. Cut off: ');
      addText(note, 'del', text.rest);
    }
  });
  addText(notes, 'li', 'Only viewers in ' + anchor.country + ' see it.');
}
