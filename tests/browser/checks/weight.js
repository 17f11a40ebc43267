// How much a reader fetches: a page with all that it loads, compressed as web
// servers do, and its scripts as they are.
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';

const most = {page: 60 * 1024, scripts: 10 * 1024};

export async function check(look) {
  const tab = await look.open();
  const own = [...new Set(tab.requests)].filter(url => url.startsWith(look.address));
  const files = own.map(url => [url, readFileSync(fileURLToPath(url.replace(/[?#].*/, '')))]);
  const page = files.reduce((sum, [, text]) => sum + gzipSync(text).length, 0);
  const inline = await tab.evaluate(() =>
    [...document.querySelectorAll('script:not([src])')].reduce((sum, script) => sum + script.textContent.length, 0));
  const scripts = files.filter(([url]) => url.endsWith('.js')).reduce((sum, [, text]) => sum + text.length, inline);
  if (page > most.page) look.problem(`weighs ${page} bytes compressed, more than ${most.page}`);
  if (scripts > most.scripts) look.problem(`its scripts have ${scripts} bytes, more than ${most.scripts}`);
  look.file(`weight/${look.page}`, `${page} bytes compressed; scripts, as they are: ${scripts}\n`);
}
