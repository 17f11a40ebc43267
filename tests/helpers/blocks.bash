# What the tests made from the chapters call: transcript, excerpt,
# declaration, failure. Each takes the place of its block, CHAPTER:LINE, and
# the block's attributes as NAME=VALUE; the block's text is on stdin.
# What the attributes mean stands in CONTRIBUTING.md.

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
mark=$'\x1e' # stands between outputs; no program of the book prints it

# ---- what the machine has ----

# Without an optional tool a test is skipped, in .ci/run it fails.
missing() # COMMAND
{
    if [[ ${STRICT-} ]]; then
        echo "missing tool: $1"
        return 1
    fi
    skip "no $1"
}

version_of() # TOOL
{
    [[ $1 == glibc ]] && set -- ldd
    "$1" --version 2>&1 | grep -oE '[0-9]+(\.[0-9]+)+' | head -n 1
}

# True where the text of the tool that by= and on= name can be compared.
text_is_known()
{
    local machine tool version
    machine=$(uname -m)
    machine=${machine/x86_64/x86-64}
    machine=${machine/aarch64/arm64}
    [[ ${option[on]-$machine} == "$machine" ]] || return 1
    [[ ${option[by]-} ]] || return 0
    read -r tool version <<<"${option[by]}"
    [[ .$(version_of "$tool"). == ".$version."* ]]
}

# ---- attributes ----

read_options() # CHAPTER:LINE NAME=VALUE…
{
    declare -gA option=([where]=default [match]=exact [in]=code
        [seconds]=20 [schedules]=200)
    place=$1
    local word tool
    for word in "${@:2}"; do
        option[${word%%=*}]=${word#*=}
    done
    tool=${option[by]-}
    tool=${tool%% *}
    for word in ${option[needs]-} ${tool/glibc/ldd}; do
        command -v "$word" >/dev/null || missing "$word" || return
    done
    if text_is_known; then
        compared=yes
    else
        compared=
        echo "# text not compared: $place (${option[by]-} ${option[on]-})" >&3
    fi
}

# ---- comparing ----

# Sets `regex` to TEXT as an extended regular expression: `...` lines are
# any lines, `[..]` is any text within a line. Every line ends in a newline.
make_regex() # TEXT
{
    local line
    regex=
    while IFS= read -r line; do
        if [[ $line == '...' ]]; then
            regex+=$'([^\n]*\n)*'
        else
            # shellcheck disable=SC2001,SC2016 # more than one character to escape
            line=$(sed 's/[][\.*^$()+?{}|]/\\&/g' <<<"$line")
            regex+=${line//'\[\.\.\]'/$'[^\n]*'}$'\n'
        fi
    done <<<"$1"
}

sorted() # TEXT
{
    LC_ALL=C sort <<<"$1"
}

# Does ACTUAL agree with EXPECTED, in the way that match= says?
agrees() # EXPECTED ACTUAL
{
    local text
    case ${option[match]} in
    exact) [[ $2 == "$1" ]] ;;
    lines) [[ $(sorted "$2") == "$(sorted "$1")" ]] ;;
    pattern) make_regex "$1" && [[ $2$'\n' =~ ^$regex$ ]] ;;
    one-of)
        while IFS= read -r -d "$mark" text; do
            [[ $2 == "$text" ]] && return
        done <<<"${1//$'\n--- or ---\n'/$mark}$mark"
        return 1
        ;;
    esac
}

show_difference() # LINE COMMAND EXPECTED ACTUAL
{
    echo "${place%:*}:$1: \$ $2"
    echo "the chapter (-) and the run (+) differ (match=${option[match]}, where=${option[where]}):"
    diff -U 100 <(printf '%s\n' "$3") <(printf '%s\n' "$4") | sed 1,3d
}

# ---- running ----

# A scratch copy of what a reader has, with the folder's programs built.
make_scratch()
{
    scratch=$BATS_TEST_TMPDIR/book
    mkdir -p "$scratch"
    cp -R "$repo/code" "$repo/Makefile" "$scratch/"
    [[ -d $scratch/${option[in]} ]] || {
        echo "$place: there is no folder ${option[in]}"
        return 1
    }
    if [[ -d $repo/build/${option[in]} ]]; then
        find "$repo/build/${option[in]}" -maxdepth 1 -type f -perm -u+x \
            -exec cp {} "$scratch/${option[in]}/" \;
    fi
}

# Runs a command line in the scratch folder, as a reader's terminal would
# show it: one stream, in order.
in_terminal() # COMMAND…
{
    local line sanitizers
    sanitizers="color=never:strip_path_prefix=$scratch/${option[in]}/"
    line=$(printf '%q ' timeout -k 1 "${option[seconds]}" "$@")
    (
        cd "$scratch/${option[in]}" || exit
        env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u COLUMNS -u BASH_ENV \
            LC_ALL=C.UTF-8 TERM=dumb NO_COLOR=1 \
            ASAN_OPTIONS="$sanitizers" LSAN_OPTIONS="$sanitizers" \
            TSAN_OPTIONS="$sanitizers" UBSAN_OPTIONS="$sanitizers" \
            PATH="$repo/build/interleave:$PATH" \
            timeout -k 1 "$((option[seconds] + 5))" \
            script -qec "$line" /dev/null </dev/null 3>&- | tr -d '\r'
        exit "${PIPESTATUS[0]}"
    )
}

# Splits the block on stdin into the arrays commands, lines, expected.
read_session()
{
    commands=() lines=() expected=()
    local line n=0 count=0 continues=
    while IFS= read -r line; do
        n=$((n + 1))
        if [[ $continues ]]; then
            commands[count - 1]+=$'\n'$line
        elif [[ $line == '$ '* ]]; then
            commands[count]=${line#'$ '}
            lines[count]=$((${place##*:} + n))
            expected[count]=
            count=$((count + 1))
        else
            expected[count - 1]+=$line$'\n'
            continue
        fi
        [[ $line == *\\ ]] && continues=yes || continues=
    done
    expected=("${expected[@]%$'\n'}")
}

# Each command is followed by a mark with its status, which `$?` keeps.
write_session() # FILE
{
    local command
    for command in "${commands[@]}"; do
        printf '%s\n' "$command"
        printf '%s\n' "{ _status=\$?; printf '$mark%s$mark' \$_status; (exit \$_status); }"
    done >"$1"
}

# Fills the arrays actual and status from a session's whole output.
split_output() # OUTPUT
{
    actual=() status=()
    local text code rest=$1
    while [[ $rest == *"$mark"*"$mark"* ]]; do
        text=${rest%%"$mark"*}
        rest=${rest#*"$mark"}
        code=${rest%%"$mark"*}
        rest=${rest#*"$mark"}
        actual+=("${text%$'\n'}")
        status+=("$code")
    done
    [[ ${#status[@]} -eq ${#commands[@]} ]] || actual+=("${rest%$'\n'}")
}

run_session()
{
    local runner=(bash) output
    [[ ${option[where]} == real ]] || runner=(interleave --only "$scratch" bash)
    write_session "$BATS_TEST_TMPDIR/session"
    output=$(in_terminal "${runner[@]}" "$BATS_TEST_TMPDIR/session") || true
    split_output "$output"
}

# ---- judging ----

has_ended() # N
{
    [[ $1 -lt ${#status[@]} ]] && return
    echo "${place%:*}:${lines[$1]}: \$ ${commands[$1]}: has not ended after ${option[seconds]} s; until then:"
    printf '%s\n' "${actual[$1]-}"
    return 1
}

# With ACCEPT set, what differs is put there for `make accept`.
check_text() # N
{
    [[ $compared ]] || return 0
    agrees "${expected[$1]}" "${actual[$1]-}" && return
    if [[ ${ACCEPT-} ]]; then
        mkdir -p "$ACCEPT/${place/:/@}"
        printf '%s\n' "${actual[$1]}" >"$ACCEPT/${place/:/@}/$(($1 + 1))"
        return
    fi
    show_difference "${lines[$1]}" "${commands[$1]}" "${expected[$1]}" "${actual[$1]-}"
    return 1
}

# 0, unless the reader is shown the status or told of the failure.
check_status() # N
{
    local next=${commands[$1 + 1]-}
    [[ ${status[$1]} == 0 || $next == 'echo $?' ]] && return
    [[ ${option[fails]-} && ! $next ]] && return
    echo "${place%:*}:${lines[$1]}: \$ ${commands[$1]}: ended with status ${status[$1]}, and no \$ echo \$? shows it"
    printf '%s\n' "${actual[$1]}"
    return 1
}

# The last command must fail, and in the way that the chapter says.
check_failure()
{
    local last=$((${#commands[@]} - 1))
    local said=${actual[last]-} code=${status[last]-none}
    [[ ${commands[last]} == 'echo $?' ]] && said+=${actual[last - 1]-} code=$said
    case ${option[fails]} in
    compile) [[ $code != 0 && $said == *error* ]] ;;
    leak) [[ $said == *'detected memory leaks'* || $said == *'definitely lost'* ]] ;;
    report) [[ $said =~ (WARNING|ERROR):\ [A-Z][A-Za-z]+Sanitizer|runtime\ error:|ERROR\ SUMMARY:\ [1-9]|interleave: ]] ;;
    hang) [[ $code == 101 || $code == 102 ]] ;;
    esac && return
    echo "$place: fails=${option[fails]}, but this is what happened (status $code):"
    printf '%s\n' "$said"
    return 1
}

# Under interleave a hang is known at once, and reported below the output.
forget_report_of_hang()
{
    local last=$((${#status[@]} - 1))
    [[ ${option[fails]-} == hang && $last -ge 0 ]] || return 0
    actual[last]=$(sed '/^interleave: /,$d' <<<"${actual[last]}")
}

# Every distinct output of the programs, on all schedules tried.
explore_each()
{
    local n output file outputs
    for n in "${!commands[@]}"; do
        outputs=$BATS_TEST_TMPDIR/outputs-$n
        if ! output=$(in_terminal bash -c "interleave explore -n ${option[schedules]} \
            --save-outputs '$outputs' ${commands[$n]}"); then
            echo "${place%:*}:${lines[$n]}: \$ ${commands[$n]}: interleave explore says:"
            printf '%s\n' "$output"
            return 1
        fi
        for file in "$outputs"/*; do
            actual=([n]="$(cat "$file")")
            check_text "$n" || return
        done
    done
}

# ---- the kinds of blocks ----

transcript()
{
    read_options "$@" || return
    read_session
    make_scratch || return
    if [[ ${option[where]} == every ]]; then
        explore_each
        return
    fi
    run_session
    [[ ! ${option[fails]-} ]] || check_failure || return
    forget_report_of_hang
    local n
    for n in "${!commands[@]}"; do
        has_ended "$n" && check_text "$n" && check_status "$n" || return
    done
}

without_indentation()
{
    sed 's/^[[:blank:]]*//; s/[[:blank:]]*$//'
}

# The block's lines must follow each other in the file or output.
excerpt()
{
    read_options "$@" || return
    local wanted text
    wanted=$(without_indentation)
    case ${option[from]} in
    '$ '*)
        make_scratch || return
        text=$(in_terminal interleave --only "$scratch" bash -c "${option[from]#'$ '}") || true
        ;;
    *)
        text=$(cat "$repo/${option[from]}") || return
        ;;
    esac
    [[ $compared ]] || return 0
    make_regex "$wanted"
    text=$'\n'$(without_indentation <<<"$text")$'\n'
    [[ $text =~ $'\n'$regex ]] && return
    echo "$place: ${option[from]} does not have these lines:"
    printf '%s\n' "$wanted"
    return 1
}

compile() # COMPILER FILE
{
    timeout 60 "$1" -std=c11 -Wall -Wextra -Wpedantic -Werror -pthread \
        -I"$repo/code/lib" -fsyntax-only "$2"
}

write_source()
{
    printf '#define _POSIX_C_SOURCE 200809L\n'
    local header
    for header in ${option[header]-}; do
        printf '#include "%s"\n' "$header"
    done
    cat
}

# Compiles after its header, and the header knows each name in it.
declaration()
{
    read_options "$@" || return
    local source=$BATS_TEST_TMPDIR/declaration.c
    write_source >"$source"
    compile "${CC:-cc}" "$source" || return
    awk -v RS=';' 'match($0, /[A-Za-z_][A-Za-z_0-9]*[ \n]*\(/) {
        print substr($0, RSTART, RLENGTH - 1) }' "$source" >"$source.names"
    {
        write_source </dev/null
        printf 'int main(void)\n{\n'
        sed 's/.*/    (void)&;/' "$source.names"
        printf '}\n'
    } >"${source%.c}_known.c"
    compile "${CC:-cc}" "${source%.c}_known.c"
}

# Must not compile, and the compiler's message must hold what says= says.
failure()
{
    read_options "$@" || return
    local source=$BATS_TEST_TMPDIR/failure.c output
    write_source >"$source"
    if output=$(compile "${CC:-cc}" "$source" 2>&1); then
        echo "$place: this compiles"
        return 1
    fi
    [[ ! $compared || $output == *"${option[says]-}"* ]] && return
    echo "$place: the compiler does not say \"${option[says]}\":"
    printf '%s\n' "$output"
    return 1
}
