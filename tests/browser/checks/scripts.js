// Without scripts all can be read, and nothing is shown that needs one.
function texts() {
  const clone = document.body.cloneNode(true);
  for (const tool of clone.querySelectorAll('button, script, dialog')) tool.remove();
  return [...clone.querySelectorAll('h1, h2, h3, h4, p, li, dt, dd, td, th, pre, figcaption')]
    .map(element => element.textContent.trim().replace(/\s+/g, ' ')).filter(Boolean);
}

function shown_text() {
  return document.body.innerText.replace(/\s+/g, ' ');
}

function useless() {
  return [...document.querySelectorAll('button, input, select, dialog, [role="button"], [role="status"]')]
    .filter(globalThis.inspector.visible).map(globalThis.inspector.describe);
}

export async function check(look) {
  const wanted = await (await look.open()).evaluate(texts);
  const options = {scripts: false};
  const tab = await look.open(options);
  for (const element of await tab.evaluate(useless)) look.problem(`needs a script, and is shown: ${element}`, 'no scripts');
  // Folded text can be unfolded without a script.
  await tab.evaluate(() => { for (const fold of document.querySelectorAll('details')) fold.open = true; });
  const shown = await tab.evaluate(shown_text);
  for (const text of wanted) {
    if (!shown.includes(text)) look.problem(`is not shown: “${text.slice(0, 60)}”`, 'no scripts');
  }
}
