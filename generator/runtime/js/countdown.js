/**
 * The time that is left until a real moment, in `[data-lf-countdown]`: a sentence with
 * `<time datetime>`, and over it a clock of four numbers, which shows only while it counts.
 *
 * The moment stands in the page, so no visit ever starts it anew. A day without a time is over at
 * midnight where the visitor is. Both texts lie in one box, so that nothing moves when the clock
 * appears. Support floor: Chrome 81, Safari 13.
 */

/** @returns {void} */
export function countDown() {
  document.querySelectorAll('[data-lf-countdown]').forEach((box) => {
    const moment = /** @type {Element} */ (box.querySelector('time')).getAttribute('datetime') || '';
    const day = moment.split('-');
    const end = moment.length > 10
      ? Date.parse(moment)
      : new Date(+day[0], +day[1] - 1, +day[2] + 1).getTime();
    const numbers = box.querySelectorAll('b');
    let timer = 0;
    const tick = () => {
      clearTimeout(timer);
      const left = end - Date.now();
      box.classList.toggle('lf-counting', left > 0);
      if (!(left > 0)) {
        // Screen readers hear this, and none of the seconds before it.
        /** @type {Element} */ (box.firstElementChild).textContent = box.getAttribute('data-lf-countdown');
        return;
      }
      const seconds = Math.ceil(left / 1000);
      [[86400, Infinity], [3600, 24], [60, 60], [1, 60]].forEach((unit, place) => {
        const number = Math.floor(seconds / unit[0]) % unit[1];
        const text = (number < 10 && place ? '0' : '') + number;
        if (numbers[place].textContent !== text) numbers[place].textContent = text;
      });
      // To the moment at which the next second begins; a page that nobody sees waits.
      if (!document.hidden) timer = setTimeout(tick, left % 1000 || 1000);
    };
    document.addEventListener('visibilitychange', tick);
    tick();
  });
}
