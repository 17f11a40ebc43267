# Builds and installs interleave. The Makefile includes this file; alone it
# works too, from the top of the tree: make -f interleave/rules.mk

build ?= build
CFLAGS ?= -std=c11 -g -O2 -Wall -Wextra -Wpedantic -Wshadow -Werror -pthread
PREFIX ?= /usr/local

.PHONY: interleave install-interleave
interleave: $(build)/interleave/interleave $(build)/interleave/libinterleave.so \
    $(build)/interleave/libinterleave-cc.a $(build)/interleave/gcc.specs

# The command carries its library beside itself, or in ../lib/interleave.
interleave_front := $(patsubst %.c,$(build)/%.o,$(wildcard interleave/front/*.c))
interleave_lib := $(patsubst %.c,$(build)/%.o,$(wildcard interleave/lib/*.c))
interleave_headers := $(wildcard interleave/*.h) $(wildcard interleave/*/*.h)

$(build)/interleave/interleave: $(interleave_front)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

# Hidden: the names of the library must not meet those of the program.
# Exceptions: cancelled threads unwind through it.
$(build)/interleave/libinterleave.so: $(interleave_lib)
	$(CC) $(CFLAGS) $(LDFLAGS) -shared -o $@ $^ -ldl

# What `interleave cc` puts into programs. Not to be instrumented, and its
# loops must not become calls of what it replaces.
$(build)/interleave/libinterleave-cc.a: $(build)/interleave/cc/runtime.o
	rm -f $@
	$(AR) rcs $@ $^

$(build)/interleave/cc/runtime.o: interleave/cc/runtime.c interleave/cc/hooks.h
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -fPIC -fvisibility=hidden -fno-builtin \
	    -fno-omit-frame-pointer -c -o $@ $<

$(build)/interleave/gcc.specs: interleave/cc/gcc.specs
	@mkdir -p $(@D)
	cp $< $@

$(interleave_front): $(build)/%.o: %.c $(interleave_headers)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -c -o $@ $<

$(interleave_lib): $(build)/%.o: %.c $(interleave_headers)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -fPIC -fvisibility=hidden -fexceptions \
	    -fno-omit-frame-pointer -c -o $@ $<

install-interleave: interleave
	install -D -m 755 $(build)/interleave/interleave \
	    $(DESTDIR)$(PREFIX)/bin/interleave
	install -D -m 755 $(build)/interleave/libinterleave.so \
	    $(DESTDIR)$(PREFIX)/lib/interleave/libinterleave.so
	install -D -m 644 $(build)/interleave/libinterleave-cc.a \
	    $(DESTDIR)$(PREFIX)/lib/interleave/libinterleave-cc.a
	install -D -m 644 $(build)/interleave/gcc.specs \
	    $(DESTDIR)$(PREFIX)/lib/interleave/gcc.specs
	install -D -m 644 interleave/interleave.1 \
	    $(DESTDIR)$(PREFIX)/share/man/man1/interleave.1
