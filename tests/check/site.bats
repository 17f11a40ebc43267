# What is rendered, in a real browser: see tests/browser/run.js. One browser
# runs all checks before the first test; each test reads what one has found.
# A missing tool is a counted skip, or a failure if STRICT is set.

load ../helpers/blocks

# The pages as they are now, in a folder of their own: `make check` must not
# write code/, and build/site may be old.
make_site()
{
    site=$BATS_FILE_TMPDIR/book/build/site
    mkdir -p "$BATS_FILE_TMPDIR/book/build"
    echo "1.0 2026-01-01" >"$BATS_FILE_TMPDIR/book/build/version"
    local name
    for name in "$repo"/*; do
        [[ $name == */build ]] || ln -s "$name" "$BATS_FILE_TMPDIR/book/"
    done
    (cd "$BATS_FILE_TMPDIR/book" && timeout 60 pandoc --data-dir="$repo/pandoc" -d weave -o build/woven)
}

# Says why the browser cannot be used here.
lacks()
{
    local tool
    for tool in node chromium java; do
        command -v "$tool" >/dev/null || { echo "$tool"; return; }
    done
    [[ -d $repo/tests/browser/node_modules/playwright-core ]] || echo "package of npm (make npm)"
}

setup_file()
{
    [[ ! $(lacks) ]] || return 0
    make_site
    found=$BATS_FILE_TMPDIR/found
    timeout 2000 node "$repo/tests/browser/run.js" --faults --into "$found" "$site"
}

# No problem in what a check has found.
nothing() # CHECK
{
    local lack file=$BATS_FILE_TMPDIR/found/$1
    lack=$(lacks)
    [[ ! $lack ]] || missing "$lack" || return
    if [[ ! -f $file ]]; then
        echo "tests/browser/run.js has not run the check $1"
        return 1
    fi
    head -n 40 "$file"
    [[ ! -s $file ]]
}

@test "every link and fragment leads somewhere" {
    nothing links
}

@test "HTML and SVG are valid" {
    nothing html
}

@test "axe finds nothing, in light and dark, wide and narrow, in search" {
    nothing axe
}

@test "all can be reached, seen and pressed by keyboard, and no key alone acts" {
    nothing keyboard
}

@test "search opens, finds, leads there, closes and gives the focus back" {
    nothing search
}

@test "copying gives commands only, and programs whole" {
    nothing copy
}

@test "a copied program compiles" {
    nothing copy
    local folder=$BATS_FILE_TMPDIR/found/kept/copied file count=0
    for file in "$folder"/*/*.c; do
        "${CC:-cc}" -std=c11 -pthread -fsyntax-only -I"$folder/lib" "$file"
        count=$((count + 1))
    done
    [[ $count -gt 5 ]]
}

@test "the switch between light and dark works and is remembered" {
    nothing theme
}

@test "without scripts all can be read, and nothing is shown that needs one" {
    nothing scripts
}

@test "pages work from files and from a server, and ask no other host" {
    nothing offline
}

@test "no page is too wide, no line of prose too long or short" {
    nothing widths
}

@test "on paper nothing is cut, and what is for screens is gone" {
    nothing paper
}

@test "who asks for less motion gets none" {
    nothing motion
}

@test "a page weighs at most 60 KB, its scripts 10 KB" {
    nothing weight
}

@test "no word stands twice in a row on a page" {
    nothing words
}

@test "codespell finds no typing error on a page" {
    nothing words
    command -v codespell >/dev/null || missing codespell || return
    codespell "$BATS_FILE_TMPDIR/found/kept/text"
}

@test "each check finds the faults that are planted for it" {
    nothing faults
}

@test "each check of the browser has its test" {
    local lack file
    lack=$(lacks)
    [[ ! $lack ]] || missing "$lack" || return
    for file in "$BATS_FILE_TMPDIR"/found/*; do
        [[ -d $file ]] || grep -q "nothing ${file##*/}$" "$BATS_TEST_FILENAME" || {
            echo "no test asks for ${file##*/}"
            return 1
        }
    done
}
