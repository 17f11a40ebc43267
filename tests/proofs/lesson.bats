# Long proofs of what the chapters say; `make proofs` runs them. Figures
# that no run must repeat are printed, not asserted.

bats_require_minimum_version 1.8.0

repo=$BATS_TEST_DIRNAME/../..
interleave=$repo/build/interleave/interleave
code=$repo/build/code

setup_file() {
    make -s -C "$BATS_TEST_DIRNAME/../.." code
}

teardown() {
    # Only what this test has started.
    [[ -z ${loops:-} ]] || kill "${loops[@]}"
}

busy() { # COUNT: that many loops beside the test
    loops=()
    for ((i = 0; i < $1; i++)); do
        timeout 300 sh -c 'while :; do :; done' 3>&- &
        loops+=($!)
    done
}

# Chapter 3: the transcript labelled `default, exact`.
@test "stop prints chapter 3's transcript 500 times of 500 beside 8 busy loops" {
    busy 8
    expected=$'Running #1\nRunning #2\nRunning #3\nThe thread was stopped prematurely.'
    for ((i = 0; i < 500; i++)); do
        got=$(timeout 60 "$interleave" "$code/03-stopping/stop")
        [[ $got == "$expected" ]] || { echo "run $i: $got"; false; }
    done
}

fifty() { # PROGRAM: fifty runs at once on the real clock
    for ((i = 0; i < 50; i++)); do
        timeout 60 "$code/03-stopping/$1" >"$BATS_TEST_TMPDIR/$i" 3>&- &
    done
    wait
}

# Chapters 3 and 5: seven of fifty, when we counted.
@test "stop, fifty copies at once on the real clock: fourth lines counted" {
    fifty stop
    n=$(grep -l 'Running #4' "$BATS_TEST_TMPDIR"/* | wc -l)
    echo "# of 50 runs, $n printed a fourth line" >&3
    [[ $(grep -c 'Running #1' "$BATS_TEST_TMPDIR"/* | grep -c ':1$') -eq 50 ]]
}

# Chapter 3: fifty of fifty, when we counted.
@test "no_join, fifty copies at once on the real clock: last lines counted" {
    fifty no_join
    n=$(grep -L 'The thread was' "$BATS_TEST_TMPDIR"/* | wc -l)
    echo "# of 50 runs, $n lost the last line" >&3
    ((n > 0))
}

all_late() { # PROGRAM: the outputs of all of its late schedules
    run -0 timeout 800 "$interleave" explore --late --no-memory \
        --strategy dfs -n 10000000 --outputs "$code/$1"
    echo "# ${lines[-1]}" >&3
}

# Chapter 5: all of the schedules, and not more outputs than seven.
@test "stop has seven outputs in all of its late schedules" {
    all_late 03-stopping/stop
    [[ ${lines[0]} == '7 distinct outputs; these are all:' ]]
}

@test "stop_at_once has seven outputs in all of its late schedules" {
    all_late 05-promise/stop_at_once
    [[ ${lines[0]} == '7 distinct outputs; these are all:' ]]
    [[ $(grep -c 'It took 0.0 seconds' <<<"$output") -eq 7 ]]
}
