#!/usr/bin/env bats
# Wrong programs are found, each for the reason it is wrong. How many
# schedules that takes, `make corpus` says.

# Set in programs.bash; a subscript of an associative array needs its $.
# shellcheck disable=SC2154,SC2004

load programs.bash

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
