# What the tests made from chapters do: tests/helpers/blocks.bash. The
# sessions here run in a book of their own, with scripts as programs.

load helpers/blocks

interleave_dir=$repo/build/interleave

setup()
{
    repo=$BATS_TEST_TMPDIR/repo
    mkdir -p "$repo/code/lib" "$repo/code/01-a" "$repo/build/code/01-a"
    ln -s "$interleave_dir" "$repo/build/interleave"
    touch "$repo/Makefile"
    echo 'int x(void);' >"$repo/code/lib/x.h"
    printf '// one\nint main(void)\n{\n    return 0;\n}\n' >"$repo/code/01-a/a.c"
    program abc 'printf "a\nb\nc\n"'
    program both 'echo out; echo err >&2; echo out again'
    program fails 'echo sorry; exit 3'
    program hangs 'echo once; sleep 60'
    program shows_terminal 'test -t 1 && echo "terminal $TERM"'
}

program() # NAME SCRIPT
{
    printf '#!/bin/sh\n%s\n' "$2" >"$repo/build/code/01-a/$1"
    chmod +x "$repo/build/code/01-a/$1"
}

# Runs a block and expects that it holds. The block is on stdin.
holds() # KIND NAME=VALUE…
{
    run "$1" chapters/01-a.md:10 "${@:2}" 3>/dev/null
    echo "$output"
    [[ $status -eq 0 ]]
}

# … that it does not, and that the output names WHAT.
breaks() # WHAT KIND NAME=VALUE…
{
    run "$2" chapters/01-a.md:10 "${@:3}" 3>/dev/null
    echo "$output"
    [[ $status -ne 0 && $output == *"$1"* ]]
}

here=(transcript in=code/01-a where=real)

@test "an exact transcript holds for that text only" {
    holds "${here[@]}" <<<$'$ ./abc\na\nb\nc'
    breaks '+b' "${here[@]}" <<<$'$ ./abc\na\nB\nc'
    breaks '+c' "${here[@]}" <<<$'$ ./abc\na\nb'
    breaks '-d' "${here[@]}" <<<$'$ ./abc\na\nb\nc\nd'
}

@test "a difference is reported with the line of its command" {
    breaks 'chapters/01-a.md:12: $ ./abc' "${here[@]}" <<<$'$ true\n$ ./abc\na'
}

@test "match=lines takes any order, and no other lines" {
    holds "${here[@]}" match=lines <<<$'$ ./abc\nc\na\nb'
    breaks '-c' "${here[@]}" match=lines <<<$'$ ./abc\nc\nc\na\nb'
}

@test "match=one-of takes one of the texts, whole" {
    holds "${here[@]}" match=one-of <<<$'$ ./abc\nx\n--- or ---\na\nb\nc'
    holds "${here[@]}" match=one-of <<<$'$ ./abc\na\nb\nc\n--- or ---\nx'
    breaks differ "${here[@]}" match=one-of <<<$'$ ./abc\na\n--- or ---\nb'
}

@test "match=pattern knows any lines, any text in a line, and nothing else" {
    holds "${here[@]}" match=pattern <<<$'$ ./abc\n...'
    holds "${here[@]}" match=pattern <<<$'$ ./abc\na\n...\n[..]'
    holds "${here[@]}" match=pattern <<<$'$ ./abc\na\nb\nc\n...'
    holds "${here[@]}" match=pattern <<<$'$ echo "a.c:1 [x] $(( 1 + 1 ))*"\na.c:[..] [x] 2*'
    breaks differ "${here[@]}" match=pattern <<<$'$ ./abc\n[..]'
    breaks differ "${here[@]}" match=pattern <<<$'$ ./abc\na\n...\nd'
    breaks differ "${here[@]}" match=pattern <<<$'$ ./abc\n.\nb\nc'
    breaks differ "${here[@]}" match=pattern <<<$'$ ./abc\na\nb\n'
}

@test "output goes to a terminal, with standard error in its place" {
    holds "${here[@]}" <<<$'$ ./both\nout\nerr\nout again'
    holds "${here[@]}" <<<$'$ ./shows_terminal\nterminal dumb'
}

@test "a status other than 0 must be shown" {
    breaks 'ended with status 3' "${here[@]}" <<<$'$ ./fails\nsorry'
    holds "${here[@]}" <<<$'$ ./fails\nsorry\n$ echo $?\n3'
    breaks '+3' "${here[@]}" <<<$'$ ./fails\nsorry\n$ echo $?\n1'
}

@test "all commands of a block run in one shell" {
    holds "${here[@]}" <<<$'$ x=3; cd ../lib\n$ echo $x $(basename $PWD)\n3 lib\n$ echo a \\\n  b\na b'
}

@test "a transcript leaves the reader's tree alone" {
    holds "${here[@]}" <<<$'$ echo no > a.c; rm abc'
    grep -q one "$repo/code/01-a/a.c"
    [[ -x $repo/build/code/01-a/abc ]]
}

@test "a program that does not end is named" {
    breaks 'has not ended after 1 s' "${here[@]}" seconds=1 match=pattern <<<$'$ ./hangs\n...'
}

@test "a text of another version is not compared, but the status is" {
    holds "${here[@]}" 'by=bash 1' <<<$'$ ./abc\nother'
    holds "${here[@]}" on=pdp-11 <<<$'$ ./abc\nother'
    breaks 'ended with status 3' "${here[@]}" 'by=bash 1' <<<$'$ ./fails'
    breaks differ "${here[@]}" "by=bash ${BASH_VERSINFO[0]}" <<<$'$ ./abc\nother'
}

@test "without an optional tool a test is skipped, unless nothing may be" {
    STRICT=yes breaks 'missing tool: no-such-tool' "${here[@]}" needs=no-such-tool <<<$'$ ./abc\nx'
    skip() # what bats has by that name, but seen
    {
        echo "skipped: $1"
        return 1
    }
    STRICT='' breaks 'skipped: no no-such-tool' "${here[@]}" needs=no-such-tool <<<$'$ ./abc\nx'
}

@test "fails=compile wants an error of the compiler" {
    local compile=$'$ echo "int x" | cc -c -x c -\n...'
    holds "${here[@]}" fails=compile match=pattern <<<"$compile"
    breaks 'fails=compile' "${here[@]}" fails=compile match=pattern <<<"${compile/int x/int x;}"
}

@test "fails=report wants a report" {
    program report 'echo "WARNING: ThreadSanitizer: data race"; exit 66'
    holds "${here[@]}" fails=report <<<$'$ ./report\nWARNING: ThreadSanitizer: data race'
    breaks 'fails=report' "${here[@]}" fails=report <<<$'$ ./abc\na\nb\nc'
}

@test "fails=leak wants a leak" {
    program leak 'echo "ERROR: LeakSanitizer: detected memory leaks"; exit 1'
    holds "${here[@]}" fails=leak <<<$'$ ./leak\nERROR: LeakSanitizer: detected memory leaks'
    breaks 'fails=leak' "${here[@]}" fails=leak <<<$'$ ./abc\na\nb\nc'
}

@test "fails=hang wants a program that can never end, and its own output" {
    cc -pthread -x c - -o "$repo/build/code/01-a/stuck" <<'END'
#include <pthread.h>
#include <stdio.h>

int main(void)
{
    pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

    pthread_mutex_lock(&mutex);
    puts("locked");
    pthread_mutex_lock(&mutex);
}
END
    holds transcript in=code/01-a fails=hang <<<$'$ ./stuck\nlocked'
    breaks '+locked' transcript in=code/01-a fails=hang <<<$'$ ./stuck\nlocked twice'
    breaks 'ended with status 101' transcript in=code/01-a match=pattern <<<$'$ ./stuck\n...'
    breaks 'fails=hang' transcript in=code/01-a fails=hang <<<$'$ ./abc\na\nb\nc'
}

@test "programs of the book run on a clock of their own, unless where=real" {
    cc -x c - -o "$repo/build/code/01-a/late" <<'END'
#include <stdio.h>
#include <unistd.h>

int main(void)
{
    sleep(3600);
    puts("an hour later");
}
END
    holds transcript in=code/01-a <<<$'$ ./late\nan hour later'
    breaks 'has not ended after 1 s' transcript in=code/01-a where=real seconds=1 <<<$'$ ./late\nan hour later'
}

@test "where=every explores, and each output must hold" {
    cp "$interleave_dir/../code/01-threads/shared_argument" "$repo/build/code/01-a/argument"
    local line=$'I am thread [..].'
    holds transcript in=code/01-a where=every match=pattern <<<$'$ ./argument\n'"$line"$'\n'"$line"$'\n'"$line"
    breaks differ transcript in=code/01-a where=every <<<$'$ ./argument\nI am thread 3.\nI am thread 3.\nI am thread 3.'
}

@test "an excerpt must be in its file, line by line" {
    holds excerpt from=code/01-a/a.c <<<$'int main(void)\n{\n...\n}'
    holds excerpt from=code/01-a/a.c <<<'return 0;'
    breaks 'does not have these lines' excerpt from=code/01-a/a.c <<<'return'
    breaks 'does not have these lines' excerpt from=code/01-a/a.c <<<$'int main(void)\n}'
    breaks 'No such file' excerpt from=code/01-a/b.c <<<'x'
}

@test "an excerpt may come from a command" {
    holds excerpt 'from=$ ./abc' in=code/01-a <<<$'b\nc'
    breaks 'does not have these lines' excerpt 'from=$ ./abc' in=code/01-a <<<'d'
}

@test "a declaration must agree with its header, and stand in it" {
    holds declaration header=x.h <<<'int x(void);'
    breaks conflicting declaration header=x.h <<<'long x(void);'
    breaks undeclared declaration header=stdio.h <<<'int y(int a);' || breaks "'y'" declaration header=stdio.h <<<'int y(int a);'
}

@test "code that is said not to compile must not, for the reason given" {
    holds failure fails=compile says=expected <<<'int x'
    breaks 'this compiles' failure fails=compile says=expected <<<'int x;'
    breaks 'does not say "color"' failure fails=compile says=color <<<'int x'
}
