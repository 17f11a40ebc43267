--- The code blocks of a chapter: where they stand, of what kind they are.
local files = require 'files'
local report = require 'report'

local blocks = {}

--- For each kind, the attributes that it may have. The first word that a
--- block says decides its kind; see CONTRIBUTING.md.
local kinds = {
  {name = 'not run', key = 'not-run', allowed = {}},
  {name = 'excerpt', key = 'from', allowed = {'in'}},
  {name = 'file', key = 'file', allowed = {'wrong', 'more'}},
  {name = 'chunk', key = 'chunk', allowed = {'more'}},
  {name = 'transcript', key = 'in', allowed = {'where', 'match', 'by', 'on',
    'needs', 'fails', 'seconds', 'schedules'}},
  {name = 'failure', key = 'fails', allowed = {'header', 'says', 'by', 'on'}},
  {name = 'declaration', key = 'header', allowed = {}},
}

local a_number = '^[1-9]%d*$'
local words = {
  where = {default = true, every = true, real = true},
  match = {exact = true, lines = true, ['one-of'] = true, pattern = true},
  fails = {compile = true, report = true, hang = true, leak = true},
}
local shapes = {
  by = {'^[%w+-]+ [%w.]+$', 'a tool and its version, as in by="gcc 12"'},
  on = {'^[%w_-]+$', 'a machine, as in on="x86-64"'},
  seconds = {a_number, 'a whole number of seconds'},
  schedules = {a_number, 'a whole number'},
  ['in'] = {'^[%w._/-]+$', 'a folder of the repository'},
}

--- Splits `{.more chunk="a"}` into {more = true, chunk = 'a'}. Returns
--- nil if it is not such a list.
local function parse_attributes(list)
  local attributes = {}
  local rest = list:match('^{%s*(.-)%s*}$')
  if not rest then return nil end
  while rest ~= '' do
    local name, after = rest:match('^[.#]([%w_-]+)(.*)$')
    local value = true
    if not name then
      name, value, after = rest:match('^([%w_-]+)="([^"]*)"(.*)$')
    end
    if not name or after:match('^[^%s]') or attributes[name] then
      return nil
    end
    attributes[name] = value
    rest = after:match('^%s*(.*)$')
  end
  return attributes
end

--- What pandoc made of the same list, to compare with.
local function pandoc_attributes(element)
  local seen = {}
  for _, pair in ipairs(element.attr.attributes) do
    seen[pair[1]] = pair[2]
  end
  for _, class in ipairs(element.classes) do seen[class] = true end
  if element.identifier ~= '' then seen[element.identifier] = true end
  return seen
end

local function position(element)
  local last
  for _, pair in ipairs(element.attr.attributes) do
    if pair[1] == 'data-pos' then last = pair[2] end
  end
  local first_line = tonumber(last:match('^[^:]-(%d+):'))
  local end_line, end_column = last:match('%-(%d+):(%d+)$')
  local last_line = tonumber(end_line)
  if end_column == '1' then last_line = last_line - 1 end
  return first_line, last_line
end

local container = '^[%s>*+-]*'
local fence = '[`~][`~][`~]+'

local function is_fence(line)
  local mark = line:match(container .. '(' .. fence .. ')')
    or line:match('^%s*%d+[.)]%s+(' .. fence .. ')')
  return mark and (mark:match('^`+$') or mark:match('^~+$')) and mark
end

--- Reads the opening line of a block; nil after a problem.
local function read_opening(path, block, element, line)
  local mark = is_fence(line)
  if not mark then
    report.problem(path, block.line,
      'code that is only indented; put it between fences (```)')
    return nil
  end
  local info = line:sub(select(2, line:find(mark, 1, true)) + 1)
  block.lang = info:match('^%s*([^%s{]+)') or ''
  local list = info:match('{.*$')
  if not list then
    block.attributes = {}
    return mark
  end
  local attributes = parse_attributes(list:match('^(.-)%s*$'))
  local seen = pandoc_attributes(element)
  for name, value in pairs(attributes or {}) do
    if seen[name] ~= value then attributes = nil break end
  end
  if not attributes then
    report.problem(path, block.line,
      'cannot read the attributes ' .. list .. '; write {name="value" .class}')
    return nil
  end
  block.attributes = attributes
  return mark
end

local function check_values(path, block)
  for name, value in pairs(block.attributes) do
    local choice, shape = words[name], shapes[name]
    if choice and not choice[value] then
      local known = {}
      for word in pairs(choice) do table.insert(known, word) end
      table.sort(known)
      report.problem(path, block.line, ('%s="%s": it must be one of %s')
        :format(name, tostring(value), table.concat(known, ', ')))
    elseif shape and not tostring(value):match(shape[1]) then
      report.problem(path, block.line, ('%s="%s": it must be %s')
        :format(name, tostring(value), shape[2]))
    end
  end
end

local function find_kind(path, block)
  local attributes = block.attributes
  for _, kind in ipairs(kinds) do
    local console = block.lang == 'console'
    local fits = attributes[kind.key]
      and (kind.key ~= 'in' or console)
      and (kind.key ~= 'fails' or not console)
    if fits then
      local allowed = {[kind.key] = true}
      for _, name in ipairs(kind.allowed) do allowed[name] = true end
      for name, value in pairs(attributes) do
        local is_id = value == true and name ~= 'more'
        if not allowed[name] and not is_id then
          report.problem(path, block.line, ('"%s" means nothing on a block of kind "%s"')
            :format(name, kind.name))
        end
      end
      block.kind = kind.name
      return
    end
  end
  report.problem(path, block.line, 'this block does not say what it is; '
    .. (block.lang == 'console' and 'give the folder to run it in, {in="code/…"}'
      or 'give it file=, chunk=, from=, header=, fails= or not-run="why"'))
end

local function read_block(path, element, lines)
  local block = {path = path, text = element.text, id = element.identifier}
  block.line, block.last = position(element)
  local mark = read_opening(path, block, element, lines[block.line])
  if not mark then return block end
  local closing = is_fence(lines[block.last])
  if block.last == block.line or not closing or #closing < #mark
    or closing:sub(1, 1) ~= mark:sub(1, 1) then
    report.problem(path, block.line, 'this fence is never closed')
    return block
  end
  find_kind(path, block)
  check_values(path, block)
  return block
end

--- Fences that pandoc does not see as such would silently be text.
local function find_lost_fences(path, lines, list)
  local inside = {}
  for _, block in ipairs(list) do
    for n = block.line, block.last do inside[n] = true end
  end
  for n, line in ipairs(lines) do
    if not inside[n] and is_fence(line) then
      report.problem(path, n, 'pandoc does not read this as the fence of a block')
    end
  end
end

--- The code blocks of the chapter at `path`, in order. Each has path,
--- line and last (of its fences), lang, attributes, text and kind.
--- Mistakes go to the report.
function blocks.of(path)
  local text = files.read(path)
  local lines = files.lines(text)
  local doc = pandoc.read(text, 'commonmark_x+sourcepos')
  local list = {}
  doc:walk {
    CodeBlock = function(element)
      table.insert(list, read_block(path, element, lines))
    end
  }
  table.sort(list, function(a, b) return a.line < b.line end)
  find_lost_fences(path, lines, list)
  return list
end

return blocks
