/**
 * The smart banner's close button, `[data-lf-banner-close]`.
 *
 * What it writes is read by two lines in the page's head (partials/banner.html), before anything is
 * painted, so that a banner that was closed on an earlier page never shows.
 * Support floor: Chrome 81, Safari 13.
 */

/** @returns {void} */
export function closeBanner() {
  const button = document.querySelector('[data-lf-banner-close]');
  if (!button) return;
  button.addEventListener('click', () => {
    document.documentElement.classList.add('lf-banner-closed');
    try {
      localStorage.setItem('landfast-banner', String(Date.now()));
    } catch (error) {
      // Blocked: the next page shows it again.
    }
  });
}
