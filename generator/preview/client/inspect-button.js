/**
 * The way from a page that stands alone, as on a phone, to its inspector.
 */

const BUTTON_STYLE = `:host{all:initial;position:fixed;z-index:2147483645;right:10px;top:50%;
  font:600 12px/1 system-ui,sans-serif}
  button.open{all:unset;cursor:pointer;width:40px;height:40px;border-radius:50%;background:#17161be6;
  color:#fff;display:grid;place-items:center;box-shadow:0 2px 12px #0005}
  button.open:focus-visible{outline:2px solid #fff;outline-offset:2px}
  svg{width:20px;height:20px;fill:none;stroke:#fff;stroke-width:2;stroke-linecap:round}
  .sheet{position:fixed;inset:auto 0 0 0;height:min(75vh,720px);background:#fff;border-radius:18px
  18px 0 0;box-shadow:0 -8px 40px #0007;overflow:hidden;display:flex;flex-direction:column}
  .sheet[hidden]{display:none}
  .sheet button{all:unset;cursor:pointer;align-self:stretch;text-align:center;padding:10px;
  background:#17161b;color:#fff;font:600 13px/1 system-ui,sans-serif}
  iframe{border:0;flex:1;width:100%}
  @media(min-width:700px){.sheet{left:auto;width:440px}}`;

/** @returns {void} */
function offerInspector() {
  if (isFramed || settings.quiet) return;
  const host = document.createElement('landfast-inspect');
  const box = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(BUTTON_STYLE);
  box.adoptedStyleSheets = [sheet];
  const button = document.createElement('button');
  button.className = 'open';
  button.setAttribute('aria-label', 'Inspect the attribution of this visit');
  button.innerHTML =
    '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5 5"/></svg>';
  const panel = document.createElement('div');
  panel.className = 'sheet';
  panel.hidden = true;
  const close = document.createElement('button');
  close.textContent = 'Close';
  panel.append(close);
  button.addEventListener('click', () => {
    if (!panel.querySelector('iframe')) {
      const frame = document.createElement('iframe');
      frame.title = 'Attribution inspector';
      frame.src = settings.stage + '?watch=' + encodeURIComponent(visitId);
      panel.append(frame);
    }
    panel.hidden = false;
    close.focus();
  });
  close.addEventListener('click', () => {
    panel.hidden = true;
    button.focus();
  });
  box.append(button, panel);
  document.documentElement.append(host);
}
