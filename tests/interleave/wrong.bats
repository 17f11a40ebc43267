#!/usr/bin/env bats
# Wrong programs are found, each for the reason it is wrong. How many
# schedules that takes, `make corpus` says.

# Set in programs.bash; a subscript of an associative array needs its $.
# shellcheck disable=SC2154,SC2004

load programs.bash

# Explore each wrong program of a kind, and list those for which interleave
# says anything but that kind.
all_found() # PATTERN KIND
{
    local program kind options got wrong=0
    while read -r program kind options; do
        got=0
        explore "$program" "$kind" "$options" -n 10000 --seed 1 \
            >"$BATS_TEST_TMPDIR/said" 2>&1 || got=$?
        if ((got != status_of[$kind])); then
            echo "$program: status $got, not ${status_of[$kind]} ($kind)"
            end_of "$BATS_TEST_TMPDIR/said"
            wrong=1
        fi
    done < <(rows "$1" "$2")
    return "$wrong"
}

@test "TABLE lists every program, and nothing else" {
    diff <(rows . | cut -d' ' -f1 | sort) \
        <(cd "$sources" && find . -name '*.c' | sed 's,^\./,,; s,\.c$,,' | sort)
}

@test "TABLE has a failure for every wrong program, none for a right one" {
    [ -z "$(rows '^bugs/' none)" ]
    diff <(rows '^(right|semantics)/') <(rows '^(right|semantics)/' none)
    while read -r program kind options; do
        [ -n "${status_of[$kind]}" ] || { echo "$program: $kind?"; false; }
    done < <(rows .)
}

@test "every program says in its first line what it does" {
    while read -r program _; do
        read -r first <"$sources/$program.c"
        [[ $first == "// ${program##*/}.c: "?* ]] ||
            { echo "$program: $first"; false; }
    done < <(rows .)
}

@test "every deadlock is found" {
    all_found '^bugs/[^/]*$' deadlock
}

@test "every spin is found" {
    all_found '^bugs/[^/]*$' spin
}

@test "every misuse is found" {
    all_found '^bugs/[^/]*$' misuse
}

@test "every crash is found" {
    all_found '^bugs/[^/]*$' crash
}

@test "every wrong exit status is found" {
    all_found '^bugs/[^/]*$' exit
}

@test "every wrong output is found" {
    all_found '^bugs/[^/]*$' output
}

# Where interleave cannot stop a thread between two accesses, these are out
# of its reach: see interleave(1).
@test "every failure between two accesses of memory is found" {
    [ "$(uname -m)" = x86_64 ] || skip "memory accesses need x86-64"
    all_found '^bugs/memory/'
}
