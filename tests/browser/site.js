// A site, and checks of it. A check is a file of checks/: `check` looks at one
// page, `check_site` at all of them; both get `look` (below), and call
// look.problem for each fault that they find.
import {readdirSync} from 'node:fs';
import {availableParallelism, cpus} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {file_address, serve} from './browser.js';

const here = fileURLToPath(new URL('.', import.meta.url));

export function names_of_checks() {
  return readdirSync(join(here, 'checks')).map(file => file.replace(/\.js$/, '')).sort();
}

function pages_of(folder) {
  return readdirSync(folder).filter(file => file.endsWith('.html')).sort();
}

function mode_of({theme, width, media, scripts, over}) {
  return [over === 'http' && 'served', theme, media, scripts === false && 'no scripts', width && width + ' px']
    .filter(Boolean).join(', ');
}

// Runs one check on one page, or on all; the problems, as lines.
export async function run_check(windows, site, name, page) {
  const {check, check_site} = await import(`./checks/${name}.js`);
  const problems = [], kept = [], tabs = [];
  const look = {
    ...site, page,
    // Opens a page in a window of its own: see browser.js for the options.
    async open(options = {}, which = look.page) {
      const tab = await windows.open(site, which, options);
      tab.mode = mode_of(options);
      tabs.push(tab);
      return tab;
    },
    problem(text, mode = '', where = look.page) {
      problems.push(`${where || 'site'}${mode && ` (${mode})`}: ${text}`);
    },
    // Keeps a text for other tools.
    file(path, text) {
      kept.push([path, text]);
    },
  };
  try {
    await (check_site || check)(look);
  } catch (error) {
    look.problem(`the check "${name}" broke off: ${error.message.split('\n')[0]}`);
    if (process.env.DEBUG) console.error(error);
  }
  await Promise.all(tabs.map(tab => windows.leave(tab)));
  return {problems, kept};
}

// Some jobs at a time, the results in the order of the jobs.
export async function in_parallel(jobs, run) {
  const results = [];
  let next = 0;
  async function worker() {
    while (next < jobs.length) {
      const n = next++;
      results[n] = await run(jobs[n]);
    }
  }
  const count = availableParallelism ? availableParallelism() : cpus().length;
  await Promise.all(Array.from({length: count + 1}, worker));
  return results;
}

export async function describe_site(folder) {
  const server = await serve(folder);
  const address = file_address(folder);
  return {
    folder, pages: pages_of(folder), address, served: server.address, stop: server.stop,
    owns: url => [address, server.address].some(start => url.startsWith(start)),
  };
}

export async function run_checks(windows, site, names) {
  const jobs = [];
  for (const name of names) {
    const {check_site} = await import(`./checks/${name}.js`);
    for (const page of check_site ? [undefined] : site.pages) jobs.push({name, page});
  }
  const found = new Map(names.map(name => [name, {problems: [], kept: []}]));
  const results = await in_parallel(jobs, job => run_check(windows, site, job.name, job.page));
  jobs.forEach(({name}, n) => {
    for (const what of ['problems', 'kept']) found.get(name)[what].push(...results[n][what]);
  });
  return found;
}
