// No page is wider than its window, nothing lies on anything else, and at any
// width a line of prose has a length that the eye can follow.
import {resize} from '../browser.js';

const widths = [320, 360, 480, 640, 800, 1024, 1152, 1280, 1400, 1900, 2560];

// In the page: what sticks out of the window.
function sticking_out() {
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  const scrolls = element => element.closest('pre, .scroll');
  const all = [...document.body.querySelectorAll('*')].filter(element =>
    globalThis.inspector.visible(element) && element.getBoundingClientRect().right > width + 0.5
      && (!scrolls(element) || scrolls(element) === element));
  const inner = all.filter(element => ![...element.children].some(child => all.includes(child)));
  return (inner.length ? inner : [document.body])
    .map(element => [globalThis.inspector.describe(element), Math.ceil(element.getBoundingClientRect().right - width)]);
}

// In the page: regions that cover each other.
function overlaps() {
  const regions = [...document.querySelectorAll('body > header, nav.outline > div, main > *:not(nav), body > nav, footer')]
    .filter(globalThis.inspector.visible).map(element => [element, element.getBoundingClientRect()]);
  const found = [];
  regions.forEach(([one, a], n) => {
    for (const [other, b] of regions.slice(n + 1)) {
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 1 && high > 1) found.push([one, other].map(globalThis.inspector.describe));
    }
  });
  return found;
}

// In the page: how many characters fit in a line of each paragraph.
function measures() {
  const found = [];
  for (const block of document.querySelectorAll('main p, main li')) {
    if (block.textContent.length < 120 || block.querySelector('p, li, pre') || block.closest('.margin, td, .outline')) continue;
    if (!globalThis.inspector.visible(block)) continue;
    let ink = 0, characters = 0;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(walker.currentNode);
      for (const box of range.getClientRects()) ink += box.width;
      characters += walker.currentNode.data.replace(/\s+/g, ' ').length;
    }
    found.push([globalThis.inspector.describe(block), Math.round(block.clientWidth / (ink / characters))]);
  }
  return found;
}

export async function check(look) {
  const tab = await look.open();
  for (const width of widths) {
    await resize(tab, width);
    for (const [element, pixels] of await tab.evaluate(sticking_out)) {
      look.problem(`sticks out by ${pixels} px: ${element}`, `${width} px`);
    }
    for (const [one, other] of await tab.evaluate(overlaps)) {
      look.problem(`one covers the other: ${one}, ${other}`, `${width} px`);
    }
    const [least, most] = width < 600 ? [25, 85] : [45, 85];
    for (const [element, measure] of await tab.evaluate(measures)) {
      if (measure < least || measure > most) look.problem(`a line holds ${measure} characters: ${element}`, `${width} px`);
    }
  }
}
