--- book.md: the order of the chapters, and which are only planned.
local files = require 'files'
local report = require 'report'

local book = {}

--- The number of the first line that holds `needle`, or nil. `from` is
--- the byte to start at, the first if left out.
function book.line_of(text, needle, from)
  local at = text:find(needle, from or 1, true)
  if not at then return nil end
  local _, newlines = text:sub(1, at):gsub('\n', '')
  return newlines + 1
end

--- "03" is 3, an appendix's letter stays.
local function plain_number(number)
  return tonumber(number) and tostring(tonumber(number)) or number
end

local function check_name(chapter)
  local number, topic = chapter.path:match('^chapters/(%d%d)%-([%l%d-]+)%.md$')
  if not number then
    number, topic = chapter.path:match('^chapters/(%l)%-([%l%d-]+)%.md$')
  end
  if not number then
    report.problem('book.md', chapter.line, chapter.path
      .. ': a chapter is named chapters/NN-topic.md, an appendix chapters/a-topic.md')
    return
  end
  chapter.stem = number .. '-' .. topic
  if plain_number(number) ~= chapter.number then
    report.problem('book.md', chapter.line, ('%s stands in the place of number %s')
      :format(chapter.path, chapter.number))
  end
end

local function first_link(item)
  local found
  pandoc.Blocks(item):walk {
    Link = function(link)
      if not found then found = link end
    end
  }
  return found
end

local function read_item(result, item, appendix, part, text)
  local count = appendix and 'letters' or 'numbers'
  result[count] = result[count] + 1
  local n = result[count]
  local chapter = {
    number = appendix and string.char(96 + n) or tostring(n),
    title = pandoc.utils.stringify(item),
    part = part,
  }
  table.insert(result.items, chapter)
  local link = first_link(item)
  if not link then
    result.planned[chapter.number] = true
    return
  end
  chapter.path = link.target
  result.at = text:find('(' .. link.target .. ')', result.at + 1, true) or result.at
  chapter.line = book.line_of(text, link.target, result.at)
  if not files.exists(chapter.path) then
    report.problem('book.md', chapter.line, 'there is no chapter ' .. chapter.path)
  elseif result.by_path[chapter.path] then
    report.problem('book.md', chapter.line, chapter.path .. ' is listed twice')
  else
    check_name(chapter)
    result.by_path[chapter.path] = chapter
    table.insert(result.chapters, chapter)
  end
end

--- Chapters that nobody would see.
local function find_unlisted(result)
  for _, path in ipairs(files.below('chapters')) do
    if path:match('^chapters/[^/]+%.md$') and not result.by_path[path] then
      report.problem(path, nil, 'book.md does not list this chapter')
    end
  end
end

--- Reads book.md. Gives chapters (a list of {path, stem, number, title,
--- part, line}), by_path, planned (a set of numbers), and items: the chapters
--- with the planned ones, which have no path, between them.
function book.read()
  local text = files.read('book.md')
  local doc = pandoc.read(text, 'commonmark_x')
  local result = {
    doc = doc, text = text, chapters = {}, by_path = {}, planned = {}, items = {},
    numbers = 0, letters = 0, at = text:find('\n#+ Contents') or 0,
  }
  local level, appendix, part
  for _, block in ipairs(doc.blocks) do
    if block.t == 'Header' then
      local title = pandoc.utils.stringify(block)
      if title == 'Contents' then
        level = block.level
      elseif level and block.level <= level then
        level = nil
      end
      appendix = title:match('^Appendi') ~= nil
      part = level and block.level > level and title or nil
    elseif level and (block.t == 'BulletList' or block.t == 'OrderedList') then
      for _, item in ipairs(block.content) do
        read_item(result, item, appendix, part, text)
      end
    end
  end
  if result.numbers + result.letters == 0 then
    report.problem('book.md', nil, 'no list of chapters below a heading "Contents"')
  end
  find_unlisted(result)
  return result
end

--- The chapters with their blocks, each as chapter.blocks. `kept_page` may
--- give those that an earlier run has read; see kept.lua.
function book.read_all(kept_page)
  local blocks = require 'blocks'
  local result = book.read()
  for _, chapter in ipairs(result.chapters) do
    chapter.kept = kept_page and kept_page(chapter)
    chapter.blocks = chapter.kept and chapter.kept.code or blocks.of(chapter.path)
  end
  return result
end

return book
