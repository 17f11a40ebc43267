# Builds the programs that interleave is tested with. The Makefile includes
# this file; programs/TABLE says what each program is for.

interleave_tried := $(patsubst tests/interleave/programs/%.c,\
    $(build)/interleave/programs/%,\
    $(wildcard tests/interleave/programs/*/*.c \
        tests/interleave/programs/*/memory/*.c))
# What reduction.bats searches to the end.
interleave_searched := $(patsubst tests/interleave/reduction/%.c,\
    $(build)/interleave/programs/%,$(wildcard tests/interleave/reduction/*.c))

test: $(interleave_tried) $(interleave_searched)

$(interleave_tried): $(build)/interleave/programs/%: \
    tests/interleave/programs/%.c \
    tests/interleave/programs/semantics/semantics.h
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -o $@ $<

$(interleave_searched): $(build)/interleave/programs/%: \
    tests/interleave/reduction/%.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -o $@ $<

# The long proof, by hand: every wrong program found, no alarm on a right
# one in 10,000 schedules.
.PHONY: corpus
corpus: interleave $(interleave_tried)
	@tests/interleave/measure.bash

# What an exhaustive search needs, with the reduction and without.
.PHONY: exhaust
exhaust: all $(interleave_tried)
	@tests/interleave/exhaust.bash
