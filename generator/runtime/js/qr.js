/**
 * Shows a link as a QR code, for visitors at a desk who will go on with their phone.
 *
 * The picture is made of elements, never of markup, so no text of the URL can become any.
 * Support floor: Chrome 81, Safari 13.
 */

import { encodeQr } from './qrcode.js';

const SVG = 'http://www.w3.org/2000/svg';

/** Light modules around the code that readers need. */
const MARGIN = 4;

/** @param {boolean[][]} grid @returns {string} The dark modules as an SVG path. */
function pathOf(grid) {
  let path = '';
  grid.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      const start = x;
      while (row[x]) x++;
      if (x > start) {
        path += 'M' + (start + MARGIN) + ' ' + (y + MARGIN) + 'h' + (x - start) + 'v1H' + (start + MARGIN) + 'z';
      }
    }
  });
  return path;
}

/**
 * @param {Element} parent
 * @param {string} name
 * @param {Object<string, any>} attributes
 * @returns {Element}
 */
function append(parent, name, attributes) {
  const element = document.createElementNS(SVG, name);
  Object.keys(attributes).forEach((key) => element.setAttribute(key, String(attributes[key])));
  return parent.appendChild(element);
}

/**
 * Replaces an element's content with the QR code of a text; leaves it alone if the text is too long.
 *
 * @param {Element} element
 * @param {string} text
 * @param {string} [color] Of the dark modules.
 * @param {string} [logo] URL of a picture for the middle, which covers less than is corrected.
 */
export function drawQr(element, text, color, logo) {
  const grid = encodeQr(text, !!logo);
  if (!grid) return;
  const size = grid.length + MARGIN * 2;
  element.textContent = '';
  const svg = append(element, 'svg', {
    viewBox: '0 0 ' + size + ' ' + size,
    'shape-rendering': 'crispEdges',
    role: 'img',
    'aria-label': 'QR code',
  });
  append(svg, 'path', { fill: '#fff', d: 'M0 0h' + size + 'v' + size + 'H0z' });
  append(svg, 'path', { fill: color || '#000', d: pathOf(grid) });
  if (logo) {
    const side = Math.round(grid.length * 0.18);
    const start = (size - side) / 2;
    append(svg, 'image', { href: logo, x: start, y: start, width: side, height: side });
  }
}

/**
 * Replaces the codes of the static links, where they can be seen, by codes of the visit's links.
 *
 * @type {import('./types.js').Finisher}
 */
export function showQrCodes(config, visit, links) {
  const pending = Array.from(document.querySelectorAll('[data-lf-qr]'));
  const draw = () => {
    pending.slice().forEach((element) => {
      const link = links.get(element.getAttribute('data-lf-qr') || '');
      // Only wide screens show the element, and drawing is too dear for those who do not see it.
      if (link && element.getClientRects().length) {
        pending.splice(pending.indexOf(element), 1);
        drawQr(element, link + '&af_ss_qr=true');
      }
    });
  };
  draw();
  addEventListener('resize', draw);
}
