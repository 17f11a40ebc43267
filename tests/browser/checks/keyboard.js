// The keyboard alone: Tab reaches all there is to press, in the order of the
// page, always seen; no key alone does anything.
const walls = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';

// What a reader needs early comes early: each of these before the next.
const order = ['.skip', '.search-open', 'button.theme', 'nav.outline', 'nav.outline ~ * a[href]', 'nav.turn a', 'footer a'];

// In the page: how the element that has the focus is seen.
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const {describe, number} = globalThis.inspector;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  // In the middle of its first line, for a link may be broken.
  const line = element.getClientRects()[0] || box;
  const x = Math.min(Math.max(line.left + line.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(line.top + line.height / 2, 0), innerHeight - 1);
  const top = document.elementFromPoint(x, y);
  const solid = [];
  for (let part = element; part; part = part.parentElement) solid.push(Number(getComputedStyle(part).opacity));
  return {
    number: number.get(element), name: describe(element),
    outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
    faint: solid.some(opacity => opacity < 0.5),
    outside: box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth,
    covered: top && !element.contains(top) && !top.contains(element) ? describe(top) : '',
    size: [Math.round(box.width), Math.round(box.height)],
  };
}

// In the page: numbers all that can be reached; returns their names.
function count(walls) {
  const {describe, visible} = globalThis.inspector;
  const all = [...document.querySelectorAll(walls)].filter(element =>
    visible(element) && !element.disabled && element.tabIndex >= 0 && !element.closest('dialog:not([open])'));
  globalThis.inspector.number = new Map(all.map((element, n) => [element, n]));
  return all.map(describe);
}

async function walk(look, tab, mode) {
  const names = await tab.evaluate(count, walls);
  const seen = new Set();
  let last = -1;
  for (let steps = 0; steps <= names.length; steps++) {
    await tab.keyboard.press('Tab');
    const now = await tab.evaluate(focused);
    if (!now || seen.has(now.number)) break;
    seen.add(now.number);
    if (now.number === undefined) look.problem(`takes the focus, but does nothing: ${now.name}`, mode);
    else if (now.number < last) look.problem(`comes too late in the order of Tab: ${now.name}`, mode);
    if (!now.outlined) look.problem(`has the focus, and no outline: ${now.name}`, mode);
    if (now.faint) look.problem(`has the focus, and is hardly seen: ${now.name}`, mode);
    if (now.outside) look.problem(`has the focus outside of the window: ${now.name}`, mode);
    if (now.covered) look.problem(`has the focus below ${now.covered}: ${now.name}`, mode);
    last = now.number;
  }
  names.forEach((name, n) => { if (!seen.has(n)) look.problem(`is not reached by Tab: ${name}`, mode); });
}

// In the page: which of `order` do not come in that order.
function out_of_order(order) {
  const first = order.map(selector => [selector, document.querySelector(selector)]).filter(pair => pair[1]);
  return first.slice(1).filter(([, element], n) =>
    !(first[n][1].compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)).map(([selector]) => selector);
}

async function skips(look, tab) {
  await tab.keyboard.press('Tab');
  const first = await tab.evaluate(() => document.activeElement.matches('.skip') || globalThis.inspector.describe(document.activeElement));
  if (first !== true) return look.problem(`is reached before the link that skips to the text: ${first}`);
  await tab.keyboard.press('Enter');
  await tab.keyboard.press('Tab');
  const after = await tab.evaluate(walls => document.activeElement.closest('main') || !document.querySelector('main').querySelector(walls) ? '' : globalThis.inspector.describe(document.activeElement), walls);
  if (after) look.problem(`comes after skipping to the text, but is not in it: ${after}`);
}

function state() {
  const root = document.documentElement;
  return JSON.stringify([location.href, root.dataset.theme, document.body.innerHTML.length,
    document.querySelectorAll('dialog[open]').length, globalThis.inspector.describe(document.activeElement)]);
}

async function no_shortcuts(look, tab) {
  await tab.evaluate(() => document.activeElement.blur());
  const before = await tab.evaluate(state);
  for (const key of 'abcdefghijklmnopqrstuvwxyz0123456789/?.,;[]+-=<') {
    await tab.keyboard.press(key);
    if (await tab.evaluate(state) !== before) return look.problem(`the key ${key} alone does something`);
  }
}

export async function check(look) {
  // Less motion: what fades in must not be judged half way.
  const motion = 'reduce';
  let tab = await look.open({motion});
  for (const selector of await tab.evaluate(out_of_order, order)) look.problem(`comes too early on the page: ${selector}`);
  await skips(look, tab);
  tab = await look.open({motion});
  await walk(look, tab, '1400 px');
  await no_shortcuts(look, tab);
  // Narrow pages have the same things in the same order: one walk tells.
  if (look.page === look.pages[0]) await walk(look, await look.open({motion, width: 320}), '320 px');
}
