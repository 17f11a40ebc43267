#!/usr/bin/env bash
# Measures what an exhaustive search needs, with the reduction and without:
# the number of schedules, and of distinct outputs. `>N` where N schedules
# were not enough. Ends with status 1 if a search with the reduction did not
# come to its end, or the two saw different outputs.
# Use: tests/interleave/exhaust.bash
# Environment: BUILD (build), N (3000), CC (cc), which must know the
# sanitizer's instrumentation.
# shellcheck source=tests/interleave/programs.bash
source "${BASH_SOURCE[0]%/*}/programs.bash"
n=${N:-3000}
scratch=$(mktemp -d) || exit
trap 'rm -rf "$scratch"' EXIT
failed=0

# traced SOURCE: a program that talks by memory alone, built by interleave
# cc: each atomic operation is a step then, whatever the surveys come to.
traced()
{
    local program=$scratch/${1##*/}
    "$interleave" cc -std=c11 -g -O2 -pthread -o "$program" \
        "$sources/$1.c" && echo "$program"
}

# What is measured, by name.
names=("chapter 3's program" "a lost wakeup, wrong" "a lost wakeup, right"
    "two workers and a queue" "Peterson's algorithm" "Dekker's algorithm")
peterson=$(traced right/memory/peterson_turn_first) || exit
dekker=$(traced right/races/dekker_looks_first) || exit
paths=("${BUILD:-$top/build}/code/03-stopping/stop" "$built/bugs/lost_wakeup"
    "$built/right/lost_wakeup" "$built/right/queue_two_workers"
    "$peterson" "$dekker")

# all_of PATH FOLDER [OPTION…]: the schedules of an exhaustive search. No
# failure ends it early: what is compared is what came out.
all_of()
{
    local said=$scratch/said
    "$interleave" explore --strategy dfs -n "$n" --fail-on unjoined \
        --save-outputs "$2" "${@:3}" "$1" \
        >"$said" </dev/null || return
    if grep -q '; these are all$' "$said"; then
        sed -n 's/^\([0-9,]*\) schedules\{0,1\} in .*/\1/p' "$said"
    else
        echo ">$n"
    fi
}

printf '%-28s %12s %12s %8s\n' program reduced all outputs
for i in "${!names[@]}"; do
    rm -rf "$scratch/few" "$scratch/all"
    few=$(all_of "${paths[i]}" "$scratch/few") || exit
    all=$(all_of "${paths[i]}" "$scratch/all" --no-reduction) || exit
    outputs=$(find "$scratch/few" -type f | wc -l)
    printf '%-28s %12s %12s %8s\n' "${names[i]}" "$few" "$all" "$outputs"
    [[ $few != ">"* ]] || failed=1
    if [[ $all != ">"* &&
        $(outputs_in "$scratch/few") != "$(outputs_in "$scratch/all")" ]]; then
        echo "the outputs differ"
        failed=1
    fi
done
exit "$failed"
