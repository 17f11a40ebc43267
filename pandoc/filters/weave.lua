--- Writes build/site/: a page for each chapter, and index.html from
--- book.md.
PANDOC_VERSION:must_be_at_least '2.17'
local here = PANDOC_SCRIPT_FILE:match('^(.*)/filters/') or '..'
package.path = here .. '/lua/?.lua;' .. package.path

local book = require 'book'
local chunks = require 'chunks'
local files = require 'files'
local html = require 'html'
local pages = require 'pages'
local report = require 'report'

local stringify = pandoc.utils.stringify
local folder = 'build/site/'

local function output(page)
  return page.name .. '.html'
end

local site_format = {listing = html.listing, drawing = html.drawing, table = html.table}

function site_format.address(page, to, anchor)
  return (to == page and anchor and '' or output(to)) .. (anchor and '#' .. anchor or '')
end

local function contents_of(page)
  local items = {}
  for _, section in ipairs(page.sections) do
    if section.level == 2 then
      table.insert(items, ('<li><a href="#%s"><span class="number">%s</span> %s</a></li>')
        :format(section.id, section.number, html.escape(section.title)))
    end
  end
  return #items > 1 and table.concat(items, '\n') or nil
end

local function render(site, page, n, template)
  local index = site.pages[1]
  local previous, next_page = site.pages[n - 1], site.pages[n + 1]
  local variables = {
    title = html.escape(page.title),
    book = html.escape(index.title),
    lang = stringify(site.meta.lang or 'en'),
    subtitle = html.escape(stringify(site.meta.subtitle or '')),
    rights = html.escape(stringify(site.meta.rights or '')),
    contents = contents_of(page),
  }
  if page.chapter then
    local appendix = page.chapter.number:match('%l')
    variables.place = (appendix and 'Appendix ' or 'Chapter ') .. page.chapter.number
    variables.part = page.chapter.part and html.escape(page.chapter.part)
    variables.prev = output(previous)
    variables.prevtitle = previous.chapter and html.escape(previous.title) or 'Contents'
  end
  if next_page then
    variables.next = output(next_page)
    variables.nexttitle = html.escape(next_page.title)
  end
  local text = pandoc.write(pandoc.Pandoc(page.blocks, {title = page.title}), 'html5',
    pandoc.WriterOptions {template = template, variables = variables, wrap_text = 'wrap-preserve'})
  return html.mend(text)
end

function Pandoc()
  local the_book = book.read_all()
  local all_files = chunks.tangle(the_book)
  report.stop_if_wrong()
  local site = pages.gather(the_book, all_files)
  pages.build(site, site_format)
  report.stop_if_wrong()
  local template = pandoc.template.compile(files.read(here .. '/templates/page.html'))
  local outputs = {
    [folder .. 'style.css'] = files.read(here .. '/style.css'),
    [folder .. 'page.js'] = files.read(here .. '/page.js'),
  }
  for n, page in ipairs(site.pages) do
    outputs[folder .. output(page)] = render(site, page, n, template)
  end
  files.write_all(outputs)
  for _, path in ipairs(files.below(folder)) do
    if path:match('%.html$') and not outputs[path] then os.remove(path) end
  end
  return pandoc.Pandoc {}
end
