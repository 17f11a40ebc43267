# What the style asks of code/ that no compiler sees.

repo=$BATS_TEST_DIRNAME/..

@test "no line of code/ is longer than 72 columns" {
    cd "$repo"
    run awk 'length > 72 { print FILENAME ":" FNR ": " length " columns" }' code/*/*
    [[ -z $output ]] || { echo "$output"; false; }
}

@test "no program of code/ is longer than 90 lines, and the scheduler than 160" {
    cd "$repo"
    run awk 'FNR == (FILENAME ~ /scheduler\.c$/ ? 161 : 91) { print FILENAME }' code/[0-9]*/*.c
    [[ -z $output ]] || { echo "$output"; false; }
}

@test "no function of code/ is longer than 20 lines" {
    cd "$repo"
    run awk 'FNR == 1 { open = 0 }
        /^{/ { open = FNR }
        /^}/ && open { if (FNR - open - 1 > 20) print FILENAME ":" open; open = 0 }' code/*/*.[ch]
    [[ -z $output ]] || { echo "$output"; false; }
}

@test "every program is built by the one cc line that README shows" {
    local line
    line=$(grep -oE 'cd code/03-stopping && cc .* -o stop' "$repo/README.md")
    mkdir "$BATS_TEST_TMPDIR/book"
    cp -R "$repo/code" "$BATS_TEST_TMPDIR/book"
    cd "$BATS_TEST_TMPDIR/book"
    bash -c "$line"
    [[ -x code/03-stopping/stop ]]
}

# A clone's files have no ages to go by, and need not have dot.
@test "make draws no figure, however old the committed one is" {
    cp -R "$repo/chapters" "$repo/Makefile" "$repo/book.md" "$repo/pandoc" "$repo/code" "$repo/tests" "$BATS_TEST_TMPDIR/"
    cd "$BATS_TEST_TMPDIR"
    touch -d '2001-01-01' chapters/figures/*.svg
    run make -n all book
    [[ $status -eq 0 && $output != *dot\ -T* ]]
}
