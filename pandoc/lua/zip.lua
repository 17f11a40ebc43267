--- Makes a ZIP archive of texts, all of one date, so that equal texts give
--- equal bytes; pandoc 2 has no such thing. gzip does the packing: what it
--- writes is the same stream, with another header.
local zip = {}

--- A date like 2030-12-31 as ZIP counts; its calendar begins in 1980.
local function days(date)
  local year, month, day = date:match('^(%d+)%-(%d+)%-(%d+)$')
  if not year then year, month, day = 1980, 1, 1 end
  return (year - 1980) * 512 + month * 32 + day
end

--- Returns the packed text, its checksum and the sizes as the archive wants
--- them.
local function pack(text)
  local gz = pandoc.pipe('gzip', {'-9', '-n', '-c'}, text)
  local crc, size = string.unpack('<I4I4', gz, #gz - 7)
  return gz:sub(11, -9), crc, size
end

--- The archive of `entries`, a list of {name, text}. The first is not packed:
--- EPUB wants to find its type there. `date` may be ''.
function zip.archive(entries, date)
  local date_field = math.tointeger(days(date))
  local parts, directory, at = {}, {}, 0
  for n, entry in ipairs(entries) do
    local packed, crc, size = pack(entry[2])
    local method = 8
    if n == 1 then method, packed = 0, entry[2] end
    -- Version 2.0, names in UTF-8.
    local fields = string.pack('<I2I2I2I2I2I4I4I4I2I2', 20, 2048, method, 0, date_field,
      crc, #packed, size, #entry[1], 0)
    local whole = 'PK\3\4' .. fields .. entry[1] .. packed
    table.insert(parts, whole)
    table.insert(directory, 'PK\1\2' .. string.pack('<I2', 20) .. fields
      .. string.pack('<I2I2I2I4I4', 0, 0, 0, 0, at) .. entry[1])
    at = at + #whole
  end
  local central = table.concat(directory)
  return table.concat(parts) .. central .. 'PK\5\6'
    .. string.pack('<I2I2I2I2I4I4I2', 0, 0, #entries, #entries, #central, at, 0)
end

return zip
