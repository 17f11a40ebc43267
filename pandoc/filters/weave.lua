--- Writes build/site/: a page for each chapter, index.html from book.md, and
--- what they use.
PANDOC_VERSION:must_be_at_least '2.17'
local here = PANDOC_SCRIPT_FILE:match('^(.*)/filters/') or '..'
package.path = here .. '/lua/?.lua;' .. package.path

local book = require 'book'
local chunks = require 'chunks'
local files = require 'files'
local highlight = require 'highlight'
local html = require 'html'
local pages = require 'pages'
local report = require 'report'
local search = require 'search'

local stringify = pandoc.utils.stringify
local folder = 'build/site/'

local function output(page)
  return page.name .. '.html'
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
  local version, date = (files.read('build/version') or ''):match('^(%S*) ?(%S*)')
  return {
    book = html.escape(site.pages[1].title), lang = meta('lang') or 'en', subtitle = meta('subtitle'),
    rights = meta('rights'), repository = meta('repository'), version = version, date = date, watch = watch,
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
    for _, section in ipairs(search.sections(page)) do
      section.page = page.title
      section.address = output(page) .. (section.id ~= '' and '#' .. section.id or '')
      table.insert(list, section)
    end
  end
  return search.script(list)
end

--- What earlier runs wrote and this one does not.
local function remove_others(outputs)
  for _, path in ipairs(files.below(folder)) do
    local ours = path:match('^' .. folder .. '[^/]+%.html$') or path:match('^' .. folder .. 'chapters/')
      or path:match('^' .. folder .. 'code/')
    if ours and not outputs[path] then os.remove(path) end
  end
end

function Pandoc(doc)
  local the_book = book.read_all()
  local all_files = chunks.tangle(the_book)
  report.stop_if_wrong()
  local site = pages.gather(the_book, all_files)
  pages.take_section(site, 'labels', 'checks')
  pages.build(site, site_format)
  report.stop_if_wrong()
  local template = pandoc.template.compile(files.read(here .. '/templates/page.html'))
  local common = common_variables(site, doc.meta.watch)
  local outputs = {[folder .. 'search-text.js'] = search_text(site)}
  for _, name in ipairs {'style.css', 'page.js'} do outputs[folder .. name] = files.read(here .. '/' .. name) end
  for n, page in ipairs(site.pages) do
    outputs[folder .. output(page)] = render(site, n, template, common)
    outputs[folder .. page.path] = page.text
    for _, path in ipairs(page.drawings) do outputs[folder .. path] = files.read(path) end
  end
  for path, file in pairs(all_files) do outputs[folder .. path] = file.text end
  highlight.keep(outputs)
  files.write_all(outputs)
  remove_others(outputs)
  return pandoc.Pandoc {}
end
