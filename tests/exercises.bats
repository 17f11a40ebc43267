# The checker of the exercises. One exercise here; make check proves all.

bats_require_minimum_version 1.5.0
repo=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
proofs=$repo/exercises/proofs/03-download

setup()
{
    # A copy, so that nobody's progress is touched.
    mkdir "$BATS_TEST_TMPDIR/book"
    cd "$BATS_TEST_TMPDIR/book" || return
    mkdir -p build chapters
    cp -R "$repo"/{Makefile,code,interleave} .
    cp "$repo"/chapters/*.md chapters/
    mkdir exercises
    cp -R "$repo"/exercises/{check,world,rules.mk,03-download} exercises/
    rm -f exercises/03-download/download.c*
    cp -R "$repo/build/interleave" build/
    mkdir -p build/exercises
    cc -std=c11 -g -pthread -o build/exercises/checker exercises/check/*.c -ldl -lm
}

check()
{
    run timeout 300 build/exercises/checker "$@"
}

@test "the first check makes the file to edit and says what it saw" {
    check exercise
    [[ $status -eq 1 ]]
    [[ ${lines[0]} == 'download() returned while its thread was still at work'* ]]
    cmp exercises/03-download/download.c exercises/03-download/starter.c
    [[ $output == *'make hint E=03-download'* ]]
}

@test "no line of the feedback is longer than 76 columns" {
    check exercise 03-download
    [[ $(awk 'length > 76' <<<"$output") == '' ]]
}

@test "what does not compile is no attempt" {
    cp exercises/03-download/starter.c exercises/03-download/download.c
    echo 'int x = ;' >>exercises/03-download/download.c
    check exercise 03-download
    [[ $status -eq 1 && ${lines[0]} == 'The compiler does not understand your file yet.' ]]
    [[ ! -e exercises/.progress/03-download ]]
}

@test "hints come one at a time, and reset keeps what there was" {
    check hint 03-download
    [[ $output == 'Hint 1 of 3: '* ]]
    check hint 03-download
    [[ $output == 'Hint 2 of 3: '* ]]
    echo '// mine' >exercises/03-download/download.c
    check reset 03-download
    [[ $status -eq 0 && $(cat exercises/03-download/download.c.1) == '// mine' ]]
    cmp exercises/03-download/download.c exercises/03-download/starter.c
}

@test "a program that sets a sanitizer's options, or leaves early, does not pass" {
    for answer in wrong_hook wrong_exit wrong_fake; do
        check exercise 03-download "$proofs/$answer.c"
        [[ $status -eq 1 ]]
    done
}

@test "a program that never ends, prints without end or crashes is survived" {
    local body
    for body in 'for (;;) {}' 'for (;;) puts("more");' '*(volatile int *)16 = 1;'; do
        printf '#include <stdio.h>\n#include "download.h"\nvoid download(int parts)\n{\n    (void)parts;\n    %s\n    puts("");\n}\n' "$body" >answer.c
        check exercise 03-download answer.c
        [[ $status -eq 1 && -n ${lines[0]} ]]
        [[ $output != *[Tt]imeout* ]]
    done
}

@test "without interleave the rest is checked, and what is not is said" {
    export CHECK_WITHOUT="interleave watched"
    check exercise 03-download "$proofs/right_look_before.c"
    [[ $status -eq 0 && $output == *'skip  does it in every order'* ]]
    check exercise 03-download "$proofs/wrong_no_join.c"
    [[ $status -eq 1 && ${lines[0]} == 'download() returned while its thread'* ]]
}

@test "a result is written for other tools" {
    check exercise 03-download "$proofs/wrong_no_join.c"
    grep -q '"status": "fail"' build/exercises/03-download/results.json
    grep -q '"problem": "early-return"' build/exercises/03-download/results.json
}
