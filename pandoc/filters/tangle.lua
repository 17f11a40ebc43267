--- Writes code/ from the chapters. With `-M drift` it writes nothing and
--- fails if code/ differs from what the chapters say.
PANDOC_VERSION:must_be_at_least '2.17'
local here = PANDOC_SCRIPT_FILE:match('^(.*)/filters/') or '..'
package.path = here .. '/lua/?.lua;' .. package.path

local book = require 'book'
local chunks = require 'chunks'
local files = require 'files'
local report = require 'report'

--- Files that no chapter writes any more.
local function find_orphans(all)
  local orphans = {}
  for _, path in ipairs(files.below('code')) do
    if not all[path] then table.insert(orphans, path) end
  end
  return orphans
end

--- Names the chapter line of every hunk in which a file differs.
local function report_drift(path, file)
  local old = files.read(path)
  local chapter = file.chapter.path
  if old == file.text then return end
  if not old then
    report.problem(chapter, file.chapter.files[path][1].line, path .. ' does not exist; run make tangle')
    return
  end
  local new = os.tmpname()
  io.open(new, 'wb'):write(file.text):close()
  local hunks = files.diff('-U0', path, new)
  os.remove(new)
  local place, hunk
  for line in hunks:gmatch('[^\n]+') do
    local old_at, new_at = line:match('^@@ %-(%d+)[,%d]* %+(%d+)')
    if old_at then
      if hunk then report.problem(chapter, place, hunk) end
      local origin = file.lines[math.max(1, math.min(tonumber(new_at), #file.lines))]
      place = origin.line
      hunk = ('%s:%s is not what the chapter says:'):format(path, old_at)
    elseif hunk then
      hunk = hunk .. '\n    ' .. line
    end
  end
  report.problem(chapter, place, hunk or path .. ' differs')
end

--- For the checks: file, where it begins, what is wrong on purpose, and
--- the sum by which the next run knows the file as its own.
local function listing(all)
  local lines = {}
  for path, file in pairs(all) do
    local first = file.chapter.files[path][1]
    table.insert(lines, ('%s\t%s:%d\t%s\t%s\n')
      :format(path, first.path, first.line, first.attributes.wrong or '', pandoc.utils.sha1(file.text)))
  end
  table.sort(lines)
  return table.concat(lines)
end

--- A file of code/ that someone has edited is kept before it is replaced.
local function keep_edited(all, outputs)
  local sums = files.read('build/files.tsv') or ''
  for path, file in pairs(all) do
    local old = files.read(path)
    local ours = old and path:gsub('%p', '%%%0') .. '\t[^\n]*\t' .. pandoc.utils.sha1(old) .. '\n'
    if old and old ~= file.text and not sums:find(ours) then
      outputs['build/replaced/' .. path] = old
      io.stderr:write(path, ': had been edited; chapters write this file. Your text is in build/replaced/', path, '\n')
    end
  end
end

function Pandoc(doc)
  local all = chunks.tangle(book.read_all())
  report.stop_if_wrong()
  local orphans = find_orphans(all)
  if doc.meta.drift then
    for path, file in pairs(all) do report_drift(path, file) end
    for _, path in ipairs(orphans) do
      report.problem(path, nil, 'no chapter writes this file; delete it')
    end
    report.stop_if_wrong()
  else
    local outputs = {['build/files.tsv'] = listing(all)}
    for path, file in pairs(all) do outputs[path] = file.text end
    keep_edited(all, outputs)
    for _, path in ipairs(files.write_all(outputs)) do
      if path:match('^code/') then io.stdout:write('tangled ', path, '\n') end
    end
    for _, path in ipairs(orphans) do
      io.stderr:write(path, ': note: no chapter writes this file any more\n')
    end
  end
  return pandoc.Pandoc {}
end
