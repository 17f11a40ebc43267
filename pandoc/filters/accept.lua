--- Rewrites the transcripts that differ from their run, in place. The runs
--- are in build/accept/CHAPTER@LINE/N, the N-th command's output each.
PANDOC_VERSION:must_be_at_least '2.17'
local here = PANDOC_SCRIPT_FILE:match('^(.*)/filters/') or '..'
package.path = here .. '/lua/?.lua;' .. package.path

local book = require 'book'
local files = require 'files'
local report = require 'report'
local session = require 'session'

local recorded = 'build/accept/'

local function is_pattern(line)
  return line == '...' or line:find('[..]', 1, true) ~= nil
end

--- True if `line` of the chapter stands for `actual`, one line of a run.
local function holds(line, actual)
  local pattern = line:gsub('%p', '%%%0'):gsub('%%%[%%%.%%%.%%%]', '.*')
  return actual:match('^' .. pattern .. '$') ~= nil
end

--- The cheapest way to turn the chapter's lines into the run's. Walks both
--- from their ends; costs[i][j] is what is left to pay from i and j on.
local function align(old, new)
  local costs = {}
  for i = #old + 1, 1, -1 do
    costs[i] = {}
    for j = #new + 1, 1, -1 do
      local best = (i > #old and j > #new) and 0 or math.huge
      if i <= #old and j <= #new and holds(old[i], new[j]) then
        best = costs[i + 1][j + 1]
      end
      if i <= #old and old[i] == '...' then
        best = math.min(best, costs[i + 1][j], j <= #new and costs[i][j + 1] or math.huge)
      elseif i <= #old then
        best = math.min(best, costs[i + 1][j] + 1)
      end
      if j <= #new then best = math.min(best, costs[i][j + 1] + 1) end
      costs[i][j] = best
    end
  end
  return costs
end

--- The run's lines, with those patterns of the chapter that still hold.
--- Returns nil and the first pattern that does not.
local function merge(old, new)
  local costs, out = align(old, new), {}
  local i, j = 1, 1
  while i <= #old or j <= #new do
    local cost = costs[i][j]
    if i <= #old and old[i] == '...' and costs[i + 1][j] == cost then
      table.insert(out, old[i])
      i = i + 1
    elseif i <= #old and old[i] == '...' and j <= #new and costs[i][j + 1] == cost then
      j = j + 1
    elseif i <= #old and j <= #new and holds(old[i], new[j]) and costs[i + 1][j + 1] == cost then
      table.insert(out, old[i])
      i, j = i + 1, j + 1
    elseif j <= #new and costs[i][j + 1] + 1 == cost then
      table.insert(out, new[j])
      j = j + 1
    elseif is_pattern(old[i]) then
      return nil, old[i]
    else
      i = i + 1
    end
  end
  return out
end

--- The new lines of one command's output, or nil after a problem.
local function new_output(block, command, text)
  local place = block.line + command.at
  local new = text == '\n' and {} or files.lines(text)
  for _, line in ipairs(new) do
    if line:match('^%$ ') or line:match('^%s*```') then
      report.problem(block.path, place, 'the output has a line that a transcript cannot hold: ' .. line)
      return nil
    end
  end
  local match = block.attributes.match or 'exact'
  if match == 'one-of' or block.attributes.where == 'every' then
    report.problem(block.path, place, 'this claims more than one run can show; change it by hand')
    return nil
  elseif match == 'pattern' then
    local merged, pattern = merge(command.output, new)
    if not merged then
      report.problem(block.path, place, 'the pattern "' .. pattern .. '" no longer holds; change it by hand')
    end
    return merged
  end
  return new
end

--- What stands before the text of a block in a list or a quotation.
local function prefix_of(opening)
  return (opening:match('^(.-)[`~][`~][`~]'):gsub('[^%s>]', ' '))
end

--- Replaces the recorded outputs in `lines`, the chapter's. From the last
--- command to the first, so that the numbers of lines stay right.
local function rewrite_block(block, lines)
  local commands = session.commands(block.text)
  local prefix = prefix_of(lines[block.line])
  local changed = false
  for n = #commands, 1, -1 do
    local command = commands[n]
    local text = files.read(('%s%s@%d/%d'):format(recorded, block.path, block.line, n))
    local output = text and new_output(block, command, text)
    if output then
      local _, more = command.command:gsub('\n', '')
      local first = block.line + command.at + more + 1
      for _ = 1, #command.output do table.remove(lines, first) end
      for i = #output, 1, -1 do
        table.insert(lines, first, output[i] == '' and prefix:gsub('%s+$', '') or prefix .. output[i])
      end
      changed = true
    end
  end
  return changed
end

local function rewrite_chapter(chapter, outputs)
  local lines = {}
  for line in (files.read(chapter.path) .. '\n'):gmatch('(.-)\n') do
    table.insert(lines, line)
  end
  local changed = false
  for n = #chapter.blocks, 1, -1 do
    local block = chapter.blocks[n]
    if block.kind == 'transcript' then
      changed = rewrite_block(block, lines) or changed
    end
  end
  if changed then outputs[chapter.path] = table.concat(lines, '\n') end
end

function Pandoc()
  local outputs = {}
  for _, chapter in ipairs(book.read_all().chapters) do
    rewrite_chapter(chapter, outputs)
  end
  for _, path in ipairs(files.write_all(outputs)) do
    io.stdout:write('rewrote ', path, '\n')
  end
  report.stop_if_wrong()
  return pandoc.Pandoc {}
end
