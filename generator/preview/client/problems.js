/**
 * Says over the page what is wrong with the sources, and where; goes away once it is mended.
 */

/**
 * @typedef {object} Problem
 * @property {string} code
 * @property {string} message
 * @property {string} hint
 * @property {string} place
 * @property {number} line
 * @property {number} column
 * @property {string} excerpt
 * @property {string[]} related
 */

const PROBLEM_STYLE = `:host{all:initial;position:fixed;inset:0;z-index:2147483647;display:block;
  overflow:auto;overscroll-behavior:contain;background:#0d0c12e6;color:#f2f0f7;
  font:15px/1.5 system-ui,sans-serif;-webkit-text-size-adjust:100%}
  main{max-width:860px;margin:0 auto;padding:28px 20px 60px}
  header{display:flex;gap:16px;align-items:start;margin:0 0 20px}
  h1{font:700 22px/1.25 system-ui,sans-serif;margin:0;flex:1;letter-spacing:-.01em}
  header p{margin:4px 0 0;font-size:14px;color:#a9a4b8;font-weight:400;letter-spacing:0}
  button{all:unset;cursor:pointer;padding:6px 12px;border-radius:8px;background:#2a2833;font-size:14px}
  button:hover{background:#3a3745}button:focus-visible{outline:2px solid #fff}
  article{background:#1a1920;border:1px solid #312e3b;border-left:4px solid #ff5c5c;border-radius:12px;
  padding:16px 18px;margin:0 0 14px}
  .place{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace;color:#8fc7ff;word-break:break-all}
  .code{float:right;font:12px/1.6 ui-monospace,monospace;color:#d9a441;margin-left:12px}
  .message{margin:8px 0 0;font-size:16px}
  pre{margin:12px 0 0;padding:10px 12px;background:#0d0c12;border-radius:8px;overflow:auto;
  font:13px/1.55 ui-monospace,SFMono-Regular,Menlo,monospace;color:#f2f0f7}
  pre i{font-style:normal;color:#6f6a80}pre b{color:#ff5c5c;font-weight:700}
  .hint{margin:12px 0 0;color:#b9f2c8}.hint::before{content:"→ "}
  .related{margin:8px 0 0;font-size:13px;color:#a9a4b8}`;

/** @type {HTMLElement | undefined} */
let problemHost;

/**
 * @param {Element | DocumentFragment} parent
 * @param {string} name
 * @param {string} text
 * @param {string} [kind] Its class.
 * @returns {HTMLElement}
 */
function addText(parent, name, text, kind) {
  const element = document.createElement(name);
  element.textContent = text;
  if (kind) element.className = kind;
  parent.append(element);
  return element;
}

/**
 * @param {Element} parent
 * @param {Problem} problem
 */
function addProblem(parent, problem) {
  const article = addText(parent, 'article', '');
  addText(article, 'span', problem.code, 'code');
  if (problem.place) addText(article, 'div', problem.place, 'place');
  addText(article, 'p', problem.message, 'message');
  if (problem.line && problem.excerpt.trim()) {
    const line = problem.excerpt.replace(/\t/g, ' ');
    const number = String(problem.line);
    const pre = addText(article, 'pre', '');
    addText(pre, 'i', number + ' │ ');
    pre.append(line + '\n');
    addText(pre, 'i', ' '.repeat(number.length) + ' │ ');
    pre.append(' '.repeat(Math.min(problem.column, line.length + 1) - 1));
    addText(pre, 'b', '^');
  }
  if (problem.related.length) {
    addText(article, 'p', 'See also ' + problem.related.join(', '), 'related');
  }
  if (problem.hint) addText(article, 'p', problem.hint, 'hint');
}

/** @param {Problem[]} problems All of them; none takes the message away. */
function showProblems(problems) {
  if (problemHost) problemHost.remove();
  problemHost = undefined;
  if (!problems.length) return;
  const host = document.createElement('landfast-problems');
  const box = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(PROBLEM_STYLE);
  box.adoptedStyleSheets = [sheet];
  const main = addText(box, 'main', '');
  main.setAttribute('role', 'alert');
  const header = addText(main, 'header', '');
  const count = problems.length;
  const heading = addText(header, 'h1', count === 1 ? '1 problem' : count + ' problems');
  addText(heading, 'p', 'This goes away by itself once it is mended. Until then you see the last good state.');
  const close = addText(header, 'button', 'Hide');
  close.addEventListener('click', () => showProblems([]));
  problems.forEach((problem) => addProblem(main, problem));
  document.documentElement.append(host);
  problemHost = host;
}

/** Asks what is wrong, and shows it. @returns {Promise<void>} */
async function refreshProblems() {
  const answer = await answerOf('/-/problems');
  if (answer) showProblems(answer.problems);
}

addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && problemHost) showProblems([]);
});
