// Valid HTML, CSS and SVG, by the checker of the standards' authors (vnu).
import {execFile} from 'node:child_process';
import {createRequire} from 'node:module';
import {join} from 'node:path';

function run(command, words) {
  return new Promise((resolve, reject) => {
    execFile(command, words, {maxBuffer: 1 << 26, timeout: 120000}, (error, out, err) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve(err || out);
    });
  });
}

export async function check_site(look) {
  const jar = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
  const said = await run('java', ['-Xss8m', '-XX:TieredStopAtLevel=1', '-jar', jar, '--format', 'json',
    '--exit-zero-always', ...look.pages.map(page => join(look.folder, page))]);
  for (const {type, subType, url, lastLine, message, extract} of JSON.parse(said).messages) {
    if (type === 'info' && subType !== 'warning') continue;
    const where = url ? url.slice(url.lastIndexOf('/') + 1) : 'site';
    const near = (extract || '').trim().replace(/\s+/g, ' ').slice(0, 80);
    look.problem(`line ${lastLine}: ${subType || type}: ${message} Near: ${near}`, '', where);
  }
}
