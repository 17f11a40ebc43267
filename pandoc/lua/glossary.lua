--- The glossary: an appendix that is a definition list, and the links to it
--- from the first use of each term in each chapter.
local book = require 'book'
local report = require 'report'

local stringify = pandoc.utils.stringify
local glossary = {}

local function slug(term)
  return (term:gsub('[^%w]+', '-'))
end

--- Makes the list of terms searchable by their first word, longest first.
local function index(terms)
  for form, id in pairs(terms.page.terms) do
    local words = {}
    for word in form:gmatch('%S+') do table.insert(words, word) end
    local list = terms.by_word[words[1]] or {}
    terms.by_word[words[1]] = list
    table.insert(list, {words = words, id = id})
    table.sort(list, function(a, b) return #a.words > #b.words end)
  end
end

--- The forms in which a term may stand in the text: those that the glossary
--- lists, separated by commas, or the one that it has and its plural.
local function forms_of(title)
  local forms = {}
  for form in title:lower():gmatch('[^,]+') do table.insert(forms, form:match('^%s*(.-)%s*$')) end
  if #forms == 1 then
    local hisses = forms[1]:match('[sx]$') or forms[1]:match('[cs]h$')
    table.insert(forms, forms[1] .. (hisses and 'es' or 's'))
  end
  return forms
end

--- Reads the terms of the glossary page, as page.terms, a table from form to
--- anchor, and puts the anchors there. Returns nil for a book without glossary.
function glossary.read(site)
  local page
  for _, other in ipairs(site.pages) do
    if other.path:match('^chapters/%l%-glossary%.md$') then page = other end
  end
  if not page then return nil end
  local function read_item(item)
    local title = stringify(item[1])
    local forms = forms_of(title)
    local id = slug(forms[1])
    for _, form in ipairs(forms) do
      if page.terms[form] then
        report.problem(page.path, book.line_of(page.text, '\n' .. title) + 1,
          ('"%s" is already in the glossary'):format(form))
      end
      page.terms[form] = id
    end
    local first, others = title:match('^([^,]*)(.*)$')
    item[1] = pandoc.Inlines {pandoc.Span(first, {id = id})}
    if others ~= '' then item[1]:insert(pandoc.Span(others, {class = 'forms'})) end
  end
  page.terms = page.kept and page.terms or {}
  page.blocks = page.blocks:walk {
    DefinitionList = function(list)
      for _, item in ipairs(list.content) do read_item(item) end
      return list
    end
  }
  local terms = {page = page, by_word = {}}
  index(terms)
  return terms
end

--- A word between punctuation: what stands before it, it, and what follows;
--- nil for what is no plain word.
local function take_apart(element)
  if element.t ~= 'Str' then return nil end
  local before, word, after = element.text:match('^(%(*)([%w-]+)(.*)$')
  if not word then return nil end
  local punctuation = after:gsub('^’s', ''):gsub('’', ''):gsub('…', '')
  if not punctuation:match('^[.,;:!?)]*$') then return nil end
  return before, word, after
end

--- If a term's words begin at `i`: the entry, and the place of its last word.
local function term_at(terms, inlines, i)
  local _, first, after = take_apart(inlines[i])
  for _, entry in ipairs(first and terms.by_word[first:lower()] or {}) do
    local at, tail, fits = i, after, true
    for n = 2, #entry.words do
      local gap, element = inlines[at + 1], inlines[at + 2]
      local before, word, rest
      if element and tail == '' and (gap.t == 'Space' or gap.t == 'SoftBreak') then
        before, word, rest = take_apart(element)
      end
      if before ~= '' or word:lower() ~= entry.words[n] then fits = false break end
      at, tail = at + 2, rest
    end
    if fits then return entry, at end
  end
end

local function link(terms, content, id)
  return pandoc.Link(content, terms.page.path:match('[^/]+$') .. '#' .. id, '', {class = 'term'})
end

--- The words from `i` to `last` as a link, with the punctuation outside.
local function linked(terms, inlines, i, last, id)
  local content = pandoc.Inlines {}
  for n = i, last do
    local _, word = take_apart(inlines[n])
    content:insert(word and pandoc.Str(word) or inlines[n])
  end
  local before = take_apart(inlines[i])
  local _, _, after = take_apart(inlines[last])
  local result = pandoc.Inlines {}
  if before ~= '' then result:insert(pandoc.Str(before)) end
  result:insert(link(terms, content, id))
  if after ~= '' then result:insert(pandoc.Str(after)) end
  return result
end

local function link_inlines(terms, inlines, seen)
  local result, i = pandoc.Inlines {}, 1
  while i <= #inlines do
    local element = inlines[i]
    local entry, last = term_at(terms, inlines, i)
    if element.t == 'Link' then
      local id = element.target:match('glossary%.md#(.+)$')
      if id then seen[id] = true end
    elseif element.t == 'Strong' then
      local id = terms.page.terms[stringify(element):lower()]
      if id and not seen[id] then
        seen[id] = true
        element.content = pandoc.Inlines {link(terms, element.content, id)}
      end
    end
    if entry then -- all of it, so that no shorter term within it is linked
      if seen[entry.id] then
        for n = i, last do result:insert(inlines[n]) end
      else
        result:extend(linked(terms, inlines, i, last, entry.id))
      end
      seen[entry.id] = true
      i = last + 1
    else
      result:insert(element)
      i = i + 1
    end
  end
  return result
end

--- Links the first use of each term in the page's running text: that is, in
--- paragraphs and lists, and where it stands in bold; not in headings, code,
--- emphasis or other links.
function glossary.link(terms, page)
  if page == terms.page then return end
  local seen = {}
  local function in_text(block)
    block.content = link_inlines(terms, block.content, seen)
    return block
  end
  page.blocks = page.blocks:walk {Para = in_text, Plain = in_text}
end

return glossary
