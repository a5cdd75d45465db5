/**
 * The parameters of a visit, as rows that can be edited.
 */

/**
 * @param {string} query
 * @returns {[string, string][]} Names and values, decoded, in their order.
 */
function pairsOf(query) {
  return Array.from(new URLSearchParams(query.replace(/^[^?]*\?/, '')));
}

/**
 * @param {[string, string][]} pairs
 * @returns {string} Macros stay as they are written: networks do not see through encoding.
 */
function queryOf(pairs) {
  return pairs
    .filter((pair) => pair[0])
    .map((pair) => pair.map((text) => encodeURIComponent(text).replace(/%20/g, '+')).join('='))
    .join('&');
}

/** The list of parameters, each with what became of it. */
class ParameterList {
  /**
   * @param {HTMLElement} list
   * @param {() => void} changed Called when somebody has edited them.
   */
  constructor(list, changed) {
    this.list = list;
    this.changed = changed;
    /** @type {[string, string][]} */
    this.pairs = [];
  }

  get query() {
    return queryOf(this.pairs);
  }

  /** @param {string} query */
  show(query) {
    this.pairs = pairsOf(query);
    this.draw();
  }

  draw() {
    this.list.textContent = '';
    this.pairs.forEach((pair, number) => this.addRow(pair, number));
  }

  /**
   * @param {[string, string]} pair
   * @param {number} number
   */
  addRow(pair, number) {
    const row = addText(this.list, 'li', '', 'parameter');
    ['name', 'value'].forEach((what, place) => {
      const input = /** @type {HTMLInputElement} */ (document.createElement('input'));
      input.value = pair[place];
      input.className = what;
      input.placeholder = what;
      input.setAttribute('aria-label', what === 'name' ? 'Parameter' : 'Value of ' + pair[0]);
      input.spellcheck = false;
      input.autocapitalize = 'off';
      input.addEventListener('change', () => {
        pair[place] = input.value;
        this.changed();
      });
      row.append(input);
    });
    const remove = addText(row, 'button', '×', 'remove');
    remove.setAttribute('aria-label', 'Remove ' + pair[0]);
    remove.addEventListener('click', () => {
      this.pairs.splice(number, 1);
      this.draw();
      this.changed();
    });
    addText(row, 'span', '', 'fate');
  }

  add() {
    this.pairs.push(['', '']);
    this.draw();
    const inputs = this.list.querySelectorAll('input.name');
    /** @type {HTMLInputElement} */ (inputs[inputs.length - 1]).focus();
  }

  /** @param {{name: string, value: string, fate: string}[]} incoming As the rules see them. */
  tellFates(incoming) {
    const rows = this.list.querySelectorAll('li');
    const left = incoming.slice();
    this.pairs.forEach((pair, number) => {
      const at = left.findIndex((found) => found.name === pair[0] && found.value === pair[1]);
      const fate = at < 0 ? '' : left.splice(at, 1)[0].fate;
      const place = /** @type {HTMLElement} */ (rows[number].querySelector('.fate'));
      place.textContent = fate === 'used' ? '' : fate;
      rows[number].classList.toggle('used', fate === 'used');
    });
  }
}
