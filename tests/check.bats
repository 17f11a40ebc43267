# Chapters to tests: pandoc/filters/check.lua.

load helpers/golden

@test "check writes a test for each block that can be compared" {
    golden check kinds 0 build/tests
}

@test "check names transcripts that cannot run" {
    golden check mistakes 1
    [[ ! -e $case_copy/build/tests ]]
}

@test "check removes the tests of a chapter that is gone" {
    copy_case check/kinds
    run_filter check
    touch "$case_copy/build/tests/09-gone.bats"
    run_filter check
    [[ $(ls "$case_copy/build/tests") == 01-kinds.bats ]]
}
