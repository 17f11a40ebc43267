--- What `make watch` keeps of the pages that it wrote, so that after a change
--- it need not make them all again.
---
--- A page is made again if its own text has changed. All pages are, if
--- anything has that one page can see of another: titles, numbers, anchors,
--- terms, files, the numbers of lines that the text refers to; or a filter.
local files = require 'files'

local sha1 = pandoc.utils.sha1
local kept = {}

local path = 'build/watched.lua'

--- A plain value as Lua source, the same for the same value.
local function source_of(value)
  if type(value) ~= 'table' then return type(value) == 'string' and ('%q'):format(value) or tostring(value) end
  local parts = {}
  for key, item in pairs(value) do
    table.insert(parts, ('[%s]=%s'):format(source_of(key), source_of(item)))
  end
  table.sort(parts)
  return '{' .. table.concat(parts, ',') .. '}'
end

--- Reads what the last run kept: {tools, seen, pages}. Nothing, if the
--- filters have changed since.
function kept.load(folder)
  local texts = {tostring(PANDOC_VERSION)}
  for _, tool in ipairs(files.below(folder)) do table.insert(texts, files.read(tool)) end
  local tools = sha1(table.concat(texts))
  local chunk = load(files.read(path) or '', path, 't', {})
  local old = chunk and chunk()
  if old and old.tools == tools then return old end
  return {tools = tools, seen = '', pages = {}}
end

--- The page that was kept of the chapter at `source`, if it still holds: its
--- text, its drawings and what was written of it are the same.
function kept.page(old, source, output)
  local page = old.pages[source]
  if not page or page.sum ~= sha1(files.read(source) or '') then return nil end
  if page.output_sum ~= sha1(files.read(output) or '') then return nil end
  for drawing, sum in pairs(page.drawing_sums) do
    if sum ~= sha1(files.read(drawing) or '') then return nil end
  end
  return page
end

--- A chapter's question as text that pandoc can read again.
local function question_text(page)
  return page.question and pandoc.write(pandoc.Pandoc {pandoc.Plain(page.question)}, 'native') or ''
end

--- The question that was kept, as inlines.
function kept.question(text)
  return text ~= '' and pandoc.read(text, 'native').blocks[1].content or nil
end

--- A sum over all that one page can see of another.
function kept.seen(site)
  local all = {book = site.book.text, files = {}, lines = site.lines}
  for name, file in pairs(site.files) do all.files[name] = file.chapter.path end
  for n, page in ipairs(site.pages) do
    all[n] = {page.path, page.title, page.ids, page.sections, page.terms or '', question_text(page)}
  end
  return sha1(source_of(all))
end

--- Adds to `outputs` what the next run may use. `output_of` gives a page's
--- place in `outputs`.
function kept.save(outputs, old, site, output_of)
  local pages = {}
  for _, page in ipairs(site.pages) do
    if page.chapter then
      local drawing_sums = {}
      for _, drawing in ipairs(page.drawings) do drawing_sums[drawing] = sha1(files.read(drawing)) end
      pages[page.path] = {
        sum = sha1(page.text), output_sum = sha1(outputs[output_of(page)] or files.read(output_of(page))),
        drawing_sums = drawing_sums, drawings = page.drawings,
        title = page.title, question_text = question_text(page), ids = page.ids, sections = page.sections,
        section_numbers = page.section_numbers, terms = page.terms, lines = page.lines,
        search = page.search, code = page.chapter.blocks,
      }
    end
  end
  outputs[path] = 'return ' .. source_of {tools = old.tools, seen = kept.seen(site), pages = pages} .. '\n'
end

return kept
