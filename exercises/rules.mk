# Builds the checker of the exercises, and what students type. Needs cc and
# make only; the Makefile includes this file.

checker = $(build)/exercises/checker
checker_sources = $(wildcard exercises/check/*.c)
interleave_here = $(if $(filter Linux,$(shell uname)),quiet-interleave)

# The C of the book's, without the answers that students write.
exercises_c = $(wildcard exercises/*/*.h exercises/check/*.c exercises/world/*.c \
    exercises/*/harness.c exercises/*/starter.c exercises/*/versions/*.[ch] exercises/*-break/*.c)

.PHONY: exercise hint progress reset replay doctor selftest selftest-50
exercise: $(checker) $(interleave_here) ## check your answer: the next unsolved, or E=03-download
	@CC='$(CC)' $(checker) exercise '$(E)' '$(FILE)' || exit $$?

hint: $(checker)             ## the next of three hints (E=…)
	@$(checker) hint '$(E)'

progress: $(checker)         ## which exercises are solved
	@$(checker) progress

reset: $(checker)            ## the starter again (E=…); what you had is kept
	@$(checker) reset '$(E)'

replay: $(checker)           ## show the last problem again (E=…)
	@$(checker) replay '$(E)'

doctor: $(checker) $(interleave_here) ## what can be checked on this machine
	@CC='$(CC)' $(checker) doctor

selftest: $(checker) $(interleave_here) ## the exercises' proof: right and wrong answers (E=…)
	@CC='$(CC)' $(checker) selftest '$(E)'

selftest-50: $(checker) $(interleave_here) ## the same verdict fifty times of fifty
	@CC='$(CC)' $(checker) selftest '$(E)' 50

# Where it cannot be built, the rest is checked, and the checker says what is not.
.PHONY: quiet-interleave
quiet-interleave:
	@mkdir -p $(build)/exercises
	@$(MAKE) -s --no-print-directory interleave >$(build)/exercises/interleave.log 2>&1 || { \
	    rm -f $(build)/interleave/interleave; \
	    echo "interleave cannot be built here: $(build)/exercises/interleave.log says why" >&2; }

# In one go: for a newcomer, one line is enough.
$(checker): $(checker_sources) $(wildcard exercises/check/*.h)
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -o $@ $(checker_sources) -ldl -lm
