# Builds the programs that interleave is tested with. The Makefile includes
# this file; programs/TABLE says what each program is for.

interleave_plain := $(patsubst tests/interleave/programs/%.c,\
    $(build)/interleave/programs/%,\
    $(wildcard tests/interleave/programs/*/*.c \
        tests/interleave/programs/*/memory/*.c))
# What reduction.bats searches to the end.
interleave_searched := $(patsubst tests/interleave/reduction/%.c,\
    $(build)/interleave/programs/%,$(wildcard tests/interleave/reduction/*.c))

# Those in races/ are built by `interleave cc`.
interleave_races := $(patsubst tests/interleave/programs/%.c,%,\
    $(wildcard tests/interleave/programs/*/races/*.c))
interleave_right := $(patsubst tests/interleave/programs/%.c,%,\
    $(wildcard tests/interleave/programs/right/*.c \
        tests/interleave/programs/right/*/*.c))

# With each compiler that is there; all right programs with gcc.
interleave_traced := \
    $(if $(shell command -v gcc),$(sort $(patsubst %,\
        $(build)/interleave/gcc/%,$(interleave_races) $(interleave_right)))) \
    $(if $(shell command -v clang),$(patsubst %,\
        $(build)/interleave/clang/%,$(interleave_races)))

interleave_tried := $(interleave_plain) \
    $(patsubst %,$(build)/interleave/programs/%,$(interleave_races))

test: $(interleave_tried) $(interleave_traced) $(interleave_searched)

$(interleave_plain): $(build)/interleave/programs/%: \
    tests/interleave/programs/%.c \
    tests/interleave/programs/semantics/semantics.h
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -o $@ $<

interleave_cc = @mkdir -p $(@D) && CC='$(1)' \
    $(build)/interleave/interleave cc $(CFLAGS) -o $@ $<

$(patsubst %,$(build)/interleave/programs/%,$(interleave_races)): \
    $(build)/interleave/programs/%: tests/interleave/programs/%.c | interleave
	$(call interleave_cc,$(CC))

$(filter $(build)/interleave/gcc/%,$(interleave_traced)): \
    $(build)/interleave/gcc/%: tests/interleave/programs/%.c | interleave
	$(call interleave_cc,gcc)

$(filter $(build)/interleave/clang/%,$(interleave_traced)): \
    $(build)/interleave/clang/%: tests/interleave/programs/%.c | interleave
	$(call interleave_cc,clang)

$(interleave_searched): $(build)/interleave/programs/%: \
    tests/interleave/reduction/%.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -o $@ $<

# What TABLE lists, and nothing more.
.PHONY: interleave-programs
interleave-programs: $(interleave_tried)

# The long proof, by hand: every wrong program found, no alarm on a right
# one in 10,000 schedules.
.PHONY: corpus
corpus: interleave interleave-programs
	@tests/interleave/measure.bash

# What an exhaustive search needs, with the reduction and without.
.PHONY: exhaust
exhaust: all interleave-programs
	@tests/interleave/exhaust.bash
