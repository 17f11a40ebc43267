// Accessibility, by axe: light and dark, wide and narrow, the search open too.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {resize} from '../browser.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// The colours of code come from classes, so that two of each class in each
// kind of listing are enough; a thousand of them take axe seconds.
function thin_out_code() {
  const seen = new Map();
  for (const span of document.querySelectorAll('pre code span[class]')) {
    const kind = span.className + ' in ' + (span.closest('figure') || span.closest('pre')).className;
    seen.set(kind, (seen.get(kind) || 0) + 1);
    if (seen.get(kind) > 2 && !span.querySelector('a') && !span.closest('a')) span.replaceWith(...span.childNodes);
  }
}

// What is folded away counts too.
function unfold() {
  for (const fold of document.querySelectorAll('details')) fold.open = true;
}

async function judge(look, tab, mode, what = null) {
  const violations = await tab.evaluate(async what => {
    const {violations} = await globalThis.axe.run(what || document, {resultTypes: ['violations']});
    return violations.map(({id, help, nodes}) => ({
      id, help, nodes: nodes.map(({target, any}) => ({
        target: target.join(' '), why: any.map(part => part.message).join('; '),
      })),
    }));
  }, what);
  for (const {id, help, nodes} of violations) {
    for (const {target, why} of nodes) look.problem(`${id}: ${target}: ${why || help}`, mode);
  }
}

const widths = [1400, 320];

export async function check(look) {
  const tab = await look.open();
  await tab.evaluate(axe);
  await tab.evaluate(thin_out_code);
  await tab.evaluate(unfold);
  for (const theme of ['light', 'dark']) {
    await tab.emulateMedia({colorScheme: theme});
    for (const width of widths) {
      await resize(tab, width);
      await judge(look, tab, `${theme}, ${width} px`);
    }
  }
  // The same dialog on every page: look at it on the first.
  if (look.page !== look.pages[0]) return;
  await tab.click('.search-open');
  await tab.fill('dialog.search input', 'event');
  await tab.waitForSelector('dialog.search ol a');
  for (const theme of ['dark', 'light']) {
    await tab.emulateMedia({colorScheme: theme});
    for (const width of widths) {
      await resize(tab, width);
      await judge(look, tab, `search open, ${theme}, ${width} px`, 'dialog.search');
    }
  }
}
