# Chapters to pages: pandoc/filters/weave.lua. Pages differ in small things
# from one pandoc to the next, so these tests look for what must be there.

load helpers/golden
load helpers/synthetic

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

has() # FILE TEXT…: the texts are there, with any blanks
{
    local text
    for text in "${@:2}"; do
        tr '\n' ' ' <"$1" | sed 's/\xc2\xa0/ /g' | grep -qF -- "$text" || {
            echo "${1##*/} has no: $text"
            return 1
        }
    done
}

@test "weave says nothing when all is well" {
    [[ ! -s $case_copy/build/said ]]
}

@test "weave writes a page for each chapter, the contents, and what they use" {
    diff - <(cd "$case_copy/build/site" && find . -type f | LC_ALL=C sort) <<'END'
./01-one.html
./02-two.html
./a-glossary.html
./book.md
./chapters/01-one.md
./chapters/02-two.md
./chapters/a-glossary.md
./chapters/figures/flow.svg
./checks.html
./code/01-one/one.c
./code/02-two/two.c
./code/lib/small.h
./index.html
./page.js
./search-text.js
./style.css
END
}

@test "a page has its language, title, part and number" {
    has "$one" '<html lang="en">' '<title>Chapter 1: One &lt;1&gt; – The small book</title>' \
        '<h1>One &lt;1&gt;</h1>' 'I. A part' 'Chapter 1</p>'
    has "$index" '<h1>The small book</h1>' 'Two chapters &amp; a plan'
}

@test "pages lead to the next and the previous one" {
    has "$one" '<link rel="prev" href="index.html">' '<link rel="next" href="02-two.html">' \
        '<a rel="next" href="02-two.html"><span class="direction">Next</span> Two</a>' 'href="#text">Skip to the text'
    has "$two" '<a rel="prev" href="01-one.html">'
    has "$two" '<a rel="next" href="a-glossary.html"><span class="direction">Next</span> Glossary</a>'
    ! has "$case_copy/build/site/a-glossary.html" 'rel="next"' >/dev/null
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

@test "the contents show with which question a chapter opens" {
    has "$index" '<a href="01-one.html">One &lt;1&gt;</a> <div class="question"> What is <code>one</code>?'
    has "$one" '<div class="question"> <p><em>What is <code>one</code>?</em></p>' \
        '<meta name="description" content="What is one?">'
}

@test "what explains the labels is a page of its own" {
    has "$case_copy/build/site/checks.html" '<h1>What was checked</h1>' '<span id="labels"></span>Everything.'
    has "$index" '<a href="checks.html#labels">the labels</a>'
    ! has "$index" 'Everything.' >/dev/null
}

@test "a heading has a link to itself, outside of its text" {
    has "$one" '<h2 id="first"><span class="number">1.1</span> First</h2> <a class="anchor" href="#first" aria-label="Link to “1.1 First”">#</a>'
}

@test "references get their numbers" {
    has "$one" '<a href="#deeper">section 1.2.1</a>' '<a href="02-two.html#a-part">Section 2.1</a>' \
        '<a href="02-two.html">chapter 2</a>, <a href="02-two.html">chapter 2</a>' \
        '<span class="planned">chapter 3</span>' '<a href="a-glossary.html">appendix a</a>'
}

@test "a reference to a line counts it, and leads to it" {
    local line
    has "$one" '<a href="02-two.html#file-02-two-two-c-line-4">line 4</a>'
    has "$two" '<span class="line" id="file-02-two-two-c-line-4"><span class="dt">int</span> two;</span>'
    line=$(sed -n 4p "$case_copy/build/site/code/02-two/two.c")
    [[ $line == 'int two;' ]]
}

@test "a chapter's first use of a term leads to the glossary" {
    has "$one" '<a href="a-glossary.html#bad-race" class="term">Bad races</a>, bad races. A (<a href="a-glossary.html#race" class="term">race</a>)' \
        'then <a href="a-glossary.html#mutex" class="term">mutexes</a>’.' \
        '<a href="a-glossary.html#condition-variable" class="term">Condition variables</a>’ use; a race again, a <code>mutex</code>, a lock. A data-race.'
    has "$two" '<strong><a href="a-glossary.html#condition-variable" class="term">condition variable</a></strong>'
    has "$case_copy/build/site/a-glossary.html" '<span id="mutex">mutex</span><span class="forms">, mutexes, lock</span>' 'against a <a href="#race">race</a>.'
}

@test "a question's answer is folded" {
    has "$one" '<div class="predict" role="group" aria-label="Question" id="why"> <p class="kind">Predict</p> <p>Why?</p> <details class="answer"><summary>Answer</summary> <figure class="code transcript">'
}

@test "an exercise shows its kind, its level and its command" {
    has "$one" '<div class="exercise" id="exercise-01-stop"' 'Exercise: repair, level 2 of 3</p>' \
        '<p class="command"><kbd>make exercise E=01-stop</kbd></p>'
}

@test "an exercise says which functions it does not allow" {
    has "$one" '<p>Not allowed here: <code>pthread_cancel</code>, <code>pthread_detach</code> and <code>pthread_kill</code>.</p>'
}

@test "a margin note is a note" {
    has "$one" '<div class="margin" role="note"> <p>A remark.</p> </div>'
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
        '<a href="#chunk-the-headers-2">continued</a>' '<a href="#chunk-the-headers">continues</a>' \
        'goes into <a href="#file-01-one-one-c"><code>one.c</code></a> · <a href="#chunk-the-headers">continues</a>'
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

@test "each whole file can be downloaded, as code/ has it" {
    has "$one" '<a href="code/01-one/one.c" download>Download</a>'
    grep -qx '    puts("<a>" + (1 << 2));' "$case_copy/build/site/code/01-one/one.c"
}

@test "a whole file says which files of the library it needs" {
    has "$two" 'needs <a href="#file-lib-small-h"><code>small.h</code></a>'
    ! has "$one" 'needs <a'
}

@test "transcripts have a label, and no prompt among what one copies" {
    has "$one" '<a href="checks.html#labels" class="label">real, pattern, gcc 12</a>' \
        '<pre class="console" tabindex="0"><code><kbd>./one &lt;x \     | cat</kbd> <samp>[..]</samp></code></pre>'
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

@test "the search text has each section once, without markup" {
    local text=$case_copy/build/site/search-text.js
    grep -qF '["01-one.html#deeper","One \u003c1>","1.2.1 Deeper","#include \u003cstdlib.h>\nputs(\"\u003ca>\" + (1 \u003c\u003c 2));' "$text"
    [[ $(grep -c '"02-two.html#a-part"' "$text") == 1 ]]
    [[ $(head -n 1 "$text") == 'book_text = [' && $(tail -n 1 "$text") == '];' ]]
}

@test "without the script a page shows no search and no switch" {
    has "$one" '<div class="tools" hidden>'
    [[ $(grep -c '<dialog class="search"' "$one") == 1 ]]
}

@test "a page says where its source is, and where to report a mistake" {
    has "$one" 'href="https://example.org/book/blob/HEAD/chapters/01-one.md"' \
        'href="https://example.org/book/issues/new?title=chapters/01-one.md"'
}

@test "without a repository the source comes with the page" {
    copy_case weave/site
    sed -i '/^repository:/d' "$case_copy/book.md"
    run_filter weave
    has "$case_copy/build/site/01-one.html" '<a href="chapters/01-one.md">The source of this page</a>'
    ! has "$case_copy/build/site/01-one.html" 'Report a mistake' >/dev/null
    cmp "$case_copy/chapters/01-one.md" "$case_copy/build/site/chapters/01-one.md"
}

@test "a page says its version and date if there are any" {
    ! has "$one" 'Version' >/dev/null
    copy_case weave/site
    echo 'v1-2-gabc 2026-11-24' >"$case_copy/build/version"
    run_filter weave
    has "$case_copy/build/site/01-one.html" 'Version v1-2-gabc of <time datetime="2026-11-24">2026-11-24</time>.'
}

@test "pages that are no longer made go away, other files stay" {
    copy_case weave/site
    mkdir -p "$case_copy/build/site/code"
    touch "$case_copy/build/site/"{old.html,code/old.c,book.pdf}
    run_filter weave
    [[ ! -e $case_copy/build/site/old.html && ! -e $case_copy/build/site/code/old.c ]]
    [[ -e $case_copy/build/site/book.pdf ]]
}

@test "highlighting kept from an earlier run gives the same pages" {
    copy_case weave/site
    run_filter weave
    cp -R "$case_copy/build/site" "$case_copy/first"
    grep -q 'class=\\"dt\\"' "$case_copy/build/highlighted.lua"
    run_filter weave
    diff -r "$case_copy/first" "$case_copy/build/site"
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
    run grep -vE '"(#|https://example.org|(code|chapters)/|[0-9a-z-]+\.(html|css|js|md)("|#))' <<<"$output"
    [[ -z $output ]]
}

weave_watching() # FOLDER
{
    (cd "$1" && timeout 60 pandoc --data-dir="$repo/pandoc" -d weave -M watch -o build/stamp)
}

# Both folders hold the same book; one was woven again, the other is new.
same_as_new() # FOLDER
{
    rm -rf "$1.new"
    mkdir -p "$1.new/build"
    cp -R "$1/book.md" "$1/chapters" "$1.new"
    cp "$1/build/highlighted.lua" "$1.new/build"
    weave_watching "$1" && weave_watching "$1.new"
    diff -r -x stamp.js "$1/build/site" "$1.new/build/site"
}

@test "a watching weave makes again what a change shows in, and nothing else" {
    local book=$BATS_TEST_TMPDIR/book
    synthetic_book 3 "$book" 2
    weave_watching "$book"
    # A mark in what was kept of a page shows that the page is not read again.
    sed -i 's/enough of/a great deal of/g' "$book/build/watched.lua"
    sed -i 's/A paragraph/One paragraph/' "$book/chapters/01-topic.md"
    weave_watching "$book"
    grep -q 'One paragraph' "$book/build/site/01-topic.html"
    grep -q 'a great deal of' "$book/build/site/search-text.js"
    rm "$book/build/watched.lua"
    weave_watching "$book"
    # Each of these shows on other pages as well. Where two things change
    # places, all anchors stay.
    sed -i 's/^## Section 1/## Section 0/; s/^## Section 2/## Section 1/; s/^## Section 0/## Section 2/' "$book/chapters/03-topic.md"
    same_as_new "$book"
    sed -i 's/^term of kind 7/kind, kinds/' "$book/chapters/a-glossary.md"
    same_as_new "$book"
    sed -i 's/^kind, kinds/&, paragraph/' "$book/chapters/a-glossary.md"
    same_as_new "$book"
    sed -i 's/What does chapter 3 ask/What may chapter 3 ask/' "$book/chapters/03-topic.md"
    same_as_new "$book"
    printf '\nSee [line](../code/02-topic/program.c "%s").\n' 'int main(void)' >>"$book/chapters/01-topic.md"
    printf '\nSee [line](../code/02-topic/program.c "%s").\n' '#include <stdio.h>' >>"$book/chapters/03-topic.md"
    same_as_new "$book"
    sed -i 's/^#include <stdio.h>/X/; s/^int main(void)/#include <stdio.h>/; s/^X/int main(void)/' "$book/chapters/02-topic.md"
    same_as_new "$book"
    sed -i 's/Chapter of number 1/Chapter one/' "$book/chapters/01-topic.md" "$book/book.md"
    same_as_new "$book"
}

@test "pages that are watched load themselves anew, others do not" {
    copy_case weave/site
    weave_watching "$case_copy"
    has "$case_copy/build/site/01-one.html" '<script src="watch.js" defer>'
    [[ -s $case_copy/build/site/watch.js && -s $case_copy/build/site/stamp.js ]]
    cp "$case_copy/build/site/stamp.js" "$case_copy/stamp"
    weave_watching "$case_copy"
    cmp "$case_copy/stamp" "$case_copy/build/site/stamp.js"
    echo 'More.' >>"$case_copy/chapters/01-one.md"
    weave_watching "$case_copy"
    ! cmp -s "$case_copy/stamp" "$case_copy/build/site/stamp.js"
    run_filter weave
    ! grep -q 'watch.js' "$case_copy/build/site/01-one.html"
    [[ ! -e $case_copy/build/site/watch.js ]]
}

# All that a page loads at once, as a server would send it.
weight() # FILE…
{
    local file sum=0
    for file; do ((sum += $(gzip -9c "$file" | wc -c))); done
    echo "$sum"
}

@test "no page weighs more than 60 KB, and its script no more than 10" {
    local page sum site=$repo/build/site
    [[ $(wc -c <"$site/page.js") -le 10240 ]]
    for page in "$site"/*.html; do
        diff <(grep -oE '(src|stylesheet" href)="[^"]*"' "$page" | sort) <(printf '%s\n' 'src="page.js"' 'stylesheet" href="style.css"')
        sum=$(weight "$page" "$site/style.css" "$site/page.js")
        echo "${page##*/}: $sum bytes"
        [[ $sum -le 61440 ]]
    done
}
