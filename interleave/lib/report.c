// report.c: how a run ends, and what a plain run says about it.

#include "core.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void record_standing(struct standing *s, const struct thread *t)
{
    memset(s, 0, sizeof *s);
    s->holder = NO_THREAD;
    s->state = t->ended ? THREAD_ENDED : THREAD_READY;
    s->start = (uint64_t)(uintptr_t)t->start;
    memcpy(s->name, t->name, sizeof s->name);
    if (t->ended || !t->op)
        return;
    s->kind = t->op->kind;
    s->pc = t->op->pc;
    s->object = t->op->address;
    s->object_id = t->op->object ? t->op->object->id : 0;
    s->until = t->op->until == NEVER ? 0 : t->op->until;
    if (t->op->blocked) {
        s->state = THREAD_WAITING;
        s->holder = trace_holder(t, t->op);
    }
}

void record_end(enum outcome outcome)
{
    struct result *r = &shared->result;

    if (reducing())
        footprint_finish();
    r->outcome = outcome;
    r->clock = now;
    r->n_threads = n_threads;
    r->n_standing = n_threads;
    r->n_unjoined = 0;
    for (uint32_t i = 0; i < n_threads; i++) {
        record_standing(&shared->standing[i], threads[i]);
        r->n_unjoined +=
            i > 0 && !threads[i]->joined && !threads[i]->detached;
    }
    r->hash = (r->hash ^ now) * 1099511628211ull;
}

// Ask addr2line for the place of an address; "" where it cannot tell.
static void place_of(uint64_t pc, char *out, size_t size)
{
    char command[128], line[256] = "";

    out[0] = '\0';
    if (pc < shared->exe_start || pc >= shared->exe_end)
        return;
    snprintf(command, sizeof command,
             "exec addr2line -s -e /proc/%d/exe %#lx 2>/dev/null",
             (int)getpid(), (unsigned long)(pc - 1 - shared->exe_base));
    FILE *pipe = popen(command, "r");
    if (!pipe)
        return;
    if (fgets(line, sizeof line, pipe) && line[0] != '?')
        snprintf(out, size, ", %.*s", (int)strcspn(line, " \n"), line);
    pclose(pipe);
}

static void say_what(const struct standing *s, char *out, size_t size)
{
    const struct thread *t = threads[s - shared->standing];
    const struct object *o = t->op ? t->op->object : NULL;

    if (o && o->class == CLASS_COND && s->holder != NO_THREAD)
        o = o->mutex; // it has been woken

    if (s->kind == KIND_JOIN)
        snprintf(out, size, " for thread %u to end", s->holder);
    else if (o && s->holder != NO_THREAD)
        snprintf(out, size, " for %s %u, held by thread %u%s",
                 class_word(o->class), o->id, s->holder,
                 threads[s->holder]->ended ? ", which has ended" : "");
    else if (o)
        snprintf(out, size, " for %s %u", class_word(o->class), o->id);
    else
        out[0] = '\0';
}

static void say_standing(uint32_t i)
{
    const struct standing *s = &shared->standing[i];
    char place[256], what[256];

    if (s->state == THREAD_ENDED)
        return;
    place_of(s->pc, place, sizeof place);
    say_what(s, what, sizeof what);
    if (s->state == THREAD_WAITING)
        dprintf(2, "  thread %u%s waits in %s%s%s\n", i,
                i ? "" : " (main)", kind_words[s->kind], what, place);
    else
        dprintf(2, "  thread %u%s can run%s\n", i, i ? "" : " (main)",
                place);
}

// Both accesses of a data race, each with the calls that led there.
static void say_accesses(void)
{
    for (int i = 0; i < 2; i++) {
        const struct accessed *a = &shared->accesses[i];
        char place[256];

        dprintf(2, "  thread %u%s %s", a->thread,
                a->thread ? "" : " (main)", access_word(a->flags));
        for (uint32_t s = 0; s < a->n_stack; s++) {
            place_of(a->stack[s] + (s == 0), place, sizeof place);
            if (place[0])
                dprintf(2, "%s%s", s ? ", called at" : " at",
                        place + 1);
        }
        dprintf(2, "\n");
    }
}

// The message with places for addresses: see PLACE_MARK.
static void spell_out(const char *message, char *out, size_t size)
{
    size_t n = 0;

    out[0] = '\0';
    while (*message && n + 1 < size) {
        char place[256], *end;

        if (strncmp(message, PLACE_MARK, strlen(PLACE_MARK)) != 0) {
            out[n++] = *message++;
            out[n] = '\0';
            continue;
        }
        place_of(strtoull(message + strlen(PLACE_MARK), &end, 16),
                 place, sizeof place);
        message = *end == ']' ? end + 1 : end;
        if (place[0]) // ", file:line"
            n +=
                (size_t)snprintf(out + n, size - n, " at%s", place + 1);
    }
}

// A plain run has nobody else to tell: say it on stderr.
static void say(enum outcome outcome)
{
    static const char *const words[] = {
        [OUTCOME_DEADLOCK] = "deadlock",
        [OUTCOME_SPIN] = "spin",
        [OUTCOME_MISUSE] = "misuse",
        [OUTCOME_BUDGET] = "budget spent",
        [OUTCOME_DIVERGED] = "not the same run",
        [OUTCOME_RACE] = "data race"};
    const char *message = shared->result.message;
    char place[256] = "", text[1024];

    if (!strstr(message, PLACE_MARK))
        place_of(shared->result.pc, place, sizeof place);
    spell_out(message, text, sizeof text);
    dprintf(2, "interleave: %s at %llu.%03llu s: %s%s\n",
            words[outcome], (unsigned long long)(now / SECOND),
            (unsigned long long)(now % SECOND / 1000000), text, place);
    if (outcome == OUTCOME_RACE)
        say_accesses();
    for (uint32_t i = 0; i < n_threads && outcome != OUTCOME_RACE; i++)
        say_standing(i);
}

static int status_of(enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_DEADLOCK:
        return STATUS_DEADLOCK;
    case OUTCOME_SPIN:
    case OUTCOME_BUDGET:
        return STATUS_SPIN;
    case OUTCOME_MISUSE:
        return STATUS_MISUSE;
    case OUTCOME_RACE:
        return STATUS_RACE;
    case OUTCOME_DIVERGED:
        return STATUS_NONDETERMINISM;
    default:
        return STATUS_FAILED;
    }
}

static void end(enum outcome outcome)
{
    record_end(outcome);
    active = false;
    fflush(stdout);
    if (!is_server_child)
        say(outcome);
    _exit(status_of(outcome));
}

void fail(enum outcome outcome, uint64_t pc, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsnprintf(shared->result.message, sizeof shared->result.message,
              format, args);
    va_end(args);
    shared->result.pc = pc;
    if (outcome == OUTCOME_MISUSE)
        trace_misuse(pc);
    if (outcome == OUTCOME_MISUSE || outcome == OUTCOME_SPIN ||
        outcome == OUTCOME_RACE)
        shared->result.culprit = self->id;
    end(outcome);
    __builtin_unreachable();
}

void fail_budget(void)
{
    static const char *const words[] = {
        [BUDGET_ASLEEP] = "asleep: its threads sleep again and again",
        [BUDGET_SPINNING] =
            "spinning: its threads run, time stands still",
        [BUDGET_POLLING] = "polling: its threads look again and again"};

    shared->result.budget = budget_kind();
    fail(OUTCOME_BUDGET, 0, "%s", words[shared->result.budget]);
}
