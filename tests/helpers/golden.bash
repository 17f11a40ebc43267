# Golden tests of the filters. tests/fixtures/FILTER/CASE/ is a small book;
# its expected/ holds what the filter must write, and `said` what it must say.
# RENEW=1 writes both anew: look at git diff then.

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

# Copies a case to `case_copy`, below FOLDER or the test's own, with what
# make would have left there.
copy_case() # FILTER/CASE [FOLDER]
{
    fixture=$repo/tests/fixtures/$1
    case_copy=${2:-$BATS_TEST_TMPDIR}/$1
    mkdir -p "$case_copy/build"
    cp -R "$fixture/." "$case_copy"
    rm -rf "$case_copy/expected" "$case_copy/said"
    [[ ! -d $case_copy/runs ]] || mv "$case_copy/runs" "$case_copy/build/accept"
}

# Runs a filter there; everything that it says goes to the file `said`.
run_filter() # FILTER [PANDOC OPTION…]
{
    (
        cd "$case_copy" || exit
        timeout 60 pandoc --data-dir="$repo/pandoc" -d "$1" "${@:2}" \
            -o build/stamp >build/said 2>&1
    )
}

# A folder's files as one text, so that diff names the file of a difference.
tree() # FOLDER
{
    cd "$1" || return
    find . -type f | LC_ALL=C sort | while read -r file; do
        echo "== $file"
        cat "$file"
    done
}

# The filter must write these folders, say this, and end with that status.
golden() # FILTER CASE STATUS [FOLDER…]
{
    local filter=$1 status=0 folder
    copy_case "$1/$2"
    run_filter "$filter" || status=$?
    mkdir -p "$case_copy/got"
    for folder in "${@:4}"; do
        [[ ! -e $case_copy/$folder ]] || cp -R "$case_copy/$folder" "$case_copy/got/"
    done
    if [[ ${RENEW-} ]]; then
        rm -rf "$fixture/expected"
        [[ $# -lt 4 ]] || cp -R "$case_copy/got" "$fixture/expected"
        cp "$case_copy/build/said" "$fixture/said"
    fi
    diff "$fixture/said" "$case_copy/build/said"
    [[ $# -lt 4 ]] || diff <(tree "$fixture/expected") <(tree "$case_copy/got")
    [[ $status -eq $3 ]]
}
