# Chapters to code/: pandoc/filters/tangle.lua.

load helpers/golden

@test "tangle puts chunks together, indented where they are used" {
    golden tangle chunks 0 code
}

@test "tangle names every mistake with chapter and line, and writes nothing" {
    golden tangle mistakes 1
    [[ ! -e $case_copy/code ]]
}

@test "tangle names what is wrong in book.md" {
    golden tangle order 1
}

@test "tangle leaves a file alone that has not changed" {
    copy_case tangle/chunks
    run_filter tangle
    touch -d '2001-01-01' "$case_copy"/code/*/*
    echo 'local more = 3' >"$BATS_TEST_TMPDIR/more"
    sed -i "/^local two/r $BATS_TEST_TMPDIR/more" "$case_copy/chapters/02-two.md"
    run_filter tangle
    [[ $(cat "$case_copy/build/said") == 'tangled code/02-two/two.lua' ]]
    [[ $(find "$case_copy/code" -newermt '2002-01-01' -type f) == "$case_copy/code/02-two/two.lua" ]]
}

@test "tangle leaves code/ as it was when a chapter has a mistake" {
    copy_case tangle/chunks
    run_filter tangle
    tree "$case_copy/code" >"$BATS_TEST_TMPDIR/before"
    sed -i 's/chunk="deeper"/chunk="depper"/; s/puts("a/puts("b/' "$case_copy/chapters/01-one.md"
    run run_filter tangle
    [[ $status -eq 1 ]]
    tree "$case_copy/code" | diff "$BATS_TEST_TMPDIR/before" -
}

@test "tangle keeps the text of a program that somebody has edited" {
    copy_case tangle/chunks
    run_filter tangle
    echo '// mine' >>"$case_copy/code/02-two/two.lua"
    run_filter tangle
    grep -q '^code/02-two/two.lua: had been edited' "$case_copy/build/said"
    grep -q mine "$case_copy/build/replaced/code/02-two/two.lua"
    run grep mine "$case_copy/code/02-two/two.lua"
    [[ $status -eq 1 ]]
}

@test "drift is silent when code/ is what the chapters say" {
    copy_case tangle/chunks
    run_filter tangle
    run_filter tangle -M drift
    [[ ! -s $case_copy/build/said ]]
}

@test "drift names the chapter line of each hunk, and changes nothing" {
    copy_case tangle/chunks
    run_filter tangle
    local grown=$case_copy/code/01-one/grown.c
    sed -i 's/stdio/stdbool/; s/deep/steep/' "$grown"
    echo '// more' >>"$grown"
    rm "$case_copy/code/01-one/short.c"
    touch "$case_copy/code/01-one/orphan.c"
    cp "$grown" "$BATS_TEST_TMPDIR/edited.c"
    run run_filter tangle -M drift
    [[ $status -eq 1 ]]
    cmp "$grown" "$BATS_TEST_TMPDIR/edited.c"
    diff - "$case_copy/build/said" <<'END'
chapters/01-one.md:13: code/01-one/grown.c:14 is not what the chapter says:
    -// more
chapters/01-one.md:28: code/01-one/grown.c:11 is not what the chapter says:
    -            puts("steep");
    +            puts("deep");
chapters/01-one.md:32: code/01-one/grown.c:2 is not what the chapter says:
    -#include <stdbool.h>
    +#include <stdio.h>
chapters/01-one.md:41: code/01-one/short.c does not exist; run make tangle
code/01-one/orphan.c: no chapter writes this file; delete it
END
}
