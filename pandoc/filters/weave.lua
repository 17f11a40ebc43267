--- Writes build/site/: a page for each chapter, and index.html from
--- book.md.
PANDOC_VERSION:must_be_at_least '2.17'
local here = PANDOC_SCRIPT_FILE:match('^(.*)/filters/') or '..'
package.path = here .. '/lua/?.lua;' .. package.path

local book = require 'book'
local chunks = require 'chunks'
local figures = require 'figures'
local files = require 'files'
local links = require 'links'
local listings = require 'listings'
local report = require 'report'

local stringify = pandoc.utils.stringify
local folder = 'build/site/'

--- Chapter 3 has sections 3.1, 3.1.1 and so on; its title has no number
--- of its own, the template shows it.
local function number_sections(page, blocks)
  local count = {}
  return blocks:walk {
    Header = function(header)
      if header.level == 1 or header.classes:includes('unnumbered') then return nil end
      count[header.level] = (count[header.level] or 0) + 1
      for level = header.level + 1, 6 do count[level] = 0 end
      local parts = {page.chapter.number}
      for level = 2, header.level do table.insert(parts, tostring(count[level] or 0)) end
      local number = table.concat(parts, '.')
      table.insert(page.sections, {level = header.level, id = header.identifier,
        number = number, title = stringify(header)})
      header.content:insert(1, pandoc.Space())
      header.content:insert(1, pandoc.Span(number, {class = 'number'}))
      return header
    end
  }
end

--- A wide table scrolls by itself instead of widening the page.
local function wrap_tables(blocks)
  return blocks:walk {
    Table = function(element)
      return {
        pandoc.RawBlock('html', '<div class="scroll" tabindex="0">'),
        element,
        pandoc.RawBlock('html', '</div>'),
      }
    end
  }
end

--- Takes the title out of the text; it must be what book.md says.
local function take_title(page)
  local title
  page.blocks = pandoc.Blocks(page.blocks:filter(function(block)
    if block.t ~= 'Header' or block.level ~= 1 then return true end
    if title then
      report.problem(page.path, book.line_of(page.text, '# ' .. stringify(block)),
        'a chapter has one heading of the first level, its title')
    end
    title = title or block
    return false
  end))
  if not title then
    report.problem(page.path, 1, 'a chapter begins with its title, "# …"')
    return
  end
  page.title = stringify(title)
  if page.title ~= page.chapter.title then
    report.problem(page.path, book.line_of(page.text, '# '),
      ('the title is "%s", but book.md says "%s"'):format(page.title, page.chapter.title))
  end
end

local function chapter_page(chapter)
  local text = files.read(chapter.path)
  local page = {
    chapter = chapter, path = chapter.path, folder = 'chapters', text = text,
    output = (chapter.stem or '') .. '.html', title = chapter.title,
    blocks = pandoc.read(text, 'commonmark_x').blocks,
    sections = {}, references = {},
  }
  take_title(page)
  return page
end

local function index_page(the_book)
  return {
    path = 'book.md', folder = '.', text = the_book.text, output = 'index.html',
    blocks = the_book.doc.blocks, title = stringify(the_book.doc.meta.title or 'Untitled'),
    sections = {}, references = {}, meta = the_book.doc.meta,
  }
end

--- An item of the contents without a link is a planned chapter.
local function mark_planned(blocks)
  local in_contents = false
  return pandoc.Blocks(blocks:map(function(block)
    if block.t == 'Header' then
      in_contents = in_contents or stringify(block) == 'Contents'
    elseif in_contents and (block.t == 'BulletList' or block.t == 'OrderedList') then
      for _, item in ipairs(block.content) do
        local linked = false
        pandoc.Blocks(item):walk {Link = function() linked = true end}
        if not linked and item[1] then
          item[1].content = {pandoc.Span(item[1].content, {class = 'planned'})}
        end
      end
    end
    return block
  end))
end

local function gather(the_book, all_files)
  local site = {book = the_book, files = all_files, pages = {}, by_path = {}, ids = {}}
  table.insert(site.pages, index_page(the_book))
  for _, chapter in ipairs(the_book.chapters) do
    table.insert(site.pages, chapter_page(chapter))
  end
  for _, page in ipairs(site.pages) do site.by_path[page.path] = page end
  return site
end

--- First all pages get their blocks, then the links between them.
local function build(site)
  for _, page in ipairs(site.pages) do
    if page.chapter then
      page.blocks = number_sections(page, page.blocks)
      page.blocks = listings.rewrite(site, page, page.blocks)
      page.blocks:extend(listings.whole_files(site, page.chapter))
    else
      page.blocks = mark_planned(page.blocks)
    end
    page.blocks = figures.rewrite(page, page.blocks)
    page.blocks = wrap_tables(page.blocks)
    site.ids[page.output] = links.ids(page.blocks)
  end
  if not site.ids['index.html'].labels then
    report.problem('book.md', nil, 'nothing has the id "labels", to which the labels of transcripts lead')
  end
  for _, page in ipairs(site.pages) do
    page.blocks = links.rewrite(site, page, page.blocks)
  end
end

--- What pandoc's writer says and the standards no longer do.
local function mend(html)
  html = html:gsub(' role="doc%-endnote"', '')
  return (html:gsub('<section class="footnotes[^>]*>', '<section class="footnotes" aria-label="Notes">'))
end

local function contents_of(page)
  local items = {}
  for _, section in ipairs(page.sections) do
    if section.level == 2 then
      table.insert(items, ('<li><a href="#%s"><span class="number">%s</span> %s</a></li>')
        :format(section.id, section.number, listings.escape(section.title)))
    end
  end
  return #items > 1 and table.concat(items, '\n') or nil
end

local function render(site, page, n, template)
  local index = site.pages[1]
  local previous, next_page = site.pages[n - 1], site.pages[n + 1]
  local variables = {
    title = listings.escape(page.title),
    book = listings.escape(index.title),
    lang = stringify(index.meta.lang or 'en'),
    subtitle = listings.escape(stringify(index.meta.subtitle or '')),
    rights = listings.escape(stringify(index.meta.rights or '')),
    contents = contents_of(page),
  }
  if page.chapter then
    local appendix = page.chapter.number:match('%l')
    variables.place = (appendix and 'Appendix ' or 'Chapter ') .. page.chapter.number
    variables.part = page.chapter.part and listings.escape(page.chapter.part)
    variables.prev = previous.output
    variables.prevtitle = previous.chapter and listings.escape(previous.title) or 'Contents'
  end
  if next_page then
    variables.next = next_page.output
    variables.nexttitle = listings.escape(next_page.title)
  end
  local html = pandoc.write(pandoc.Pandoc(page.blocks, {title = page.title}), 'html5',
    pandoc.WriterOptions {template = template, variables = variables, wrap_text = 'wrap-preserve'})
  return mend(listings.link_references(page, html))
end

function Pandoc()
  local the_book = book.read_all()
  local all_files = chunks.tangle(the_book)
  report.stop_if_wrong()
  local site = gather(the_book, all_files)
  build(site)
  report.stop_if_wrong()
  local template = pandoc.template.compile(files.read(here .. '/templates/page.html'))
  local outputs = {
    [folder .. 'style.css'] = files.read(here .. '/style.css'),
    [folder .. 'page.js'] = files.read(here .. '/page.js'),
  }
  for n, page in ipairs(site.pages) do
    outputs[folder .. page.output] = render(site, page, n, template)
  end
  files.write_all(outputs)
  for _, path in ipairs(files.below(folder)) do
    if path:match('%.html$') and not outputs[path] then os.remove(path) end
  end
  return pandoc.Pandoc {}
end
