--- How HTML shows what pages.lua gathers. Blocks made here hold raw HTML, so
--- they serve the site and EPUB.
local highlight = require 'highlight'
local listings = require 'listings'

local html = {}

--- A text for HTML.
function html.escape(text)
  return (text:gsub('[&<>"]', {
    ['&'] = '&amp;', ['<'] = '&lt;', ['>'] = '&gt;', ['"'] = '&quot;',
  }))
end

local function raw(text)
  return pandoc.RawBlock('html', text)
end

local function around(before, blocks, after)
  local result = pandoc.Blocks {raw(before)}
  result:extend(blocks)
  result:insert(raw(after))
  return result
end

--- The prompt is decoration, put there by the style sheet: what one selects
--- and copies is the command.
local function console(session)
  local out = {}
  for _, line in ipairs(session) do
    if line.command then
      table.insert(out, '<kbd>' .. html.escape(line.command) .. '</kbd>')
    else
      table.insert(out, '<samp>' .. html.escape(line.output) .. '</samp>')
    end
  end
  return raw('<pre class="console" tabindex="0"><code>' .. table.concat(out, '\n') .. '</code></pre>')
end

--- The lines of code of a listing. Whole files have numbered lines. References
--- become identifiers, which the highlighter leaves whole; then links are put
--- in their place.
function html.code_lines(listing)
  local names, lines = {}, {}
  for n, line in ipairs(listings.lines(listing)) do
    if line.chunk then table.insert(names, line.chunk) end
    lines[n] = line.text or line.indent .. 'ZZREF' .. #names .. 'ZZ'
  end
  local shown = highlight.lines(listing.lang, table.concat(lines, '\n'))
  for n, line in ipairs(shown) do
    line = line:gsub('ZZREF(%d+)ZZ', function(which)
      local name = names[tonumber(which)]
      return ('<a href="#%s" class="reference"><span class="chunk-name">⟨%s⟩</span></a>')
        :format(listings.chunk_id(name), html.escape(name))
    end)
    if listing.path then
      local id = listing.cited[n]
      line = ('<span class="line"%s>%s</span>'):format(id and ' id="' .. id .. '"' or '', line)
    end
    shown[n] = line
  end
  return shown
end

local function code(listing)
  return raw(('<pre class="%s" tabindex="0"><code>%s</code></pre>')
    :format(html.escape(listing.lang), table.concat(html.code_lines(listing), '\n')))
end

local function notes_of(listing)
  local result = pandoc.Inlines {}
  for n, note in ipairs(listing.notes) do
    if n > 1 then result:insert(pandoc.Str(' · ')) end
    result:extend(note)
  end
  return #result > 0 and pandoc.Span(result, {class = 'notes'}) or pandoc.Str('')
end

--- A listing as a figure.
function html.listing(_, listing)
  local kind = listing.kind:gsub(' ', '-')
  if select(2, listing.text:gsub('\n', '')) >= 25 then kind = kind .. ' long' end
  return {
    raw(('<figure class="code %s"%s>\n<figcaption>')
      :format(kind, listing.id and ' id="' .. listing.id .. '"' or '')),
    pandoc.Plain {pandoc.Span(listing.caption, {class = 'caption'}), pandoc.Space(), notes_of(listing)},
    raw('</figcaption>'),
    listing.session and console(listing.session) or code(listing),
    raw('</figure>'),
  }
end

--- A drawing as a figure.
function html.drawing(_, drawing)
  return around('<figure class="drawing">\n<div class="scroll" tabindex="0">' .. drawing.svg .. '</div>\n<figcaption>',
    {pandoc.Plain(drawing.caption)}, '</figcaption>\n</figure>')
end

--- A wide table scrolls by itself instead of widening the page.
function html.table(_, element)
  return around('<div class="scroll" tabindex="0">', {element}, '</div>')
end

--- Code in the text: what is short stays in one piece. What is long stands in
--- a span, not in a class: for a class, pandoc would look up a language, and
--- read all of its languages for it, which takes half a second.
function html.code(_, element)
  return #element.text > 24 and pandoc.Span {element} or element
end

--- A heading with a link to itself beside it.
function html.heading(_, header)
  if header.level == 1 then return nil end
  local title = pandoc.utils.stringify(header)
  return around('<div class="heading">', {header}, ('<a class="anchor" href="#%s" aria-label="Link to “%s”">#</a></div>')
    :format(header.identifier, html.escape(title)))
end

--- A note that wide screens show beside the text.
function html.margin(_, div)
  return around('<div class="margin" role="note">', div.content, '</div>')
end

--- A question; its answer is folded.
function html.question(_, question)
  local result = around(('<div class="predict" role="group" aria-label="Question"%s>\n<p class="kind">Predict</p>')
    :format(question.id ~= '' and ' id="' .. question.id .. '"' or ''), question.question, '<details class="answer"><summary>Answer</summary>')
  result:extend(question.answer)
  result:insert(raw('</details>\n</div>'))
  return result
end

--- An exercise, with the command that checks it.
function html.exercise(_, exercise)
  return around(('<div class="exercise" id="%s" role="group" aria-label="Exercise">\n<p class="kind">Exercise: %s, level %s of 3</p>')
    :format(exercise.id, html.escape(exercise.kind), exercise.level), exercise.blocks,
    ('<p class="command"><kbd>%s</kbd></p>\n</div>'):format(html.escape(exercise.command)))
end

--- What pandoc's writer says and the standards no longer do.
function html.mend(text)
  text = text:gsub(' role="doc%-endnote"', '')
  return (text:gsub('<section class="footnotes[^>]*>', '<section class="footnotes" aria-label="Notes">'))
end

return html
