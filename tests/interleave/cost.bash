#!/usr/bin/env bash
# What a program that `interleave cc` built costs: milliseconds of CPU and
# steps of one run, and schedules for each second of CPU, against the same
# program built plainly.
# By hand, on a quiet machine: tests/interleave/cost.bash [PROGRAM…]
load=${BASH_SOURCE[0]%/*}/programs.bash
# shellcheck source=tests/interleave/programs.bash
source "$load"
scratch=$(mktemp -d) || exit
trap 'rm -rf "$scratch"' EXIT
programs=("$@")
[[ $# -gt 0 ]] || programs=(right/lock_order right/if_for_while right/last_item
    right/memory/double_checked right/memory/torn_pair)

# Milliseconds of CPU that a command takes, over RUNS runs.
milliseconds() # COMMAND…
{
    local TIMEFORMAT='%U %S' runs=${RUNS:-200}
    { time for ((i = 0; i < runs; i++)); do "$@" >"$scratch/out" 2>&1; done; } 2>&1 |
        awk -v n="$runs" '{ printf "%.2f", ($1 + $2) / n * 1000 }'
}

# Schedules of a search for each second of CPU, and steps of the default
# one. Up to 500: a search may come to its end before that.
searched() # PROGRAM
{
    local TIMEFORMAT='%U %S' cpu steps schedules
    cpu=$({ time "$interleave" explore -n 500 --seed 1 "$1" >"$scratch/out" 2>&1; } 2>&1 |
        awk '{ print $1 + $2 }')
    schedules=$(sed -n 's/^\([0-9,]*\) schedules\{0,1\} in .*/\1/p' "$scratch/out")
    "$interleave" replay --json "$scratch/json" - "$1" >"$scratch/out" 2>&1
    steps=$(sed -n 's/.*"steps": \([0-9]*\).*/\1/p' "$scratch/json")
    awk -v n="${schedules//,/}" -v c="$cpu" -v s="$steps" \
        'BEGIN { printf "%.0f schedules/s, %d steps", n / c, s }'
}

# CPU, not the clock: others may work beside us. A run is a start of the
# program and of interleave.
for program in "${programs[@]}"; do
    for kind in plain traced; do
        file=$scratch/program
        source=$sources/$program.c
        flags=(-std=c11 -g -O2 -pthread -o "$file" "$source")
        if [[ $kind == plain ]]; then
            cc "${flags[@]}" || exit
        else
            "$interleave" cc "${flags[@]}" || exit
        fi
        printf '%-32s %-7s %s ms alone, %s ms under interleave, %s\n' \
            "$program" "$kind" "$(milliseconds "$file")" \
            "$(milliseconds "$interleave" "$file")" "$(searched "$file")"
    done
done
