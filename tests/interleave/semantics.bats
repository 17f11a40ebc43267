#!/usr/bin/env bats
# interleave stands in for the C library. Each program of semantics/ asks a
# primitive for what POSIX, C11 or the manual of Linux promises; it must get
# the same from the C library, on the default schedule and on others.

# Set in programs.bash.
# shellcheck disable=SC2154

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

# Each program ends with a status of its own where a promise is broken.
@test "interleave keeps every promise on other schedules" {
    no_alarm '^semantics/' -n 10 --seed 1
}
