/**
 * Reads what a URL's query brings, as smart-script.md, section 1, defines it.
 *
 * Support floor: Chrome 81, Safari 13. Both have URLSearchParams, which also settles malformed
 * percent sequences and bad UTF-8 and therefore never yields a lone surrogate.
 */

/**
 * Whether a value says something: not blank, not a literal null, not a macro that nobody expanded.
 *
 * @param {string} value
 * @returns {boolean}
 */
export function isPresent(value) {
  return (
    /[^\t\n\f\r ]/.test(value) && !/^(null|undefined|__\w+__|\$?\{[^]*\})$/.test(value)
  );
}

/**
 * The last present value of each name.
 *
 * A Map, because `__proto__` and `constructor` are ordinary names.
 *
 * @param {string} search The query, with or without its question mark.
 * @returns {Map<string, string>}
 */
export function readQuery(search) {
  /** @type {Map<string, string>} */
  const values = new Map();
  new URLSearchParams(search).forEach((value, name) => {
    if (isPresent(value)) values.set(name, value);
  });
  return values;
}
