--- References whose number the build fills in: `[section](02-two.md#a-part)`,
--- `[chapter](02-two.md)`, `[line](../code/02-two/two.c "int two;")`.
local book = require 'book'
local files = require 'files'
local report = require 'report'

local stringify = pandoc.utils.stringify
local references = {}

--- The word of such a link, in small letters, and the number that its author
--- may have given; nil for any other link.
local function word_of(link)
  local word, number = stringify(link):match('^(%a+)%s*(%S*)$')
  word = word and word:lower()
  local known = word == 'section' or word == 'chapter' or word == 'appendix' or word == 'line'
  if not known or not (number == '' or number:match('^%d[%d.]*$') or number:match('^%l$')) then return nil end
  return word, number ~= '' and number or nil
end

--- The anchor of a line of a whole file.
local function line_id(file_id, number)
  return file_id .. '-line-' .. number
end

--- The number of the one line of the file whose text is `text`, without the
--- blanks around it; or nil and what is wrong.
local function find_line(file, text)
  local found
  for n, line in ipairs(files.lines(file.text)) do
    if line:match('^%s*(.-)%s*$') == text then
      if found then return nil, ('line %d and line %d are both "%s"'):format(found, n, text) end
      found = n
    end
  end
  if not found then return nil, ('no line is "%s"'):format(text) end
  return found
end

--- If `link` leads to a line of `file`, its number, once it has been found.
local function cited_line(page, link, path, file)
  if not file or word_of(link) ~= 'line' then return nil end
  local number, wrong
  if link.title == '' then
    wrong = 'quote the line: [line](' .. link.target .. ' "its text")'
  else
    number, wrong = find_line(file, link.title)
  end
  if wrong then
    report.problem(page.path, book.line_of(page.text, '](' .. link.target .. ' "' .. link.title)
      or book.line_of(page.text, '](' .. link.target), path .. ': ' .. wrong)
  end
  return number
end

--- Finds all lines that any page refers to: file.cited is then a table from
--- number to anchor. site.lines says who refers to which.
function references.find_lines(site, resolve, file_id)
  site.lines = {}
  local function cite(page, path, title, number)
    local file = site.files[path]
    if number then
      file.cited[number] = line_id(file_id(path), number)
      site.by_path[file.chapter.path].ids[file.cited[number]] = true
    end
    table.insert(site.lines, {page.path, path, title, number or 0})
  end
  for _, page in ipairs(site.pages) do
    for _, line in ipairs(page.kept and page.lines or {}) do
      local file = site.files[line.path]
      cite(page, line.path, line.title, file and find_line(file, line.title))
    end
    page.lines = page.kept and page.lines or {}
    page.blocks:walk {
      Link = function(link)
        local path = resolve(page.folder, link.target)
        local file = site.files[path]
        local number = cited_line(page, link, path, file)
        if number then
          table.insert(page.lines, {path = path, title = link.title})
          cite(page, path, link.title, number)
        end
      end
    }
  end
end

--- The number that belongs to the link's word, or nil and what is wrong.
local function number_of(word, to, anchor)
  if word == 'section' then
    local number = to.section_numbers and to.section_numbers[anchor]
    return number, 'that is no numbered section'
  end
  local chapter = to.chapter
  local appendix = chapter and chapter.number:match('%l')
  if not chapter or (word == 'appendix') ~= (appendix ~= nil) then
    return nil, 'that is no ' .. word
  end
  return chapter.number
end

--- A reference to a chapter that is only planned.
function references.to_planned(link, number)
  local word, given = word_of(link)
  if word and not given then link.content:insert(pandoc.Str('\u{a0}' .. number)) end
  return link.content
end

--- Fills in the number of a reference that leads to page `to`, and checks one
--- that is there. Returns the anchor, which for a line only now is known.
function references.fill_in(site, page, link, to, anchor, path)
  local word, given = word_of(link)
  if not word then return anchor end
  local number, wrong
  if word == 'line' then
    local file = site.files[path]
    if not file then return anchor end
    local line = link.title ~= '' and find_line(file, link.title)
    if not line then return anchor end -- find_lines has reported it
    number, anchor, link.title = tostring(line), file.cited[line], ''
  else
    number, wrong = number_of(word, to, anchor)
  end
  local function problem(text)
    report.problem(page.path, book.line_of(page.text, '](' .. link.target), text)
  end
  if not number then
    problem(('[%s](%s): %s'):format(stringify(link), link.target, wrong))
  elseif given and given ~= number then
    problem(('[%s](%s): it is %s %s'):format(stringify(link), link.target, word, number))
  elseif not given then
    link.content:insert(pandoc.Str('\u{a0}' .. number))
  end
  return anchor
end

return references
