# Every program, with each compiler, sanitizer and C library. A missing
# tool is a counted skip, or a failure if STRICT is set.

load ../helpers/blocks

warnings=(-std=c11 -g -Wall -Wextra -Wpedantic -Wshadow -Werror -pthread)

needs() # COMMAND
{
    command -v "$1" >/dev/null || missing "$1"
}

# Builds programs with their own one line, side by side, and a library that
# is to be preloaded with its own.
build() # COMPILER FLAG… -- PROGRAM…
{
    local line=()
    while [[ $1 != -- ]]; do
        line+=("$1")
        shift
    done
    shift
    cd "$repo" || return
    printf '%s\n' "$@" | xargs -P "$(getconf _NPROCESSORS_ONLN)" -I '{}' bash -c '
        name=${1//\//+}
        if [[ $1 == */scheduler.c ]]; then
            exec "${@:2}" -shared -fPIC "$1" -o "$BATS_TEST_TMPDIR/scheduler.so"
        fi
        "${@:2}" -Icode/lib "$1" code/lib/*.c -o "$BATS_TEST_TMPDIR/${name%.c}"
    ' build '{}' "${line[@]}" "${warnings[@]}"
}

# A chapter says of a program that it is wrong on purpose. What is preloaded
# is no program.
right_programs()
{
    cd "$repo" || return
    comm -23 <(printf '%s\n' code/[0-9a-z]*-*/*.c | grep -v '/scheduler\.c$') \
        <(grep -h 'wrong="' chapters/*.md | grep -oE 'code/[^"]*\.c' | sort)
}

# Runs what was built, side by side: most of the time programs sleep. How
# they end is for the chapters to say; here only reports count (status 99).
run_all() # COMMAND…: put in front of each program
{
    local quiet=exitcode=99:color=never
    printf '%s\n' "$BATS_TEST_TMPDIR"/code+* | ASAN_OPTIONS=$quiet LSAN_OPTIONS=$quiet \
        TSAN_OPTIONS=$quiet UBSAN_OPTIONS=$quiet:halt_on_error=1 \
        xargs -P 16 -I '{}' bash -c '
            timeout 120 "${@:2}" "$1" >"$1.said" 2>&1 </dev/null
            code=$?
            if [[ $code == 99 || $code == 124 || $code -gt 127 ]]; then
                echo "${1##*/}: status $code"
                cat "$1.said"
                exit 1
            fi
        ' run '{}' "$@"
}

sanitized() # COMPILER SANITIZERS
{
    needs "$1" || return
    echo 'int main(void) { return 0; }' >"$BATS_TEST_TMPDIR/empty.c"
    "$1" "-fsanitize=$2" "$BATS_TEST_TMPDIR/empty.c" -o "$BATS_TEST_TMPDIR/empty" ||
        missing "$1's libraries for -fsanitize=$2" || return
    local programs
    mapfile -t programs < <(right_programs)
    [[ ${#programs[@]} -gt 0 ]]
    build "$1" -O1 "-fsanitize=$2" -fno-sanitize-recover=all -- "${programs[@]}"
    run_all setarch "$(uname -m)" -R
}

@test "gcc compiles every program without a warning" {
    needs gcc
    build gcc -O2 -- code/[0-9a-z]*-*/*.c
}

@test "clang compiles every program without a warning" {
    needs clang
    build clang -O2 -- code/[0-9a-z]*-*/*.c
}

@test "musl's C library is enough for every program" {
    needs musl-gcc
    build musl-gcc -O2 -- code/[0-9a-z]*-*/*.c
}

@test "right programs are clean under gcc's ThreadSanitizer" {
    sanitized gcc thread
}

@test "right programs are clean under clang's ThreadSanitizer" {
    sanitized clang thread
}

@test "right programs are clean under gcc's AddressSanitizer and UBSan" {
    sanitized gcc address,undefined
}

@test "right programs are clean under clang's AddressSanitizer and UBSan" {
    sanitized clang address,undefined
}

helgrind()
{
    # Chapters show calls that fail on purpose; races and locks count here.
    printf '{\n  calls that fail\n  Helgrind:PthAPIerror\n  obj:*\n}\n' >"$BATS_TEST_TMPDIR/calls.supp"
    run_all valgrind -q --tool=helgrind --error-exitcode=99 \
        --suppressions="$BATS_TEST_TMPDIR/calls.supp"
}

@test "right programs are clean under Helgrind" {
    needs valgrind
    local programs
    mapfile -t programs < <(right_programs)
    build gcc -O1 -- "${programs[@]}"
    helgrind
}

@test "these checks do find a race" {
    needs valgrind
    build gcc -O1 -- code/01-threads/shared_argument.c
    run helgrind
    [[ $status -ne 0 && $output == *'Possible data race'* ]]
    build gcc -O1 -fsanitize=thread -- code/01-threads/shared_argument.c
    run run_all setarch "$(uname -m)" -R
    [[ $status -ne 0 && $output == *'WARNING: ThreadSanitizer: data race'* ]]
}
