/**
 * The document that stands in for a page that cannot be shown.
 */

const told = JSON.parse(
  /** @type {HTMLElement} */ (document.getElementById('settings')).dataset.settings || '',
);

if (told.found) showProblems(told.found);
else refreshProblems();

listen(told.listener, ({ kind, data }) => {
  if (kind === 'changed' || (kind === 'hello' && isOutdated(told, data))) location.reload();
});
