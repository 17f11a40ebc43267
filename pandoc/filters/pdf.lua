--- Writes the whole book as one document, in which Typst stands, for
--- print/pdf.mjs.
PANDOC_VERSION:must_be_at_least '2.17'
local here = PANDOC_SCRIPT_FILE:match('^(.*)/filters/') or '..'
package.path = here .. '/lua/?.lua;' .. package.path

local book = require 'book'
local chunks = require 'chunks'
local files = require 'files'
local pages = require 'pages'
local report = require 'report'
local typst = require 'typst'

function Pandoc()
  local the_book = book.read_all()
  local all_files = chunks.tangle(the_book)
  report.stop_if_wrong()
  local site = pages.gather(the_book, all_files)
  pages.drop_contents(site)
  pages.build(site, typst)
  report.stop_if_wrong()
  local version, date = (files.read('build/version') or ''):match('^(%S*) ?(%S*)')
  return typst.document(site, version, date)
end
