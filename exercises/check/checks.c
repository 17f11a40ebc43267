// checks.c: which checks an exercise of each kind has, in their order.
// The first problem ends it: what comes after is often of its making.

#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "process.h"

static const struct check known[] = {
    {.id = "builds",
     .title = "builds without a warning",
     .look = builds},
    {.id = "allowed",
     .title = "uses only what the task allows",
     .look = allowed},
    {.id = "behaves",
     .title = "does what the task says",
     .look = behaves},
    {.id = "orders",
     .title = "does it in every order of the threads",
     .look = every_order},
    {.id = "races", .title = "has no data race", .look = races},
    {.id = "real",
     .title = "holds on real threads, too",
     .look = on_real_threads},
    {.id = "memory",
     .title = "uses only memory that is its own",
     .look = memory},
    {.id = "idles",
     .title = "sleeps while there is nothing to do",
     .look = idles},
    {.id = "breaks",
     .title = "the schedule makes the program fail",
     .look = breaks},
    {.id = "accepts",
     .title = "lets pass what keeps the contract",
     .look = accepts},
    {.id = "tells",
     .title = "tells each other version from it",
     .look = tells},
    {.id = "filled",
     .title = "the table is filled in",
     .look = filled_in},
    {.id = "measured",
     .title = "the table is what was measured",
     .look = measured},
};

// What replays comes first; what only real threads show has no story.
#define OF_AN_ANSWER                                                   \
    "builds allowed behaves idles races orders memory real"

static const struct {
    const char *kind, *checks;
} kinds[] = {
    {"complete", OF_AN_ANSWER},
    {"repair", OF_AN_ANSWER},
    {"break", "breaks"},
    {"catch", "builds allowed accepts tells"},
    {"measure", "filled measured"},
};

static void add_checks(struct session *session)
{
    const char *kind = conf_get(&session->exercise.conf, "kind"),
               *list = NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kind, kinds[i].kind) == 0)
            list = kinds[i].checks;
    if (!list)
        checker_fault("%s: there is no kind %s",
                      session->exercise.conf.path, kind);
    char *id;
    while ((id = next_word(&list)))
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            if (strcmp(known[i].id, id) == 0)
                session->checks[session->n_checks++] = known[i];
}

// A check may take seconds: who sits there sees which it is. Without a
// title, that goes away again.
static void say_under_way(const struct session *session,
                          const char *title)
{
    if (session->awaited)
        fprintf(stderr, "\r%60s\r%s%s", "", title, *title ? "?" : "");
}

int passed_status(void)
{
    static int drawn;
    if (!drawn)
        drawn = 10 + (int)((getpid() + time(NULL)) % 50);
    return drawn;
}

void check_answer(struct session *session)
{
    double begun = seconds_now();
    add_checks(session);
    make_folder(session->exercise.build);
    for (int i = 0; i < session->n_checks; i++) {
        double begin = seconds_now();
        session->current = &session->checks[i];
        say_under_way(session, session->current->title);
        session->current->outcome = session->current->look(session);
        session->current->seconds = seconds_now() - begin;
        if (session->current->outcome >= UNFINISHED ||
            session->current->outcome == FAIL)
            break;
    }
    say_under_way(session, "");
    session->seconds = seconds_now() - begun;
}
