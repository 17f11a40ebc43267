#!/usr/bin/env bash
# Measures interleave on the programs of TABLE: how many schedules each
# strategy needs to find each wrong program (the mean over the seeds 1 to
# SEEDS, `-` where a seed did not find it), and whether a right one raises
# an alarm in N schedules. Ends with status 1 if a program was not found by
# the default strategy, or if there was an alarm.
# Use: tests/interleave/measure.bash [wrong|right]
# Environment: BUILD (build), SEEDS (5), N (10000), STRATEGIES (mix random pct dfs),
# ONLY (an extended regular expression of programs).
# shellcheck source=tests/interleave/programs.bash
source "${BASH_SOURCE[0]%/*}/programs.bash"
seeds=${SEEDS:-5} n=${N:-10000} only=${ONLY:-.}
read -ra strategies <<<"${STRATEGIES:-mix random pct dfs}"
export LIMIT=600 # seconds for one search
scratch=$(mktemp -d) || exit
trap 'rm -rf "$scratch"' EXIT
failed=0

# schedules_of FILE: the number of schedules that a search took, from the
# report that explore has written.
schedules_of()
{
    sed -n 's/.*"schedules": *\([0-9]*\).*/\1/p' "$1" | head -n 1
}

# find_it PROGRAM KIND OPTIONS STRATEGY: prints the mean over the seeds, or
# `-` and the number of seeds that found it.
find_it()
{
    local seed found=0 sum=0 report=$scratch/report got
    for ((seed = 1; seed <= seeds; seed++)); do
        rm -f "$report"
        got=0
        explore "$1" "$2" "$3" -n "$n" --seed "$seed" --strategy "$4" \
            --json "$report" >/dev/null 2>&1 || got=$?
        ((got == status_of[$2])) || continue
        found=$((found + 1))
        sum=$((sum + $(schedules_of "$report")))
    done
    if ((found == seeds)); then
        echo $(((sum + seeds / 2) / seeds))
    else
        echo "-$found/$seeds"
    fi
}

wrong()
{
    local program kind options strategy mean
    printf '%-34s %-8s' program kind
    printf ' %9s' "${strategies[@]}"
    echo
    declare -A total missed
    while read -r program kind options; do
        [[ $program =~ $only ]] || continue
        printf '%-34s %-8s' "${program#bugs/}" "$kind"
        for strategy in "${strategies[@]}"; do
            mean=$(find_it "$program" "$kind" "$options" "$strategy")
            printf ' %9s' "$mean"
            if [[ $mean == -* ]]; then
                missed[$strategy]=$((missed[$strategy] + 1))
            else
                total[$strategy]=$((total[$strategy] + mean))
            fi
        done
        echo
    done < <(rows '^bugs/')
    printf '%-43s' 'schedules in all, where found'
    for strategy in "${strategies[@]}"; do
        printf ' %9s' "${total[$strategy]:-0}"
    done
    printf '\n%-43s' 'programs not found with every seed'
    for strategy in "${strategies[@]}"; do
        printf ' %9s' "${missed[$strategy]:-0}"
    done
    echo
    ((missed[${strategies[0]}] == 0)) || failed=1
}

right()
{
    no_alarm "^right/.*$only" -n "$n" --seed 1 || failed=1
    no_alarm "^right/.*$only" -n "$n" --seed 2 --late --spurious || failed=1
    echo "$(rows "^right/.*$only" | wc -l) right programs, $n schedules each," \
        "twice; what raised an alarm stands above"
}

case ${1:-both} in
    wrong) wrong ;;
    right) right ;;
    both) wrong && right ;;
    *) echo "measure.bash: what is $1? Say wrong or right." >&2; exit 2 ;;
esac
exit "$failed"
