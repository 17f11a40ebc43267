# A book as large as this one will be, to measure what the filters take.

# Writes a book of so many chapters to a folder. With eight sections, a
# chapter is about as long as a real one.
synthetic_book() # CHAPTERS FOLDER [SECTIONS]
{
    local n name sections=${3:-8}
    mkdir -p "$2/chapters" "$2/build"
    {
        printf -- '---\ntitle: A synthetic book\nlang: en\n---\n\n## Contents\n\n### Part\n\n'
        for ((n = 1; n <= $1; n++)); do
            printf '%d. [Chapter of number %d](chapters/%02d-topic.md)\n' "$n" "$n" "$n"
        done
        printf '\n### Appendices\n\n- [Glossary](chapters/a-glossary.md)\n'
        printf '\n## Labels\n\n[What they mean.]{#labels}\n'
    } >"$2/book.md"
    printf '# Glossary\n\n' >"$2/chapters/a-glossary.md"
    for n in {1..30}; do
        printf 'term of kind %d\n:   What it means.\n\n' "$n" >>"$2/chapters/a-glossary.md"
    done
    for ((n = 1; n <= $1; n++)); do
        name=$(printf '%02d-topic' "$n")
        synthetic_chapter "$n" "$name" $((n % $1 + 1)) >"$2/chapters/$name.md"
    done
}

synthetic_chapter() # NUMBER NAME NEXT
{
    local section line
    printf '# Chapter of number %d\n\n*What does chapter %d ask?*\n\n' "$1" "$1"
    # shellcheck disable=SC2016 # the ` are Markdown's
    for ((section = 1; section <= sections; section++)); do
        printf '## Section %d of it\n\n' "$section"
        for line in {1..7}; do
            printf 'A paragraph with `code`, *emphasis*, **bold** words and a term of kind %d.\n' $((section * line % 30 + 1))
            printf 'It goes on for some lines, as paragraphs do, so that there is enough of\n'
            printf 'it to read, and it leads to [section](%02d-topic.md#section-%d-of-it), too.\n\n' "$3" "$section"
        done
        printf '```c {chunk="part %d"}\n' "$section"
        for line in {1..10}; do
            printf '    if (value[%d] != NULL) // a remark\n        printf("%%d\\n", %d);\n' "$line" "$section"
        done
        printf '```\n\n```console {in="code/%s"}\n$ ./program %d\n' "$2" "$section"
        for line in {1..8}; do printf 'A line of output, number %d.\n' "$line"; done
        printf '```\n\n'
    done
    printf '| a | table |\n|---|---|\n| with | cells |\n\n```c {file="code/%s/program.c"}\n#include <stdio.h>\n\nint main(void)\n{\n' "$2"
    for ((section = 1; section <= sections; section++)); do printf '    <<part %d>>\n\n' "$section"; done
    printf '}\n```\n'
}
