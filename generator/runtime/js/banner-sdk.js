/**
 * AppsFlyer's own smart banner: the queue that its Web SDK takes over, and the SDK from AppsFlyer's
 * host, on pages whose author chose it. What it shows is set up in AppsFlyer's dashboard.
 * Support floor: Chrome 81, Safari 13.
 */

import { whenSeen } from './seen.js';

/** @param {(listener: (given: boolean) => void) => void} gate Tells when the SDK may load. */
export function showVendorBanner(gate) {
  const element = document.getElementById('lf-config');
  const key = JSON.parse((element && element.textContent) || '').bn;
  /** @type {any} */
  const page = window;
  const load = () => {
    if (page.AF) return;
    /** @param {any[]} values */
    const queue = (...values) => {
      queue.q.push([Date.now()].concat(values));
    };
    queue.q = /** @type {any[]} */ ([]);
    queue.id = { banners: { key: key } };
    queue.plugins = {};
    page.AppsFlyerSdkObject = 'AF';
    page.AF = queue;
    const script = document.createElement('script');
    script.async = true;
    script.src = 'https://websdk.appsflyersdk.com?st=banners';
    document.head.appendChild(script);
    queue('banners', 'showBanner');
  };
  gate((given) => {
    if (given) whenSeen(load);
    else if (page.AF) page.AF('banners', 'hideBanner');
  });
}
