--- How the EPUB shows what pages.lua gathers, and its package: a file a
--- chapter. pandoc's own writer names every page after its file and puts the
--- hour into the archive.
local answers = require 'answers'
local files = require 'files'
local html = require 'html'
local listings = require 'listings'

local stringify = pandoc.utils.stringify
local epub = {drawing = html.drawing, exercise = html.exercise, margin = html.margin, finish = answers.append}

local function file_name(page)
  return page.name .. '.xhtml'
end

function epub.address(page, to, anchor)
  return (to == page and anchor and '' or file_name(to)) .. (anchor and '#' .. anchor or '')
end

--- Each line is a block of its own, so that what does not fit goes on below
--- it, deeper by two.
local function code(listing)
  local rows = {}
  local is_command = listing.session and listings.command_lines(listing)
  local shown = is_command and files.lines(listing.text) or html.code_lines(listing)
  for n, source in ipairs(files.lines(listing.text)) do
    local line = shown[n]
    if is_command then
      line = is_command[n] and '<kbd>' .. html.escape(line) .. '</kbd>' or html.escape(line)
    end
    local indent = #source:match('^ *')
    rows[n] = ('<span class="row" style="padding-left: %.1fem; text-indent: -%.1fem">%s\n</span>'):format(
      0.6 * (indent + 2), 0.6 * (indent + 2), line)
  end
  return pandoc.RawBlock('html', '<pre><code>' .. table.concat(rows) .. '</code></pre>')
end

function epub.listing(page, listing)
  local blocks = html.listing(page, listing)
  blocks[#blocks - 1] = code(listing)
  return blocks
end

function epub.question(page, question)
  local id, to_answer = answers.take(page, question)
  local blocks = pandoc.Blocks {pandoc.RawBlock('html',
    ('<div class="predict" id="%s" role="group" aria-label="Question">\n<p class="kind">Predict</p>'):format(id))}
  blocks:extend(question.question)
  blocks:insert(to_answer)
  blocks:insert(pandoc.RawBlock('html', '</div>'))
  return blocks
end

local function fill(text, values)
  return (text:gsub('%$(%l+)%$', values))
end

local page_frame = [[
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="$lang$" xml:lang="$lang$">
<head>
<meta charset="UTF-8" />
<title>$title$</title>
<link rel="stylesheet" href="style.css" />
</head>
<body$type$>
$body$
</body>
</html>
]]

local function frame(values)
  values.type = values.type and (' epub:type="%s"'):format(values.type) or ''
  return fill(page_frame, values)
end

local function heading(page)
  if not page.chapter then return '<h1>Preface</h1>' end
  local place = (page.chapter.number:match('%l') and 'Appendix ' or 'Chapter ') .. page.chapter.number
  local part = page.chapter.part
  return ('<p class="place">%s%s</p>\n<h1>%s</h1>'):format(
    part and html.escape(part) .. ' · ' or '', place, html.escape(page.title))
end

--- The text of a page as XHTML.
local function body(page)
  local text = pandoc.write(pandoc.Pandoc(page.blocks), 'html5', pandoc.WriterOptions {wrap_text = 'wrap-preserve'})
  return heading(page) .. '\n' .. html.mend(text)
end

--- One line of the contents, with the sections of the page below it.
local function contents_entry(page, title)
  local sections = {}
  for _, section in ipairs(page.sections) do
    if section.level == 2 then
      local name = (section.number and section.number .. ' ' or '') .. section.title
      table.insert(sections, ('<li><a href="%s#%s">%s</a></li>'):format(file_name(page), section.id, html.escape(name)))
    end
  end
  local below = #sections > 0 and '\n<ol>\n' .. table.concat(sections, '\n') .. '\n</ol>' or ''
  return ('<li><a href="%s">%s</a>%s</li>'):format(file_name(page), html.escape(title), below)
end

--- The contents: chapters below their parts. What is only planned cannot
--- stand among links, and comes after them.
local function contents(site)
  local out = {contents_entry(site.pages[1], 'Preface')}
  local planned, part = {}, nil
  for _, item in ipairs(site.book.items) do
    local title = item.number .. ' ' .. item.title
    if not item.path then
      table.insert(planned, '<li>' .. html.escape(title) .. '</li>')
    else
      if item.part ~= part then
        if part then table.insert(out, '</ol></li>') end
        part = item.part
        table.insert(out, part and ('<li><span>%s</span><ol>'):format(html.escape(part)))
      end
      table.insert(out, contents_entry(site.by_path[item.path], title))
    end
  end
  if part then table.insert(out, '</ol></li>') end
  local text = '<nav epub:type="toc" id="toc">\n<h1>Contents</h1>\n<ol>\n' .. table.concat(out, '\n') .. '\n</ol>\n</nav>'
  if #planned == 0 then return text end
  return text .. '\n<h2>Not written yet</h2>\n<ul>\n' .. table.concat(planned, '\n') .. '\n</ul>'
end

local package = [[
<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="$lang$">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">$identifier$</dc:identifier>
<dc:title>$title$</dc:title>
<dc:language>$lang$</dc:language>
<dc:description>$subtitle$</dc:description>
<dc:rights>$rights$</dc:rights>
<meta property="dcterms:modified">$modified$T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">structuralNavigation</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">Text, code and drawings; each drawing has a description.</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav" />
<item id="style" href="style.css" media-type="text/css" />
$manifest$
</manifest>
<spine>
$spine$
</spine>
</package>
]]

local container = [[
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml" /></rootfiles>
</container>
]]

local function title_page(values)
  return ('<h1>%s</h1>\n<p class="subtitle">%s</p>\n<p class="imprint">%s</p>\n<p class="imprint">%s</p>'):format(
    values.title, values.subtitle, values.edition, values.rights)
end

--- The files of the EPUB of the site's pages, which are built: a list of
--- {name, text}, for zip.archive. `version` and `date` may be ''.
function epub.files(site, css, version, date)
  local values = {title = html.escape(site.pages[1].title)}
  for _, name in ipairs {'lang', 'subtitle', 'rights'} do
    values[name] = html.escape(stringify(site.meta[name] or ''))
  end
  values.modified = date ~= '' and date or '1980-01-01'
  values.edition = version ~= '' and ('Version %s, %s'):format(version, date) or ''
  local entries = {
    {'mimetype', 'application/epub+zip'},
    {'META-INF/container.xml', container},
    {'EPUB/style.css', css},
  }
  local manifest, spine, texts = {}, {}, {}
  local function add(name, id, frame_values)
    frame_values.lang = values.lang
    local text = frame(frame_values)
    local svg = text:find('<svg') and ' properties="svg"' or ''
    table.insert(entries, {'EPUB/' .. name, text})
    table.insert(texts, text)
    table.insert(spine, ('<itemref idref="%s" />'):format(id))
    if id ~= 'nav' then
      table.insert(manifest, ('<item id="%s" href="%s" media-type="application/xhtml+xml"%s />'):format(id, name, svg))
    end
  end
  add('title.xhtml', 'title', {title = values.title, type = 'titlepage', body = title_page(values)})
  add('nav.xhtml', 'nav', {title = 'Contents',
    body = contents(site)})
  for _, page in ipairs(site.pages) do
    add(file_name(page), 'page-' .. page.name, {
      title = page.chapter and html.escape(page.chapter.number .. ' ' .. page.title) or 'Preface',
      type = page.chapter and 'bodymatter' or 'frontmatter', body = body(page),
    })
  end
  values.manifest, values.spine = table.concat(manifest, '\n'), table.concat(spine, '\n')
  -- The same text has the same identifier.
  values.identifier = 'urn:sha1:' .. pandoc.utils.sha1(table.concat(texts))
  table.insert(entries, 3, {'EPUB/package.opf', fill(package, values)})
  return entries
end

return epub
