#!/usr/bin/env bats
# interleave stands in for the C library. Each program of semantics/ asks a
# primitive for what POSIX, C11 or the manual of Linux promises; it must get
# the same from the C library, on the default schedule and on others.

# Set in programs.bash; a subscript of an associative array needs its $.
# shellcheck disable=SC2154,SC2004

load programs.bash

# Run a command with each program of semantics/, and list those that fail.
all_pass() # COMMAND…
{
    local program said=$BATS_TEST_TMPDIR/said wrong=0 got
    while read -r program _; do
        got=0
        timeout 60 "$@" "$built/$program" >"$said" 2>&1 </dev/null || got=$?
        if ((got != 0)) || ! grep -q '^ok ' "$said" ||
            grep '^not ok' "$said"; then
            echo "$program: status $got"
            end_of "$said"
            wrong=1
        fi
    done < <(rows '^semantics/')
    return "$wrong"
}

@test "the C library keeps every promise" {
    all_pass env
}

@test "interleave keeps every promise on the default schedule" {
    all_pass "$interleave"
}

# The output of the program is not shown by explore: its status tells.
@test "interleave keeps every promise on other schedules" {
    local program kind options got wrong=0
    while read -r program kind options; do
        got=0
        explore "$program" "$kind" "$options" -n 20 --seed 1 \
            >"$BATS_TEST_TMPDIR/said" 2>&1 || got=$?
        if ((got != 0)); then
            echo "$program: status $got"
            end_of "$BATS_TEST_TMPDIR/said"
            wrong=1
        fi
    done < <(rows '^semantics/')
    return "$wrong"
}
