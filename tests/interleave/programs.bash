# The programs of programs/TABLE, for the suites and for measure.bash.

top=$(cd "${BASH_SOURCE[0]%/*}/../.." && pwd)
sources=$top/tests/interleave/programs
# BUILD: a copy of build/, to measure while others build.
interleave=${BUILD:-$top/build}/interleave/interleave
built=${BUILD:-$top/build}/interleave/programs

# The exit status that tells each kind of failure.
# shellcheck disable=SC2034
declare -gA status_of=([none]=0 [deadlock]=101 [spin]=102 [misuse]=103
    [crash]=104 [exit]=105 [output]=106 [race]=109)

# rows PATTERN [KIND]: the lines of TABLE, `program kind options`, whose
# program matches the extended regular expression PATTERN, and not EXCEPT.
rows()
{
    awk -v pattern="$1" -v kind="$2" -v except="${EXCEPT:-^$}" '
        /^[^#]/ && $1 ~ pattern && $1 !~ except &&
            (kind == "" || $2 == kind)
    ' "$sources/TABLE"
}

# explore PROGRAM KIND "TABLE'S OPTIONS" [OPTION…]: explore a program as its
# line of TABLE says. `timeout`, because a program that interleave loses
# control of may hang; LIMIT is in seconds.
explore()
{
    local program=$1 kind=$2 options=() limit=${LIMIT:-60}
    [[ $3 == - ]] || read -ra options <<<"$3"
    [[ $kind != output ]] || options+=(--expect "$sources/$program.txt")
    timeout "$limit" "$interleave" explore --no-color \
        "${options[@]}" "${@:4}" "$built/$program" </dev/null
}

# outputs_in FOLDER: a line for each output that --save-outputs has written
# there; equal for folders that hold the same ones.
outputs_in()
{
    local file
    for file in "$1"/*.txt; do
        cksum <"$file"
    done | sort
}

# end_of FILE: the end of what interleave said, for the report of a failure.
end_of()
{
    tail -n 20 "$1" | cut -c 1-160
}

# as_told PATTERN KIND [OPTION…]: explore each program that matches, of that
# kind if it is not empty, and list those of which interleave says anything
# but what TABLE does. Outside bats, $scratch is a folder for its notes.
as_told()
{
    local program kind options got wrong=0
    local said=${BATS_TEST_TMPDIR:-$scratch}/said
    while read -r program kind options; do
        got=0
        explore "$program" "$kind" "$options" "${@:3}" \
            >"$said" 2>&1 || got=$?
        # shellcheck disable=SC2004 # a subscript of an associative array needs its $
        if ((got != status_of[$kind])); then
            echo "$program: status $got, not ${status_of[$kind]} ($kind)"
            end_of "$said"
            wrong=1
        fi
    done < <(rows "$1" "$2")
    return "$wrong"
}

# no_alarm PATTERN [OPTION…]: of right programs, which TABLE says are of kind none.
no_alarm()
{
    as_told "$1" "" "${@:2}"
}

# all_found PATTERN [KIND]: of wrong ones, with schedules enough to find each.
all_found()
{
    as_told "$1" "${2-}" -n 10000 --seed 1
}
