# The promise of chapter 4, on the programs that the reader builds.

bats_require_minimum_version 1.8.0

repo=$BATS_TEST_DIRNAME/..

virtually() # PROGRAM: on interleave's default schedule and its clock
{
    timeout 20 "$repo/build/interleave/interleave" \
        "$repo/build/code/04-worker/$1"
}

@test "worker: it runs for three seconds and is then stopped" {
    run -0 virtually worker
    [[ ${lines[0]} == 'Running #1' ]]
    [[ ${lines[1]} == 'Running #2' ]]
    [[ ${lines[2]} == 'Running #3' ]]
    [[ ${lines[3]} == 'The thread was stopped prematurely.' ]]
    [[ ${#lines[@]} -eq 4 ]]
}

@test "worker: left alone, it would count to six" {
    grep -F 'for (int i = 1; i <= 6; i++)' "$repo/code/04-worker/worker.c"
    grep -F 'The thread was stopped maturely.' "$repo/code/04-worker/worker.c"
}

@test "two_workers: the counter stops after two lines" {
    run -0 virtually two_workers
    [[ $(grep -vi tick <<<"$output") == \
'Running #1
Running #2
The thread was stopped prematurely.' ]]
}

@test "two_workers: the ticker goes on, and stops after four" {
    run -0 virtually two_workers
    [[ $(grep -i tick <<<"$output") == \
'Tick.
Tick.
Tick.
Tick.
The ticking was stopped.' ]]
}
