--- Writes build/site/: a page for each chapter, index.html from book.md, and
--- what they use. With `-M watch` it makes only what has changed, and pages
--- that load themselves anew.
PANDOC_VERSION:must_be_at_least '2.17'
local here = PANDOC_SCRIPT_FILE:match('^(.*)/filters/') or '..'
package.path = here .. '/lua/?.lua;' .. package.path

local book = require 'book'
local chunks = require 'chunks'
local files = require 'files'
local highlight = require 'highlight'
local html = require 'html'
local kept = require 'kept'
local pages = require 'pages'
local report = require 'report'
local search = require 'search'

local stringify = pandoc.utils.stringify
local folder = 'build/site/'

local function output(page)
  return page.name .. '.html'
end

local function output_path(page)
  return folder .. output(page)
end

local site_format = setmetatable({}, {__index = html})

function site_format.address(page, to, anchor)
  return (to == page and anchor and '' or output(to)) .. (anchor and '#' .. anchor or '')
end

--- The site carries the files, so that this works without a server.
function site_format.listing(page, listing)
  if listing.path then
    table.insert(listing.notes, pandoc.Inlines {
      pandoc.RawInline('html', ('<a href="%s" download>Download</a>'):format(listing.path))})
  end
  return html.listing(page, listing)
end

--- The outline of a page: its sections, but none of the deeper ones.
local function outline_of(page)
  local items = {}
  for _, section in ipairs(page.sections) do
    if section.level == 2 then
      local number = section.number and '<span class="number">' .. section.number .. '</span> ' or ''
      table.insert(items, ('<li><a href="#%s">%s%s</a></li>'):format(section.id, number, html.escape(section.title)))
    end
  end
  return #items > 1 and table.concat(items, '\n') or nil
end

--- What book.md and the version file say about all pages.
local function common_variables(site, watch)
  local function meta(name)
    local value = stringify(site.meta[name] or '')
    return value ~= '' and html.escape(value) or nil
  end
  local version, date = '', ''
  if not watch then version, date = files.version() end
  return {
    book = html.escape(site.pages[1].title), lang = meta('lang') or 'en', subtitle = meta('subtitle'),
    rights = meta('rights'), repository = meta('repository'), version = version, date = date, watch = watch and 'true' or nil,
  }
end

local function render(site, n, template, common)
  local page = site.pages[n]
  local variables = {}
  for name, value in pairs(common) do variables[name] = value end
  variables.title = html.escape(page.title)
  variables.source = page.path
  variables.description = page.question and html.escape(stringify(page.question)) or common.subtitle
  variables.outline = outline_of(page)
  if page.chapter then
    local appendix = page.chapter.number:match('%l')
    variables.place = (appendix and 'Appendix ' or 'Chapter ') .. page.chapter.number
    variables.part = page.chapter.part and html.escape(page.chapter.part)
  elseif n == 1 then
    variables.index = 'true'
    variables.glossary = site.glossary and output(site.glossary.page)
  end
  local previous, following = site.pages[n - 1], site.pages[n + 1]
  if page.chapter then
    variables.prev = output(previous)
    variables.prevtitle = previous.chapter and html.escape(previous.title) or 'Contents'
  end
  if following and following.chapter then
    variables.next, variables.nexttitle = output(following), html.escape(following.title)
  end
  local text = pandoc.write(pandoc.Pandoc(page.blocks, {title = page.title}), 'html5',
    pandoc.WriterOptions {template = template, variables = variables, wrap_text = 'wrap-preserve'})
  return html.mend(text)
end

local function search_text(site)
  local list = {}
  for _, page in ipairs(site.pages) do
    page.search = page.kept and page.search or search.sections(page)
    for _, section in ipairs(page.search) do
      local address = output(page) .. (section.id ~= '' and '#' .. section.id or '')
      table.insert(list, {address = address, page = page.title, heading = section.heading, text = section.text})
    end
  end
  return search.script(list)
end

--- What earlier runs wrote and this one does not.
local function remove_others(outputs)
  for _, path in ipairs(files.below(folder)) do
    local ours = path:match('^' .. folder .. '[^/]+%.html$') or path == folder .. 'watch.js' or path:match('^' .. folder .. 'chapters/')
      or path:match('^' .. folder .. 'code/')
    if ours and not outputs[path] then os.remove(path) end
  end
end

--- Reads the book, except for the pages that `kept_page` gives.
local function read(kept_page)
  local the_book = book.read_all(kept_page)
  local all_files = chunks.tangle(the_book)
  report.stop_if_wrong()
  local site = pages.gather(the_book, all_files)
  pages.take_section(site, 'labels', 'checks')
  pages.prepare(site)
  return site
end

--- Reads what has changed since the last run, or all if that shows elsewhere.
local function read_changed(old)
  local any = false
  local site = read(function(chapter)
    local page = kept.page(old, chapter.path, folder .. (chapter.stem or '') .. '.html')
    any = any or page
    return page
  end)
  return any and kept.seen(site) ~= old.seen and read() or site
end

local function outputs_of(site, watch)
  local template = pandoc.template.compile(files.read(here .. '/templates/page.html'))
  local common = common_variables(site, watch)
  local outputs = {[folder .. 'search-text.js'] = search_text(site)}
  for _, name in ipairs {'style.css', 'page.js'} do outputs[folder .. name] = files.read(here .. '/' .. name) end
  for n, page in ipairs(site.pages) do
    local path = output_path(page)
    outputs[path] = page.kept and files.read(path) or render(site, n, template, common)
    outputs[folder .. page.path] = page.text
    for _, drawing in ipairs(page.drawings) do outputs[folder .. drawing] = files.read(drawing) end
  end
  for path, file in pairs(site.files) do outputs[folder .. path] = file.text end
  highlight.keep(outputs, watch)
  return outputs
end

function Pandoc(doc)
  local watch = doc.meta.watch
  local old = watch and kept.load(here)
  local site = watch and read_changed(old) or read()
  pages.build(site, site_format)
  report.stop_if_wrong()
  local outputs = outputs_of(site, watch)
  if watch then
    outputs[folder .. 'watch.js'] = files.read(here .. '/watch.js')
    kept.save(outputs, old, site, output_path)
  end
  local changed = table.concat(files.write_all(outputs), '\n')
  if watch and changed:find(folder, 1, true) then
    files.write_all {[folder .. 'stamp.js'] = ('stamp = "%d %s";\n'):format(os.time(), pandoc.utils.sha1(changed))}
  end
  remove_others(outputs)
  return pandoc.Pandoc {}
end
