--- How the PDF shows what pages.lua gathers: blocks with raw Typst that calls
--- the functions of print/book.typ.
local answers = require 'answers'
local files = require 'files'
local listings = require 'listings'

local typst = {}

local function raw(text)
  return pandoc.RawBlock('typst', text)
end

local function raw_inline(text)
  return pandoc.RawInline('typst', text)
end

--- A text as a string of Typst.
function typst.string(text)
  return '"' .. text:gsub('[\\"]', '\\%0'):gsub('\n', '\\n') .. '"'
end

--- The PDF is one document, so each page's ids get its name in front.
local function label(page, id)
  return page.name .. '--' .. id
end

function typst.address(_, to, anchor)
  return '#' .. (anchor and label(to, anchor) or to.name)
end

--- {{1, 'x'}, …} as a dictionary of Typst whose keys are strings.
local function dictionary(list)
  local entries = {}
  for _, entry in ipairs(list) do
    table.insert(entries, ('%s: label(%s)'):format(typst.string(tostring(entry[1])), typst.string(entry[2])))
  end
  return #entries == 0 and '(:)' or '(' .. table.concat(entries, ', ') .. ')'
end

local function joined(notes)
  local result = pandoc.Inlines {}
  for n, note in ipairs(notes) do
    if n > 1 then result:insert(pandoc.Str(' · ')) end
    result:extend(note)
  end
  return result
end

function typst.listing(page, listing)
  local lines, references, anchors, commands = {}, {}, {}, ''
  local is_command = listing.session and listings.command_lines(listing) or {}
  for n, line in ipairs(listings.lines(listing)) do
    lines[n] = line.text or line.indent .. '⟨' .. line.chunk .. '⟩'
    if line.chunk then table.insert(references, {n, label(page, listings.chunk_id(line.chunk))}) end
    if is_command[n] then commands = commands .. n .. ', ' end
    local cited = listing.cited and listing.cited[n]
    if cited then table.insert(anchors, {n, label(page, cited)}) end
  end
  local lang = listing.session and '' or listing.lang
  return {
    raw '#listing(caption: [',
    pandoc.Plain(listing.caption),
    raw '], notes: [',
    pandoc.Plain(joined(listing.notes)),
    raw(('], kind: %s, id: %s, lang: %s, references: %s, anchors: %s, commands: (%s), %s)'):format(
      typst.string(listing.kind), typst.string(listing.id and label(page, listing.id) or ''), typst.string(lang),
      dictionary(references), dictionary(anchors), commands,
      typst.string(table.concat(lines, '\n')))),
  }
end

--- What a reader who cannot see the drawing must know.
local function alternative(svg)
  local parts = {}
  for _, name in ipairs {'title', 'desc'} do
    local text = svg:match('<' .. name .. '[^>]*>(.-)</' .. name .. '>') or ''
    text = text:gsub('&(#?%w+);', {lt = '<', gt = '>', amp = '&', quot = '"', ['#39'] = "'"})
    table.insert(parts, (text:gsub('%.?$', '.', 1)))
  end
  return table.concat(parts, ' ')
end

function typst.drawing(_, drawing)
  return {
    raw(('#drawing(%s, %s, ['):format(typst.string('/' .. drawing.path), typst.string(alternative(drawing.svg)))),
    pandoc.Plain(drawing.caption),
    raw '])',
  }
end

function typst.question(page, question)
  local id, to_answer = answers.take(page, question)
  local blocks = pandoc.Blocks {raw(('#question(%s)['):format(typst.string(label(page, id))))}
  blocks:extend(question.question)
  blocks:insert(to_answer)
  blocks:insert(raw ']')
  return blocks
end

function typst.exercise(page, exercise)
  local blocks = pandoc.Blocks {raw(('#exercise(%s, kind: %s, level: %s, command: %s)['):format(
    typst.string(label(page, exercise.id)), typst.string(exercise.kind), typst.string(exercise.level),
    typst.string(exercise.command)))}
  blocks:extend(exercise.blocks)
  blocks:insert(raw ']')
  return blocks
end

function typst.margin(_, div)
  local blocks = pandoc.Blocks {raw '#aside['}
  blocks:extend(div.content)
  blocks:insert(raw ']')
  return blocks
end

typst.finish = answers.append

--- Links that a reader of paper cannot follow say where they lead.
local function on_paper(link, in_note)
  if link.target:sub(1, 1) == '#' then
    if link.classes:includes('term') then return {link} end
    return {link, raw_inline(('#page-of(label(%s))'):format(typst.string(link.target:sub(2))))}
  end
  local address = link.target:gsub('^mailto:', '')
  if pandoc.utils.stringify(link) == address then return {link} end
  return {link, raw_inline(('#%s(%s)'):format(in_note and 'address' or 'address-note', typst.string(address)))}
end

--- Does within one page what must be done after its links are right.
local function complete(page)
  local function anchor(id)
    return raw_inline(('#anchor(%s)'):format(typst.string(label(page, id))))
  end
  local function note(element)
    element.content = element.content:walk {Link = function(link) return on_paper(link, true) end}
    return element
  end
  local function with_anchor(element)
    if element.identifier == '' then return nil end
    local id = element.identifier
    element.identifier = ''
    return id
  end
  return page.blocks:walk {
    traverse = 'topdown',
    Note = function(element) return note(element), false end,
    Header = function(header)
      header.identifier = label(page, header.identifier)
      header.content = header.content:walk {Link = function(link) return link.content end}
      return header
    end,
    Link = function(link) return on_paper(link), false end,
    RawInline = function(element)
      local id = element.text:match('%sid="([^"]+)"')
      return id and anchor(id) or nil
    end,
    Div = function(div)
      local id = with_anchor(div)
      local kind = div.classes[1]
      local blocks = pandoc.Blocks(div.content)
      if kind == 'note' or kind == 'warning' or kind == 'question' then
        blocks:insert(1, raw('#' .. (kind == 'question' and 'opening' or kind) .. '['))
        blocks:insert(raw ']')
      end
      if id then blocks:insert(1, pandoc.Plain(anchor(id))) end
      return blocks
    end,
    Span = function(span)
      local id = with_anchor(span)
      local inlines = span.content
      if span.classes:includes('number') then
        inlines = pandoc.Inlines {raw_inline('#number('
          .. typst.string(pandoc.utils.stringify(inlines)) .. ')')}
      elseif span.classes:includes('wrong') then
        inlines:insert(1, raw_inline '#wrong[')
        inlines:insert(raw_inline ']')
      end
      if id then inlines:insert(1, anchor(id)) end
      return inlines
    end,
  }
end

local function title_of(page, number, title)
  local content = pandoc.Inlines {}
  if number then content:extend {raw_inline('#number(' .. typst.string(number) .. ')'), pandoc.Space()} end
  content:insert(pandoc.Str(title))
  return pandoc.Header(1, content, {id = page.name})
end

--- Where each chapter stands, and what the contents say before it and last:
--- parts, and chapters that are planned.
local function plan(site)
  local places, before, pending, part = {}, {}, {}, nil
  for _, item in ipairs(site.book.items) do
    if item.part ~= part then
      part = item.part
      table.insert(pending, ('[#contents-part(%s)]'):format(typst.string(part or '')))
    end
    if item.path then
      local name = typst.string(site.by_path[item.path].name)
      local kind = item.number:match('%l') and 'Appendix ' or 'Chapter '
      table.insert(places, ('%s: (%s, %s)'):format(name, typst.string(kind .. item.number), typst.string(part or '')))
      table.insert(before, ('%s: (%s)'):format(name, table.concat(pending, ', ') .. (#pending > 0 and ',' or '')))
      pending = {}
    else
      table.insert(pending, ('[#contents-planned(%s, %s)]'):format(
        typst.string(item.number), typst.string(item.title)))
    end
  end
  return ('places: (%s), before: (%s), last: (%s)'):format(
    table.concat(places, ', '), table.concat(before, ', '),
    table.concat(pending, ', ') .. (#pending > 0 and ',' or ''))
end

--- All pages, which are built, as the blocks of one document of Typst.
--- `version` and `date` may be ''.
function typst.document(site, version, date)
  local function meta(name)
    return typst.string(pandoc.utils.stringify(site.meta[name] or ''))
  end
  local blocks = pandoc.Blocks {raw(
    ('#import "/print/book.typ": *\n#show: book.with(title: %s, subtitle: %s, rights: %s, lang: %s, '
      .. 'repository: %s, version: %s, date: %s, %s)'):format(
      typst.string(site.pages[1].title), meta 'subtitle', meta 'rights', meta 'lang', meta 'repository',
      typst.string(version), typst.string(date), plan(site)))}
  for n, page in ipairs(site.pages) do
    blocks:insert(n == 1 and title_of(page, nil, 'Preface') or title_of(page, page.chapter.number, page.title))
    blocks:extend(complete(page))
  end
  return pandoc.Pandoc(blocks)
end

return typst
