--- Writes the whole book as one document, in which Typst stands, for
--- print/pdf.mjs.
PANDOC_VERSION:must_be_at_least '2.17'
local here = PANDOC_SCRIPT_FILE:match('^(.*)/filters/') or '..'
package.path = here .. '/lua/?.lua;' .. package.path

local files = require 'files'
local pages = require 'pages'
local typst = require 'typst'

function Pandoc()
  return typst.document(pages.as_document(typst), files.version())
end
