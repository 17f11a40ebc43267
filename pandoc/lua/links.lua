--- Links between chapters, from the names of sources to those of pages.
local book = require 'book'
local files = require 'files'
local references = require 'references'
local report = require 'report'

local links = {}

--- "chapters" + "../code/a.c" is "code/a.c".
function links.resolve(folder, target)
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

--- A link's target as the author of `page` would write it: the path from its
--- folder to the source `path`, and an anchor.
function links.source(page, path, anchor)
  if path == page.path then return '#' .. anchor end
  local within = page.folder ~= '.' and path:match('^' .. page.folder .. '/(.+)$')
  return (within or (page.folder == '.' and path) or '../' .. path) .. '#' .. anchor
end

--- Remembers, in page.ids, the anchors that the text itself makes.
function links.note_ids(page)
  local function note(element)
    if element.identifier ~= '' then page.ids[element.identifier] = true end
  end
  local function note_raw(element)
    for id in element.text:gmatch('%sid="([^"]+)"') do page.ids[id] = true end
  end
  page.blocks:walk {
    Header = note, Div = note, Span = note, CodeBlock = note, Code = note,
    Image = note, Link = note, RawInline = note_raw, RawBlock = note_raw,
  }
end

local function planned(site, path)
  local number = path:match('^chapters/0*(%d+)%-[^/]+%.md$') or path:match('^chapters/(%l)%-[^/]+%.md$')
  return number and site.book.planned[number] and number
end

--- Of the pages that come from one source, the one that has the anchor.
local function holder(site, page, anchor)
  for _, other in ipairs(site.pages) do
    if anchor and other.path == page.path and other.ids[anchor] then return other end
  end
  return page
end

--- The page, and the anchor if one follows from the path, that `path`
--- leads to; or "text" if it is shown without a link; or nil.
local function destination(site, path)
  local page = site.by_path[path]
  if page then return page end
  if planned(site, path) then return 'text' end
  local file = site.files[path]
  if file then
    return site.by_path[file.chapter.path], links.file_id(path)
  end
  local folder = path:match('^code/(.+)$')
  for _, other in ipairs(site.pages) do
    if folder and other.chapter and other.chapter.stem == folder then
      return other, 'whole-programs'
    end
  end
  if files.exists(path) then return 'text' end
end

--- Makes every link of `page` one that works in the format. Mistakes go to
--- the report, with the line where the target first stands.
function links.rewrite(site, page, format)
  local function problem(target, text)
    report.problem(page.path, book.line_of(page.text, '](' .. target) or book.line_of(page.text, target), text)
  end
  local function rewrite(link)
    local target = link.target
    if target:match('^%a[%w+.-]*:') then return nil end
    local path, anchor = target:match('^([^#]*)#?(.*)$')
    local to, its_anchor = page, nil
    if path ~= '' then
      path = links.resolve(page.folder, path)
      to, its_anchor = destination(site, path)
    end
    if not to then
      problem(target, 'the link to ' .. target .. ' leads nowhere')
      return nil
    elseif to == 'text' then
      return pandoc.Span(references.to_planned(link, planned(site, path)), {class = 'planned'})
    end
    anchor = anchor ~= '' and anchor or its_anchor
    to = holder(site, to, anchor)
    anchor = references.fill_in(site, page, link, to, anchor, path)
    if anchor and not to.ids[anchor] then
      problem(target, ('the link to %s: that page has no #%s'):format(target, anchor))
    end
    link.target = format.address(page, to, anchor)
    return link
  end
  page.blocks = page.blocks:walk {Link = rewrite}
end

return links
