// words.c: events in words.

#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <string.h>

#include "show.h"

const char *kind_word(unsigned kind)
{
    static const char *const words[] = {"runs",
#define X(name, word) word,
                                        KINDS(X)
#undef X
    };
    return words[kind < KIND_COUNT ? kind : 0];
}

struct named {
    int number;
    const char *name;
};

// NULL if it is none of the first n.
static const char *name_in(const struct named *names, size_t n,
                           int number)
{
    for (size_t i = 0; i < n; i++)
        if (names[i].number == number)
            return names[i].name;
    return NULL;
}

const char *error_name(int error)
{
    static const struct named names[] = {
        {EAGAIN, "EAGAIN"},       {EBUSY, "EBUSY"},
        {EDEADLK, "EDEADLK"},     {EINTR, "EINTR"},
        {EINVAL, "EINVAL"},       {ENOMEM, "ENOMEM"},
        {EOVERFLOW, "EOVERFLOW"}, {EOWNERDEAD, "EOWNERDEAD"},
        {EPERM, "EPERM"},         {ESRCH, "ESRCH"},
        {ETIMEDOUT, "ETIMEDOUT"},
    };
    return name_in(names, sizeof names / sizeof *names, error);
}

// For those of POSIX that end a program. glibc has sigabbrev_np for it,
// musl and older ones have not.
const char *signal_name(int signal)
{
    static const struct named names[] = {
        {SIGABRT, "SIGABRT"}, {SIGALRM, "SIGALRM"},
        {SIGBUS, "SIGBUS"},   {SIGFPE, "SIGFPE"},
        {SIGHUP, "SIGHUP"},   {SIGILL, "SIGILL"},
        {SIGINT, "SIGINT"},   {SIGKILL, "SIGKILL"},
        {SIGPIPE, "SIGPIPE"}, {SIGQUIT, "SIGQUIT"},
        {SIGSEGV, "SIGSEGV"}, {SIGSYS, "SIGSYS"},
        {SIGTERM, "SIGTERM"}, {SIGTRAP, "SIGTRAP"},
        {SIGPROF, "SIGPROF"}, {SIGVTALRM, "SIGVTALRM"},
        {SIGXCPU, "SIGXCPU"}, {SIGXFSZ, "SIGXFSZ"},
        {SIGUSR1, "SIGUSR1"}, {SIGUSR2, "SIGUSR2"},
    };
    return name_in(names, sizeof names / sizeof *names, signal);
}

// Instructions, as against the addresses that calls return to.
static bool is_exact(const struct event *event)
{
    return event->kind == KIND_MEMORY || event->kind == KIND_CRASH;
}

const struct place *event_place(const struct story *story,
                                const struct event *event)
{
    return place_of(&story->symbols, event->pc, is_exact(event));
}

static const struct class
{
    unsigned first, last; // kinds of events
    const char *word;
    size_t size;
} classes[] = {
    {KIND_MUTEX_INIT, KIND_MUTEX_DESTROY, "mutex",
     sizeof(pthread_mutex_t)},
    {KIND_COND_INIT, KIND_COND_DESTROY, "condition variable",
     sizeof(pthread_cond_t)},
    {KIND_RWLOCK_INIT, KIND_RWLOCK_DESTROY, "read-write lock",
     sizeof(pthread_rwlock_t)},
    {KIND_SEM_INIT, KIND_SEM_DESTROY, "semaphore", sizeof(sem_t)},
    {KIND_BARRIER_INIT, KIND_BARRIER_DESTROY, "barrier",
     sizeof(pthread_barrier_t)},
    {KIND_SPIN_LOCK, KIND_SPIN_DESTROY, "spin lock",
     sizeof(pthread_spinlock_t)},
    {KIND_ONCE, KIND_ONCE, "once control", sizeof(pthread_once_t)},
    {KIND_FUTEX_WAIT, KIND_FUTEX_WAKE, "futex", 4},
    {KIND_MEMORY, KIND_MEMORY, "", 0},
};

static const struct class *class_of(unsigned kind)
{
    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
        if (kind >= classes[i].first && kind <= classes[i].last)
            return &classes[i];
    }
    return NULL;
}

// A global by its name; an element of an array by its index; what lies
// in a larger object as "in" or part of that; others by their number.
void name_object(const struct story *story, unsigned kind,
                 uint64_t address, uint32_t id, char *text, size_t size)
{
    const struct class *class = class_of(kind);
    text[0] = '\0';
    if (!class || address == 0)
        return;
    const struct symbol *symbol = symbol_at(&story->symbols, address);
    const char *space = class->size > 0 ? " " : "";
    if (!symbol && class->size == 0)
        return; // an address says nothing, and is another one elsewhere
    if (!symbol) {
        snprintf(text, size, "%s %u", class->word, id);
    } else {
        uint64_t offset =
            address - story->symbols.base - symbol->address;
        if (class->size > 0 && symbol->size > class->size &&
            offset % class->size == 0 &&
            symbol->size % class->size == 0)
            snprintf(text, size, "%s %s[%llu]", class->word,
                     symbol->name,
                     (unsigned long long)(offset / class->size));
        else if (offset == 0)
            snprintf(text, size, "%s%s%s", class->word, space,
                     symbol->name);
        else
            snprintf(text, size, "%s%s%s %s", class->word, space,
                     class->word[0] ? "in" : "part of", symbol->name);
    }
}

static void name_event_object(const struct story *story,
                              const struct event *event, char *text,
                              size_t size)
{
    name_object(story, event->kind, event->object, event->object_id,
                text, size);
    if (text[0] == '\0')
        snprintf(text, size, "it");
}

static void tell_output(const struct story *story,
                        const struct event *event, char *text,
                        size_t size)
{
    const char *printed = story->shared->texts + event->text;
    size_t length = strlen(printed);
    while (length > 0 && printed[length - 1] == '\n')
        length--;
    size_t n = (size_t)snprintf(text, size, "prints \"");
    for (size_t i = 0; i < length && n + 4 < size; i++) {
        bool plain =
            (unsigned char)printed[i] >= ' ' && printed[i] != 127;
        n += (size_t)snprintf(text + n, size - n, plain ? "%c" : "\\%o",
                              printed[i] & 0xff);
    }
    snprintf(text + n, size - n, "\"");
}

void tell_action(const struct story *story, const struct event *event,
                 char *text, size_t size)
{
    const struct place *place = event_place(story, event);
    const char *call = kind_word(event->kind);
    char object[100];
    if (event->kind == KIND_OUTPUT && event->text != 0)
        tell_output(story, event, text, size);
    else if (event->kind == KIND_START)
        snprintf(text, size, "starts");
    else if (event->kind == KIND_THREAD_EXIT)
        snprintf(text, size, "ends");
    else if (event->kind == KIND_CANCELLED)
        snprintf(text, size, "is cancelled");
    else if (place->statement)
        snprintf(text, size, "%s", place->statement);
    else {
        name_object(story, event->kind, event->object, event->object_id,
                    object, sizeof(object));
        snprintf(text, size, "%s%s%s", call, object[0] ? ": " : "",
                 object);
    }
}

static const char *seconds(uint64_t time)
{
    static char texts[4][32];
    static int turn;
    char *text = texts[turn++ % 4];
    time += 500000; // rounded, as the timeline's own column is
    snprintf(text, sizeof(texts[0]), "%llu.%03llu",
             (unsigned long long)(time / 1000000000u),
             (unsigned long long)(time / 1000000u % 1000u));
    return text;
}

// What a thread at a call of this kind waits for.
static void tell_wait(const struct story *story,
                      const struct event *event, char *text,
                      size_t size)
{
    char object[100];
    name_event_object(story, event, object, sizeof(object));
    bool held = event->holder != NO_THREAD;
    const char *holder = held ? label_of(story, event->holder) : "";
    switch (event->kind) {
    case KIND_JOIN:
        snprintf(text, size, "waits for %s to end",
                 label_of(story, event->other));
        break;
    case KIND_COND_WAIT:
    case KIND_COND_TIMEDWAIT:
        if (held)
            snprintf(text, size,
                     "has been woken through %s, and waits for its "
                     "mutex, which %s holds",
                     object, holder);
        else
            snprintf(text, size, "waits to be woken through %s",
                     object);
        break;
    case KIND_SLEEP:
        snprintf(text, size, "sleeps");
        break;
    case KIND_BARRIER_WAIT:
        snprintf(text, size, "waits for the others at %s", object);
        break;
    case KIND_POLL:
    case KIND_READ:
    case KIND_ACCEPT:
        snprintf(text, size, "waits for input");
        break;
    case KIND_WRITE:
    case KIND_CONNECT:
        snprintf(text, size, "waits until the other side takes it");
        break;
    case KIND_SIGWAIT:
        snprintf(text, size, "waits for a Unix signal");
        break;
    case KIND_SEM_WAIT:
        snprintf(text, size, "waits for %s, which is 0", object);
        break;
    default:
        snprintf(text, size, "waits for %s%s%s%s", object,
                 held ? ", which " : "", holder, held ? " holds" : "");
    }
}

static void tell_until(uint64_t until, char *text, size_t size)
{
    size_t n = strlen(text);
    if (until != 0)
        snprintf(text + n, size - n, "%s until %s s",
                 strcmp(text, "sleeps") == 0 ? "" : ", at most",
                 seconds(until));
}

// How a wait ended.
static void tell_resumption(const struct story *story,
                            const struct event *event, char *text,
                            size_t size)
{
    char object[100];
    name_event_object(story, event, object, sizeof(object));
    const char *words = "goes on";
    switch (event->kind) {
    case KIND_MUTEX_LOCK:
    case KIND_MUTEX_TIMEDLOCK:
    case KIND_SPIN_LOCK:
    case KIND_RWLOCK_RDLOCK:
    case KIND_RWLOCK_WRLOCK:
    case KIND_SEM_WAIT:
        snprintf(text, size, "now has %s", object);
        return;
    case KIND_COND_WAIT:
    case KIND_COND_TIMEDWAIT:
        words = "is woken";
        break;
    case KIND_SLEEP:
        words = "has slept";
        break;
    case KIND_BARRIER_WAIT:
        words = "goes on: all are there";
        break;
    case KIND_JOIN:
        snprintf(text, size, "goes on: %s has ended",
                 label_of(story, event->other));
        return;
    }
    snprintf(text, size, "%s", words);
}

static void tell_result(const struct event *event, char *text,
                        size_t size)
{
    size_t n = strlen(text);
    const char *error =
        error_name(event->result < 0 ? -event->result : event->result);
    bool counts =
        event->kind == KIND_READ || event->kind == KIND_WRITE ||
        event->kind == KIND_POLL || event->kind == KIND_ACCEPT ||
        event->kind == KIND_SEM_GETVALUE ||
        event->kind == KIND_SIGWAIT || event->kind == KIND_FUTEX_WAKE;
    if (event->result == 0 && !counts)
        return;
    if (event->kind == KIND_EXIT) {
        snprintf(text + n, size - n, "status %d", event->result);
        return;
    }
    if (error && !counts)
        snprintf(text + n, size - n, "%sreturns %s", n > 0 ? ", " : "",
                 error);
    else if (counts && event->kind != KIND_WRITE)
        snprintf(text + n, size - n, "%sreturns %d", n > 0 ? ", " : "",
                 event->result);
}

// Whether a thread waits at the moment for the condition variable that
// this event wakes.
static bool anybody_waits(const struct story *story,
                          const struct event *event)
{
    const struct event *all = story->shared->events;
    for (uint32_t thread = 0; thread < story->n_threads; thread++) {
        const struct event *at = event;
        while (at > all && at[-1].thread != thread)
            at--;
        if (at > all && at[-1].flags & EVENT_BLOCKS &&
            at[-1].object == event->object &&
            (at[-1].kind == KIND_COND_WAIT ||
             at[-1].kind == KIND_COND_TIMEDWAIT))
            return true;
    }
    return false;
}

void tell_detail(const struct story *story, const struct event *event,
                 bool resumed, char *text, size_t size)
{
    text[0] = '\0';
    if (event->flags & EVENT_BLOCKS) {
        tell_wait(story, event, text, size);
        tell_until(event->until, text, size);
        return;
    }
    if (event->flags & EVENT_SPURIOUS)
        snprintf(text, size,
                 "is woken for no reason (POSIX allows it)");
    else if (event->flags & EVENT_TIMEOUT && event->kind != KIND_SLEEP)
        snprintf(text, size, "its time is over");
    else if (resumed)
        tell_resumption(story, event, text, size);
    else if (event->kind == KIND_CREATE)
        snprintf(text, size, "makes %s", label_of(story, event->other));
    else if (event->kind == KIND_CANCEL &&
             event->other != event->thread)
        snprintf(text, size, "cancels %s",
                 label_of(story, event->other));
    else if ((event->kind == KIND_COND_SIGNAL ||
              event->kind == KIND_COND_BROADCAST) &&
             !anybody_waits(story, event))
        snprintf(text, size, "wakes nobody: no thread waits");
    else if (event->kind == KIND_PREEMPTED)
        snprintf(text, size, "computes for long, without a call");
    else if (event->kind == KIND_MEMORY) {
        char object[100];
        name_object(story, event->kind, event->object, event->object_id,
                    object, sizeof(object));
        snprintf(text, size, "%s %s%s%s",
                 event->flags & EVENT_WRITE ? "writes" : "reads",
                 object[0] ? object : "memory",
                 event->flags & EVENT_ATOMIC ? " atomically" : "",
                 event->flags & EVENT_RACES ? " (the race)" : "");
    }
    tell_result(event, text, size);
}

void tell_standing(const struct story *story, uint32_t thread,
                   char *text, size_t size)
{
    const struct standing *standing = &story->shared->standing[thread];
    if (standing->state == THREAD_ENDED) {
        snprintf(text, size, "has ended");
        return;
    }
    if (standing->state == THREAD_READY) {
        snprintf(text, size, "can run");
        return;
    }
    struct event event = {
        .kind = standing->kind,
        .holder = standing->holder,
        .other = standing->holder,
        .object_id = standing->object_id,
        .object = standing->object,
    };
    tell_wait(story, &event, text, size);
    if (standing->holder == NO_THREAD) // else its mutex keeps it
        tell_until(standing->until, text, size);
    if (standing->holder != NO_THREAD && standing->kind != KIND_JOIN &&
        story->shared->standing[standing->holder].state ==
            THREAD_ENDED) {
        size_t n = strlen(text);
        snprintf(text + n, size - n, " though it has ended");
    }
}
