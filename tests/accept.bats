# Runs to chapters: pandoc/filters/accept.lua.

load helpers/golden

@test "accept rewrites what differs, keeps patterns, touches nothing else" {
    golden accept patterns 0 chapters
}

@test "accept refuses what one run cannot show, and does the rest" {
    golden accept refusals 1 chapters
}

@test "accept without a recorded run changes no byte" {
    copy_case accept/patterns
    rm -r "$case_copy/build/accept"
    run_filter accept
    cmp "$fixture/chapters/01-one.md" "$case_copy/chapters/01-one.md"
}
