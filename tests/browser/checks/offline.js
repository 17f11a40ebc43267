// From files and from a web server: no error, no request to another host, and
// the text of the search is fetched only when somebody searches.
export async function check(look) {
  for (const over of ['file', 'http']) {
    const tab = await look.open({over});
    for (const url of tab.requests) {
      if (!look.owns(url)) look.problem(`asks another host for ${url}`, over);
    }
    const early = tab.requests.filter(url => url.endsWith('search-text.js'));
    if (early.length) look.problem('loads the text of the search before anybody searches', over);
    await tab.click('.search-open');
    await tab.fill('dialog.search input', 'thread');
    await tab.waitForSelector('dialog.search ol a');
    await tab.keyboard.press('Escape');
    for (const url of tab.requests) {
      if (!look.owns(url)) look.problem(`searching asks another host for ${url}`, over);
    }
    for (const error of tab.errors) look.problem(`error: ${error}`, over);
  }
}
