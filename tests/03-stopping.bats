# The promise of chapter 3, on the program that the reader builds.

bats_require_minimum_version 1.8.0

repo=$BATS_TEST_DIRNAME/..

virtually() # PROGRAM: on interleave's default schedule and its clock
{
    timeout 20 "$repo/build/interleave/interleave" \
        "$repo/build/code/03-stopping/$1"
}

@test "stop: the task runs for three seconds and is then stopped" {
    run -0 virtually stop
    [[ ${lines[0]} == 'Running #1' ]]
    [[ ${lines[1]} == 'Running #2' ]]
    [[ ${lines[2]} == 'Running #3' ]]
    [[ ${lines[3]} == 'The thread was stopped prematurely.' ]]
    [[ ${#lines[@]} -eq 4 ]]
}

@test "stop: the task would count to six" {
    grep -F 'for (int i = 1; i <= 6; i++)' "$repo/code/03-stopping/stop.c"
    grep -F 'The thread was stopped maturely.' "$repo/code/03-stopping/stop.c"
}

# How many lines, and so which ending, the real clock does not promise.
@test "stop: on the real clock, it counts from one and says how it ended" {
    run -0 timeout 20 "$repo/build/code/03-stopping/stop"
    [[ ${lines[0]} == 'Running #1' ]]
    [[ ${lines[-1]} =~ ^'The thread was stopped '(prema|ma)'turely.'$ ]]
}

@test "no_join: the last line is lost" {
    run -0 virtually no_join
    [[ $output == $'Running #1\nRunning #2\nRunning #3' ]]
}
