// No word stands twice in a row in what readers see. (Spelling: see
// site.bats, which gives the same text to codespell.)
export async function check(look) {
  const tab = await look.open();
  const parts = await tab.evaluate(() => globalThis.inspector.prose().map(({block, text}) =>
    [globalThis.inspector.describe(block), text]));
  for (const [block, text] of parts) {
    for (const [twice] of text.matchAll(/(?<![\p{L}'’])(\p{L}+) \1(?![\p{L}'’])/giu)) look.problem(`“${twice}”: ${block}`);
  }
  look.file(`text/${look.page}.txt`, parts.map(([, text]) => text + '\n').join(''));
}
