# The event's contract, where it is easiest to get wrong. Each program of
# tests/event runs under ThreadSanitizer, then under the sanitizers for
# addresses and undefined behaviour. The pulse is tested by chapter 2 itself.

bats_require_minimum_version 1.8.0

repo=$BATS_TEST_DIRNAME/..

# Sets `output` to what tests/event/NAME.c prints, built with SANITIZERS.
# Any report makes it fail.
run_sanitized() # NAME SANITIZERS
{
    local program=$BATS_TEST_TMPDIR/$1
    if ! "${CC:-cc}" -fsanitize="$2" -x c - -o "$program" \
        <<<'int main(void) { return 0; }' 2>/dev/null; then
        skip "this compiler has no sanitizer $2"
    fi
    "${CC:-cc}" -std=c11 -g -O1 -Wall -Wextra -Werror -pthread \
        -fsanitize="$2" -fno-sanitize-recover=all \
        -I"$repo/code/lib" "$repo/tests/event/$1.c" \
        "$repo/code/lib/event.c" -o "$program"
    # Some kernels spread addresses further than ThreadSanitizer allows.
    local fixed=(setarch "$(uname -m)" -R)
    "${fixed[@]}" true 2>/dev/null || fixed=()
    run -0 timeout 60 "${fixed[@]}" "$program"
    echo "$output"
}

threads=thread
memory=address,undefined,float-cast-overflow

@test "who has looked and seen it set may destroy the event" {
    run_sanitized destroy_after_look $threads
    run_sanitized destroy_after_look $memory
    [[ -z $output ]]
}

@test "who has waited for it may destroy the event" {
    run_sanitized destroy_after_wait $threads
    run_sanitized destroy_after_wait $memory
    [[ -z $output ]]
}

@test "a cancelled waiter leaves the event in order" {
    run_sanitized cancelled_waiter $threads
    run_sanitized cancelled_waiter $memory
    [[ $output == set ]]
}

@test "one set frees a hundred waiters and shows them what was written" {
    run_sanitized hundred_waiters $threads
    [[ $output == 'all free' ]]
}

@test "event_wait_for takes any number of seconds" {
    run_sanitized odd_seconds $memory
    [[ $output == \
'0: clear
-1: clear
-1.79769e+308: clear
-inf: clear
nan: clear
4.94066e-324: clear
0.25: clear
1: clear
1: clear
1e+09: set
1e+18: set
1e+300: set
1.79769e+308: set
inf: set' ]]
}
