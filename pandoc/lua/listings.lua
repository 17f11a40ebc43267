--- What a page says about its code: captions, links between chunks, labels
--- of transcripts, whole files. How a format shows it is the format's own
--- affair; see pages.lua.
---
--- A listing is {kind, id, caption, notes, lang, text, session, path}:
--- `caption` and each of `notes` are inlines, whose links name sources as a
--- chapter's own links do; `session` is the list of {command} or {output} of
--- a transcript; `path` is that of a file shown whole, or nil.
local chunks = require 'chunks'
local files = require 'files'
local links = require 'links'
local session = require 'session'

local listings = {}

local function code(text)
  return pandoc.Code(text)
end

--- Strings and single inlines, as one list of inlines.
local function inlines(...)
  local list = pandoc.Inlines {}
  for _, part in ipairs {...} do
    if type(part) == 'string' then part = pandoc.Str(part) end
    list:insert(part)
  end
  return list
end

local function join(list, separator)
  local joined = pandoc.Inlines {}
  for n, part in ipairs(list) do
    if n > 1 then joined:insert(pandoc.Str(separator)) end
    joined:insert(part)
  end
  return joined
end

local function link(content, target, class)
  return pandoc.Link(type(content) == 'string' and pandoc.Str(content) or content, target, '', {class = class})
end

--- The anchor of the n-th part of a chunk or file. A first part has no
--- number, so that a link to it survives a continuation.
local function part_id(kind, name, n)
  local slug = name:lower():gsub('[^%w]+', '-'):gsub('^%-', ''):gsub('%-$', '')
  return kind .. '-' .. slug .. (n > 1 and '-' .. n or '')
end

--- The anchor of a chunk.
function listings.chunk_id(name)
  return part_id('chunk', name, 1)
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

--- The files that the chunk goes into, through whatever chunks; sorted.
local function destinations(chapter, name, result)
  for _, user in ipairs(users(chapter, name)) do
    if user.kind == 'chunk' then
      destinations(chapter, user.name, result)
    elseif not result:includes(user.name) then
      result:insert(user.name)
    end
  end
  return result
end

local function shown_name(kind, name)
  if kind == 'file' then return code(name:match('[^/]+$')) end
  return pandoc.Span('⟨' .. name .. '⟩', {class = 'chunk-name'})
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
    table.insert(list, inlines(link('continues', '#' .. part_id(kind, name, n - 1))))
  end
  if n < #parts then
    table.insert(list, inlines(link('continued', '#' .. part_id(kind, name, n + 1))))
  end
  return list
end

local function wrong_note(block)
  return inlines(pandoc.Span({pandoc.Strong('wrong on purpose: ' .. block.attributes.wrong)}, {class = 'wrong'}))
end

--- For each kind of block: caption, notes and, if it has one, its anchor.
local captions = {}

function captions.file(_, page, block)
  local path = block.attributes.file
  local parts = page.chapter.files[path]
  local n = position_in(parts, block)
  local notes = neighbours('part', path, parts, n)
  if block.attributes.wrong then table.insert(notes, wrong_note(block)) end
  return inlines(link(code(path), '#' .. links.file_id(path))), notes, part_id('part', path, n)
end

--- "used in" for the first part of a chunk, and for all of them the files, if
--- that does not yet say it.
local function uses_note(chapter, name, n)
  local note, indirect = inlines(), n > 1
  if n == 1 then
    local places = {}
    for _, user in ipairs(users(chapter, name)) do
      indirect = indirect or user.kind == 'chunk'
      local kind = user.kind == 'file' and 'part' or 'chunk'
      table.insert(places, link(shown_name(user.kind, user.name), '#' .. part_id(kind, user.name, user.n)))
    end
    note = inlines('used in ') .. join(places, ', ')
  end
  if not indirect then return note end
  local paths = {}
  for _, path in ipairs(destinations(chapter, name, pandoc.List {})) do
    table.insert(paths, link(shown_name('file', path), '#' .. links.file_id(path)))
  end
  return note .. inlines(n == 1 and ', goes into ' or 'goes into ') .. join(paths, ', ')
end

function captions.chunk(_, page, block)
  local name = block.attributes.chunk
  local parts = page.chapter.chunks[name]
  local n = position_in(parts, block)
  local notes = neighbours('chunk', name, parts, n)
  table.insert(notes, 1, uses_note(page.chapter, name, n))
  return inlines(shown_name('chunk', name), n > 1 and ' +' or ''), notes, part_id('chunk', name, n)
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

function captions.transcript(_, page, block)
  local attributes = block.attributes
  local label = {where_label[attributes.where or 'default'], match_label(block)}
  for _, more in ipairs {attributes.by or '', attributes.on or '', fails_label[attributes.fails] or ''} do
    if more ~= '' then table.insert(label, more) end
  end
  return inlines(code(attributes['in'])),
    {inlines(link(table.concat(label, ', '), links.source(page, 'book.md', 'labels'), 'label'))}
end

function captions.excerpt(site, page, block)
  local from = block.attributes.from
  local file = site.files[from]
  if file then
    return inlines('from ', link(code(from), links.source(page, file.chapter.path, links.file_id(from)))), {}
  end
  return inlines('from ', code(from)), {}
end

function captions.declaration(_, _, block)
  local headers = {}
  for header in block.attributes.header:gmatch('%S+') do
    table.insert(headers, code('<' .. header .. '>'))
  end
  return inlines('declared in ') .. join(headers, ', '), {}
end

function captions.failure(_, _, block)
  local says = block.attributes.says
  return inlines('does not compile', says and ': “' .. says .. '”' or ''), {}
end

captions['not run'] = function(_, _, block)
  return inlines('not run, because ' .. block.attributes['not-run']), {}
end

--- The lines of a transcript as a list of {command = …} or {output = …};
--- a command may go over several lines.
local function session_of(text)
  local commands, at = session.commands(text), {}
  for _, command in ipairs(commands) do at[command.at] = command end
  local result = {}
  local n, lines = 1, files.lines(text)
  while n <= #lines do
    local command = at[n]
    if command then
      local _, more = command.command:gsub('\n', '')
      table.insert(result, {command = command.command})
      n = n + more
    else
      table.insert(result, {output = lines[n]})
    end
    n = n + 1
  end
  return result
end

--- The listing of one block of the page's chapter.
function listings.of(site, page, block)
  local caption, notes, id = captions[block.kind](site, page, block)
  return {
    kind = block.kind, id = id or (block.id ~= '' and block.id) or nil,
    caption = caption, notes = notes, lang = block.lang, text = block.text,
    session = block.lang == 'console' and block.kind ~= 'not run' and session_of(block.text) or nil,
  }
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
    local its_page = site.files[other].chapter.path
    table.insert(places, link(code(other:match('[^/]+$')), links.source(page, its_page, links.file_id(other))))
  end
  return #places > 0 and inlines('needs ') .. join(places, ', ') or nil
end

--- The files of the page's chapter, whole, in the order in which it begins
--- them: a list of listings.
function listings.whole_files(site, page)
  local chapter = page.chapter
  local paths = {}
  for path in pairs(chapter.files) do table.insert(paths, path) end
  table.sort(paths, function(a, b)
    return chapter.files[a][1].line < chapter.files[b][1].line
  end)
  local result = {}
  for _, path in ipairs(paths) do
    local first = chapter.files[path][1]
    local text = site.files[path].text:gsub('\n$', '')
    local notes = {}
    table.insert(notes, needs_note(site, page, path, text))
    if first.attributes.wrong then table.insert(notes, wrong_note(first)) end
    table.insert(result, {
      kind = 'whole', id = links.file_id(path), caption = inlines(code(path)), notes = notes,
      lang = first.lang, text = text, path = path, cited = site.files[path].cited,
    })
  end
  return result
end

--- The numbers of the lines of a transcript that are a command, as a set.
function listings.command_lines(listing)
  local set, n = {}, 1
  for _, entry in ipairs(listing.session) do
    local _, more = (entry.command or ''):gsub('\n', '')
    for line = n, n + more do set[line] = entry.command ~= nil end
    n = n + more + 1
  end
  return set
end

--- Cuts a listing's text into its lines: {text} each, or {chunk, indent}
--- for a line that is a reference.
function listings.lines(listing)
  local result = {}
  for _, text in ipairs(files.lines(listing.text)) do
    local name, indent = chunks.reference(text)
    table.insert(result, name and {chunk = name, indent = indent} or {text = text})
  end
  return result
end

return listings
