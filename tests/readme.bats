# README.md lists every chapter and every file of code/, and nothing else.

repo=$BATS_TEST_DIRNAME/..

listed() # PATTERN: what README.md links to
{
    grep -oE '\]\('"$1"'\)' "$repo/README.md" | tr -d ']()' | sort
}

there() # FOLDER PATTERN: what there is
{
    cd "$repo" && find "$1" -name "$2" | sort
}

@test "README lists every chapter, and no other" {
    diff <(listed 'chapters/[^)]*') <(there chapters '*.md')
}

@test "README lists every program, and no other" {
    diff <(listed 'code/[^)]*') <(there code '*.[ch]')
}

@test "README's table and install line name what make asks for" {
    local tool
    for tool in gcc make pandoc bats; do
        grep -q "^| .*$tool" "$repo/README.md"
        grep -q "apt-get install .* $tool " "$repo/README.md"
    done
}

@test "CITATION.cff has the book's title" {
    [[ $(sed -n 's/^title: //p' "$repo/CITATION.cff") == "$(sed -n 's/^title: //p' "$repo/book.md")" ]]
}

@test "make help lists every target that README names" {
    local target
    while read -r target; do
        make -C "$repo" help | grep -q "^$target "
    done < <(grep -oE '`make [a-z]+`' "$repo/README.md" | tr -d '`' | cut -d ' ' -f 2)
}

@test "a missing tool is named with its packages" {
    run "$repo/tests/tools" cc no-such-tool musl-gcc-too
    [[ $status -eq 1 ]]
    [[ $output == *'missing tool: no-such-tool (package on Debian: no-such-tool'* ]]
}

@test "make names the missing tools before it builds anything" {
    local tool bin=$BATS_TEST_TMPDIR/bin
    mkdir "$bin"
    for tool in make sh uname mkdir sed find; do
        ln -s "$(command -v "$tool")" "$bin/$tool"
    done
    cp -R "$repo/Makefile" "$repo/tests" "$repo/book.md" "$repo/chapters" "$BATS_TEST_TMPDIR"
    PATH=$bin run make -C "$BATS_TEST_TMPDIR"
    [[ $status -ne 0 ]]
    [[ $output == *'missing tool: cc (package on Debian: gcc,'* ]]
    [[ $output == *'missing tool: pandoc (package on Debian: pandoc,'* ]]
    [[ ! -e $BATS_TEST_TMPDIR/build ]]
}
