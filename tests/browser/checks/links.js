// Every link and fragment, from the files: what an attribute of any element
// names must be there. Links to other hosts are not followed, but must look
// like links.
import {existsSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

// In the page: the ids, the links with the element that has them, and the
// ids that elements refer to.
function collect() {
  const links = [], references = [], ids = [];
  for (const element of document.querySelectorAll('*')) {
    if (element.id) ids.push(element.id);
    if (element.getAttribute('name') && element.localName === 'a') ids.push(element.getAttribute('name'));
    for (const name of ['href', 'src', 'data', 'poster', 'xlink:href']) {
      const value = element.getAttribute(name);
      if (value !== null) links.push([value, globalThis.inspector.describe(element)]);
    }
    for (const name of ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'headers']) {
      for (const id of (element.getAttribute(name) || '').split(/\s+/).filter(Boolean)) {
        references.push([id, globalThis.inspector.describe(element)]);
      }
    }
  }
  return {links, references, ids};
}

function wrong_form(url) {
  if (url.protocol === 'mailto:') return '';
  if (url.protocol !== 'https:') return `${url.protocol} instead of https:`;
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/.test(url.hostname)) return 'the host has no full name';
  if (/[.,;)>]$/.test(url.href)) return 'it ends in punctuation';
  return '';
}

// Where the search leads to is a link too.
function links_of_search(folder) {
  const text = readFileSync(join(folder, 'search-text.js'), 'utf8');
  const book = JSON.parse(text.slice(text.indexOf('['), text.lastIndexOf(']') + 1));
  return book.map(entry => [entry[0], `search text of “${entry[2]}”`]);
}

export async function check_site(look) {
  const pages = new Map();
  for (const page of look.pages) pages.set(page, await (await look.open({}, page)).evaluate(collect));

  function why_dead(link, page) {
    const base = look.address + page;
    if (!URL.canParse(link, base)) return 'is no address';
    const url = new URL(link, base);
    if (url.protocol !== 'file:') return wrong_form(url);
    if (/^[a-z]+:/i.test(link)) return 'names a file of this machine';
    if (!look.owns(url.href)) return 'leaves the site';
    const path = fileURLToPath(url.origin === 'null' ? url.href.replace(/[?#].*/, '') : url);
    if (!existsSync(path)) return 'leads to no file';
    if (!statSync(path).isFile()) return 'leads to a folder, which from file:// is no page';
    const name = path.slice(look.folder.length + 1);
    const id = decodeURIComponent(url.hash.slice(1));
    linked.add(name);
    if (id && pages.has(name) && !pages.get(name).ids.includes(id)) return `leads to no place of ${name}`;
    return '';
  }

  const linked = new Set(['index.html']);
  for (const [page, {links, references, ids}] of pages) {
    for (const [link, element] of links) {
      const why = why_dead(link, page);
      if (why) look.problem(`link ${link} ${why}: ${element}`, '', page);
    }
    for (const [id, element] of references) {
      if (!ids.includes(id)) look.problem(`no element has the id ${id}: ${element}`, '', page);
    }
    for (const id of ids.filter((id, n) => ids.indexOf(id) < n)) look.problem(`two elements have the id ${id}`, '', page);
  }
  for (const [link, element] of links_of_search(look.folder)) {
    const why = why_dead(link, 'index.html');
    if (why) look.problem(`link ${link} ${why}: ${element}`, '', 'search-text.js');
  }
  for (const page of look.pages) {
    if (!linked.has(page)) look.problem('no page leads here', '', page);
  }
}
