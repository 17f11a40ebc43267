# Chapters to pages: pandoc/filters/weave.lua. Pages differ in small things
# from one pandoc to the next, so these tests look for what must be there.

load helpers/golden

setup_file()
{
    copy_case weave/site "$BATS_FILE_TMPDIR"
    run_filter weave || cat "$case_copy/build/said"
}

setup()
{
    case_copy=$BATS_FILE_TMPDIR/weave/site
    one=$case_copy/build/site/01-one.html
    two=$case_copy/build/site/02-two.html
    index=$case_copy/build/site/index.html
}

has() # FILE TEXT…: the texts are there, each on one line
{
    local text
    for text in "${@:2}"; do
        tr '\n' ' ' <"$1" | grep -qF -- "$text" || {
            echo "${1##*/} has no: $text"
            return 1
        }
    done
}

@test "weave says nothing when all is well" {
    [[ ! -s $case_copy/build/said ]]
}

@test "weave writes a page for each chapter, the contents, and what they use" {
    [[ $(ls "$case_copy/build/site") == $'01-one.html\n02-two.html\nindex.html\npage.js\nstyle.css' ]]
}

@test "a page has its language, title, part and number" {
    has "$one" '<html lang="en">' '<title>Chapter 1: One &lt;1&gt; – The small book</title>' \
        '<h1>One &lt;1&gt;</h1>' 'I. A part' 'Chapter 1</p>'
    has "$index" '<h1>The small book</h1>' 'Two chapters &amp; a plan'
}

@test "pages lead to the next and the previous one" {
    has "$one" '<link rel="prev" href="index.html">' '<link rel="next" href="02-two.html">' \
        '<a rel="next" href="02-two.html">Two' 'href="#text">Skip to the text'
    has "$two" '<a rel="prev" href="01-one.html">'
    ! has "$two" 'rel="next"'
}

@test "sections are numbered by chapter" {
    has "$one" '<span class="number">1.1</span> First' '<span class="number">1.2</span> Second' \
        '<span class="number">1.2.1</span> Deeper' '<a href="#second"><span class="number">1.2</span> Second</a>'
}

@test "links between chapters lead to pages" {
    has "$one" '<a href="02-two.html">two</a>' '<a href="02-two.html#a-part">its part</a>' \
        '<a href="#deeper">here</a>' '<a href="02-two.html#file-02-two-two-c">a file</a>' \
        '<a href="02-two.html#whole-programs">the programs</a>' '<a href="index.html">home</a>' \
        '<a href="https://example.org/#x">out</a>'
    has "$index" '<a href="02-two.html#a-part">two</a>' '<a href="01-one.html">'
}

@test "what is planned is text" {
    has "$one" '<span class="planned">the plan</span>'
    has "$index" '<span class="planned">Planned</span>'
}

@test "a link that leads nowhere is an error with its line" {
    golden weave mistakes 1
    [[ ! -e $case_copy/build/site ]]
}

@test "chunks say where they are used and continued" {
    has "$one" 'id="chunk-the-headers"' 'used in <a href="#part-code-01-one-one-c"><code>one.c</code></a>' \
        '<a href="#chunk-the-headers-2">continued</a>' '<a href="#chunk-the-headers">continues</a>'
}

@test "references in code are links, and indented" {
    has "$one" '<a href="#chunk-the-headers" class="reference">' '<a href="#chunk-the-body" class="reference">'
    run grep -c 'ZZREF' "$one"
    [[ $output == 0 ]]
}

@test "each whole file stands at the end, and what it is" {
    has "$one" 'id="file-01-one-one-c"' 'wrong on purpose: it does &lt;nothing&gt;'
    sed '1,/id="file-01-one-one-c"/d' "$one" | sed '1,/<\/figcaption>/d; /<\/figure>/,$d' | sed 's/<[^>]*>//g' |
        grep -v '^$' >"$BATS_TEST_TMPDIR/shown"
    diff "$BATS_TEST_TMPDIR/shown" - <<'END'
// From chapter 1, chapters/01-one.md; edit it there.
#include &lt;stdio.h&gt;
#include &lt;stdlib.h&gt;
int main(void)
{
    puts(&quot;&lt;a&gt;&quot; + (1 &lt;&lt; 2));
}
END
}

@test "a whole file says which files of the library it needs" {
    has "$two" 'needs <a href="#file-lib-small-h"><code>small.h</code></a>'
    ! has "$one" 'needs <a'
}

@test "transcripts have a label and a prompt of their own" {
    has "$one" '<a href="index.html#labels" class="label">real, pattern, gcc 12</a>' \
        '<span class="prompt">$ </span><kbd>./one &lt;x \     | cat</kbd> <samp>[..]</samp>'
    has "$two" '>every run, one of 2</a>'
}

@test "excerpts name their file, what is not run its reason" {
    has "$one" 'from <a href="02-two.html#file-02-two-two-c"><code>code/02-two/two.c</code></a>' \
        'not run, because it needs a &lt;lake&gt;'
}

@test "drawings stand in the page, with ids of their own" {
    has "$one" '<svg role="img" aria-labelledby="drawing-flow-title drawing-flow-description"' \
        '<title id="drawing-flow-title">Flow</title>' '<figcaption> The flow </figcaption>'
}

@test "tables scroll by themselves" {
    has "$one" '<div class="scroll" tabindex="0"> <table>'
}

@test "no id stands twice on a page" {
    local page
    for page in "$one" "$two" "$index"; do
        run bash -c "grep -oE ' id=\"[^\"]+\"' '$page' | sort | uniq -d"
        [[ -z $output ]]
    done
}

@test "pages ask for nothing from elsewhere" {
    run grep -hoE '(src|href)="[^"]*"' "$one" "$two" "$index"
    run grep -vE '"(#|https://example.org|[0-9a-z-]+\.(html|css|js)("|#))' <<<"$output"
    [[ -z $output ]]
}
