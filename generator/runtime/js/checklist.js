/**
 * Steps that are ticked off, and choices among them: `<input data-lf-step value="...">`, checkboxes
 * and radio buttons. What is ticked stays ticked on this device, for each page by itself.
 *
 * They are the browser's own, so without this script, or where storage is blocked, full or corrupt,
 * everything works but the memory. Nothing leaves the device. `[data-lf-progress]` says how many of
 * the steps beside it are done, in its own words: `{done} of {all}`.
 * Support floor: Chrome 81, Safari 13.
 */

/** @returns {void} */
export function keepChecklist() {
  const key = 'landfast-checklist:' + location.pathname;
  /** @type {NodeListOf<HTMLInputElement>} */
  const inputs = document.querySelectorAll('[data-lf-step]');
  const show = () => {
    document.querySelectorAll('[data-lf-progress]').forEach((progress) => {
      const beside = /** @type {Element} */ (progress.parentNode);
      const words = (progress.getAttribute('data-lf-progress') || '')
        .replace('{done}', '' + beside.querySelectorAll('[type=checkbox]:checked').length)
        .replace('{all}', '' + beside.querySelectorAll('[type=checkbox]').length);
      // Screen readers hear what changes, and only then.
      if (progress.textContent !== words) progress.textContent = words;
    });
  };
  try {
    const kept = JSON.parse(localStorage.getItem(key) || '');
    inputs.forEach((input) => {
      // A radio button that is not the kept one must not be unticked: there may be none among them.
      if (kept.includes(input.value)) input.checked = true;
      else if (input.type === 'checkbox') input.checked = false;
    });
  } catch (error) {
    // Nothing is kept yet, or nothing can be.
  }
  show();
  document.addEventListener('change', () => {
    show();
    const ticked = Array.from(inputs).filter((input) => input.checked);
    try {
      localStorage.setItem(key, JSON.stringify(ticked.map((input) => input.value)));
    } catch (error) {
      // The ticks stay for as long as the page does.
    }
  });
}
