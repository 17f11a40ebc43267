--- Files: read, list, and write only what has changed.
local files = {}

--- The text of a file, or nil if it cannot be read.
function files.read(path)
  local file = io.open(path, 'rb')
  if not file then return nil end
  local text = file:read('a')
  file:close()
  return text
end

--- True if `path` can be read as a file.
function files.exists(path)
  return files.read(path) ~= nil
end

--- The version of the book and its date, as `make` found them; '' each if it
--- did not.
function files.version()
  return (files.read('build/version') or ''):match('^(%S*) ?(%S*)')
end

--- The lines of a text, without their ends.
function files.lines(text)
  local lines = {}
  if text:sub(-1) ~= '\n' then text = text .. '\n' end
  for line in text:gmatch('(.-)\r?\n') do
    table.insert(lines, line)
  end
  return lines
end

--- All files below a folder, sorted; none if it does not exist. By io.popen,
--- which takes a third of the time of pandoc.pipe: `make watch` does it often.
function files.below(folder)
  local quoted = "'" .. folder:gsub("'", "'\\''") .. "'"
  local find = assert(io.popen(('test ! -d %s || exec find %s -type f'):format(quoted, quoted)))
  local list = {}
  for path in find:lines() do table.insert(list, path) end
  find:close()
  table.sort(list)
  return list
end

--- Runs `diff` with the given options; returns what it prints.
function files.diff(options, old, new)
  return pandoc.pipe('sh',
    {'-c', 'diff ' .. options .. ' -- "$1" "$2" || test $? = 1', 'sh', old, new}, '')
end

local function fail(path, reason)
  io.stderr:write(path, ': cannot write: ', reason or 'unknown reason', '\n')
  os.exit(1)
end

--- Writes every text of `outputs`, a table from path to text, that
--- differs from what is there. First all are written beside their place,
--- then all are renamed, so that a full disk leaves the old files.
--- Returns the sorted list of changed paths.
function files.write_all(outputs)
  local changed, folders = {}, {}
  for path, text in pairs(outputs) do
    if files.read(path) ~= text then
      table.insert(changed, path)
      folders[path:match('^(.*)/') or '.'] = true
    end
  end
  table.sort(changed)
  for folder in pairs(folders) do
    pandoc.pipe('mkdir', {'-p', folder}, '')
  end
  for _, path in ipairs(changed) do
    local file, reason = io.open(path .. '.new', 'wb')
    if not file then fail(path, reason) end
    local written, why = file:write(outputs[path])
    if not (written and file:close()) then fail(path, why) end
  end
  for _, path in ipairs(changed) do
    local renamed, reason = os.rename(path .. '.new', path)
    if not renamed then fail(path, reason) end
  end
  return changed
end

return files
