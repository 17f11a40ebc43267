--- Links between chapters, from the names of sources to those of pages.
local book = require 'book'
local files = require 'files'
local report = require 'report'

local links = {}

--- "chapters" + "../code/a.c" is "code/a.c".
local function resolve(folder, target)
  local parts = {}
  for part in (folder .. '/' .. target):gmatch('[^/]+') do
    if part == '..' then
      table.remove(parts)
    elseif part ~= '.' then
      table.insert(parts, part)
    end
  end
  return table.concat(parts, '/')
end

--- The anchor of a whole file at the end of its chapter.
function links.file_id(path)
  return 'file-' .. path:gsub('^code/', ''):gsub('[^%w]+', '-')
end

--- The ids that a document will have on its page.
function links.ids(blocks)
  local ids = {}
  local function note(element)
    if element.identifier ~= '' then ids[element.identifier] = true end
  end
  local function note_raw(element)
    for id in element.text:gmatch('%sid="([^"]+)"') do ids[id] = true end
  end
  blocks:walk {
    Header = note, Div = note, Span = note, CodeBlock = note, Code = note,
    Image = note, Link = note, RawInline = note_raw, RawBlock = note_raw,
  }
  return ids
end

local function planned(site, path)
  local number = path:match('^chapters/0*(%d+)%-[^/]+%.md$') or path:match('^chapters/(%l)%-[^/]+%.md$')
  return number and site.book.planned[number]
end

--- The page, and the anchor if one follows from the path, that `path`
--- leads to; or "text" if it is shown without a link; or nil.
local function destination(site, path)
  local page = site.by_path[path]
  if page then return page.output end
  if planned(site, path) then return 'text' end
  local file = site.files[path]
  if file then
    return site.by_path[file.chapter.path].output, links.file_id(path)
  end
  local folder = path:match('^code/(.+)$')
  for _, other in ipairs(site.pages) do
    if folder and other.chapter and other.chapter.stem == folder then
      return other.output, 'whole-programs'
    end
  end
  if files.exists(path) then return 'text' end
end

--- Makes every link of `page` one that works on the site. Mistakes go to
--- the report, with the line where the target first stands.
function links.rewrite(site, page, blocks)
  local function problem(target, text)
    report.problem(page.path, book.line_of(page.text, '](' .. target) or book.line_of(page.text, target), text)
  end
  local function rewrite(link)
    local target = link.target
    if target:match('^%a[%w+.-]*:') then return nil end
    local path, anchor = target:match('^([^#]*)#?(.*)$')
    local output, its_anchor = page.output, nil
    if path ~= '' then
      output, its_anchor = destination(site, resolve(page.folder, path))
    end
    if not output then
      problem(target, 'the link to ' .. target .. ' leads nowhere')
      return nil
    elseif output == 'text' then
      return pandoc.Span(link.content, {class = 'planned'})
    end
    anchor = anchor ~= '' and anchor or its_anchor
    if anchor and not site.ids[output][anchor] then
      problem(target, ('the link to %s: that page has no #%s'):format(target, anchor))
    end
    link.target = (output == page.output and anchor and '' or output) .. (anchor and '#' .. anchor or '')
    return link
  end
  return blocks:walk {Link = rewrite}
end

return links
