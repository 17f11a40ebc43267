#!/usr/bin/env bats
# An exhaustive search may leave out schedules that come to the same, but no
# outcome: it must see the outputs that it sees when it leaves nothing out.
# `make proofs` and SEEDS try more programs than are tried here.

bats_require_minimum_version 1.5.0

load programs.bash

any=$top/build/interleave/programs/any_program

setup()
{
    [ "$(uname -m)" = x86_64 ] || skip "memory accesses need x86-64"
}

# all_of FOLDER PROGRAM [ARGUMENT…], with OPTIONS: every output, and whether
# the search came to its end in N schedules. Nothing that it finds ends it.
all_of()
{
    # shellcheck disable=SC2086
    timeout 300 "$interleave" explore --strategy dfs -n "${N:-800}" \
        --fail-on unjoined --save-outputs "$1" $OPTIONS "${@:2}" \
        >"$1.said" </dev/null || { cat "$1.said"; return 1; }
    grep -q '; these are all$' "$1.said"
}

# same_outputs PROGRAM [ARGUMENT…]: whether both searches see the same.
# Passes where the long one does not come to its end; counts the others.
same_outputs()
{
    local all=$BATS_TEST_TMPDIR/all few=$BATS_TEST_TMPDIR/few
    rm -rf "$all" "$few"
    OPTIONS=--no-reduction all_of "$all" "$@" || return 0
    if ! OPTIONS='' all_of "$few" "$@" ||
        [[ $(outputs_in "$all") != "$(outputs_in "$few")" ]]; then
        echo "$*: $(outputs_in "$all" | wc -l) outputs," \
            "$(outputs_in "$few" | wc -l) with the reduction"
        return 1
    fi
    compared=$((compared + 1))
}

@test "the reduction loses no output of small programs drawn by lot" {
    local seed wrong=0 compared=0 first=${FIRST:-1} seeds=${SEEDS:-12}
    for ((seed = first; seed < first + seeds; seed++)); do
        same_outputs "$any" "$seed" || wrong=1
    done
    echo "$compared of $seeds compared"
    ((wrong == 0 && compared > seeds / 4))
}

@test "a spin is no tree without end" {
    local program
    for program in peterson_turn_first ticket_taken_twice; do
        run -0 timeout 300 "$interleave" explore --strategy dfs -n 3000 \
            "$built/right/memory/$program"
        [[ $output == *"none failed; these are all"* ]]
    done
}

# traced PROGRAM: one of programs/, built by interleave cc.
traced()
{
    local program=$BATS_TEST_TMPDIR/${1//\//-}
    "$interleave" cc -std=c11 -g -O2 -pthread -o "$program" \
        "$sources/$1.c" && echo "$program"
}

@test "Dekker's algorithm is proved, and what is not quite it is found" {
    local right wrong turn
    right=$(traced right/races/dekker_looks_first)
    wrong=$(traced bugs/races/dekker_looks_first)
    turn=$(traced bugs/memory/dekker_turn_kept)
    run -0 timeout 300 "$interleave" explore --strategy dfs "$right"
    [[ $output == *"none failed; these are all" ]]
    run -109 timeout 60 "$interleave" explore --strategy dfs "$wrong"
    run -105 timeout 60 "$interleave" explore --strategy dfs \
        --fail-on exit "$wrong"
    run -102 timeout 60 "$interleave" explore --strategy dfs "$turn"
}

@test "an atomic operation that changes nothing is a look" {
    local set=$BATS_TEST_TMPDIR/set
    cat >"$set.c" <<'END'
#include <pthread.h>
#include <stdatomic.h>
static atomic_int one = 1;
static void *set(void *arg)
{
    int other = 7;
    atomic_store(&one, 1);
    atomic_exchange(&one, 1);
    atomic_compare_exchange_strong(&one, &other, 8);
    return arg;
}
int main(void)
{
    pthread_t threads[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], 0, set, 0);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], 0);
    return 0;
}
END
    "$interleave" cc -std=c11 -O2 -pthread -o "$set" "$set.c"
    run -0 timeout 60 "$interleave" explore --strategy dfs "$set"
    [[ $output == "1 schedule in "*"these are all" ]]
}

@test "memory that no survey came to is found by the search itself" {
    local rare=$BATS_TEST_TMPDIR/rare seen=$BATS_TEST_TMPDIR/seen
    "$interleave" cc -std=c11 -g -O2 -pthread -o "$rare" \
        "$BATS_TEST_DIRNAME/reduction/rarely_shared.c"
    run -0 timeout 60 "$interleave" explore --strategy dfs \
        --fail-on unjoined --save-outputs "$seen" "$rare"
    [[ $output == *"none failed; these are all" ]]
    cat "$seen"/*.txt >"$seen.all"
    grep -x 'turns 12, seen 1' "$seen.all"
    grep -x 'turns 12, seen 2' "$seen.all"
}

@test "what runs in any order is tried in one" {
    run -0 timeout 60 "$interleave" explore --strategy dfs \
        "$built/strangers"
    [[ $output == "1 schedule in "*"these are all" ]]
    run -0 timeout 60 "$interleave" explore --strategy dfs -n 10 \
        --no-reduction "$built/strangers"
    [[ $output == *"there are more" ]]
}

@test "memory given back is a write of all of it" {
    run -103 timeout 60 "$interleave" explore --strategy dfs \
        "$built/bugs/memory/freed_before_readers_left"
}

@test "a bound is named with what was proved" {
    local stop=$top/build/code/03-stopping/stop
    run -0 "$interleave" explore --preemptions 0 "$stop"
    [[ $output == *"these are all without a preemption" ]]
    run -0 "$interleave" explore --preemptions 1 "$stop"
    [[ $output == *"these are all with at most 1 preemption" ]]
    run -0 "$interleave" explore --delays 2 --json \
        "$BATS_TEST_TMPDIR/said.json" "$stop"
    [[ $output == *"these are all with at most 2 delays" ]]
    grep -q '"all": false, "proved": "these are all with at most 2 delays"' \
        "$BATS_TEST_TMPDIR/said.json"
    run -125 "$interleave" explore --strategy pct --delays 1 "$stop"
    run -125 "$interleave" explore --preemptions 1 --delays 1 "$stop"
}

@test "late clocks and spurious wake-ups are searched without the reduction" {
    local option
    for option in --late --spurious --no-memory; do
        run -0 timeout 60 "$interleave" explore --strategy dfs -n 10 \
            "$option" "$built/strangers"
        [[ $output == *"there are more" ]]
    done
}
