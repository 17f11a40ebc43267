--- How HTML shows what pages.lua gathers. Blocks made here hold raw HTML, so
--- they serve the site and EPUB.
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

--- Prompts are apart from the commands, so that they are not copied.
local function console(session)
  local out = {}
  for _, line in ipairs(session) do
    if line.command then
      table.insert(out, '<span class="prompt">$ </span><kbd>' .. html.escape(line.command) .. '</kbd>')
    else
      table.insert(out, '<samp>' .. html.escape(line.output) .. '</samp>')
    end
  end
  return raw('<pre class="console" tabindex="0"><code>' .. table.concat(out, '\n') .. '</code></pre>')
end

--- References become identifiers, which the highlighter leaves whole; the
--- links are put in their place afterwards. The text is highlighted here, not
--- with the page: so that each listing is complete in itself.
local function highlighted(page, listing)
  local names, lines = {}, {}
  for n, line in ipairs(listings.lines(listing)) do
    if line.chunk then table.insert(names, line.chunk) end
    lines[n] = line.text or line.indent .. 'ZZREF' .. #names .. 'ZZ'
  end
  page.listings = (page.listings or 0) + 1
  local block = pandoc.CodeBlock(table.concat(lines, '\n'),
    {id = 'cb' .. page.listings, class = listing.lang, tabindex = '0'})
  local options = pandoc.WriterOptions {wrap_text = 'wrap-preserve'}
  local text = pandoc.write(pandoc.Pandoc {block}, 'html5', options):gsub('ZZREF(%d+)ZZ', function(n)
    local name = names[tonumber(n)]
    return ('<a href="#%s" class="reference"><span class="chunk-name">⟨%s⟩</span></a>')
      :format(listings.chunk_id(name), html.escape(name))
  end)
  return raw(text)
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
function html.listing(page, listing)
  local kind = listing.kind:gsub(' ', '-')
  return {
    raw(('<figure class="code %s"%s>\n<figcaption>')
      :format(kind, listing.id and ' id="' .. listing.id .. '"' or '')),
    pandoc.Plain {pandoc.Span(listing.caption, {class = 'caption'}), pandoc.Space(), notes_of(listing)},
    raw('</figcaption>'),
    listing.session and console(listing.session) or highlighted(page, listing),
    raw('</figure>'),
  }
end

--- A drawing as a figure.
function html.drawing(_, drawing)
  return {
    raw('<figure class="drawing">\n<div class="scroll" tabindex="0">' .. drawing.svg .. '</div>\n<figcaption>'),
    pandoc.Plain(drawing.caption),
    raw('</figcaption>\n</figure>'),
  }
end

--- A wide table scrolls by itself instead of widening the page.
function html.table(_, element)
  return {raw('<div class="scroll" tabindex="0">'), element, raw('</div>')}
end

--- What pandoc's writer says and the standards no longer do.
function html.mend(text)
  text = text:gsub(' role="doc%-endnote"', '')
  return (text:gsub('<section class="footnotes[^>]*>', '<section class="footnotes" aria-label="Notes">'))
end

return html
