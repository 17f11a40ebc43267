--- Drawings: the SVG that a paragraph shows, and its caption.
local book = require 'book'
local files = require 'files'
local report = require 'report'

local figures = {}

--- Ids must differ between the drawings of a page.
local function own_ids(svg, name)
  svg = svg:gsub('(%sid=")([^"]+)"', '%1' .. name .. '-%2"')
  svg = svg:gsub('(href="#)([^"]+)"', '%1' .. name .. '-%2"')
  svg = svg:gsub('(url%(#)([^)]+)%)', '%1' .. name .. '-%2)')
  return (svg:gsub('(aria%-%a+=")([^"]+)"', function(start, value)
    return start .. value:gsub('%S+', name .. '-%0') .. '"'
  end))
end

--- The drawing {path, svg, caption} of a paragraph that is one image of an
--- SVG, or nil. `svg` is the element, to stand inside a page, so that it
--- follows the page's colours; `caption` is inlines.
function figures.of(page, block)
  local image = #block.content == 1 and block.content[1]
  if not image or image.t ~= 'Image' or not image.src:match('%.svg$') then return nil end
  local path = page.folder .. '/' .. image.src
  local line = book.line_of(page.text, '](' .. image.src)
  local svg = files.read(path)
  if not svg then
    report.problem(page.path, line, 'there is no drawing ' .. path)
    return nil
  end
  svg = svg:match('<svg.*</svg>') or ''
  if not (svg:find('role="img"', 1, true) and svg:find('<title') and svg:find('<desc')) then
    report.problem(page.path, line, path .. ': an SVG needs role="img", a <title> and a <desc>')
  end
  return {
    path = path, caption = image.caption,
    svg = own_ids(svg, 'drawing-' .. image.src:match('([%w_-]+)%.svg$')),
  }
end

return figures
