#!/usr/bin/env bats
# Right programs raise no alarm. Here with few schedules; `make corpus` is
# the long proof.

bats_require_minimum_version 1.5.0
load programs.bash

@test "no alarm on a right program" {
    no_alarm '^right/' -n 40 --seed 1
}

@test "no alarm on a right program when times are late and wakeups spurious" {
    no_alarm '^right/' -n 40 --seed 2 --late --spurious
}

@test "no alarm on a wait with a limit when wakeups alone are spurious" {
    no_alarm '^right/(relative_deadline|timeout_but_set)' -n 60 --seed 3 \
        --spurious --fail-on all
}

@test "threads that wait for ever are a deadlock although wakeups are spurious" {
    run -101 timeout 60 "$interleave" explore --spurious -n 60 \
        "$built/bugs/forgotten_broadcast"
}
