--- Writes the archive that is handed out, from what make has built, and says
--- where it lies.
PANDOC_VERSION:must_be_at_least '2.17'
local here = PANDOC_SCRIPT_FILE:match('^(.*)/filters/') or '..'
package.path = here .. '/lua/?.lua;' .. package.path

local files = require 'files'
local zip = require 'zip'

--- How they are named in the archive, and where they lie here.
local parts = {
  {'README.txt', 'print/README.txt'}, {'LICENSE', 'LICENSE'},
  {'book.pdf', 'build/book.pdf'}, {'book.epub', 'build/book.epub'},
  {'site', 'build/site'}, {'code', 'code'},
}

function Pandoc(doc)
  local version, date = files.version()
  local title = pandoc.utils.stringify(doc.meta.title)
  local name = title:lower():gsub('[^%w]+', '-') .. (version ~= '' and '-' .. version or '')
  local entries = {}
  for _, part in ipairs(parts) do
    local own, path = part[1], part[2]
    local below = files.exists(path) and {path} or files.below(path)
    for _, file in ipairs(below) do
      -- make watch leaves its stamp in the pages' folder.
      if not file:match('/stamp%.js$') then
        table.insert(entries, {name .. '/' .. own .. file:sub(#path + 1), files.read(file)})
      end
    end
    if #below == 0 then
      io.stderr:write(path, ': nothing there to put into the archive\n')
      os.exit(1)
    end
  end
  local archive = 'build/' .. name .. '.zip'
  files.write_all {[archive] = zip.archive(entries, date)}
  return pandoc.Pandoc {pandoc.Plain(archive)}
end
