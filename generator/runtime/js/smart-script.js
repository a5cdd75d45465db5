/**
 * AppsFlyer's Smart Script from AppsFlyer's host, on pages whose author chose it for the links: it is
 * called with the page's mapping (generator/render/smart_script.py), and what it returns is put in
 * place. Until then, and wherever it is blocked, the links stay as they stand in the HTML.
 * Support floor: Chrome 81, Safari 13.
 */

import { whenSeen } from './seen.js';

const SOURCE = 'https://onelinksmartscript.appsflyersdk.com/onelink-smart-script-latest.js';

/** The script offers its impression only some time after a link was made, in milliseconds. */
const IMPRESSION_DELAY = 1000;

/** @param {(listener: (given: boolean) => void) => void} gate Tells when the script may load. */
export function useSmartScript(gate) {
  const element = document.getElementById('lf-config');
  /** @type {import('./types.js').SmartScript} */
  const settings = JSON.parse((element && element.textContent) || '').af;
  const apply = () => {
    /** @type {any} */
    const api = /** @type {any} */ (window).AF_SMART_SCRIPT;
    settings.l.forEach((link) => {
      const own = link[2].afParameters;
      const parameters = Object.assign({}, settings.p, own, {
        afCustom: (settings.p.afCustom || []).concat(own.afCustom || []),
      });
      const call = Object.assign({}, settings.all, link[2], { afParameters: parameters });
      const result = api[link[1]](call);
      if (!result) return;
      document.querySelectorAll('[data-lf="' + link[0] + '"]').forEach((anchor) => {
        anchor.setAttribute('href', result.clickURL);
      });
    });
    if (settings.i) {
      setTimeout(() => {
        if (api.fireImpressionsLink) api.fireImpressionsLink();
      }, IMPRESSION_DELAY);
    }
  };
  let loading = false;
  gate((given) => {
    if (!given || loading) return;
    loading = true;
    whenSeen(() => {
      const script = document.createElement('script');
      script.async = true;
      script.src = SOURCE;
      script.onload = () => {
        try {
          apply();
        } catch (error) {
          // The links in the HTML stay.
        }
      };
      document.head.appendChild(script);
    });
  });
}
