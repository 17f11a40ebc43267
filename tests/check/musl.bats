# interleave and the programs that it is tested with, built for musl's C
# library. A missing tool is a counted skip, or a failure if STRICT is set.

load ../helpers/blocks

# musl-gcc knows no headers of the kernel, and glibc's shall not come along. Its
# specs would undo those of `interleave cc` if they came last.
make_compiler() # FILE
{
    local name folder
    mkdir "$1.headers"
    for name in linux asm asm-generic; do
        for folder in /usr/include "/usr/include/$(gcc -print-multiarch)"; do
            [[ ! -d $folder/$name || -e $1.headers/$name ]] || ln -s "$folder/$name" "$1.headers/$name"
        done
    done
    cat >"$1.gcc" <<'END'
#!/bin/bash
exec gcc "${@: -2}" "${@:1:$#-2}"
END
    cat >"$1" <<END
#!/bin/sh
case \$* in *--version*) exec gcc "\$@" ;; esac
REALGCC=$1.gcc exec musl-gcc "\$@" -idirafter $1.headers
END
    chmod +x "$1" "$1.gcc"
}

# In a folder of its own, with what the README's make does.
setup_file()
{
    command -v musl-gcc >/dev/null || return 0
    make_compiler "$BATS_FILE_TMPDIR/cc"
    timeout 300 make -s -j "$(getconf _NPROCESSORS_ONLN)" -C "$repo" CC="$BATS_FILE_TMPDIR/cc" \
        build="$BATS_FILE_TMPDIR" interleave interleave-programs
}

setup()
{
    command -v musl-gcc >/dev/null || missing musl-gcc || return
    export BUILD=$BATS_FILE_TMPDIR
    # shellcheck source=tests/interleave/programs.bash
    source "$repo/tests/interleave/programs.bash"
}

@test "with musl, every wrong program is found" {
    # There the stack of a thread that has been joined is gone for good: a crash.
    EXCEPT=/dead_stack_read all_found '^bugs/'
}

@test "with musl, no alarm on a right program" {
    # Its main leaves first. In a process that was forked, musl 1.2.3 waits for
    # ever then, with interleave or without.
    EXCEPT=/memory_reused no_alarm '^right/' -n 15 --seed 1
}
