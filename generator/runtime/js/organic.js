/**
 * Credits unpaid visits to the search engine or the assistant that they came from
 * (smart-script.md, section 8). Support floor: Chrome 81, Safari 13.
 */

/** AI assistants: exact hosts, and the names under which they are reported. */
const ASSISTANTS = new Map([
  ['chatgpt.com', 'chatgpt'],
  ['chat.openai.com', 'chatgpt'],
  ['claude.ai', 'claude'],
  ['perplexity.ai', 'perplexity'],
  ['manus.im', 'manus'],
  ['copilot.microsoft.com', 'copilot'],
  ['gemini.google.com', 'gemini'],
  ['grok.com', 'grok'],
  ['deepseek.com', 'deepseek'],
]);

/** Search engines, subdomains included. The group that matched is the engine's name. */
const ENGINES = [
  /(?:^|\.)(google|bing|ask|duckduckgo|yandex|baidu)\.(?:com|(?:com?\.)?[a-z]{2})$/,
  /(?:^|\.)search\.(naver)\.(?:com|(?:com?\.)?[a-z]{2})$/,
  /(?:^|\.)(yahoo)\.com$/,
  /(?:^|\.)(daum)\.net$/,
  /(?:^|\.)(ecosia)\.org$/,
  /(?:^|\.)(coccoc|sogou)\.com$/,
];

/** Hosts of search companies on which nobody searches. */
const NEVER =
  /(^|\.)((accounts|payments|gemini)\.google|(oauth|pay)\.yandex|logins\.daum)\./;

/** Keys besides the media source's that show that somebody else brought the visitor. */
const CREDITED = ['gclid', 'gbraid', 'wbraid', 'utm_source'];

/** What ChatGPT itself appends as utm_source: no tag of the advertiser's. */
const CHATGPT = 'chatgpt.com';

/**
 * @param {string} host
 * @returns {string[] | null} The media source and the channel that the host stands for.
 */
function creditOf(host) {
  const assistant = ASSISTANTS.get(host.replace(/^www\./, ''));
  if (assistant) return [assistant + '_organic_aeo', 'aeo'];
  if (NEVER.test(host)) return null;
  const japan = /(^|\.)yahoo\.co\.jp$/.test(host) ? 'yahoojapan' : '';
  const engine = ENGINES.reduce((found, pattern) => found || (pattern.exec(host) || [])[1], japan);
  return engine ? [engine + '_organic_seo', 'seo'] : null;
}

/**
 * @param {import('./types.js').Mapping} mapping
 * @param {import('./types.js').Visit} visit
 * @returns {string[] | null} Media source and channel of an organic visit, else null.
 */
export function organicCredit(mapping, visit) {
  const values = visit.values;
  const isCredited = CREDITED.concat((mapping.pid && mapping.pid.k) || []).some(
    (key) => values.has(key) && !(key === 'utm_source' && values.get(key) === CHATGPT),
  );
  if (isCredited) return null;
  try {
    return creditOf(new URL(visit.referrer).hostname);
  } catch (error) {
    return null;
  }
}
