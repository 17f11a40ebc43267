# The pages, the PDF and the EPUB say the same; each is sound by itself.
# A missing tool is a counted skip, or a failure if STRICT is set.

load ../helpers/blocks

made() { echo "$BATS_FILE_TMPDIR/book/build"; }

# Says what is missing to make and read the PDF and the EPUB.
lacks()
{
    local tool
    for tool in node pdfinfo unzip java epubcheck; do
        command -v "$tool" >/dev/null || [[ -f /usr/bin/$tool ]] || { echo "$tool"; return; }
    done
    [[ -d $repo/print/node_modules/pandoc-wasm ]] || echo "package of npm (make npm)"
}

read_form() # FORM FOLDER PANDOC OPTION…: the streams go to the folder
{
    mkdir -p "$2"
    timeout 60 pandoc -f markdown -L "$repo/tests/helpers/forms.lua" -o /dev/null \
        -M form="$1" -M to="$2" "${@:3}" </dev/null
}

# In a folder of its own: `make check` must not write code/.
setup_file()
{
    [[ ! $(lacks) ]] || return 0
    local book=$BATS_FILE_TMPDIR/book name
    mkdir -p "$book/build/print" "$BATS_FILE_TMPDIR/unpacked"
    echo "1.0 2026-01-01" >"$book/build/version"
    for name in book.md chapters code exercises print LICENSE README.md; do
        [[ ! -e $repo/$name ]] || cp -R "$repo/$name" "$book/$name"
    done
    cd "$book" || return
    for name in weave epub; do
        timeout 120 pandoc --data-dir="$repo/pandoc" -d "$name" -o build/stamp
    done
    timeout 120 pandoc --data-dir="$repo/pandoc" -d pdf -o build/print/book.json
    timeout 300 node print/pdf.mjs build/print/book.json build/book.pdf
    pdfinfo -struct-text build/book.pdf >build/struct 2>/dev/null
    unzip -q build/book.epub -d "$BATS_FILE_TMPDIR/unpacked"
    read_form site "$BATS_FILE_TMPDIR/site" -M folder=build/site
    read_form epub "$BATS_FILE_TMPDIR/epub" -M folder="$BATS_FILE_TMPDIR/unpacked"
    read_form pdf "$BATS_FILE_TMPDIR/pdf" -M file=build/struct
}

setup()
{
    local lack
    lack=$(lacks)
    [[ ! $lack ]] || missing "$lack"
}

same() # STREAM
{
    [[ $(wc -c <"$BATS_FILE_TMPDIR/site/$1") -gt 100 ]]
    diff "$BATS_FILE_TMPDIR/site/$1" "$BATS_FILE_TMPDIR/epub/$1"
    diff "$BATS_FILE_TMPDIR/site/$1" "$BATS_FILE_TMPDIR/pdf/$1"
}

@test "the three forms have the same chapters" {
    same titles
}

@test "the three forms have the same prose" {
    same prose
}

@test "a word that the PDF divides is read as one word, and code keeps its hyphens" {
    cat >"$BATS_TEST_TMPDIR/struct" <<'END'
Document
  H1 (block)
    "1 Title"
  P (block)
    "a divi"
    "-"
    "sion, "
    Code (inline)
      "replay "
      "-"
END
    read_form pdf "$BATS_TEST_TMPDIR/divided" -M file="$BATS_TEST_TMPDIR/struct"
    [[ $(<"$BATS_TEST_TMPDIR/divided/prose") == adivision,replay- ]]
}

@test "the three forms have the same listings, line by line" {
    same listings
}

@test "the PDF is tagged, claims PDF/UA, and embeds its fonts" {
    pdfinfo "$(made)/book.pdf" 2>/dev/null | grep -q '^Tagged: *yes'
    pdfinfo -meta "$(made)/book.pdf" 2>/dev/null | grep -q '<pdfuaid:part>1<'
    [[ $(pdffonts "$(made)/book.pdf" | tail -n +3 | awk '{ print $(NF - 4) }' | sort -u) == yes ]]
}

@test "the PDF has a bookmark for each chapter" {
    pdftohtml -xml -i -stdout "$(made)/book.pdf" 2>/dev/null | sed -n '/^<outline>/,$p' >"$BATS_TEST_TMPDIR/marks"
    local title
    while read -r title; do
        grep -qE ">([0-9a-z]+ )?$title</item>" "$BATS_TEST_TMPDIR/marks" || { echo "no bookmark: $title"; false; }
    done <"$BATS_FILE_TMPDIR/site/titles"
}

@test "no text of the PDF leaves the margins" {
    pdftotext -bbox "$(made)/book.pdf" - | awk -F'"' '
        /<word/ && ($2 < 68 || $6 > 535.7 - 68 + 4) { print; bad = 1 }
        END { exit bad }'
}

@test "epubcheck finds nothing" {
    timeout 200 java -jar "$(command -v epubcheck || echo /usr/bin/epubcheck)" "$(made)/book.epub" 2>&1 |
        grep -F '0 fatals / 0 errors / 0 warnings'
}

pack() # FOLDER: makes the archive there, and prints its path
{
    (cd "$1" && timeout 60 pandoc --data-dir="$repo/pandoc" -d dist -o build/packed && echo "$1/$(<build/packed)")
}

@test "the archive holds all forms, and is the same from the same files" {
    local book=$BATS_FILE_TMPDIR/book copy=$BATS_TEST_TMPDIR/copy first second
    first=$(pack "$book")
    mkdir -p "$copy/build"
    (cd "$book" && ls -r build | grep -v '\.zip$' | xargs -I% cp -R build/% "$copy/build/")
    cp -R "$book"/{code,print,LICENSE,book.md} "$copy"
    find "$copy" -exec touch -d 2020-02-02 {} +
    chmod -R o-r,g+w "$copy"
    second=$(pack "$copy")
    [[ ${first##*/} == how-to-stop-a-thread-in-c-1.0.zip ]]
    cmp "$first" "$second"
    unzip -q "$first" -d "$BATS_TEST_TMPDIR"
    cd "$BATS_TEST_TMPDIR/how-to-stop-a-thread-in-c-1.0"
    diff -r site "$book/build/site"
    diff -r code "$book/code"
    cmp book.pdf "$book/build/book.pdf"
    cmp book.epub "$book/build/book.epub"
    [[ -s README.txt && -s LICENSE ]]
}

@test "without one of its parts there is no archive" {
    local copy=$BATS_TEST_TMPDIR/copy
    mkdir -p "$copy/build"
    cp -R "$BATS_FILE_TMPDIR/book"/{code,print,LICENSE,book.md} "$copy"
    run pack "$copy"
    [[ $status != 0 && $output == 'build/book.pdf: nothing there to put into the archive' ]]
}
