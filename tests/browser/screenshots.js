// Pictures of all pages, for people to look at: light, dark, phone, paper,
// and the search. Use: node screenshots.js SITE FOLDER [PAGE.html…]
import {mkdirSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {Windows, start} from './browser.js';
import {describe_site} from './site.js';

const modes = {
  light: {width: 1400},
  dark: {width: 1400, theme: 'dark'},
  phone: {width: 320, height: 640},
  'phone-dark': {width: 320, height: 640, theme: 'dark'},
  wide: {width: 1900},
  paper: {width: 680, media: 'print'},
};

async function main([folder, into, ...chosen]) {
  if (!into) throw new Error('Use: node screenshots.js SITE FOLDER [PAGE.html…]');
  const site = await describe_site(resolve(folder));
  const browser = await start();
  const windows = new Windows(browser);
  mkdirSync(into, {recursive: true});
  for (const page of chosen.length ? chosen : site.pages) {
    const name = page.replace('.html', '');
    for (const [mode, options] of Object.entries(modes)) {
      const tab = await windows.open(site, page, options);
      await tab.screenshot({path: join(into, `${name}-${mode}.png`), fullPage: true});
      if (mode === 'paper') await tab.pdf({path: join(into, `${name}-paper.pdf`), format: 'A4', preferCSSPageSize: true});
      await windows.leave(tab);
    }
  }
  for (const [mode, options] of Object.entries(modes)) {
    if (mode === 'paper') continue;
    const tab = await windows.open(site, site.pages[0], options);
    await tab.click('.search-open');
    await tab.fill('dialog.search input', 'condition variable');
    await tab.waitForSelector('dialog.search ol a');
    await tab.screenshot({path: join(into, `search-${mode}.png`)});
    await windows.leave(tab);
  }
  await browser.close();
  site.stop();
}

main(process.argv.slice(2)).catch(error => {
  console.error(`tests/browser: ${error.message.split('\n')[0]}`);
  process.exitCode = 2;
});
