--- The text that the search looks through: one entry a section.
local stringify = pandoc.utils.stringify
local search = {}

--- The paragraphs and code of a list of blocks, as plain text.
local function text_of(blocks)
  local parts = {}
  local function take(block) table.insert(parts, stringify(block)) end
  pandoc.Blocks(blocks):walk {
    Para = take, Plain = take, Header = take,
    CodeBlock = function(block) table.insert(parts, block.text) end,
  }
  return (table.concat(parts, '\n'):gsub('\u{a0}', ' '))
end

--- The sections of a page, and the terms of the glossary: each {id, heading,
--- text}. What stands above the first heading has no id.
function search.sections(page)
  local result = {}
  local current = {id = '', heading = page.title, blocks = {}}
  for _, block in ipairs(page.text_blocks) do
    if block.t == 'Header' then
      table.insert(result, current)
      current = {id = block.identifier, heading = stringify(block), blocks = {}}
    elseif block.t == 'DefinitionList' and page.terms then
      for _, item in ipairs(block.content) do
        local term = item[1][1]
        table.insert(result, {id = term.identifier, heading = stringify(term), blocks = pandoc.Blocks(item[2][1])})
      end
    else
      table.insert(current.blocks, block)
    end
  end
  table.insert(result, current)
  for _, section in ipairs(result) do
    section.text, section.blocks = text_of(section.blocks), nil
  end
  return result
end

local escapes = {['"'] = '\\"', ['\\'] = '\\\\', ['\n'] = '\\n', ['\t'] = '\\t', ['<'] = '\\u003c'}

local function quote(text)
  return '"' .. text:gsub('["\\\n\t<]', escapes):gsub('%c', ' ') .. '"'
end

--- A classic script, because from file:// a page can load nothing else: a
--- list of [address, page's title, heading, text].
function search.script(list)
  local lines = {}
  for _, entry in ipairs(list) do
    table.insert(lines, ('[%s,%s,%s,%s]'):format(quote(entry.address), quote(entry.page), quote(entry.heading), quote(entry.text)))
  end
  return 'book_text = [\n' .. table.concat(lines, ',\n') .. '\n];\n'
end

return search
