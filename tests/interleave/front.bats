#!/usr/bin/env bats
# The command itself: its options and errors, its statuses, schedules as
# text, what it shows. Its programs stand in front/.

bats_require_minimum_version 1.8.0

setup_file()
{
    local source
    export top=$BATS_TEST_DIRNAME/../..
    export corpus=$top/build/interleave/programs
    export PATH=$top/build/interleave:$PATH
    for source in "$BATS_TEST_DIRNAME"/front/*.c; do
        cc -std=c11 -g -O2 -Wall -Wextra -Werror -pthread \
            -o "$BATS_FILE_TMPDIR/$(basename "$source" .c)" "$source"
    done
}

setup()
{
    cd "$BATS_FILE_TMPDIR" || return
}

# il STATUS ARGUMENT…: run interleave, expect its status.
il()
{
    run "-$1" timeout 60 interleave "${@:2}" </dev/null
}

# One line, so that it can be read at a glance and passed on.
one_line() # PATTERN
{
    [[ ${#lines[@]} -eq 1 ]]
    [[ $output == "interleave: "*$1* ]]
}

# The command that the last report offers, without its first word.
replay_command()
{
    sed -n 's/^Replay: interleave //p' <<<"$output"
}

# ---- usage ------------------------------------------------------------

@test "no program given: one line, status 125" {
    il 125
    one_line "no program given"
    il 125 explore
    one_line "no program given"
    il 125 replay
    one_line "no schedule given"
    il 125 replay -
    one_line "no program given"
}

@test "an option that there is not is named" {
    il 125 --nonsense ./echo_lines
    one_line "--nonsense"
    il 125 explore --nonsense ./echo_lines
    one_line "--nonsense"
    il 125 explore -z ./echo_lines
    one_line "-z"
    il 125 replay --seed 3 - ./echo_lines
    one_line "--seed"
}

@test "a value that does not fit is named with what would" {
    il 125 explore -n none ./echo_lines
    one_line "'none' is not a whole number"
    il 125 explore -n -1 ./echo_lines
    one_line "'-1' is not a whole number"
    il 125 explore --seconds 0 ./echo_lines
    one_line "--seconds: '0' is not a number"
    il 125 explore --strategy guess ./echo_lines
    one_line "'guess' is none of mix, random, pct, pos, few, dfs"
    il 125 explore --fail-on crash,boredom ./echo_lines
    one_line "'boredom' is none of crash"
    il 125 explore --expect nowhere.txt ./echo_lines
    one_line "cannot read nowhere.txt"
    il 125 --only nowhere ./echo_lines
    one_line "nowhere"
}

@test "help and version go to standard output" {
    run --separate-stderr -0 interleave --help
    [[ $output == usage:* ]]
    # shellcheck disable=SC2154
    [[ -z $stderr ]]
    run -0 interleave explore --help
    [[ $output == usage:* ]]
    run -0 interleave --version
    [[ $output =~ ^"interleave "[0-9.]+$ ]]
}

@test "every option of the help is on the manual page" {
    local option
    local page=$top/interleave/interleave.1
    for option in $(interleave --help | grep -oE "^  --?[a-z-]+"); do
        option=${option#-}
        grep -qE "^\.(It|Op|.*\|) *Fl ${option//-/.?-}( |$)" "$page" ||
            { echo "$option is not there"; return 1; }
    done
}

# ---- the program ------------------------------------------------------

@test "a program that is not there: status 127, with a hint" {
    il 127 ./nowhere
    one_line "cannot run ./nowhere"
    il 127 echo_lines
    one_line "write ./echo_lines"
    il 127 no-such-program-on-path
    one_line "no program 'no-such-program-on-path' on PATH"
}

@test "a file that cannot be executed is refused" {
    echo text >text
    il 126 ./text
    one_line "not an executable file"
    il 126 /
    one_line "not an executable file"
}

@test "a script is refused, with what to do" {
    printf '#!/bin/sh\n' >script
    chmod +x script
    il 126 ./script
    one_line "interleave --only DIR ./script"
    il 126 explore ./script
    one_line "is a script"
}

@test "a statically linked program is refused" {
    cc -static -o static "$BATS_TEST_DIRNAME/front/echo_lines.c" ||
        skip "no static C library"
    il 126 ./static
    one_line "statically linked"
}

@test "a set-user-id program is refused" {
    cp echo_lines privileged
    chmod u+s privileged
    il 126 ./privileged
    one_line "set-user-id"
}

@test "a program of another C library is refused" {
    command -v musl-gcc >/dev/null || skip "no musl-gcc"
    musl-gcc -o foreign "$BATS_TEST_DIRNAME/front/echo_lines.c"
    il 126 ./foreign
    one_line "another C library"
}

@test "arguments, input and exit status pass through" {
    run -2 timeout 20 interleave ./echo_lines -n 3 --help '' <<<$'one\ntwo'
    [[ $output == $'[-n]\n[3]\n[--help]\n[]\n<one>\n<two>' ]]
}

@test "a program that is named like a command is run with a slash" {
    cp echo_lines explore
    run -0 timeout 20 interleave ./explore here </dev/null
    [[ $output == "[here]" ]]
}

@test "an hour of sleep takes no time" {
    run -0 timeout 20 interleave ./long_sleep
    [[ $output == "an hour later" ]]
}

# Their runtimes allocate before they, or we, have begun.
@test "a program with a sanitizer of gcc is controlled as any other" {
    local sanitizer
    command -v gcc >/dev/null || skip "no gcc"
    for sanitizer in thread address undefined; do
        gcc -g -pthread "-fsanitize=$sanitizer" -o watched \
            "$BATS_TEST_DIRNAME/front/long_sleep.c"
        il 0 ./watched
        [[ $output == "an hour later" ]]
        il 0 explore -n 5 ./watched
    done
}

@test "--only controls what lies below a directory, and nothing else" {
    mkdir -p below
    cp long_sleep below
    run -0 timeout 20 interleave --only below bash -c './below/long_sleep'
    [[ $output == "an hour later" ]]
    run -124 timeout 20 interleave --only below timeout 0.2 ./long_sleep
}

# ---- explore ----------------------------------------------------------

@test "every schedule reads the same input" {
    run -0 timeout 60 interleave explore --status 2 -n 50 --outputs \
        ./echo_lines word <<<$'one\ntwo'
    [[ $output == *"1 distinct output; these are all"* ]]
    [[ $output == *"| [word]"*"| <one>"*"| <two>"* ]]
}

@test "an unexpected exit status is a failure" {
    run -105 timeout 60 interleave explore ./echo_lines <<<$'one\ntwo'
    [[ $output == *"ended with 2, expected 0"* ]]
    run -0 timeout 60 interleave explore --fail-on crash ./echo_lines \
        <<<$'one\ntwo'
}

@test "--expect names the first line that differs" {
    printf '[a]\n[b]\n[c]\n' >expected
    il 0 explore --expect expected ./echo_lines a b c
    il 106 explore --expect expected ./echo_lines a x c
    [[ $output == *'line 2 is "[x]", expected "[b]"'* ]]
    il 106 explore --expect expected ./echo_lines a b
    [[ $output == *'line 3 is nothing more, expected "[c]"'* ]]
}

@test "--save-outputs writes each output to a file" {
    il 0 explore --save-outputs saved "$top/build/code/03-stopping/stop"
    [[ $(ls saved) == $'1.txt\n2.txt' ]]
    [[ $(sort -u saved/*.txt | tail -n 1) == "The thread was"* ]]
    run ! cmp -s saved/1.txt saved/2.txt
}

@test "a long way is not taken for one without end" {
    il 0 explore -n 5 ./long_way
    [[ $output == *"none failed"* ]]
}

@test "a hot loop does not hide the race beside it" {
    [[ $(uname -m) == x86_64 ]] || skip "memory is not seen here"
    il 104 explore -n 500 --json loop.json ./beside_a_loop
    [[ $(sed -n 's/.*"steps": \([0-9]*\).*/\1/p' loop.json) -lt 3000 ]]
    [[ $output == *"done++"* ]]
}

@test "who has been woken and lacks only the mutex is told so" {
    il 101 explore ./woken_but_locked
    [[ $(tr '\n' ' ' <<<"$output") == *"1 worker has been woken through condition variable changed, and waits for its mutex, which main holds"* ]]
}

@test "time that passes under nothing but polls is counted" {
    il 0 replay --json polls.json - ./polls_a_flag 5
    [[ $(cat polls.json) == *'"polled": 1,'* ]]
    il 0 replay --json polls.json - "$corpus/right/lost_wakeup"
    [[ $(cat polls.json) == *'"polled": 0,'* ]]
}

@test "a call that is refused for its time is a step, and told" {
    local program
    for program in refused_sleep refused_join; do
        il 102 replay - "$corpus/bugs/$program"
        [[ $output == *"returns EINVAL"* ]]
    done
}

@test "the JSON says how many schedules were cut off" {
    il 0 explore -n 3 --steps 20 --fail-on crash --json cut.json ./long_way
    [[ $(cat cut.json) == *'"schedules": 3, '*'"cut_off": 3, '* ]]
}

@test "a program that differs from run to run is not judged" {
    il 107 explore ./changes file
    [[ $output == *"same schedule was run twice and went two ways"* ]]
}

@test "a call that blocks outside interleave's control is given up" {
    il 125 explore --guard 1 ./blocked
    [[ $output == *"Hang: nothing came for 1 s"* ]]
}

@test "a run that was given up is not told as one without end" {
    il 125 explore --guard 1 --steps 1000 --json once.json ./blocked_once made
    [[ $output == *"Hang: nothing came for 1 s"* ]]
    [[ $(cat once.json) == *'"failure": "hang"'* ]]
}

@test "--seconds ends the search" {
    il 0 explore --seconds 0.3 --strategy random \
        "$corpus/right/philosophers"
    [[ $output == *"none failed"* ]]
}

@test "the same seed makes the same search" {
    local first
    il 101 explore --seed 7 --strategy random "$corpus/bugs/lock_order"
    first=$(sed '1s/ in .*//' <<<"$output")
    il 101 explore --seed 7 --strategy random "$corpus/bugs/lock_order"
    [[ $first == "$(sed '1s/ in .*//' <<<"$output")" ]]
}

@test "every strategy finds a wrong lock order" {
    local strategy
    for strategy in mix random pct pos few dfs; do
        il 101 explore --strategy "$strategy" "$corpus/bugs/lock_order"
    done
}

# ---- replay -----------------------------------------------------------

@test "a schedule that is none: where, and what it should be" {
    il 125 replay 1:2,x ./echo_lines
    one_line "character 5 of '1:2,x'"
    il 125 replay 5:1,4:1 ./echo_lines
    one_line "character 5 of '5:1,4:1'"
    il 125 replay 5:99999 ./echo_lines
    one_line "character 3"
    il 125 replay 5:1@xyz ./echo_lines
    one_line "character 5"
    il 125 replay '' ./echo_lines
    one_line "character 1"
}

@test "a schedule that does not fit the program: status 107" {
    il 107 replay 2:77 ./echo_lines
    [[ $output == *"Not the same run"* ]]
}

@test "the default schedule is replayed by -" {
    il 0 replay - "$top/build/code/03-stopping/stop"
    [[ $output == *'prints "Running #3"'* ]]
    [[ $output == *"ended with exit status 0"* ]]
}

@test "what explore prints replays the failure, to the letter" {
    local program first
    local -a again
    for program in lost_wakeup lock_order if_for_while philosophers; do
        run timeout 60 interleave explore "$corpus/bugs/$program"
        local found=$status
        [[ $found -gt 100 && $found -lt 107 ]]
        first=$(sed '1,2d; /^Replay: /,$d' <<<"$output")
        read -ra again <<<"$(replay_command)"
        run "-$found" timeout 60 interleave "${again[@]}"
        [[ $output == "$first" ]]
    done
}

@test "arguments of the program are quoted in the replay command" {
    run -105 timeout 60 interleave explore ./echo_lines "it's here" \
        <<<line
    # shellcheck disable=SC1003
    [[ $(replay_command) == "replay - ./echo_lines 'it'\\''s here'" ]]
}

@test "a failing schedule is reduced to what it needs" {
    il 101 explore --strategy random "$corpus/bugs/lock_order"
    [[ $(replay_command) =~ ^replay\ [0-9]+:[0-9](,[0-9]+:[0-9]){0,2}(@|\ ) ]]
}

# ---- what it shows ----------------------------------------------------

@test "the timeline fits 80 columns and names threads and lines" {
    local line
    il 101 explore "$corpus/bugs/lock_order"
    for line in "${lines[@]}"; do
        [[ $line == Replay:* || $line == "  "*" at "* || ${#line} -le 80 ]]
    done
    [[ $output == *"main"*"1 forwards"*"2 backwards"*"lock_order.c"* ]]
    [[ $output == *"pthread_mutex_lock("*"line "* ]]
    [[ $output == *"waits for mutex "*", which "*" holds"* ]]
    [[ $output == *"Deadlock: "* ]]
}

@test "no colour unless on a terminal" {
    il 101 explore "$corpus/bugs/lock_order"
    [[ $output != *$'\e'* ]]
}

@test "the JSON is valid, of a failure and of none" {
    il 101 explore --json failed.json "$corpus/bugs/lock_order"
    ./json_valid <failed.json
    grep -q '"failure": "deadlock"' failed.json
    il 0 explore --json fine.json "$corpus/right/lock_order"
    ./json_valid <fine.json
    grep -q '"failure": "none"' fine.json
    il 0 replay --json replayed.json - ./echo_lines $'\x80\e"\\'
    ./json_valid <replayed.json
}

@test "the JSON of a search holds the outputs, if they are asked for" {
    il 0 explore --outputs --json outputs.json \
        "$top/build/code/03-stopping/stop"
    ./json_valid <outputs.json
    [[ $(grep -c '"count": [0-9]*, "replay": "interleave replay ' \
        outputs.json) -eq 2 ]]
}

@test "a wake-up that nobody waits for is called that" {
    il 101 explore "$corpus/bugs/lost_wakeup"
    [[ $output == *"wakes nobody: no thread waits"* ]]
    il 0 replay - "$corpus/right/lost_wakeup"
    [[ $output != *"wakes nobody"* ]] ||
        [[ $output == *"wakes nobody"*"waits to be woken"*"is woken"* ]]
}

@test "the checker of JSON refuses what is none" {
    local wrong
    for wrong in '' '{' '{"a":}' '{"a" 1}' '[1,]' '"a' 'nil' '[] []'; do
        run -1 ./json_valid <<<"$wrong"
    done
}
