# Every exercise: its starter fails, right answers pass, wrong ones fail for
# their reason and with the words that are kept.

load ../helpers/blocks

@test "every answer to an exercise is judged as intended" {
    # Who runs it may have files open of their own: no feedback counts them.
    run make -s -C "$repo" selftest RENEW= 99</dev/null
    echo "$output" | grep -v '^ok' >&2 || true
    [[ $status -eq 0 && $output == *' answers, 0 not judged as intended'* ]]
}

# Clang lays out code and data otherwise than the gcc that the feedback is
# kept of.
@test "clang's build of a right answer passes, too" {
    command -v clang >/dev/null || missing clang || return
    run make -s -C "$repo" selftest RENEW= CC=clang PROOF=right_
    echo "$output" | grep -v '^ok' >&2 || true
    [[ $status -eq 0 && $output == *' answers, 0 not judged as intended'* ]]
}

@test "every section that an exercise names exists" {
    cd "$repo" || return
    local file section
    while read -r section; do
        file=chapters/${section%%#*}
        [[ -f $file ]]
        [[ $section != *'#'* ]] || pandoc -f commonmark_x -t html "$file" | grep -qF "id=\"${section##*#}\""
    done < <(grep -hE '^(see|section) = ' exercises/check/texts.conf exercises/*/exercise.conf | sed 's/.* = //' | sort -u)
}
