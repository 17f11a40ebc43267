// Copying: of a transcript the commands alone, of a file what its download
// holds. What was copied is kept, so that site.bats can compile it.
import {readFileSync} from 'node:fs';
import {join} from 'node:path';

// The commands of a chapter's transcripts, as its source has them.
function commands_of(source) {
  const sessions = [];
  let session = null, goes_on = false;
  for (const line of source.split('\n')) {
    if (/^ *(```+|~~~+) *console/.test(line)) session = [];
    else if (session && /^ *(```+|~~~+) *$/.test(line)) {
      sessions.push(session.join('\n') + '\n');
      session = null;
    } else if (session) {
      const text = line.trimStart();
      if (goes_on) session[session.length - 1] += '\n' + line;
      else if (text.startsWith('$ ')) session.push(text.slice(2));
      goes_on = (goes_on || text.startsWith('$ ')) && line.endsWith('\\');
    }
  }
  return sessions;
}

async function press(tab, button) {
  await button.focus();
  await tab.keyboard.press('Enter');
  await tab.waitForFunction(element => element.textContent !== 'Copy', button);
  return tab.evaluate(() => navigator.clipboard.readText());
}

function has_focus(button) {
  return button.evaluate(element => document.activeElement === element);
}

// Of the commands that buttons gave, each must be one of the source's, in order.
function compare_sessions(look, copied, sessions, mode) {
  const left = sessions.map(text => text.trim());
  for (const text of copied) {
    const at = left.indexOf(text.trim());
    if (at < 0) look.problem(`copies what is no transcript's commands: “${text.trim().replace(/\n/g, '⏎')}”`, mode);
    else left.splice(at, 1);
  }
  for (const text of left) look.problem(`no button copies: “${text.replace(/\n/g, '⏎')}”`, mode);
}

async function press_all(look, over) {
  const tab = await look.open({over, fresh: true, permissions: ['clipboard-read', 'clipboard-write']});
  const copied = [];
  // Answers are folded at first.
  await tab.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });
  for (const figure of await tab.$$('figure.transcript, figure.whole')) {
    const name = await figure.evaluate(element => globalThis.inspector.describe(element));
    const button = await figure.$('button.copy');
    if (!button) {
      look.problem(`has no button that copies: ${name}`, over);
      continue;
    }
    const text = await press(tab, button);
    if (!await has_focus(button)) look.problem(`copying takes the focus away: ${name}`, over);
    if (await figure.evaluate(element => element.matches('.transcript'))) {
      copied.push(text);
      continue;
    }
    const path = await figure.evaluate(element => element.querySelector('a[download]')?.getAttribute('href'));
    if (!path) look.problem(`has no link that downloads: ${name}`, over);
    else if (text !== readFileSync(join(look.folder, path), 'utf8')) look.problem(`copies another text than ${path}: ${name}`, over);
    if (path) look.file(path.replace(/^.*code\//, 'copied/'), text);
  }
  return {tab, copied};
}

// By hand too: the prompt is no text.
async function selects(look, tab) {
  const prompts = await tab.evaluate(() => [...document.querySelectorAll('pre.console')].filter(pre => {
    getSelection().selectAllChildren(pre);
    return /^\$ /m.test(getSelection().toString());
  }).map(globalThis.inspector.describe));
  for (const pre of prompts) look.problem(`selecting takes the prompt along: ${pre}`);
}

export async function check_site(look) {
  for (const page of look.pages) {
    look.page = page;
    const {tab, copied} = await press_all(look, 'file');
    const source = page === 'index.html' ? 'book.md' : `chapters/${page.replace('.html', '.md')}`;
    let text = '';
    try { text = readFileSync(join(look.folder, source), 'utf8'); } catch (error) { /* a page without a source of its own */ }
    if (text) compare_sessions(look, copied, commands_of(text), 'file');
    await selects(look, tab);
  }
}
