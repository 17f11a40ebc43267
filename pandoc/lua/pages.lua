--- The book as pages: read once, the same for every format.
---
--- A format is a table of functions that say how it shows things. Each takes
--- the page first, and gives blocks:
---   listing(page, listing)   code with its caption; see listings.lua
---   drawing(page, drawing)   a figure; see figures.lua
---   table(page, element)     optional
---   address(page, to, anchor)  no blocks, but the target of a link from
---                            `page` to page `to`, with or without anchor
local book = require 'book'
local figures = require 'figures'
local files = require 'files'
local links = require 'links'
local listings = require 'listings'
local report = require 'report'

local stringify = pandoc.utils.stringify
local pages = {}

--- Chapter 3 has sections 3.1, 3.1.1 and so on; its title has no number
--- of its own, the template shows it.
local function number_sections(page)
  local count = {}
  page.blocks = page.blocks:walk {
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
    name = chapter.stem or '', title = chapter.title,
    blocks = pandoc.read(text, 'commonmark_x').blocks, sections = {}, ids = {},
  }
  take_title(page)
  return page
end

local function index_page(the_book)
  return {
    path = 'book.md', folder = '.', text = the_book.text, name = 'index',
    blocks = the_book.doc.blocks, title = stringify(the_book.doc.meta.title or 'Untitled'),
    sections = {}, ids = {},
  }
end

--- An item of the contents without a link is a planned chapter.
local function mark_planned(page)
  local in_contents = false
  page.blocks = pandoc.Blocks(page.blocks:map(function(block)
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

--- All pages, unformatted: {book, files, meta, pages, by_path}. The first of
--- `pages` is made of book.md, the others are the chapters: {path, folder,
--- name, title, text, blocks, sections, ids, chapter}. `all_files` is what
--- chunks.tangle gives.
function pages.gather(the_book, all_files)
  local site = {book = the_book, files = all_files, meta = the_book.doc.meta, pages = {}, by_path = {}}
  table.insert(site.pages, index_page(the_book))
  for _, chapter in ipairs(the_book.chapters) do
    table.insert(site.pages, chapter_page(chapter))
  end
  for _, page in ipairs(site.pages) do site.by_path[page.path] = page end
  return site
end

--- Gives each code block of a chapter its caption. They come in the order of
--- chapter.blocks.
local function show_listings(site, page, format)
  local function show(listing)
    if listing.id then page.ids[listing.id] = true end
    return format.listing(page, listing)
  end
  local n = 0
  page.blocks = page.blocks:walk {
    CodeBlock = function()
      n = n + 1
      local block = page.chapter.blocks[n]
      return block.kind and show(listings.of(site, page, block)) or nil
    end
  }
  local whole = listings.whole_files(site, page)
  if #whole == 0 then return end
  page.ids['whole-programs'] = true
  page.blocks:insert(pandoc.Header(2, 'Whole programs', {id = 'whole-programs', class = 'unnumbered'}))
  for _, listing in ipairs(whole) do page.blocks:extend(show(listing)) end
end

local function show_drawings(page, format)
  page.blocks = page.blocks:walk {
    Para = function(block)
      local drawing = figures.of(page, block)
      return drawing and format.drawing(page, drawing) or nil
    end,
    Table = format.table and function(element) return format.table(page, element) end,
  }
end

--- Turns the blocks of all pages into what `format` shows, and checks every
--- link: first all pages get their blocks, then the links between them.
function pages.build(site, format)
  for _, page in ipairs(site.pages) do
    links.note_ids(page)
    if page.chapter then
      number_sections(page)
      show_listings(site, page, format)
    else
      mark_planned(page)
    end
    show_drawings(page, format)
  end
  if not site.pages[1].ids.labels then
    report.problem('book.md', nil, 'nothing has the id "labels", to which the labels of transcripts lead')
  end
  for _, page in ipairs(site.pages) do links.rewrite(site, page, format) end
end

return pages
