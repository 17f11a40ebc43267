--- Collects what is wrong, so that one run names every mistake.
local report = {}

local problems = {}

--- Remembers one problem. `line` may be nil.
function report.problem(path, line, text)
  table.insert(problems, {path = path, line = line or 0, text = text})
end

local function earlier(a, b)
  if a.path ~= b.path then return a.path < b.path end
  if a.line ~= b.line then return a.line < b.line end
  return a.text < b.text
end

--- If anything is wrong, prints it in the order of the chapters and ends
--- with status 1. Call it before the first file is written.
function report.stop_if_wrong()
  if #problems == 0 then return end
  table.sort(problems, earlier)
  local last
  for _, problem in ipairs(problems) do
    local place = problem.line > 0 and ':' .. problem.line or ''
    local text = problem.path .. place .. ': ' .. problem.text .. '\n'
    if text ~= last then io.stderr:write(text) end
    last = text
  end
  os.exit(1)
end

return report
