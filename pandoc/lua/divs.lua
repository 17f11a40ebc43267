--- The fenced divs of a text: which there are, and whether each is closed.
--- pandoc takes any name, and lets an open div go on to the end.
local files = require 'files'
local report = require 'report'

local divs = {}

local known = {
  note = true, warning = true, margin = true, predict = true, answer = true, exercise = true,
}

--- What each attribute of an exercise must look like.
local exercise = {
  {'name', '^%d%d%-[%l%d-]+$', 'a folder of exercises/, as in name="03-stop-in-time"'},
  {'kind', '^%l[%l -]*$', 'a word or two, as in kind="repair"'},
  {'level', '^[1-3]$', '1, 2 or 3'},
}

local function check_exercise(path, line, text)
  for _, rule in ipairs(exercise) do
    local value = text:match('%s' .. rule[1] .. '="([^"]*)"')
    if not value or not value:match(rule[2]) then
      report.problem(path, line, ('an exercise needs %s: %s'):format(rule[1], rule[3]))
    elseif rule[1] == 'name' and not divs.has_exercise(value) then
      report.problem(path, line, ('there is no folder exercises/%s'):format(value))
    end
  end
end

--- True if exercises/NAME has any file.
function divs.has_exercise(name)
  return #files.below('exercises/' .. name) > 0
end

local function check_opening(path, line, name, text, open)
  local above = open[#open]
  if not known[name] then
    report.problem(path, line, ('"%s" is no kind of div; see CONTRIBUTING.md'):format(name))
  elseif name == 'answer' and not (above and above.name == 'predict') then
    report.problem(path, line, 'an answer stands directly in a div of class predict')
  elseif name == 'answer' and above.answered then
    report.problem(path, line, 'a question has one answer')
  elseif name == 'exercise' then
    check_exercise(path, line, text)
  end
  if name == 'answer' and above then above.answered = true end
end

local function close(path, line, open)
  local div = table.remove(open)
  if not div then
    report.problem(path, line, 'this ::: closes nothing')
  elseif div.name == 'predict' and not div.answered then
    report.problem(path, div.line, 'a question to predict needs its answer, in a div of class answer')
  end
end

--- Checks the divs of the text at `path`; mistakes go to the report.
function divs.check(path, text)
  local open, fence = {}, nil
  for n, line in ipairs(files.lines(text)) do
    local mark = line:match('^%s*(```+)') or line:match('^%s*(~~~+)')
    if mark and not fence then
      fence = mark
    elseif mark and mark:sub(1, #fence) == fence and line:match('^%s*[`~]+%s*$') then
      fence = nil
    elseif not fence and line:match('^:::+') then
      local rest = line:match('^:::+%s*(.-)%s*:*$')
      if rest == '' then
        close(path, n, open)
      else
        local name = rest:match('^([%w_-]+)$') or rest:match('^{.-%.([%w_-]+).*}$') or rest
        check_opening(path, n, name, rest, open)
        table.insert(open, {name = name, line = n})
      end
    end
  end
  for _, div in ipairs(open) do
    report.problem(path, div.line, ('this div is never closed, "%s"'):format(div.name))
  end
end

--- What a div of class predict holds: {id, question, answer}, both blocks.
function divs.question(div)
  local result = {id = div.identifier, question = pandoc.Blocks {}, answer = pandoc.Blocks {}}
  for _, block in ipairs(div.content) do
    if block.t == 'Div' and block.classes:includes('answer') then
      result.answer = block.content
    else
      result.question:insert(block)
    end
  end
  return result
end

--- The functions that exercises/NAME/exercise.conf forbids; it goes on in
--- lines that are indented.
local function forbidden(name)
  local functions, goes_on = pandoc.List {}, false
  for _, line in ipairs(files.lines(files.read('exercises/' .. name .. '/exercise.conf') or '')) do
    local first = line:match('^forbid%s*=%s*(.*)')
    goes_on = first ~= nil or (goes_on and line:match('^%s+%S') ~= nil)
    if goes_on then
      for word in (first or line):gmatch('%S+') do functions:insert(word) end
    end
  end
  return functions
end

--- The sentence that says so, or nil. The checker has the same list.
local function not_allowed(name)
  local functions = forbidden(name)
  if #functions == 0 then return nil end
  local text = pandoc.Inlines 'Not allowed here: '
  for i, word in ipairs(functions) do
    if i > 1 then text:extend(pandoc.Inlines(i == #functions and ' and ' or ', ')) end
    text:insert(pandoc.Code(word))
  end
  text:insert(pandoc.Str '.')
  return pandoc.Para(text)
end

--- What a div of class exercise says: {id, name, kind, level, command, blocks}.
function divs.exercise(div)
  local attributes = div.attributes
  local blocks = div.content:clone()
  blocks:insert(not_allowed(attributes.name or ''))
  return {
    id = 'exercise-' .. (attributes.name or ''), name = attributes.name, kind = attributes.kind,
    level = attributes.level, command = 'make exercise E=' .. (attributes.name or ''), blocks = blocks,
  }
end

return divs
