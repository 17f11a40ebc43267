--- The text of a transcript, taken apart.
local files = require 'files'

local session = {}

--- Between the texts of a block with match="one-of".
session.separator = '--- or ---'

--- The commands of a transcript: a list of {command, at, output}, where
--- `at` is the number of the command's line in the text and `output` the
--- list of lines below it. Also gives what stands above the first command.
function session.commands(text)
  local commands, above = {}, {}
  local continues = false
  for n, line in ipairs(files.lines(text)) do
    local current = commands[#commands]
    if continues then
      current.command = current.command .. '\n' .. line
      continues = line:match('\\$') ~= nil
    elseif line:match('^%$ ') then
      table.insert(commands, {command = line:sub(3), at = n, output = {}})
      continues = line:match('\\$') ~= nil
    elseif current then
      table.insert(current.output, line)
    elseif line ~= '' then
      table.insert(above, line)
    end
  end
  return commands, above
end

return session
