--- The book as pages: read once, the same for every format.
---
--- A format is a table of functions that say how it shows things. Each takes
--- the page first, and gives blocks:
---   listing(page, listing)    code with its caption; see listings.lua
---   drawing(page, drawing)    a figure; see figures.lua
---   question(page, question)  a question with its answer; see divs.lua
---   exercise(page, exercise)  an exercise of the classroom; see divs.lua
--- and, if it wants to show these in a way of its own,
---   heading(page, header), table(page, element), margin(page, div),
---   code(page, element)       of code in the text: an inline, not blocks,
---   finish(page)              once all else is shown, to add to page.blocks.
--- It gives no blocks, but the target of a link from `page` to page `to`:
---   address(page, to, anchor)
local book = require 'book'
local chunks = require 'chunks'
local divs = require 'divs'
local figures = require 'figures'
local files = require 'files'
local glossary = require 'glossary'
local kept = require 'kept'
local links = require 'links'
local listings = require 'listings'
local references = require 'references'
local report = require 'report'

local stringify = pandoc.utils.stringify
local pages = {}

--- Chapter 3 has sections 3.1, 3.1.1 and so on; its title has no number
--- of its own, the template shows it.
local function number_sections(page)
  local count = {}
  page.section_numbers = {}
  page.blocks = page.blocks:walk {
    Header = function(header)
      if header.level == 1 then return nil end
      local section = {level = header.level, id = header.identifier, title = stringify(header)}
      table.insert(page.sections, section)
      if not page.chapter or header.classes:includes('unnumbered') then return nil end
      count[header.level] = (count[header.level] or 0) + 1
      for level = header.level + 1, 6 do count[level] = 0 end
      local parts = {page.chapter.number}
      for level = 2, header.level do table.insert(parts, tostring(count[level] or 0)) end
      section.number = table.concat(parts, '.')
      page.section_numbers[section.id] = section.number
      header.content:insert(1, pandoc.Space())
      header.content:insert(1, pandoc.Span(section.number, {class = 'number'}))
      return header
    end
  }
end

--- A chapter begins with its question, a paragraph in italics.
local function take_question(page)
  local first = page.blocks[1]
  local emph = first and first.t == 'Para' and #first.content == 1 and first.content[1]
  if emph and emph.t == 'Emph' then
    page.question = emph.content
    page.blocks[1] = pandoc.Div(first, {class = 'question'})
  elseif page.chapter.number:match('%d') and page.titled then
    report.problem(page.path, book.line_of(page.text, '# '),
      'below its title a chapter asks its question: one paragraph, all of it between asterisks')
  end
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
  page.title, page.titled = stringify(title), true
  if page.title ~= page.chapter.title then
    report.problem(page.path, book.line_of(page.text, '# '),
      ('the title is "%s", but book.md says "%s"'):format(page.title, page.chapter.title))
  end
end

--- A page that need not be made again: only what others see of it.
local function kept_page(chapter)
  local page = {kept = true, chapter = chapter, path = chapter.path, folder = 'chapters', name = chapter.stem,
    text = files.read(chapter.path), blocks = pandoc.Blocks {}}
  for name, value in pairs(chapter.kept) do page[name] = value end
  page.question = kept.question(page.question_text)
  return page
end

local function chapter_page(chapter)
  local text = files.read(chapter.path)
  local page = {
    chapter = chapter, path = chapter.path, folder = 'chapters', text = text,
    name = chapter.stem or '', title = chapter.title,
    blocks = pandoc.read(text, 'commonmark_x').blocks, sections = {}, ids = {}, drawings = {},
  }
  take_title(page)
  take_question(page)
  return page
end

local function index_page(the_book)
  return {
    path = 'book.md', folder = '.', text = the_book.text, name = 'index',
    blocks = the_book.doc.blocks, title = stringify(the_book.doc.meta.title or 'Untitled'),
    sections = {}, ids = {}, drawings = {},
  }
end

--- In the contents, an item without a link is a planned chapter; below the
--- title of any other stands the question with which it opens.
local function complete_contents(site, page)
  local in_contents = false
  page.blocks = pandoc.Blocks(page.blocks:map(function(block)
    if block.t == 'Header' then
      in_contents = block.level > 2 and in_contents or stringify(block) == 'Contents'
    elseif in_contents and (block.t == 'BulletList' or block.t == 'OrderedList') then
      for _, item in ipairs(block.content) do
        local chapter
        pandoc.Blocks(item):walk {Link = function(link) chapter = site.by_path[link.target] end}
        if chapter and chapter.question then
          item:insert(pandoc.Div(pandoc.Plain(chapter.question), {class = 'question'}))
        elseif not chapter and item[1] then
          item[1].content = {pandoc.Span(item[1].content, {class = 'planned'})}
        end
      end
    end
    return block
  end))
end

--- All pages, unformatted: {book, files, meta, pages, by_path}. The first of
--- `pages` is made of book.md, the others are the chapters: {path, folder,
--- name, title, question, text, blocks, sections, ids, drawings, chapter}; `question` is
--- the inlines with which a chapter opens, `text_blocks` (after pages.build)
--- the blocks as they were before the format showed them. `all_files` is what chunks.tangle
--- gives.
function pages.gather(the_book, all_files)
  local site = {book = the_book, files = all_files, meta = the_book.doc.meta, pages = {}, by_path = {}}
  table.insert(site.pages, index_page(the_book))
  for _, chapter in ipairs(the_book.chapters) do
    table.insert(site.pages, chapter.kept and kept_page(chapter) or chapter_page(chapter))
  end
  for _, page in ipairs(site.pages) do
    site.by_path[page.path] = page
    if not page.kept then divs.check(page.path, page.text) end
  end
  return site
end

--- Moves the section of book.md that holds the anchor `id` to a page of its
--- own, with that name. Links to the section find it there.
function pages.take_section(site, id, name)
  local index = site.pages[1]
  local kept, taken, section = pandoc.Blocks {}, nil, pandoc.Blocks {}
  local function finish()
    local page = {ids = {}, blocks = section}
    links.note_ids(page)
    if page.ids[id] then taken = section else kept:extend(section) end
  end
  for _, block in ipairs(index.blocks) do
    if block.t == 'Header' and block.level <= 2 then
      finish()
      section = pandoc.Blocks {}
    end
    section:insert(block)
  end
  finish()
  if not taken or taken[1].t ~= 'Header' then return end
  index.blocks = kept
  local heading = table.remove(taken, 1)
  table.insert(taken, 1, pandoc.Div({}, {id = heading.identifier}))
  table.insert(site.pages, {
    path = index.path, folder = index.folder, name = name, title = stringify(heading), text = index.text,
    blocks = taken, sections = {}, ids = {}, drawings = {},
  })
end

--- Takes the contents out of book.md's page, for formats that have a table of
--- contents of their own.
local function drop_contents(site)
  local level
  site.pages[1].blocks = pandoc.Blocks(site.pages[1].blocks:filter(function(block)
    if block.t == 'Header' then
      if level and block.level <= level then level = nil end
      if stringify(block) == 'Contents' then level = block.level end
    end
    return not level
  end))
end

--- Makes the listings of a chapter: page.listings in the order of
--- chapter.blocks, page.whole for the files at its end.
local function make_listings(site, page)
  page.listings, page.whole = {}, listings.whole_files(site, page)
  for n, block in ipairs(page.chapter.blocks) do
    page.listings[n] = block.kind and listings.of(site, page, block)
  end
  for _, list in ipairs {page.listings, page.whole} do
    for _, listing in ipairs(list) do
      if listing and listing.id then page.ids[listing.id] = true end
    end
  end
  if #page.whole == 0 then return end
  page.ids['whole-programs'] = true
  table.insert(page.sections, {level = 2, id = 'whole-programs', title = 'Whole programs'})
end

local function show_listings(page, format)
  local n = 0
  page.blocks = page.blocks:walk {
    CodeBlock = function()
      n = n + 1
      return page.listings[n] and format.listing(page, page.listings[n]) or nil
    end
  }
  if #page.whole == 0 then return end
  page.blocks:insert(pandoc.Header(2, 'Whole programs', {id = 'whole-programs', class = 'unnumbered'}))
  for _, listing in ipairs(page.whole) do page.blocks:extend(format.listing(page, listing)) end
end

local function show_the_rest(page, format)
  local function with(name)
    return format[name] and function(element) return format[name](page, element) end
  end
  page.blocks = page.blocks:walk {
    Para = function(block)
      local drawing = figures.of(page, block)
      if not drawing then return nil end
      table.insert(page.drawings, drawing.path)
      return format.drawing(page, drawing)
    end,
    Div = function(div)
      if div.classes:includes('predict') then return format.question(page, divs.question(div)) end
      if div.classes:includes('exercise') then return format.exercise(page, divs.exercise(div)) end
      if div.classes:includes('margin') and format.margin then return format.margin(page, div) end
    end,
    Table = with 'table',
    Header = with 'heading',
    Code = with 'code',
  }
end

--- What the text says, before a format shows it: numbers, references to
--- lines, links to the glossary.
function pages.prepare(site)
  site.prepared = true
  site.glossary = glossary.read(site)
  for _, page in ipairs(site.pages) do
    if not page.kept then
      links.note_ids(page)
      number_sections(page)
      if page.chapter and site.glossary then glossary.link(site.glossary, page) end
      if page.chapter then make_listings(site, page) end
      if not page.chapter then complete_contents(site, page) end
    end
  end
  references.find_lines(site, links.resolve, links.file_id)
end

--- Turns the blocks of all pages into what `format` shows, and checks every
--- link: first all pages get their blocks, then the links between them.
function pages.build(site, format)
  if not site.prepared then pages.prepare(site) end
  local labels
  for _, page in ipairs(site.pages) do
    page.text_blocks = page.blocks
    labels = labels or page.path == 'book.md' and page.ids.labels
    if not page.kept then
      if page.chapter then show_listings(page, format) end
      show_the_rest(page, format)
      if format.finish then format.finish(page) end
    end
  end
  if not labels then
    report.problem('book.md', nil, 'nothing has the id "labels", to which the labels of transcripts lead')
  end
  for _, page in ipairs(site.pages) do
    if not page.kept then links.rewrite(site, page, format) end
  end
end

--- Reads the whole book and builds its pages, for a format that is one
--- document.
function pages.as_document(format)
  local the_book = book.read_all()
  local all_files = chunks.tangle(the_book)
  report.stop_if_wrong()
  local site = pages.gather(the_book, all_files)
  drop_contents(site)
  pages.build(site, format)
  report.stop_if_wrong()
  return site
end

return pages
