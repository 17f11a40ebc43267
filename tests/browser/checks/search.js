// Search, by keyboard: opens, finds, leads there, closes, gives the focus back.
const field = 'dialog.search input', results = 'dialog.search ol a';

async function open_search(tab) {
  await tab.focus('.search-open');
  await tab.keyboard.press('Enter');
  await tab.waitForFunction(field => document.activeElement === document.querySelector(field), field);
  await tab.waitForFunction(() => window.book_text);
}

// The addresses found for a query, best first.
function ask(tab, query) {
  return tab.evaluate(([field, results, query]) => {
    const input = document.querySelector(field);
    input.value = query;
    input.dispatchEvent(new Event('input', {bubbles: true}));
    return [...document.querySelectorAll(results)].map(link => link.getAttribute('href'));
  }, [field, results, query]);
}

async function finds_sense(look, tab) {
  const found = await ask(tab, 'condition variable');
  const texts = await tab.evaluate(() => window.book_text.map(([address, , heading, text]) => [address, `${heading}\n${text}`.toLowerCase()]));
  const having = new Map(texts);
  if (!found.length) look.problem('“condition variable” is not found');
  for (const address of found) {
    const text = having.get(address) || '';
    if (!text.includes('condition') || !text.includes('variable')) look.problem(`“condition variable” finds ${address}, which lacks a word`);
  }
  const wanted = texts.filter(([, text]) => text.includes('condition variable')).length;
  if (wanted && !/condition\s+variable/.test(having.get(found[0]) || '')) look.problem(`“condition variable” finds ${found[0]} first, which lacks the phrase`);
}

async function finds_headings(look, tab, pages) {
  for (const [page, headings] of pages) {
    for (const [id, title] of headings) {
      const found = await ask(tab, title);
      const place = found.indexOf(`${page}#${id}`);
      if (place < 0 || place > 4) look.problem(`“${title}” finds ${page}#${id} ${place < 0 ? 'not at all' : `only in place ${place + 1}`}`);
    }
  }
}

async function survives(look, tab) {
  for (const query of ['(', '[a', '*', '\\', '<b>', '"', '   ', 'ö', 'x'.repeat(500), '$&', '&amp;']) {
    await ask(tab, query);
    if (tab.errors.length) return look.problem(`“${query.slice(0, 20)}” is an error: ${tab.errors[0]}`);
  }
  const found = await ask(tab, 'zzzzzz');
  const said = await tab.textContent('dialog.search [role="status"]');
  if (found.length || !/nothing/i.test(said)) look.problem(`a word that is not in the book finds ${found.length} sections and says “${said}”`);
}

async function stays_inside(look, tab) {
  for (let n = 0; n < 8; n++) {
    await tab.keyboard.press('Tab');
    const outside = await tab.evaluate(() => document.activeElement !== document.body
      && !document.activeElement.closest('dialog') && globalThis.inspector.describe(document.activeElement));
    if (outside) return look.problem(`Tab leaves the open search: ${outside}`);
  }
}

async function gives_focus_back(look, tab) {
  await tab.focus(field);
  await tab.keyboard.press('Escape');
  await tab.waitForFunction(() => !document.querySelector('dialog[open]'), undefined, {timeout: 20000})
    .catch(() => look.problem('Escape does not close the search'));
  const focus = await tab.evaluate(() => document.activeElement.matches('.search-open') || globalThis.inspector.describe(document.activeElement));
  if (focus !== true) look.problem(`after Escape the focus is not on the button of the search, but on ${focus}`);
}

// Types a query, chooses by these keys, and must arrive at the n-th result.
async function leads(look, query, keys, n) {
  const tab = await look.open();
  await open_search(tab);
  await tab.keyboard.type(query);
  await tab.waitForSelector(results);
  const wanted = await tab.evaluate(([results, n]) => document.querySelectorAll(results)[n].href, [results, n]);
  for (const key of keys) await tab.keyboard.press(key);
  try {
    await tab.waitForURL(wanted);
    await tab.waitForFunction(() => !document.querySelector('dialog[open]')
      && (!location.hash || document.querySelector(':target')));
  } catch (error) {
    return look.problem(`“${query}” and ${keys.join(', ')} lead to ${tab.url()} instead of ${wanted}`);
  }
  const seen = await tab.waitForFunction(() => {
    const target = document.querySelector(':target');
    if (!target) return true;
    const {top} = target.getBoundingClientRect();
    return top >= 0 && top < innerHeight;
  }).catch(() => null);
  if (!seen) look.problem(`“${query}” leads to ${wanted}, which is not in the window then`);
}

async function headings_of(look) {
  const pages = [];
  for (const page of look.pages) {
    const tab = await look.open({}, page);
    pages.push([page, await tab.evaluate(() => [...document.querySelectorAll('main h2[id]')].map(heading => {
      const copy = heading.cloneNode(true);
      for (const number of copy.querySelectorAll('.number, a')) number.remove();
      return [heading.id, copy.textContent.trim()];
    }))]);
  }
  return pages;
}

export async function check_site(look) {
  look.page = look.pages[0];
  const headings = (await headings_of(look)).map(([page, list]) =>
    // Titles such as “Summary”, which each chapter has, cannot all be first.
    [page, list.filter(([, title]) => !['Summary', 'Whole programs', 'Exercises'].includes(title))]);
  const tab = await look.open();
  await open_search(tab);
  await finds_sense(look, tab);
  await finds_headings(look, tab, headings);
  await survives(look, tab);
  await ask(tab, 'event');
  await stays_inside(look, tab);
  await gives_focus_back(look, tab);
  await leads(look, 'condition variable', ['Enter'], 0);
  await leads(look, 'event_wait', ['ArrowDown', 'ArrowDown', 'Enter'], 1);
}
