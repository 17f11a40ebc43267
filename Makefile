# How to Stop a Thread in C. `make help` lists the targets.
build = build
CFLAGS = -std=c11 -g -O2 -Wall -Wextra -Wpedantic -Wshadow -Werror -pthread
PANDOC = pandoc --data-dir=pandoc
chapters = book.md $(wildcard chapters/*.md chapters/figures/*.svg)
filters = $(wildcard pandoc/*/* pandoc/*.*)
library = $(patsubst %.c,$(build)/%.o,$(wildcard code/lib/*.c))
npm = $(patsubst %,%/node_modules/.package-lock.json,print tests/browser)
programs = $(patsubst %.c,$(build)/%,$(filter-out code/lib/% %/scheduler.c,$(wildcard code/*/*.c)))
preloads = $(patsubst %.c,$(build)/%.so,$(wildcard code/*/scheduler.c))

.PHONY: all code book pdf epub dist test check proofs tangle drift accept run watch format figures screenshots npm install clean help
all: tangle                  ## tangle, compile every program, weave the pages
	@$(MAKE) $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$$(getconf _NPROCESSORS_ONLN)) --no-print-directory code book

code: $(programs) $(preloads) ## compile the programs of code/ (needs no pandoc)
	@:
book: $(build)/woven $(build)/tests/written ## weave the pages to build/site/
pdf: $(build)/book.pdf       ## the book to print, build/book.pdf
epub: $(build)/book.epub     ## the book for e-readers, build/book.epub
dist: $(build)/dist          ## one archive of pages, PDF, EPUB and code, to hand out
tangle: $(build)/tangled     ## write code/ from the chapters

$(build)/tangled: $(chapters) $(filters) $(wildcard code/*/*) | tools
	@mkdir -p $(@D)
	@$(PANDOC) -d tangle -o $@

$(build)/tests/written: $(build)/tangled
	@mkdir -p $(@D)
	@$(PANDOC) -d check -o $@

# Written anew only when it says something else.
$(build)/version: always | tools
	@mkdir -p $(@D)
	@pandoc/version.sh >$@.new; cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(build)/woven: $(build)/tangled $(build)/version $(wildcard exercises/*/exercise.conf)
	@mkdir -p $(@D)
	@$(PANDOC) -d weave -o $@

$(programs): $(build)/%: %.c $(library) $(wildcard code/*/*.h)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -Icode/lib -o $@ $< $(library)

$(preloads): $(build)/%.so: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -shared -fPIC -o $@ $<

$(library): $(build)/%.o: %.c $(wildcard code/lib/*.h)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -c -o $@ $<

test: all                    ## run every test (T=tests/03-stopping.bats: only that file)
	@tests/run $(or $(T),$$(find tests/interleave $(build)/tests tests/*.bats -name '*.bats')) # slow ones first

check: tools code            ## drift, both compilers, sanitizers, style, spelling, the pages in a browser
	@tests/run $(or $(T),tests/check/*.bats)

proofs: code                 ## the long proofs, an hour or more: 500 runs under load, every late schedule …
	@bats --tap tests/proofs

drift:                       ## fail if code/ is not what the chapters say
	@$(PANDOC) -d tangle -M drift -o /dev/null

accept: all                  ## rewrite the transcripts from a run; then look at git diff
	@rm -rf $(build)/accept && mkdir -p $(build)/accept
	@ACCEPT=$(CURDIR)/$(build)/accept tests/run $(build)/tests/*.bats
	@$(PANDOC) -d accept -o /dev/null

run: code                    ## run one program: make run P=03-stopping/stop
	@$(build)/code/$(or $(P),$(error say which: make run P=03-stopping/stop))

# The pages first, so that they are there at once; then the programs. The pages
# are not what `make book` makes, so it must make its own again. By sh, because
# to read this file again would take a tenth of the second that a save may take.
watch:                       ## weave whenever a chapter changes; open pages load themselves anew
	@tests/tools entr
	@mkdir -p $(build)
	@while :; do find book.md chapters pandoc -type f | entr -nrd sh -c '\
	    rm -f $(build)/woven; $(PANDOC) -d weave -M watch -o $(build)/watched && \
	    $(MAKE) --no-print-directory code $(build)/tests/written'; test $$? = 2 || break; done

format:                      ## format the C of interleave/, tests/ and exercises/; show what to change in code/
	clang-format -i $$(find interleave tests -name '*.[ch]' -not -path '*/fixtures/*') $(exercises_c)
	clang-format --dry-run --Werror code/*/*.[ch]

# Not by the age of files: a fresh clone has none, and need not have dot.
figures:                     ## draw chapters/figures/*.dot
	@tests/tools dot
	@mkdir -p $(build)
	@for dot in chapters/figures/*.dot; do \
	    dot -Tsvg -o $(build)/figure.svg $$dot && awk -f pandoc/figure.awk $(build)/figure.svg >$${dot%.dot}.svg || exit; done

screenshots: book npm        ## pictures of all pages, to look at, in build/screenshots/
	@tests/tools chromium
	@node tests/browser/screenshots.js $(build)/site $(build)/screenshots

npm: $(npm)                  ## fetch the packages of npm for the PDF and the tests of pages
$(npm): %/node_modules/.package-lock.json: %/package.json %/package-lock.json
	@tests/tools node npm
	@npm ci --prefix $* --ignore-scripts --no-audit --no-fund --silent && touch $@ || \
	    { echo "npm cannot fetch the packages in $<: can the registry be reached ($$(npm config get registry))?" >&2; exit 1; }

install: install-interleave  ## install interleave below PREFIX (/usr/local)

clean:                       ## remove build/
	rm -rf $(build)

help:                        ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile $(wildcard exercises/rules.mk) | expand -t 13

# interleave is for Linux; a copy of code/ and this file does without.
ifeq ($(shell uname)$(wildcard interleave),Linuxinterleave)
include interleave/rules.mk tests/interleave/rules.mk
code: interleave
endif

# A copy without what is printed, or without the exercises, does without.
include $(wildcard print/rules.mk exercises/rules.mk)

.PHONY: tools always
always:
tools:
	@tests/tools $(CC) make pandoc bats script
