--- Code in colours, by pandoc's highlighter. To begin takes it half a second,
--- so what it said is kept from one run to the next.
local files = require 'files'

local highlight = {}

local path = 'build/highlighted.lua'
local kept, used, is_new = nil, {}, false

local function load_kept()
  local text = files.read(path)
  local chunk = text and load(text, path, 't', {})
  kept = chunk and chunk() or {}
end

--- The spans that mean nothing to our style sheet only make the page heavy.
local function lighten(line)
  line = line:match('^<span id="[^"]*"><a [^>]*></a>(.*)</span>$') or line
  return (line:gsub('<span class="[on][pf]">([^<]*)</span>', '%1'):gsub('<span class="va">([^<]*)</span>', '%1'))
end

local function by_pandoc(lang, text)
  local block = pandoc.CodeBlock(text, {class = lang})
  local options = pandoc.WriterOptions {wrap_text = 'wrap-preserve'}
  local html = pandoc.write(pandoc.Pandoc {block}, 'html5', options)
  local lines = files.lines(html:match('<code[^>]*>(.*)</code>'))
  for n, line in ipairs(lines) do lines[n] = lighten(line) end
  return table.concat(lines, '\n')
end

--- The lines of a code block as HTML; no element goes over several lines.
function highlight.lines(lang, text)
  if lang == '' or lang == 'text' then
    return files.lines((text:gsub('[&<>]', {['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;'})))
  end
  if not kept then load_kept() end
  local key = pandoc.utils.sha1(table.concat({tostring(PANDOC_VERSION), lang, text}, '\n'))
  local html = kept[key]
  if not html then
    html, is_new = by_pandoc(lang, text), true
  end
  used[key] = html
  return files.lines(html)
end

--- Adds to `outputs`, for files.write_all, what the next run may use: after a
--- run that made only some pages, all that was there as well.
function highlight.keep(outputs, only_some)
  if not is_new then return end
  local list = {}
  for key, html in pairs(only_some and kept or {}) do used[key] = html end
  for key, html in pairs(used) do table.insert(list, ('[%q] = %q,\n'):format(key, html)) end
  table.sort(list)
  outputs[path] = 'return {\n' .. table.concat(list) .. '}\n'
end

return highlight
