# Drift, style and spelling. A missing tool is a counted skip, or a failure
# if STRICT is set.

load ../helpers/blocks

setup()
{
    cd "$repo" || return
}

needs() # COMMAND
{
    command -v "$1" >/dev/null || missing "$1"
}

# Everything that is written by hand, except what is wrong on purpose.
texts()
{
    find . \( -path ./build -o -path ./.git -o -path ./tests/fixtures -o -name node_modules \) -prune -o \
        -type f \( -name '*.md' -o -name '*.[ch]' -o -name '*.lua' -o -name '*.bats' \
        -o -name '*.bash' -o -name '*.css' -o -name '*.js' -o -name '*.html' -o -name Makefile \) -print
}

@test "code/ is what the chapters say" {
    make --no-print-directory drift
}

@test "the C of code/ has the style of .clang-format" {
    needs clang-format
    clang-format --dry-run --Werror code/*/*.[ch]
}

@test "the C of exercises/ has it too, and all of it is looked at" {
    needs clang-format
    local files
    # shellcheck disable=SC2016 # make expands it
    files=$(make -s --no-print-directory --eval 'list: ; @printf "%s\n" $(exercises_c)' list)
    clang-format --dry-run --Werror $files
    diff <(sort <<<"$files") <(git ls-files 'exercises/*.[ch]' | grep -v '^exercises/proofs/' | sort)
}

@test "shellcheck finds nothing in scripts" {
    needs shellcheck
    shellcheck -x .ci/run pandoc/version.sh tests/run tests/tools tests/helpers/*.bash
}

@test "codespell finds no typing error" {
    needs codespell
    # In C, \n and %s stick to the next word.
    codespell --ignore-regex '[\\%][a-z]' -L onces,mattern $(texts)
}

@test "no word stands twice in a row" {
    run awk '
        FNR == 1 { last = ""; code = 0 }
        /^ *[>-]* *(```|~~~)/ { code = !code; last = ""; next }
        code || /^ *\|/ { last = ""; next }
        { for (i = 1; i <= NF; i++) {
            if ($i == last && $i ~ /^[a-z]+$/) print FILENAME ":" FNR ": " $i " " $i
            last = $i } }' book.md chapters/*.md README.md CONTRIBUTING.md
    [[ -z $output ]] || { echo "$output"; false; }
}

# Where things stand depends on the machine's fonts; what they are does not.
without_places()
{
    sed -E 's/ (points|d|x|y|width|height|viewBox|transform)="[^"]*"//g; s/^viewBox="[^"]*"//' "$@"
}

@test "the drawings are what make figures makes" {
    needs dot
    local dot
    for dot in chapters/figures/*.dot; do
        diff <(without_places "${dot%.dot}.svg") \
            <(dot -Tsvg "$dot" | awk -f pandoc/figure.awk | without_places)
    done
}

@test "no line ends in blanks, save what programs of the chapters print" {
    run grep -nE '[[:blank:]]+$' $(texts | grep -v '^./chapters/')
    [[ -z $output ]] || { echo "$output"; false; }
}
