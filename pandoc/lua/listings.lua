--- What stands around the code on a page: captions, links between chunks,
--- labels of transcripts, whole files.
local chunks = require 'chunks'
local links = require 'links'
local session = require 'session'

local listings = {}

local function escape(text)
  return (text:gsub('[&<>"]', {
    ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;',
  }))
end
listings.escape = escape

local function anchor(href, text, class)
  return ('<a href="%s"%s>%s</a>'):format(href, class and ' class="' .. class .. '"' or '', text)
end

local function code(text)
  return '<code>' .. escape(text) .. '</code>'
end

--- The anchor of the n-th part of a chunk or file. A first part has no
--- number, so that a link to it survives a continuation.
local function part_id(kind, name, n)
  local slug = name:lower():gsub('[^%w]+', '-'):gsub('^%-', ''):gsub('%-$', '')
  return kind .. '-' .. slug .. (n > 1 and '-' .. n or '')
end

--- Which files and chunks of the chapter use the chunk: {kind, name} each.
local function users(chapter, name)
  local list = {}
  for _, kind in ipairs {'file', 'chunk'} do
    local set = chapter[kind .. 's']
    local names = {}
    for user in pairs(set) do table.insert(names, user) end
    table.sort(names)
    for _, user in ipairs(names) do
      for n, block in ipairs(set[user]) do
        if ('\n' .. block.text .. '\n'):find('\n%s*<<' .. name:gsub('%p', '%%%0') .. '>>%s*\n') then
          table.insert(list, {kind = kind, name = user, n = n})
          break
        end
      end
    end
  end
  return list
end

local function shown_name(kind, name)
  if kind == 'file' then return code(name:match('[^/]+$')) end
  return '<span class="chunk-name">⟨' .. escape(name) .. '⟩</span>'
end

local function position_in(parts, block)
  for n, part in ipairs(parts) do
    if part == block then return n end
  end
end

--- The links to the parts before and after.
local function neighbours(kind, name, parts, n)
  local list = {}
  if n > 1 then
    table.insert(list, anchor('#' .. part_id(kind, name, n - 1), 'continues'))
  end
  if n < #parts then
    table.insert(list, anchor('#' .. part_id(kind, name, n + 1), 'continued'))
  end
  return list
end

local captions = {}

function captions.file(chapter, block)
  local path = block.attributes.file
  local parts = chapter.files[path]
  local n = position_in(parts, block)
  local notes = neighbours('part', path, parts, n)
  if block.attributes.wrong then
    table.insert(notes, '<strong class="wrong">wrong on purpose: ' .. escape(block.attributes.wrong) .. '</strong>')
  end
  return anchor('#' .. links.file_id(path), code(path)), notes, part_id('part', path, n)
end

function captions.chunk(chapter, block)
  local name = block.attributes.chunk
  local parts = chapter.chunks[name]
  local n = position_in(parts, block)
  local notes = neighbours('chunk', name, parts, n)
  if n == 1 then
    local places = {}
    for _, user in ipairs(users(chapter, name)) do
      local kind = user.kind == 'file' and 'part' or 'chunk'
      table.insert(places, anchor('#' .. part_id(kind, user.name, user.n), shown_name(user.kind, user.name)))
    end
    table.insert(notes, 1, 'used in ' .. table.concat(places, ', '))
  end
  return shown_name('chunk', name) .. (n > 1 and ' +' or ''), notes, part_id('chunk', name, n)
end

local where_label = {default = 'default', every = 'every run', real = 'real'}
local fails_label = {
  compile = 'does not compile', report = 'reported', hang = 'never ends', leak = 'leaks',
}

local function match_label(block)
  local match = block.attributes.match or 'exact'
  if match == 'lines' then return 'lines in any order' end
  if match == 'one-of' then
    local _, more = block.text:gsub(session.separator, '')
    return 'one of ' .. more + 1
  end
  return match
end

function captions.transcript(_, block)
  local attributes = block.attributes
  local label = {where_label[attributes.where or 'default'], match_label(block)}
  for _, more in ipairs {attributes.by or '', attributes.on or '', fails_label[attributes.fails] or ''} do
    if more ~= '' then table.insert(label, escape(more)) end
  end
  return code(attributes['in']),
    {anchor('index.html#labels', table.concat(label, ', '), 'label')}
end

function captions.excerpt(_, block, site)
  local from = block.attributes.from
  local file = site.files[from]
  if file then
    local page = site.by_path[file.chapter.path].output
    return 'from ' .. anchor(page .. '#' .. links.file_id(from), code(from)), {}
  end
  return 'from ' .. code(from), {}
end

function captions.declaration(_, block)
  local headers = {}
  for header in block.attributes.header:gmatch('%S+') do
    table.insert(headers, code('<' .. header .. '>'))
  end
  return 'declared in ' .. table.concat(headers, ', '), {}
end

function captions.failure(_, block)
  local says = block.attributes.says
  return 'does not compile' .. (says and ': “' .. escape(says) .. '”' or ''), {}
end

captions['not run'] = function(_, block)
  return 'not run, because ' .. escape(block.attributes['not-run']), {}
end

--- Prompts are apart from the commands, so that they are not copied.
local function console(text)
  local out = {}
  local commands, at = session.commands(text), {}
  for _, command in ipairs(commands) do at[command.at] = command end
  local n, lines = 1, require('files').lines(text)
  while n <= #lines do
    local command = at[n]
    if command then
      local _, more = command.command:gsub('\n', '')
      table.insert(out, '<span class="prompt">$ </span><kbd>' .. escape(command.command) .. '</kbd>')
      n = n + more
    else
      table.insert(out, '<samp>' .. escape(lines[n]) .. '</samp>')
    end
    n = n + 1
  end
  return pandoc.RawBlock('html', '<pre class="console" tabindex="0"><code>' .. table.concat(out, '\n') .. '</code></pre>')
end

--- References become identifiers, which the highlighter leaves whole;
--- listings.link_references puts links in their place.
local function hide_references(page, text)
  return (('\n' .. text):gsub('(\n%s*)<<([^\n]+)>>%s*%f[\n\0]', function(indent, name)
    table.insert(page.references, name)
    return ('%sZZREF%dZZ'):format(indent, #page.references)
  end):sub(2))
end

--- Puts the links where hide_references left identifiers.
function listings.link_references(page, html)
  return (html:gsub('ZZREF(%d+)ZZ', function(n)
    local name = page.references[tonumber(n)]
    return anchor('#' .. part_id('chunk', name, 1), shown_name('chunk', name), 'reference')
  end))
end

local function figure(kind, id, caption, notes, body)
  local open = ('<figure class="code %s"%s>\n<figcaption><span>%s</span>%s</figcaption>'):format(
    kind:gsub(' ', '-'), id and ' id="' .. id .. '"' or '', caption,
    #notes > 0 and ' <span class="notes">' .. table.concat(notes, ' · ') .. '</span>' or '')
  return {pandoc.RawBlock('html', open), body, pandoc.RawBlock('html', '</figure>')}
end

local function code_block(lang, text)
  return pandoc.CodeBlock(text, {class = lang, tabindex = '0'})
end

--- Gives each code block of the page its caption. They come in the order
--- of chapter.blocks.
function listings.rewrite(site, page, blocks)
  local n = 0
  local function rewrite(element)
    n = n + 1
    local block = page.chapter.blocks[n]
    if not block.kind then return nil end
    local caption, notes, id = captions[block.kind](page.chapter, block, site)
    local body
    if block.lang == 'console' and block.kind ~= 'not run' then
      body = console(element.text)
    else
      body = code_block(block.lang, hide_references(page, element.text))
    end
    return figure(block.kind, id or (block.id ~= '' and block.id), caption, notes, body)
  end
  return blocks:walk {CodeBlock = rewrite}
end

--- The files of code/lib that a text includes, with the .c of each .h:
--- one cannot compile it without them.
local function needed(site, path, text)
  local list = {}
  for name in text:gmatch('#include "([^"]+)%.h"') do
    for _, ending in ipairs {'.h', '.c'} do
      local other = 'code/lib/' .. name .. ending
      if site.files[other] and other ~= path then table.insert(list, other) end
    end
  end
  return list
end

local function needs_note(site, page, path, text)
  local places = {}
  for _, other in ipairs(needed(site, path, text)) do
    local its_page = site.by_path[site.files[other].chapter.path].output
    table.insert(places, anchor((its_page == page and '' or its_page) .. '#' .. links.file_id(other),
      code(other:match('[^/]+$'))))
  end
  return #places > 0 and 'needs ' .. table.concat(places, ', ') or nil
end

--- The files of the chapter, whole, in the order in which it begins them.
function listings.whole_files(site, chapter)
  local paths = {}
  for path in pairs(chapter.files) do table.insert(paths, path) end
  if #paths == 0 then return {} end
  table.sort(paths, function(a, b)
    return chapter.files[a][1].line < chapter.files[b][1].line
  end)
  local result = pandoc.List {pandoc.Header(2, 'Whole programs', {id = 'whole-programs', class = 'unnumbered'})}
  for _, path in ipairs(paths) do
    local first = chapter.files[path][1]
    local notes = {}
    if first.attributes.wrong then
      table.insert(notes, '<strong class="wrong">wrong on purpose: ' .. escape(first.attributes.wrong) .. '</strong>')
    end
    local text = site.files[path].text:gsub('\n$', '')
    local needs = needs_note(site, site.by_path[chapter.path].output, path, text)
    if needs then table.insert(notes, 1, needs) end
    result:extend(figure('whole', links.file_id(path), code(path), notes, code_block(first.lang, text)))
  end
  return result
end

return listings
