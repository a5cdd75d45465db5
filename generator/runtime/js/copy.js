/**
 * Buttons that copy a code: `<button type="button" data-lf-copy="CODE" data-lf-copied="Copied">`.
 *
 * The code stands on the page as well, so where nothing can be copied nothing is lost, and nothing
 * is claimed. Support floor: Chrome 81, Safari 13; web views without the clipboard interface, or
 * pages without TLS, get the older command.
 */

/** How long a button says that it has copied, in milliseconds. */
const SHOWN = 2000;

/** @returns {void} */
export function copyCodes() {
  const status = document.createElement('span');
  status.className = 'visually-hidden';
  // Screen readers read what changes in a region that was there before; a button is none.
  status.setAttribute('role', 'status');
  document.body.appendChild(status);
  document.querySelectorAll('[data-lf-copy]').forEach((found) => {
    const button = /** @type {HTMLElement} */ (found);
    const label = button.textContent;
    const copied = button.getAttribute('data-lf-copied') || label;
    let timer = 0;
    button.addEventListener('click', () => {
      copyText(button.getAttribute('data-lf-copy') || '', () => {
        // The other word must not move what stands beside the button.
        button.style.minWidth = button.offsetWidth + 'px';
        button.textContent = status.textContent = copied;
        clearTimeout(timer);
        timer = setTimeout(() => {
          button.textContent = label;
          status.textContent = '';
        }, SHOWN);
      });
    });
  });
}

/**
 * @param {string} text
 * @param {() => void} done Called once it is copied.
 */
function copyText(text, done) {
  const select = () => {
    if (copySelected(text)) done();
  };
  try {
    navigator.clipboard.writeText(text).then(done, select);
  } catch (error) {
    select();
  }
}

/** @param {string} text @returns {boolean} Whether it is copied. */
function copySelected(text) {
  const focused = /** @type {HTMLElement} */ (document.activeElement);
  const field = document.createElement('textarea');
  field.value = text;
  // Read-only, so that no keyboard comes up; fixed, so that nothing scrolls; 16 px, so that nothing zooms.
  field.readOnly = true;
  field.style.cssText = 'position:fixed;top:0;opacity:0;font-size:16px';
  document.body.appendChild(field);
  field.select();
  field.setSelectionRange(0, text.length);
  let copied = false;
  try {
    copied = document.execCommand('copy');
  } catch (error) {
    // Forbidden, as in some in-app browsers: the visitor can still select the code on the page.
  }
  field.remove();
  focused.focus({ preventScroll: true });
  return copied;
}
