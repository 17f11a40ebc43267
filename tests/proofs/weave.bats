# How long the weave of twenty chapters takes. The figures are printed, not
# asserted: they are the machine's as much as ours.

load ../helpers/golden
load ../helpers/synthetic

seconds() # WHAT PANDOC OPTION…: prints how long a weave takes
{
    local start=$EPOCHREALTIME
    (cd "$book" && timeout 300 pandoc --data-dir="$repo/pandoc" -d weave "${@:2}" -o build/stamp)
    awk -v what="$1" -v from="$start" -v to="$EPOCHREALTIME" 'BEGIN { printf "# %-40s %.2f s\n", what, to - from }' >&3
}

@test "a book of twenty chapters is woven, whole and after a change" {
    book=$BATS_TEST_TMPDIR/book
    synthetic_book 20 "$book"
    seconds 'twenty chapters, for the first time'
    seconds 'twenty chapters, again'
    [[ -s $book/build/site/20-topic.html ]]
    seconds 'twenty chapters, watched' -M watch
    sed -i 's/A paragraph/One paragraph/' "$book/chapters/07-topic.md"
    seconds 'one of twenty chapters changed, watched' -M watch
    grep -q 'One paragraph' "$book/build/site/07-topic.html"
}

@test "a page that is watched shows what was saved" {
    "$repo/tests/tools" node chromium entr
    book=$BATS_TEST_TMPDIR/copy
    git clone -q "$repo" "$book"
    (cd "$book" && timeout 600 make -s book)
    timeout 600 node "$repo/tests/browser/watch.js" "$book" 03-stopping >"$BATS_TEST_TMPDIR/said"
    sed 's/^/# /' "$BATS_TEST_TMPDIR/said" >&3
}
