#!/usr/bin/env bats
# interleave/CALLS.md says which calls are controlled; the library must
# replace those, and no others.

bats_require_minimum_version 1.8.0

setup()
{
    top=$BATS_TEST_DIRNAME/../..
    library=$top/build/interleave/libinterleave.so
}

# The calls of the table that are treated in one of these ways.
listed() # EXTENDED REGULAR EXPRESSION
{
    awk -F'|' -v how="^ ($1) \$" '$3 ~ how { print $2 }' \
        "$top/interleave/CALLS.md" | grep -o '`[^`]*`' | tr -d '`' | sort
}

replaced()
{
    nm -D --defined-only "$library" | awk '{ print $3 }' |
        grep -vE '^(__|interleave_)' | sort # not what interleave cc asks for
}

@test "the table lists what the library replaces, and nothing else" {
    diff <(listed 'controlled|noted') <(replaced)
}

@test "what is left as it is is not replaced, and listed once" {
    [ -z "$(comm -12 <(listed 'as they are') <(replaced))" ]
    [ -z "$(listed '.*' | uniq -d)" ]
}

@test "each row says one of the three ways" {
    run ! awk -F'|' '/^\| `/ && $3 !~ /^ (controlled|noted|as they are) $/ {
        print; found = 1 } END { exit !found }' "$top/interleave/CALLS.md"
}

@test "what is noted leaves a note" {
    local call
    while read -r call; do
        grep -q "note_uncontrolled(\"$call\"" "$top"/interleave/lib/*.c ||
            { echo "$call"; return 1; }
    done < <(listed noted)
}
