--- Reads what the site, the PDF or the EPUB says, so that they can be
--- compared. A pandoc filter, for want of another Lua on every machine; the
--- document is empty. Use:
---   pandoc -L forms.lua -M form=site|epub -M folder=… | -M form=pdf -M file=…  -M to=FOLDER
--- Writes to that folder the chapters' `titles`, their `prose` (a sentence a
--- line, without blanks, which forms break differently), their `listings`, and
--- apart from them, since forms put them elsewhere, the `notes` and `answers`.
local streams = {titles = {}, prose = {}, listings = {}, notes = {}, answers = {}}

local function add(stream, text)
  table.insert(streams[stream], text)
end

local function read(path)
  local file = assert(io.open(path, 'rb'))
  local text = file:read('a')
  file:close()
  return text
end

--- A line for each sentence, no blanks, no marks that only lay things out.
local function sentences(pieces)
  local text = table.concat(pieces, ' '):gsub('\u{a0}', ''):gsub('\u{ad}', ''):gsub('\u{200b}', ''):gsub('·', '')
  return (text:gsub('%s+', ''):gsub('[.:?!]', '%0\n'):gsub('\n+', '\n'))
end

-- ---- HTML and XHTML ----

local function unescape(text)
  return (text:gsub('&(#?%w+);', function(name)
    local known = {lt = '<', gt = '>', amp = '&', quot = '"', nbsp = '\u{a0}', ['#39'] = "'"}
    return known[name] or error('unknown entity ' .. name)
  end))
end

local function plain(html)
  return unescape((html:gsub('<[^>]*>', '')))
end

--- The text of the listings, and the HTML without them. A prompt that the
--- style sheet puts there counts as text.
local function take_listings(html, stream)
  return (html:gsub('<pre[^>]*>(.-)</pre>', function(code)
    local console = code:find('<samp>', 1, true) or code:find('^<code><kbd>')
    if console then code = code:gsub('<kbd>', '$ ') end
    add(stream, (plain(code):gsub('\n$', '')))
    return ''
  end))
end

--- Cuts out every element whose start tag matches the pattern.
local function cut(html, start, name, use)
  while true do
    local from, to = html:find(start)
    if not from then return html end
    local depth, at = 1, to + 1
    while depth > 0 do
      local open, close = html:find('<' .. name .. '[%s>]', at), html:find('</' .. name .. '>', at, true)
      assert(close, 'an element ' .. name .. ' that is not closed')
      if open and open < close then
        depth, at = depth + 1, open + 1
      else
        depth, at = depth - 1, close + #name + 3
      end
    end
    if use then use(html:sub(to + 1, at - #name - 4)) end
    html = html:sub(1, from - 1) .. html:sub(at)
  end
end

local function prose_of(html, stream)
  html = html:gsub('<svg.-</svg>', '')
  add(stream, plain(html))
end

local function read_html(html)
  local title = plain(html:match('<h1[^>]*>(.-)</h1>'))
  html = html:gsub('<h1[^>]*>.-</h1>', ''):gsub('<p class="place">.-</p>', '')
  html = html:gsub('<p><a [^>]*class="to%-answer">.-</p>', ''):gsub('<p class="kind">.-</p>', ''):gsub('<p class="start">.-</p>', '')
  html = html:gsub('<a [^>]*class="anchor"[^>]*>.-</a>', ''):gsub('<a [^>]*download[^>]*>.-</a>', '')
  html = html:gsub('<a [^>]*class="footnote%-ref".-</a>', ''):gsub('<a [^>]*class="footnote%-back".-</a>', '')
  local function answer(inner)
    inner = inner:gsub('<summary>.-</summary>', '')
    prose_of(take_listings(inner, 'answers'), 'answers')
  end
  html = cut(html, '<details class="answer">', 'details', answer)
  html = cut(html, '<div id="[^"]*" class="answer">', 'div', function(inner)
    answer((inner:gsub('^%s*<p>.-</p>', '')))
  end)
  html = html:gsub('<h2 [^>]*id="answers".-</h2>', '')
  html = cut(html, '<section class="footnotes[^>]*>', 'section', function(inner) prose_of(inner, 'notes') end)
  html = take_listings(html, 'listings')
  add('titles', title)
  prose_of(html, 'prose')
end

local function read_site(folder)
  local index = read(folder .. '/index.html')
  local function main(name)
    local html = read(folder .. '/' .. name):match('<main[^>]*>(.*)</main>')
    return cut(html, '<nav[^>]*>', 'nav')
  end
  -- The other forms have contents of their own, and one page the less.
  local preface = main('index.html')
  local from = preface:find('<[^>]*>%s*<h2 [^>]*id="contents"') or preface:find('<h2 [^>]*id="contents"')
  local to = preface:find('<h2', preface:find('id="contents"', 1, true), true)
  preface = preface:sub(1, from - 1) .. (to and preface:sub(to) or '')
  read_html((preface:gsub('<h1.-</h1>', '<h1>Preface</h1>'):gsub('<p class="subtitle">.-</p>', '')))
  local checks = main('checks.html')
  prose_of(checks:gsub('<h1.->(.-)</h1>', '%1'), 'prose')
  local seen = {}
  for name in index:sub((index:find('id="contents"', 1, true))):gmatch('href="([%w-]+%.html)"') do
    if name:match('^%w+%-') and not seen[name] then
      seen[name] = true
      read_html(main(name))
    end
  end
end

local function read_epub(folder)
  local spine = read(folder .. '/EPUB/package.opf'):match('<spine>(.*)</spine>')
  for id in spine:gmatch('idref="page%-([^"]+)"') do
    read_html(read(folder .. '/EPUB/' .. id .. '.xhtml'):match('<body.->(.*)</body>'))
  end
end

-- ---- PDF ----

--- The structure tree that `pdfinfo -struct-text` prints: {kind, ...}, whose
--- items are texts and further elements. A hyphen that stands by itself
--- outside code divides a word at the end of a line: it is no part of the text.
local function read_tree(text)
  local root = {kind = 'Document', depth = -1, code = false}
  local open = {root}
  for line in text:gmatch('[^\n]+') do
    local depth = #line:match('^ *')
    while #open > 1 and open[#open].depth >= depth do table.remove(open) end
    local here = open[#open]
    local string = line:match('^ *"(.*)"$')
    local kind = line:match('^ *(%u%w*)')
    if string then
      if string ~= '-' or here.code then table.insert(here, string) end
    elseif kind and kind ~= 'Object' then
      local element = {kind = kind, depth = depth, code = here.code or kind == 'Code'}
      table.insert(here, element)
      table.insert(open, element)
    end
  end
  return root
end

local function text_of(element)
  local parts = {}
  for _, item in ipairs(element) do
    if type(item) == 'string' then
      table.insert(parts, item)
    elseif item.kind ~= 'Lbl' then
      table.insert(parts, text_of(item))
    end
  end
  return table.concat(parts)
end

--- A listing is code whose lines are paragraphs.
local function listing_of(element)
  local lines = {}
  for _, item in ipairs(element) do
    if type(item) ~= 'table' or item.kind ~= 'P' then return nil end
    table.insert(lines, text_of(item))
  end
  return #lines > 0 and table.concat(lines, '\n') or nil
end

--- What stands over a question or an exercise, and leads to an answer.
local function is_label(text)
  return text:match('^%s*Predict%s*$') or text:match('^%s*Exercise: %l+, level %d of %d%s*$')
    or text:match('^%s*Answer%s*%d+%s*$')
end

local function read_pdf(path)
  local begun, in_answers = false, false
  local function visit(element)
    for _, item in ipairs(element) do
      if type(item) == 'string' then
        if begun then add(in_answers and 'answers' or 'prose', item) end
      elseif item.kind == 'H1' then
        begun, in_answers = true, false
        local title = text_of(item):gsub('^%d+ ', ''):gsub('^%l ', '')
        add('titles', title)
      elseif item.kind == 'H2' and text_of(item) == 'Answers' then
        in_answers = true
      elseif item.kind == 'Note' then
        local note = text_of(item):gsub('%(https?://[^)]*%)', '')
        if not note:match('^%s*https?://%S+%s*$') then add('notes', note) end
      elseif item.kind == 'Lbl' and not text_of(item):find('%a') then -- the bullet or number of an item
      elseif item.kind == 'Code' and listing_of(item) then
        if begun then add(in_answers and 'answers' or 'listings', listing_of(item)) end
      elseif item.kind ~= 'Figure' and not is_label(text_of(item)) then
        visit(item)
      end
    end
  end
  visit(read_tree(read(path)))
end

function Pandoc(doc)
  local function meta(name) return pandoc.utils.stringify(doc.meta[name] or '') end
  local form = meta 'form'
  if form == 'site' then read_site(meta 'folder')
  elseif form == 'epub' then read_epub(meta 'folder')
  else read_pdf(meta 'file') end
  streams.prose = {sentences(streams.prose)}
  streams.notes = {sentences(streams.notes)}
  streams.answers = {sentences(streams.answers)}
  for name, list in pairs(streams) do
    local file = assert(io.open(meta 'to' .. '/' .. name, 'wb'))
    file:write(table.concat(list, '\n'), '\n')
    file:close()
  end
  return pandoc.Pandoc {}
end
