--- Writes build/book.epub.
PANDOC_VERSION:must_be_at_least '2.17'
local here = PANDOC_SCRIPT_FILE:match('^(.*)/filters/') or '..'
package.path = here .. '/lua/?.lua;' .. package.path

local epub = require 'epub'
local files = require 'files'
local pages = require 'pages'
local zip = require 'zip'

function Pandoc()
  local site = pages.as_document(epub)
  local version, date = files.version()
  local parts = epub.files(site, files.read(here .. '/epub.css'), version, date)
  files.write_all {['build/book.epub'] = zip.archive(parts, date)}
  return pandoc.Pandoc {}
end
