--- From the blocks of a book to the texts of its files.
local files = require 'files'
local report = require 'report'

local chunks = {}

local comments = {
  c = '// %s', h = '// %s', js = '// %s', lua = '-- %s', md = '<!-- %s -->',
  html = '<!-- %s -->', sh = '# %s', bash = '# %s', bats = '# %s', py = '# %s',
  mk = '# %s', Makefile = '# %s', dot = '// %s',
}

--- The name in a line that is only `<<name>>`, and the indentation.
function chunks.reference(line)
  local indent, name = line:match('^(%s*)<<(.+)>>%s*$')
  return name, indent
end

local function belongs(chapter, path)
  return path:match('^code/lib/[^/]+$')
    or path:sub(1, #chapter.stem + 6) == 'code/' .. chapter.stem .. '/'
end

--- A file lies where the chapter may put it, and nowhere else.
local function check_path(chapter, block, path)
  if not path:match('^code/[%w._/-]+$') or path:find('%.%.') or path:match('/$') then
    report.problem(block.path, block.line, path .. ': files lie below code/')
  elseif chapter.stem and not belongs(chapter, path) then
    report.problem(block.path, block.line, ('%s: this chapter\'s files lie in code/%s/ or code/lib/')
      :format(path, chapter.stem))
  end
end

--- Puts a block with its name: a first one, or a continuation.
local function define(set, what, name, block)
  local parts = set[name]
  if block.attributes.more then
    if parts then
      table.insert(parts, block)
    else
      report.problem(block.path, block.line, ('.more, but no %s "%s" stands before it')
        :format(what, name))
    end
  elseif parts then
    report.problem(block.path, block.line, ('%s "%s" was defined in line %d; a continuation says .more')
      :format(what, name, parts[1].line))
  else
    set[name] = {block}
  end
end

--- Sorts the blocks of a chapter into chapter.files and chapter.chunks,
--- tables from name to a list of blocks.
function chunks.collect(chapter)
  chapter.files, chapter.chunks = {}, {}
  for _, block in ipairs(chapter.blocks) do
    if block.kind == 'file' then
      check_path(chapter, block, block.attributes.file)
      define(chapter.files, 'file', block.attributes.file, block)
    elseif block.kind == 'chunk' then
      define(chapter.chunks, 'chunk', block.attributes.chunk, block)
    end
  end
end

--- Appends the lines of `parts` to `out` as {text, line}.
local function expand(chapter, parts, indent, used, open, out)
  for i, block in ipairs(parts) do
    if i > 1 and block.kind == 'file' then
      table.insert(out, {text = '', line = block.line})
    end
    for n, text in ipairs(files.lines(block.text)) do
      local line = block.line + n
      local name, deeper = chunks.reference(text)
      if not name then
        table.insert(out, {text = text == '' and '' or indent .. text, line = line})
      elseif not chapter.chunks[name] then
        report.problem(block.path, line, ('there is no chunk "%s"'):format(name))
      elseif open[name] then
        report.problem(block.path, line, ('chunk "%s" contains itself'):format(name))
      else
        used[name] = true
        open[name] = true
        expand(chapter, chapter.chunks[name], indent .. deeper, used, open, out)
        open[name] = nil
      end
    end
  end
end

--- The comment that names the chapter goes below a `#!` line.
local function add_origin(chapter, path, lines)
  local comment = comments[path:match('%.(%w+)$') or path:match('[^/]+$')]
  if not comment then return end
  local shebang = lines[1] and lines[1].text:match('^#!')
  local text = ('From chapter %s, %s; edit it there.'):format(chapter.number, chapter.path)
  table.insert(lines, shebang and 2 or 1,
    {text = comment:format(text), line = chapter.files[path][1].line})
end

--- The text of one file: a list of {text, line}, `line` in the chapter.
function chunks.lines_of(chapter, path, used)
  local lines = {}
  expand(chapter, chapter.files[path], '', used or {}, {}, lines)
  add_origin(chapter, path, lines)
  return lines
end

--- Joins what lines_of gives.
function chunks.join(lines)
  local texts = {}
  for i, line in ipairs(lines) do texts[i] = line.text end
  return table.concat(texts, '\n') .. '\n'
end

--- All files of a book: a table from path to {chapter, lines, text, cited};
--- `cited` is for references.lua to fill. Mistakes go to the report.
function chunks.tangle(book)
  local all = {}
  for _, chapter in ipairs(book.chapters) do
    chunks.collect(chapter)
    local used = {}
    for path, parts in pairs(chapter.files) do
      if all[path] then
        report.problem(chapter.path, parts[1].line, path .. ' already belongs to ' .. all[path].chapter.path)
      else
        local lines = chunks.lines_of(chapter, path, used)
        all[path] = {chapter = chapter, lines = lines, text = chunks.join(lines), cited = {}}
      end
    end
    for name, parts in pairs(chapter.chunks) do
      if not used[name] then
        report.problem(chapter.path, parts[1].line, ('chunk "%s" is never used'):format(name))
      end
    end
  end
  return all
end

return chunks
