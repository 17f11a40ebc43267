// Faults that are planted in a copy of the site, one at a time, to see each
// check find what it is for. A fault is text put at the end of a file.
import {appendFileSync, cpSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe_site, in_parallel, run_check} from './site.js';

// PAGE stands for the page that is looked at.
const faults = [
  ['links', 'PAGE', '<p><a href="nowhere.html">dead</a></p>', 'nowhere.html leads to no file'],
  ['links', 'PAGE', '<p><a href="index.html#nowhere">dead</a></p>', '#nowhere leads to no place'],
  ['links', 'PAGE', '<p><a href="http://example.org/">old</a></p>', 'http: instead of https:'],
  ['links', 'PAGE', '<p id="text"></p>', 'two elements have the id text'],
  ['links', 'PAGE', '<p aria-describedby="nobody"></p>', 'no element has the id nobody'],
  ['html', 'PAGE', '<p><div></p>', 'error:'],
  ['axe', 'PAGE', '<img src="chapters/x.png">', 'image-alt'],
  ['axe', 'style.css', 'p { color: light-dark(#222, #333) !important }', 'dark, 320 px): color-contrast'],
  ['axe', 'style.css', '@media (max-width: 400px) { p { color: #bbb !important } }', 'light, 320 px): color-contrast'],
  ['axe', 'style.css', '.search-close { color: #888 !important; background: #777 !important }', '(search open, light'],
  ['axe', 'page.js', 'for (const box of document.querySelectorAll("details pre")) { minder.unobserve(box); box.removeAttribute("tabindex"); }',
    'scrollable-region-focusable'],
  ['keyboard', 'style.css', ':focus-visible { outline: none !important }', 'no outline: button.theme'],
  ['keyboard', 'PAGE', '<button tabindex="1">first</button>', 'skips to the text'],
  ['keyboard', 'PAGE', '<a href="#" style="position: fixed; top: 0; left: 0; width: 100%; height: 100%">over</a>', 'has the focus below'],
  ['keyboard', 'page.js', 'addEventListener("keydown", event => { if (event.key === "s") document.documentElement.dataset.theme = "dark"; });', 'the key s alone'],
  ['keyboard', 'page.js', 'document.querySelector("footer").contentEditable = "true";', 'does nothing: footer'],
  ['search', 'page.js', 'document.querySelector("dialog.search").addEventListener("cancel", event => event.preventDefault());', 'Escape does not close'],
  ['search', 'page.js', 'document.querySelector("dialog.search").addEventListener("close", () => setTimeout(() => document.activeElement.blur()));', 'the focus is not on the button'],
  ['search', 'search-text.js', 'book_text.length = 2;', 'not at all'],
  ['copy', 'PAGE', '<pre class="console">$ ls</pre>', 'takes the prompt along'],
  ['copy', 'page.js', 'navigator.clipboard.writeText = () => Promise.resolve();', 'copies'],
  ['theme', 'page.js', 'try { localStorage.removeItem("theme"); addEventListener("pagehide", () => localStorage.removeItem("theme")); } catch (error) { }', 'on another page'],
  ['theme', 'style.css', ':root { color-scheme: light !important }', 'is light at first'],
  ['scripts', 'style.css', '.tools { display: flex !important }', 'needs a script'],
  ['scripts', 'style.css', 'main > p { display: none }', 'is not shown'],
  ['offline', 'PAGE', '<img src="https://example.org/x.png" alt="">', 'asks another host'],
  ['offline', 'PAGE', '<script src="search-text.js"></script>', 'before anybody searches'],
  ['offline', 'page.js', 'nonsense();', 'error:'],
  ['widths', 'style.css', 'main { min-width: 340px }', '(320 px): sticks out'],
  ['widths', 'style.css', 'main > * { max-width: none !important } body { max-width: 90rem !important }', '(1900 px): a line holds'],
  ['widths', 'style.css', 'nav.outline { left: 0 !important }', 'one covers the other'],
  ['paper', 'style.css', '@media print { .top { display: flex !important } }', 'is printed: header.top'],
  ['paper', 'style.css', '@media print { pre { white-space: pre !important; width: 5rem } }', 'are cut on the right'],
  ['paper', 'style.css', ':root { color-scheme: dark !important } body { background: #000 !important }', 'the paper is dark'],
  ['motion', 'style.css', 'button { transition: color 1s }', 'transition of color'],
  ['motion', 'style.css', 'html { scroll-behavior: smooth }', 'smooth scrolling'],
  ['weight', 'page.js', `// ${'x'.repeat(11000)}`, 'its scripts have'],
  ['weight', 'PAGE', `<!-- ${Array.from({length: 30000}, (_, n) => (n * 7919 % 99991).toString(36)).join(' ')} -->`, 'weighs'],
  ['words', 'PAGE', '<p>A word <em>word</em> too many.</p>', '“word word”'],
];

// What was not found, as lines. With names, only the faults for these checks.
export async function run_faults(windows, site, names) {
  const scratch = mkdtempSync(join(tmpdir(), 'faults-'));
  const page = site.pages.includes('03-stopping.html') ? '03-stopping.html' : site.pages[0];
  const chosen = faults.filter(([check]) => !names.length || names.includes(check));
  const missed = await in_parallel([...chosen.keys()], async n => {
    const [check, file, text, wanted] = chosen[n];
    const folder = join(scratch, String(n));
    cpSync(site.folder, folder, {recursive: true});
    appendFileSync(join(folder, file.replace('PAGE', page)), '\n' + text + '\n');
    const faulty = await describe_site(folder);
    faulty.pages = [page, 'index.html'];
    const {problems} = await run_check(windows, faulty, check, page);
    faulty.stop();
    if (problems.some(problem => problem.includes(wanted))) return [];
    return [`${check} misses “${wanted}” after ${file} got: ${text.slice(0, 60)}; it found ${problems[0] || 'nothing'}`];
  });
  rmSync(scratch, {recursive: true, force: true});
  return missed.flat();
}
