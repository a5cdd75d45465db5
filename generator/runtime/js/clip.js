/**
 * Clips that play by themselves, muted, while they can be seen and once the page has loaded:
 * `<video data-lf-clip muted playsinline loop controls>`, and beside it, where the clip has sound,
 * `<button data-lf-sound hidden data-lf-on="Sound on" data-lf-off="Sound off">`.
 *
 * Whoever saves data or wants no motion keeps the browser's own controls, as without JavaScript and
 * as on a phone that refuses to play (low-power mode). Support floor: Chrome 81, Safari 13.
 */

/** @returns {void} */
export function playClips() {
  const saves = (/** @type {any} */ (navigator).connection || {}).saveData;
  if (saves || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  document.querySelectorAll('video[data-lf-clip]').forEach((found) => {
    const video = /** @type {HTMLVideoElement} */ (found);
    const button = /** @type {HTMLElement | null} */ (
      /** @type {Element} */ (video.parentNode).querySelector('[data-lf-sound]')
    );
    let stopped = false;
    const play = () => {
      // Some web views of the floor return nothing.
      Promise.resolve(video.play()).catch((error) => {
        // Being paused again while the clip loads is no refusal.
        if (error.name === 'NotAllowedError') video.controls = true;
      });
    };
    const toggle = () => {
      if (video.controls) return;
      stopped = !video.paused;
      if (stopped) video.pause();
      else play();
    };
    video.muted = true;
    video.controls = false;
    video.tabIndex = 0;
    video.addEventListener('click', toggle);
    video.addEventListener('keydown', (event) => {
      if (event.key === ' ' || event.key === 'Enter') {
        event.preventDefault();
        toggle();
      }
    });
    const seen = new IntersectionObserver((entries) => {
      if (!entries[entries.length - 1].isIntersecting) video.pause();
      else if (!stopped) play();
    }, { threshold: 0.25 });
    // The large picture comes first, and the work of playing would hold it up; but no request that
    // hangs keeps the clip from beginning.
    const begin = () => seen.observe(video);
    addEventListener('load', begin);
    setTimeout(begin, 2000);
    if (!button) return;
    /** Says what a tap will do. */
    const label = () => {
      button.textContent = button.getAttribute(video.muted ? 'data-lf-on' : 'data-lf-off');
    };
    button.addEventListener('click', () => {
      video.muted = !video.muted;
      label();
      if (!video.muted && video.paused) {
        stopped = false;
        play();
      }
    });
    label();
    button.hidden = false;
  });
}
