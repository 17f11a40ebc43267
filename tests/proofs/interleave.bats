# Long proofs of interleave; `make proofs` runs them.

bats_require_minimum_version 1.8.0

load ../interleave/programs.bash

teardown() {
    [[ -z ${loops:-} ]] || kill "${loops[@]}"
}

@test "a replay is the same 1,000 times of 1,000 beside 8 busy loops" {
    loops=()
    for ((i = 0; i < 8; i++)); do
        timeout 600 sh -c 'while :; do :; done' 3>&- &
        loops+=($!)
    done
    program=$built/bugs/memory/lost_update
    run -104 timeout 60 "$interleave" explore --seed 1 "$program"
    schedule=$(sed -n 's/^Replay: interleave replay \([^ ]*\) .*/\1/p' <<<"$output")
    [[ -n $schedule ]]
    for ((i = 0; i < 1000; i++)); do
        timeout 60 "$interleave" replay "$schedule" "$program" 2>&1 | md5sum
    done | sort | uniq -c >"$BATS_TEST_TMPDIR/sums"
    cat "$BATS_TEST_TMPDIR/sums"
    [[ $(wc -l <"$BATS_TEST_TMPDIR/sums") -eq 1 ]]
}

# With the number of schedules that it took, a line a program.
@test "the reduction loses no output of 300 programs drawn by lot" {
    FIRST=1000 SEEDS=300 N=5000 run -0 bats \
        "$BATS_TEST_DIRNAME/../interleave/reduction.bats"
}

@test "every wrong program is found by the default strategy, seeds 1 to 3" {
    SEEDS=3 STRATEGIES=mix "$BATS_TEST_DIRNAME/../interleave/measure.bash" wrong >&3
}

@test "no alarm on a right program in 10,000 schedules, late and spurious too" {
    "$BATS_TEST_DIRNAME/../interleave/measure.bash" right >&3
}
