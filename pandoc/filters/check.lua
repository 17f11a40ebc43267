--- Writes build/tests/NN-topic.bats: a test for each block of the chapter
--- that shows something which can be compared with a run.
PANDOC_VERSION:must_be_at_least '2.17'
local here = PANDOC_SCRIPT_FILE:match('^(.*)/filters/') or '..'
package.path = here .. '/lua/?.lua;' .. package.path

local book = require 'book'
local files = require 'files'
local report = require 'report'
local session = require 'session'

--- The attributes that the tests are told, in this order.
local told = {'in', 'from', 'header', 'where', 'match', 'by', 'on', 'needs',
  'fails', 'says', 'seconds', 'schedules'}

local functions = {
  transcript = 'transcript', excerpt = 'excerpt',
  declaration = 'declaration', failure = 'failure',
}

local function shell_word(text)
  if text:match('^[%w._/=-]+$') then return text end
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function check_transcript(block)
  local commands, above = session.commands(block.text)
  if #commands == 0 or #above > 0 then
    report.problem(block.path, block.line, 'a transcript begins with a command, "$ …"')
  end
  for _, command in ipairs(commands) do
    if block.attributes.where == 'every' and not command.command:match('^%./') then
      report.problem(block.path, block.line + command.at,
        'where="every" explores programs: the command must begin with ./')
    end
  end
  return commands[1] and commands[1].command or ''
end

--- What the test is about, in a few words.
local function subject(block)
  if block.kind == 'transcript' then return check_transcript(block) end
  if block.kind == 'excerpt' then return 'is in ' .. block.attributes.from end
  if block.kind == 'failure' then return 'does not compile' end
  return 'agrees with ' .. block.attributes.header
end

--- A name that bats takes as it is, on one line.
local function plain(text)
  text = text:match('^([^\n]-)%s*\\?\n') or text
  text = text:gsub('[`"\\]', "'")
  return #text > 60 and text:sub(1, 60):gsub('[\128-\255]*$', '') .. '…' or text
end

local function test_of(chapter, block)
  local words = {functions[block.kind], ('%s:%d'):format(block.path, block.line)}
  for _, name in ipairs(told) do
    local value = block.attributes[name]
    if value then table.insert(words, shell_word(name .. '=' .. value)) end
  end
  local text = block.text == '' and '' or block.text .. '\n'
  local mark = 'END'
  while ('\n' .. text):find('\n' .. mark .. '\n', 1, true) do mark = mark .. 'D' end
  return ("@test \"chapter %s, line %d: %s\" {\n    %s <<'%s'\n%s%s\n}\n")
    :format(chapter.number, block.line, plain(subject(block)),
      table.concat(words, ' '), mark, text, mark)
end

local function suite_of(chapter)
  local tests = {
    ('# Made from %s; change the blocks there.\nload "$BLOCKS"\n'):format(chapter.path)
  }
  for _, block in ipairs(chapter.blocks) do
    if functions[block.kind] then
      table.insert(tests, test_of(chapter, block))
    end
  end
  return #tests > 1 and table.concat(tests, '\n')
end

function Pandoc()
  local outputs = {}
  for _, chapter in ipairs(book.read_all().chapters) do
    outputs['build/tests/' .. (chapter.stem or '') .. '.bats'] = suite_of(chapter) or nil
  end
  report.stop_if_wrong()
  files.write_all(outputs)
  for _, path in ipairs(files.below('build/tests')) do
    if path:match('%.bats$') and not outputs[path] then os.remove(path) end
  end
  return pandoc.Pandoc {}
end
