// How long the author of a chapter waits: from saving it until the page in
// the browser, opened from file://, shows the change.
// Use: node watch.js BOOK CHAPTER [TIMES]
// BOOK is a copy that may be changed. Prints the milliseconds of each time,
// and their median.
import {spawn} from 'node:child_process';
import {appendFileSync, existsSync, readFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';
import {file_address, start} from './browser.js';

// The pages of `make book` do not load themselves anew.
async function watched_page(page) {
  for (let tries = 0; tries < 1200; tries++) {
    if (existsSync(page) && readFileSync(page, 'utf8').includes('watch.js')) return;
    await pause(100);
  }
  throw new Error('make watch wrote no pages in two minutes');
}

// In the page: when it was painted, by the clock. That the test has seen it
// is later.
async function painted() {
  for (;;) {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    if (paint) return performance.timeOrigin + paint.startTime;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

async function measure(tab, chapter, times) {
  const waits = [];
  for (let n = 1; n <= times; n++) {
    await pause(3000); // the programs are compiled after the pages
    const begun = Date.now(), change = `Changed at ${begun}.`;
    appendFileSync(chapter, `\n${change}\n`);
    await tab.getByText(change).waitFor({state: 'attached', timeout: 60000});
    waits.push(Math.round(await tab.evaluate(painted) - begun));
  }
  return waits;
}

async function main([book, chapter, times = '9']) {
  if (!chapter) throw new Error('Use: node watch.js BOOK CHAPTER [TIMES]');
  const site = resolve(book, 'build/site');
  const watching = spawn('make', ['watch'], {cwd: book, detached: true, stdio: 'ignore'});
  const browser = await start();
  try {
    await watched_page(join(site, `${chapter}.html`));
    const tab = await browser.newPage();
    await tab.goto(file_address(site) + `${chapter}.html`);
    const waits = await measure(tab, join(book, 'chapters', `${chapter}.md`), Number(times));
    const median = [...waits].sort((a, b) => a - b)[Math.floor(waits.length / 2)];
    console.log(`from saving to the page in the browser: ${waits.join(', ')} ms; median ${median} ms`);
  } finally {
    await browser.close();
    process.kill(-watching.pid);
  }
}

main(process.argv.slice(2)).catch(error => {
  console.error(`tests/browser: ${error.message.split('\n')[0]}`);
  process.exitCode = 2;
});
