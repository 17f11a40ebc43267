// Checks a site as a browser shows it.
// Use: node run.js [--faults] [--into FOLDER] SITE [CHECK…]
// Prints a line for each problem, or writes them to FOLDER, a file a check,
// and what the checks keep (look.file) to FOLDER/kept. --faults also tries
// whether the checks find the faults of faults.js.
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {Windows, start} from './browser.js';
import {run_faults} from './faults.js';
import {describe_site, names_of_checks, run_checks} from './site.js';

function lines(list) {
  return list.map(line => line + '\n').join('');
}

function write(path, text) {
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(path, text);
}

async function main() {
  const {values: options, positionals: [folder, ...names]} = parseArgs({
    options: {faults: {type: 'boolean'}, into: {type: 'string'}}, allowPositionals: true,
  });
  if (!folder) throw new Error('Use: node run.js [--faults] [--into FOLDER] SITE [CHECK…]');
  const site = await describe_site(resolve(folder));
  const browser = await start();
  const windows = new Windows(browser);
  const found = await run_checks(windows, site, names.length ? names : names_of_checks());
  if (options.faults) found.set('faults', {problems: await run_faults(windows, site, names), kept: []});
  await browser.close();
  site.stop();
  if (options.into) {
    for (const [name, {problems, kept}] of found) {
      write(join(options.into, name), lines(problems));
      for (const [path, text] of kept) write(join(options.into, 'kept', path), text);
    }
    return 0;
  }
  const problems = [...found.values()].flatMap(part => part.problems);
  process.stdout.write(lines(problems));
  return problems.length ? 1 : 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(process.env.DEBUG ? error : `tests/browser: ${error.message.split('\n')[0]}`);
  process.exitCode = 2;
}
