// One Chromium for everything. Nothing it opens can reach another host.
import {createReadStream, existsSync, readFileSync, statSync} from 'node:fs';
import {createServer} from 'node:http';
import {delimiter, extname, join, normalize} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';

const in_page = readFileSync(fileURLToPath(new URL('in-page.js', import.meta.url)), 'utf8');
const names = ['chromium', 'chromium-browser', 'google-chrome'];

function find_chromium() {
  for (const name of names) {
    for (const folder of process.env.PATH.split(delimiter)) {
      if (existsSync(join(folder, name))) return join(folder, name);
    }
  }
  throw new Error(`no Chromium on PATH (looked for ${names.join(', ')})`);
}

export function start() {
  return chromium.launch({
    executablePath: find_chromium(),
    // No name of a host leads anywhere.
    args: ['--disable-gpu', '--disable-quic', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
}

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

// A web server for a folder, on a port that is free.
export function serve(folder) {
  const server = createServer((request, response) => {
    const path = join(folder, normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)));
    // A browser asks for this by itself, whatever the page says.
    if (request.url === '/favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    if (!existsSync(path) || !statSync(path).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {'Content-Type': types[extname(path)] || 'text/plain; charset=utf-8'});
    createReadStream(path).pipe(response);
  });
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve({
      address: `http://127.0.0.1:${server.address().port}/`,
      stop: () => { server.closeAllConnections(); server.close(); },
    }));
  });
}

export function file_address(folder) {
  return pathToFileURL(folder).href + '/';
}

// What the tests call from inside a page: see in-page.js.
export function prepare(tab) {
  return tab.evaluate(in_page);
}

// Once the page has answered: what it does when its size changes, it does when
// the next frame is drawn.
function drawn(tab) {
  return tab.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
}

// Gives a window another size.
export async function resize(tab, width, height = 900) {
  await tab.setViewportSize({width, height});
  await drawn(tab);
}

// A window. Everything that it asks for is written down in tab.requests.
async function new_tab(browser, scripts) {
  const context = await browser.newContext({javaScriptEnabled: scripts});
  context.setDefaultTimeout(60000);
  const tab = Object.assign(await context.newPage(), {requests: [], errors: []});
  tab.on('request', request => tab.requests.push(request.url()));
  tab.on('console', message => { if (message.type() === 'error') tab.errors.push(message.text()); });
  tab.on('pageerror', error => tab.errors.push(error.message));
  return tab;
}

// Windows are used again, because a new one takes longer than most checks.
// A check that changes what a window remembers asks for a fresh one.
export class Windows {
  constructor(browser) {
    this.browser = browser;
    this.idle = [];
  }

  async open(site, page, options = {}) {
    const {width = 1400, height = 900, theme = 'light', scripts = true, motion = 'no-preference', media = 'screen',
      over = 'file', fresh = false, permissions = []} = options;
    const kind = String(scripts);
    const at = fresh ? -1 : this.idle.findIndex(tab => tab.kind === kind);
    const tab = at < 0 ? await new_tab(this.browser, scripts) : this.idle.splice(at, 1)[0];
    Object.assign(tab, {kind, fresh});
    await tab.setViewportSize({width, height});
    await tab.emulateMedia({media, colorScheme: theme, reducedMotion: motion});
    if (permissions.length) await tab.context().grantPermissions(permissions);
    await tab.goto('about:blank');
    tab.requests.length = tab.errors.length = 0;
    await tab.goto((over === 'http' ? site.served : site.address) + page);
    await prepare(tab);
    if (scripts) await drawn(tab);
    return tab;
  }

  async leave(tab) {
    if (tab.fresh) await tab.context().close();
    else this.idle.push(tab);
  }
}
