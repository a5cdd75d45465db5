/**
 * Until when an ad authorization lasts that is given today: `<p data-lf-window="... {day} ..."
 * data-lf-days="30">`, for the days of the radio button `name="window"` that is chosen, if there
 * are any. In the HTML stands the rule without a date, since nobody knows the reader's today.
 * Support floor: Chrome 81, Safari 13.
 */

/** @returns {void} */
export function showAdWindow() {
  document.querySelectorAll('[data-lf-window]').forEach((place) => {
    const show = () => {
      /** @type {HTMLInputElement | null} */
      const chosen = document.querySelector('[name=window]:checked');
      const end = new Date();
      end.setDate(end.getDate() + +(chosen ? chosen.value : place.getAttribute('data-lf-days') || 0));
      // As the page writes its other dates: in its language, with these digits.
      const day = end.toLocaleDateString(document.documentElement.lang + '-u-nu-latn', {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
      });
      place.textContent = (place.getAttribute('data-lf-window') || '').replace('{day}', day);
    };
    document.addEventListener('change', show);
    show();
  });
}
