// What a page does beyond being read: search, copy, and the switch between
// light and dark. Without this script the page lacks only these.
'use strict';

const root = document.documentElement;

function find(selector, from = document) {
  return from.querySelector(selector);
}

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

// ---- light and dark ----

const prefers_dark = matchMedia('(prefers-color-scheme: dark)');
const theme_button = find('button.theme');

function is_dark() {
  return root.dataset.theme ? root.dataset.theme === 'dark' : prefers_dark.matches;
}

function show_theme() {
  theme_button.setAttribute('aria-pressed', is_dark());
}

// Whoever switches back to what the system prefers follows the system again.
function switch_theme() {
  const dark = !is_dark();
  root.dataset.theme = dark === prefers_dark.matches ? '' : dark ? 'dark' : 'light';
  try { localStorage.setItem('theme', root.dataset.theme); } catch (error) { /* only not remembered */ }
  show_theme();
}

theme_button.addEventListener('click', switch_theme);
prefers_dark.addEventListener('change', show_theme);
show_theme();
find('.tools').hidden = false;

// ---- copy ----

function copy_text(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = make('textarea', {value: text});
  const focus = document.activeElement;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  focus.focus();
  return done ? Promise.resolve() : Promise.reject();
}

// Of a transcript the commands, of anything else all.
function text_of(figure) {
  const commands = figure.querySelectorAll('kbd');
  const parts = commands.length ? [...commands] : [find('pre', figure)];
  return parts.map(part => part.textContent.trimEnd() + '\n').join('');
}

for (const figure of document.querySelectorAll('figure.whole, figure.transcript')) {
  const button = make('button', {type: 'button', className: 'copy', textContent: 'Copy'});
  const label = 'Copy ' + (find('kbd', figure) ? 'the commands' : find('figcaption code', figure).textContent);
  button.setAttribute('aria-label', label);
  button.addEventListener('click', async () => {
    const said = await copy_text(text_of(figure)).then(() => 'Copied', () => 'Cannot copy');
    button.textContent = said;
    button.setAttribute('aria-label', said);
    setTimeout(() => {
      button.textContent = 'Copy';
      button.setAttribute('aria-label', label);
    }, 2000);
  });
  const notes = find('.notes', figure);
  (notes || find('figcaption', figure)).append(button);
}

// Only what scrolls needs the focus. An observer, because what is folded away
// has no size before it is opened.
const minder = new ResizeObserver(changes => {
  for (const {target: box} of changes) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute('tabindex');
  }
});

for (const box of document.querySelectorAll('pre, .scroll')) minder.observe(box);

// ---- search ----

const dialog = find('dialog.search');
const field = find('input', dialog);
const status = find('[role="status"]', dialog);
const list = find('ol', dialog);
const most = 30;

function words_of(query) {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

// Higher for words in the heading, and for all of them as they were typed.
function score(entry, words) {
  const [, , heading, text] = entry.map(part => part.toLowerCase());
  const phrase = words.join(' ');
  let sum = (heading.includes(phrase) ? 200 : 0) + (text.includes(phrase) ? 20 : 0);
  for (const word of words) {
    const in_heading = heading.indexOf(word), in_text = text.indexOf(word);
    if (in_heading < 0 && in_text < 0) return 0;
    if (in_heading >= 0) sum += in_heading === 0 || heading[in_heading - 1] === ' ' ? 100 : 50;
    if (in_text >= 0) sum += Math.min(text.split(word).length, 10);
  }
  return sum;
}

// A text with the words marked.
function marked(text, words) {
  const escaped = words.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return text.split(new RegExp('(' + escaped.join('|') + ')', 'gi'))
    .map((part, n) => n % 2 ? make('mark', {}, part) : part);
}

function excerpt(text, words) {
  const lower = text.toLowerCase();
  const at = Math.min(...words.map(word => lower.indexOf(word)).filter(n => n >= 0), text.length);
  const from = at === text.length ? 0 : text.lastIndexOf(' ', Math.max(0, at - 60)) + 1;
  const to = from + 180 < text.length ? text.lastIndexOf(' ', from + 180) : text.length;
  const part = text.slice(from, to > from ? to : from + 180);
  return [from ? '… ' : '', ...marked(part, words), to < text.length ? ' …' : ''];
}

function result(entry, words) {
  const [address, page, heading, text] = entry;
  return make('li', {},
    make('a', {href: address}, ...marked(heading, words)),
    heading === page ? '' : make('span', {className: 'where'}, page),
    make('p', {}, ...excerpt(text, words)));
}

function search() {
  const words = words_of(field.value);
  if (!words.length || !window.book_text) {
    list.replaceChildren();
    status.textContent = '';
    return;
  }
  const found = book_text.map(entry => [score(entry, words), entry])
    .filter(pair => pair[0] > 0).sort((a, b) => b[0] - a[0]);
  list.replaceChildren(...found.slice(0, most).map(pair => result(pair[1], words)));
  status.textContent = found.length === 0 ? 'Nothing found.'
    : found.length === 1 ? 'One section found.'
    : found.length > most ? `${found.length} sections found; the first ${most}:`
    : `${found.length} sections found.`;
}

// The text is loaded when somebody searches, as a classic script: from
// file:// a page can load nothing else.
function load_text() {
  if (find('script.book-text')) return;
  const script = make('script', {className: 'book-text', src: 'search-text.js'});
  script.addEventListener('load', search);
  script.addEventListener('error', () => { status.textContent = 'The search text cannot be loaded.'; });
  document.head.append(script);
}

function open_search() {
  load_text();
  dialog.showModal();
  field.select();
}

// Up and down go through the field and the results.
function move(event) {
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (!step) return;
  const stops = [field, ...list.querySelectorAll('a')];
  const next = stops[stops.indexOf(document.activeElement) + step];
  if (next) next.focus();
  event.preventDefault();
}

find('.search-open').addEventListener('click', open_search);
find('.search-close').addEventListener('click', () => dialog.close());
find('form', dialog).addEventListener('submit', event => {
  event.preventDefault();
  const first = find('a', list);
  if (first) first.click();
});
list.addEventListener('click', event => { if (event.target.closest('a')) dialog.close(); });
dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
dialog.addEventListener('keydown', move);
field.addEventListener('input', search);

// ---- where one is in the chapter ----

const outline = new Map();
for (const link of document.querySelectorAll('.outline a')) outline.set(link.hash.slice(1), link);
const headings = [...document.querySelectorAll('h2[id]')].filter(heading => outline.has(heading.id));

function show_place() {
  const here = headings.filter(heading => heading.getBoundingClientRect().top < innerHeight / 3).pop();
  for (const [id, link] of outline) {
    if (here && here.id === id) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}

if (headings.length) {
  addEventListener('scroll', show_place, {passive: true});
  show_place();
}
