#!/bin/sh
# Prints the version and date of the last commit, with a + if something has
# changed since; SOURCE_DATE_EPOCH, if set, gives the date. Prints nothing
# where there is no clone: in an unpacked archive, say.
date=
if [ -n "$SOURCE_DATE_EPOCH" ]; then
    date=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%d 2>/dev/null || date -u -r "$SOURCE_DATE_EPOCH" +%Y-%m-%d)
fi
if [ -n "$(git ls-files book.md 2>/dev/null)" ]; then
    echo "$(git describe --always --tags --dirty=+) ${date:-$(git log -1 --format=%cs)}"
elif [ -n "$date" ]; then
    echo " $date"
fi
