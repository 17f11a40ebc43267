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
    [[ $output == *$'\n  download.c:'* ]]
    [[ ! -e exercises/.progress/03-download ]]
}

@test "a call that is refused is shown again by its lines" {
    cp exercises/03-download/starter.c exercises/03-download/download.c
    echo 'void end(void) { pthread_detach(pthread_self()); }' >>exercises/03-download/download.c
    check exercise 03-download
    [[ $status -eq 1 && ${lines[0]} == 'download.c:'*' calls pthread_detach(), '* ]]
    run timeout 60 build/exercises/checker replay 03-download
    [[ ${lines[0]} == "grep -nw 'pthread_detach' "* && ${lines[1]} == *'pthread_detach(pthread_self())'* ]]
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

@test "where interleave cannot be built the rest is checked, too" {
    mkdir -p tests/interleave
    cp "$repo/tests/interleave/rules.mk" tests/interleave/
    # What was built before, and the half that can be, do not count.
    echo '#error' >>interleave/lib/start.c
    run timeout 300 make -s exercise E=03-download FILE="$proofs/right_look_before.c"
    [[ $status -eq 0 && ${lines[0]} == 'interleave cannot be built here: build/exercises/interleave.log says why' ]]
    [[ $output == *'skip  does it in every order'* ]]
    grep -q '#error' build/exercises/interleave.log
}

@test "who waits at a terminal is told which check is under way" {
    check exercise 03-download "$proofs/wrong_no_join.c"
    [[ $output != *'says?'* ]]
    run timeout 60 script -qec \
        "build/exercises/checker exercise 03-download $proofs/wrong_no_join.c" \
        /dev/null </dev/null
    [[ $output == *'does what the task says?'* && $output != *'idle?'* ]]
}

@test "a result is written for other tools" {
    check exercise 03-download "$proofs/wrong_no_join.c"
    grep -q '"status": "fail"' build/exercises/03-download/results.json
    grep -q '"problem": "early-return"' build/exercises/03-download/results.json
}

# An exercise of the kind catch, whose answer is a test.
with() # EXERCISE
{
    cp -R "$repo/exercises/$1" exercises/
    proofs=$repo/exercises/proofs/$1
}

@test "a version that a test lets pass is told by what it does, not by its lines" {
    with 02-catch
    check exercise 02-catch exercises/02-catch/starter.c
    [[ $status -eq 1 ]]
    [[ ${lines[0]} == 'Your test lets an event pass, and its event_clear() leaves it set.' ]]
    [[ ${lines[1]} == '  It ended with status 0, which says '* ]]
    [[ ${lines[2]} == '  Your test tells at least 1 of 12 wrong versions '* ]]
    grep -q '"problem": "clear_ignored"' build/exercises/02-catch/results.json
    run timeout 60 build/exercises/checker replay 02-catch
    [[ $status -eq 0 && $output == *'event_set()'* ]]
    [[ $output != *'clear_ignored.c'* && $output != *'event.c:'* ]]
}

@test "a test that accuses a right version is shown on which schedule" {
    with 02-catch
    check exercise 02-catch "$proofs/wrong_order.c"
    [[ $status -eq 1 ]]
    [[ ${lines[0]} == 'Your test accuses an event that keeps its contract: '* ]]
    [[ $output == *'-- here the machine lets 1 task go on --'* ]]
}

@test "a test that tells all versions apart holds, and one of them is not enough" {
    with 05-catch
    check exercise 05-catch "$proofs/right_assert.c"
    [[ $status -eq 0 && $output == *': 9 of 9 versions'* ]]
    check exercise 05-catch "$proofs/wrong_asleep.c"
    [[ $status -eq 1 && $output == *'tells at least 8 of 9 wrong versions'* ]]
}

@test "a test that never ends is no alarm about the checker" {
    with 02-catch
    check exercise 02-catch "$proofs/wrong_spins.c"
    [[ $status -eq 1 && ${lines[0]} == *'your test never ended: '* ]]
}

@test "a test that brings or looks into what it tests is not admitted" {
    with 02-catch
    local answer
    for answer in wrong_own_set wrong_looks_inside; do
        check exercise 02-catch "$proofs/$answer.c"
        [[ $status -eq 1 && $output == *'LOOK     uses only what the task allows'* ]]
    done
}

@test "without interleave a test counts as nothing, and the feedback says why" {
    with 02-catch
    export CHECK_WITHOUT="interleave watched tsan asan"
    check exercise 02-catch
    [[ $status -eq 3 && $output == *'this exercise needs interleave'* ]]
    [[ ! -e exercises/.progress/02-catch ]]
}

@test "without interleave cc the versions that need it are skipped, and said" {
    with 02-catch
    export CHECK_WITHOUT="watched tsan asan"
    check exercise 02-catch "$proofs/right_in_rounds.c"
    [[ $status -eq 0 && $output == *'skip  tells each other version'*'11 of 12 versions'* ]]
}

@test "git ignores each answer and nothing that is part of an exercise" {
    cd "$repo" || return
    git rev-parse --git-dir >/dev/null 2>&1 || skip "no git"
    local conf file
    for conf in exercises/*/exercise.conf; do
        file=${conf%/*}/$(sed -n 's/^file = //p' "$conf")
        git check-ignore -q "$file" || { echo "$file is not ignored"; false; }
        git check-ignore -q "$file.1"
    done
    [[ -z $(git ls-files -ci --exclude-standard) ]]
    # Nor would it be ignored if it were new.
    run git check-ignore --no-index $(git ls-files exercises)
    [[ -z $output ]] || { echo "$output"; false; }
}
