// On paper: what only a screen needs is gone, nothing is cut, black on white.
import {resize} from '../browser.js';

const chrome = '.skip, .top, nav, button, input, dialog, .anchor';

function on_paper(chrome) {
  const {describe, visible} = globalThis.inspector;
  const problems = [];
  for (const element of document.querySelectorAll(chrome)) {
    if (visible(element)) problems.push(`is printed: ${describe(element)}`);
  }
  for (const element of document.querySelectorAll('main *')) {
    if (!visible(element) || element.closest('svg')) continue;
    const {overflowX, overflowY} = getComputedStyle(element);
    if (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) {
      problems.push(`${element.scrollWidth - element.clientWidth} px are cut on the right: ${describe(element)}`);
    }
    if (overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1) {
      problems.push(`${element.scrollHeight - element.clientHeight} px are cut below: ${describe(element)}`);
    }
  }
  if (document.scrollingElement.scrollWidth > innerWidth) problems.push('is wider than the paper: body');
  const {color, backgroundColor} = getComputedStyle(document.body);
  const light = text => (text.match(/[\d.]+/g) || []).slice(0, 3).map(Number).reduce((sum, part) => sum + part, 0);
  if (light(color) > 200) problems.push(`the ink is light (${color}): body`);
  if (!/^rgba.*, 0\)$/.test(backgroundColor) && light(backgroundColor) < 700) problems.push(`the paper is dark (${backgroundColor}): body`);
  return problems;
}

export async function check(look) {
  const tab = await look.open({media: 'print'});
  // A4 and Letter within margins of a centimetre and a half.
  for (const [paper, width] of [['A4', 680], ['Letter', 700]]) {
    await resize(tab, width, 960);
    for (const colorScheme of ['light', 'dark']) {
      await tab.emulateMedia({media: 'print', colorScheme});
      for (const problem of await tab.evaluate(on_paper, chrome)) look.problem(problem, `${paper}, ${colorScheme}`);
    }
  }
}
