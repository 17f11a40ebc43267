#!/usr/bin/env bash
# Measures interleave on the programs of TABLE: how many schedules each
# strategy needs to find each wrong program (the median over the seeds 1 to
# SEEDS, `>N` where most seeds did not find it), and whether a right one
# raises an alarm in N schedules. Ends with status 1 if a program was not
# found by the default strategy with every seed, or if there was an alarm.
# Use: tests/interleave/measure.bash [wrong|right]
# Environment: BUILD (build), SEEDS (11), N (10000), STRATEGIES (all of them),
# ONLY (an extended regular expression of programs), LIMIT (600, the seconds
# that one search may take).
# shellcheck source=tests/interleave/programs.bash
source "${BASH_SOURCE[0]%/*}/programs.bash"
seeds=${SEEDS:-11} n=${N:-10000} only=${ONLY:-.}
read -ra strategies <<<"${STRATEGIES:-mix random pct pos few dfs}"
export LIMIT=${LIMIT:-600} # seconds for one search
scratch=$(mktemp -d) || exit
trap 'rm -rf "$scratch"' EXIT
failed=0

# schedules_of FILE: the number of schedules that a search took, from the
# report that explore has written.
schedules_of()
{
    sed -n 's/.*"schedules": *\([0-9]*\).*/\1/p' "$1" | head -n 1
}

# find_it PROGRAM KIND OPTIONS STRATEGY: the schedules that each seed needs,
# sorted, a line each; N + 1 where it found nothing. For dfs all seeds are one.
find_it()
{
    local seed report=$scratch/report got last=$seeds
    [[ $4 != dfs ]] || last=1
    for ((seed = 1; seed <= last; seed++)); do
        rm -f "$report"
        got=0
        explore "$1" "$2" "$3" -n "$n" --seed "$seed" --strategy "$4" \
            --brief --json "$report" >/dev/null 2>&1 || got=$?
        if ((got == status_of[$2])); then
            schedules_of "$report"
        else
            echo "$((n + 1))"
        fi
    done | sort -n
}

wrong()
{
    local program kind options strategy needed median
    printf '%-34s %-8s' program kind
    printf ' %9s' "${strategies[@]}"
    echo
    declare -A total missed
    while read -r program kind options; do
        [[ $program =~ $only ]] || continue
        printf '%-34s %-8s' "${program#bugs/}" "$kind"
        for strategy in "${strategies[@]}"; do
            mapfile -t needed < <(find_it "$program" "$kind" "$options" \
                "$strategy")
            median=${needed[(${#needed[@]} - 1) / 2]}
            printf ' %9s' "$( ((median > n)) && echo ">$n" || echo "$median")"
            total[$strategy]=$((total[$strategy] + median))
            ((needed[-1] <= n)) ||
                missed[$strategy]=$((missed[$strategy] + 1))
        done
        echo
    done < <(rows '^bugs/')
    printf '%-43s' 'schedules in all'
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
