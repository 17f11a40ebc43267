// shared.h: what the command and the library inside the program share.
//
// The command (front/) maps one `struct shared` and passes its file
// descriptor to the program through the environment. The library (lib/),
// preloaded into the program, reads a `struct request` from it, runs one
// schedule, and leaves a `struct result`, the choices and the events.
//
// A schedule is the default schedule plus a list of deviations: "at step
// 17 thread 2 goes on". The default policy is a function of the program's
// state, so that list is all that a replay needs.

#ifndef INTERLEAVE_SHARED_H
#define INTERLEAVE_SHARED_H

#include <stdint.h>

#define INTERLEAVE_VERSION "0.1"
#define SHARED_ABI 1

// The library finds its orders in these variables. All are removed from
// the environment before the program's main runs.
#define ENV_SHARED_FD "INTERLEAVE_SHARED_FD"   // struct shared, mapped
#define ENV_CONTROL_FD "INTERLEAVE_CONTROL_FD" // fork server's socket
#define ENV_ONLY "INTERLEAVE_ONLY"             // value of --only

// Exit statuses of interleave's own; each kind of failure has one.
enum status {
    STATUS_DEADLOCK = 101,
    STATUS_SPIN = 102,
    STATUS_MISUSE = 103,
    STATUS_CRASH = 104,
    STATUS_EXIT = 105,
    STATUS_OUTPUT = 106,
    STATUS_NONDETERMINISM = 107,
    STATUS_UNJOINED = 108,
    STATUS_RACE = 109,
    STATUS_FAILED = 125, // bad usage, or interleave itself failed
    STATUS_REFUSED = 126,
    STATUS_NOT_FOUND = 127,
};

enum {
    MAX_THREADS = 4096,
    MAX_FORCED = 65536,
    MAX_CHOICES = 1 << 18,
    MAX_ALTERNATIVES = 1 << 20,
    MAX_EVENTS = 1 << 18,
    MAX_TEXT = 1 << 20,
    MAX_POINTS = 4096,
    MAX_NOTES = 64,
    MAX_STACK = 32,
    MAX_TOUCHES = 6,
    MAX_REDUCED = 64, // threads that a reduced search can tell apart
    MAX_RECORDS = 1 << 15,
};

// How a thread is let go on.
enum how {
    HOW_NORMAL, // what it waits for has come
    HOW_LATE,   // its deadline is made to pass now, before other things
    HOW_SPURIOUS, // a condition variable wakes it for no reason
};

// At step `step` (counted from 0 at main's first step), thread `thread`
// (0 is main; numbered in order of creation) goes on, `how`.
struct forced {
    uint32_t step;
    uint16_t thread;
    uint16_t how;
};

enum strategy {
    STRATEGY_DEFAULT, // the default schedule, with the forced choices
    STRATEGY_RANDOM,  // each enabled alternative equally likely
    STRATEGY_PCT,     // probabilistic concurrency testing
    STRATEGY_POS,     // partial-order sampling
    STRATEGY_FEW, // the default one with d-1 choices at random steps
};

enum request_flags {
    WANT_LATE = 1,     // --late
    WANT_SPURIOUS = 2, // --spurious
    WANT_EVENTS = 4,   // fill events[] and texts[]
    WANT_CHOICES = 8,  // fill choices[] and alternatives[]
    WANT_SURVEY = 16,  // find the instructions that race
    WANT_LENIENT = 32, // skip forced choices that are impossible
    WANT_RACES = 128,  // end at the first data race
    WANT_REDUCED = 64, // fill records[]; leave asleep[] asleep
};

struct request {
    uint32_t strategy;
    uint32_t flags;
    uint64_t seed;
    uint32_t pct_depth; // d: d-1 priority change points
    uint32_t pct_steps; // k: expected length of the run, in steps
    uint32_t max_steps; // budget; when it runs out, OUTCOME_BUDGET
    uint32_t n_forced;  // forced[0..n) sorted by step
    uint32_t n_points;  // points[0..n): instructions to stop at
    uint32_t cpu_ms;    // CPU time without a step that counts as a spin
    uint32_t
        sleep_step; // WANT_REDUCED: asleep[0..n) sleep from here on
    uint32_t n_asleep;
};

enum outcome {
    OUTCOME_RUNNING,  // never finished: killed or crashed
    OUTCOME_EXIT,     // exit() or return from main; see wait_status
    OUTCOME_DEADLOCK, // nothing can run, or a cycle of mutexes
    OUTCOME_SPIN,     // computed for cpu_ms without a step
    OUTCOME_MISUSE,   // an API used as POSIX forbids
    OUTCOME_BUDGET,   // max_steps reached; see budget
    OUTCOME_DIVERGED, // a forced choice was not possible
    OUTCOME_RACE,     // a data race; see accesses
    OUTCOME_COVERED,  // what is left is the same as in another schedule
};

enum budget {
    BUDGET_NONE,
    BUDGET_ASLEEP,
    BUDGET_SPINNING,
    BUDGET_POLLING
};

// What a thread was doing; the kinds of events and of waits.
// X(name, word): word is the call as the program wrote it.
// clang-format off
#define KINDS(X)                                                         \
    X(START, "start") X(CREATE, "pthread_create")                        \
    X(JOIN, "pthread_join") X(DETACH, "pthread_detach")                  \
    X(THREAD_EXIT, "thread ends") X(EXIT, "exit")                        \
    X(CANCEL, "pthread_cancel") X(CANCELLED, "cancelled")                \
    X(ONCE, "pthread_once") X(YIELD, "sched_yield")                      \
    X(SLEEP, "sleep") X(CLOCK, "clock_gettime")                          \
    X(MUTEX_INIT, "pthread_mutex_init")                                  \
    X(MUTEX_LOCK, "pthread_mutex_lock")                                  \
    X(MUTEX_TRYLOCK, "pthread_mutex_trylock")                            \
    X(MUTEX_TIMEDLOCK, "pthread_mutex_timedlock")                        \
    X(MUTEX_UNLOCK, "pthread_mutex_unlock")                              \
    X(MUTEX_DESTROY, "pthread_mutex_destroy")                            \
    X(COND_INIT, "pthread_cond_init")                                    \
    X(COND_WAIT, "pthread_cond_wait")                                    \
    X(COND_TIMEDWAIT, "pthread_cond_timedwait")                          \
    X(COND_SIGNAL, "pthread_cond_signal")                                \
    X(COND_BROADCAST, "pthread_cond_broadcast")                          \
    X(COND_DESTROY, "pthread_cond_destroy")                              \
    X(RWLOCK_INIT, "pthread_rwlock_init")                                \
    X(RWLOCK_RDLOCK, "pthread_rwlock_rdlock")                            \
    X(RWLOCK_WRLOCK, "pthread_rwlock_wrlock")                            \
    X(RWLOCK_UNLOCK, "pthread_rwlock_unlock")                            \
    X(RWLOCK_DESTROY, "pthread_rwlock_destroy")                          \
    X(SEM_INIT, "sem_init") X(SEM_WAIT, "sem_wait")                      \
    X(SEM_POST, "sem_post") X(SEM_GETVALUE, "sem_getvalue")              \
    X(SEM_DESTROY, "sem_destroy")                                        \
    X(BARRIER_INIT, "pthread_barrier_init")                              \
    X(BARRIER_WAIT, "pthread_barrier_wait")                              \
    X(BARRIER_DESTROY, "pthread_barrier_destroy")                        \
    X(SPIN_LOCK, "pthread_spin_lock")                                    \
    X(SPIN_UNLOCK, "pthread_spin_unlock")                                \
    X(SPIN_DESTROY, "pthread_spin_destroy")                              \
    X(FUTEX_WAIT, "futex wait") X(FUTEX_WAKE, "futex wake")              \
    X(POLL, "poll") X(READ, "read") X(WRITE, "write")                    \
    X(ACCEPT, "accept") X(CONNECT, "connect") X(CLOSE, "close")          \
    X(OUTPUT, "prints") X(SIGWAIT, "sigwait") X(KILL, "kill")            \
    X(SIGNAL, "signal handler") X(MEMORY, "memory")                      \
    X(PREEMPTED, "computes") X(CRASH, "crash") X(MISUSE, "misuse")       \
    X(FREE, "free") X(TIMER, "timer_settime")
// clang-format on

enum kind {
    KIND_NONE,
#define X(name, word) KIND_##name,
    KINDS(X)
#undef X
        KIND_COUNT
};

enum { NO_THREAD = 0xffff };

enum event_flags {
    EVENT_BLOCKS = 1,   // could not go on: waits (holder: who has it)
    EVENT_TIMEOUT = 2,  // went on because its deadline passed
    EVENT_SPURIOUS = 4, // went on for no reason
    EVENT_WRITE = 8,    // KIND_MEMORY: a write (else a read)
    EVENT_ATOMIC = 16,  // KIND_MEMORY: an atomic operation
    EVENT_RACES = 32, // KIND_MEMORY: one of the two accesses of a race
};

// One thing that a thread did, or began to wait for.
struct event {
    uint32_t step;
    uint16_t thread;
    uint8_t kind;
    uint8_t flags;
    uint16_t holder;    // EVENT_BLOCKS: the thread to wait for
    uint16_t other;     // thread created, joined, cancelled …
    uint32_t object_id; // the how-manieth object of its class; 0 none
    uint32_t text;      // offset in texts[], 0 none (printed text …)
    int32_t result;     // what the call returned; errors as returned
    uint64_t object;    // its address (or file descriptor)
    uint64_t time;      // virtual, nanoseconds since the start
    uint64_t until;     // deadline in the same time; 0 none
    uint64_t pc;        // where in the program: return address
};

// A step at which more than one alternative was open.
struct choice {
    uint32_t step;
    uint32_t first; // alternatives[first .. first+count)
    uint16_t count;
    uint16_t chosen;  // index among them
    uint16_t usual;   // index of the default policy's choice
    uint16_t running; // index of the thread that ran; NO_THREAD if
                      // it could not go on (no preemption then)
};

struct alternative {
    uint16_t thread;
    uint16_t how;
};

// An access to memory, one of the two of a data race.
struct accessed {
    uint64_t address;
    uint32_t size;
    uint16_t thread;
    uint16_t flags; // enum access_flags of cc/hooks.h
    uint32_t n_stack;
    // The instruction; then what each call returns to, innermost first.
    uint64_t stack[MAX_STACK];
};

// What a step touches: keys of objects, each with flags in its low bits;
// see dependence.h. `everything`: more, or what nobody knows.
struct footprint {
    uint64_t touches[MAX_TOUCHES];
    uint32_t n;
    uint32_t everything;
    uint64_t from, to; // memory that it gave back; from == to: none
};

// One step, for a reduced search: records[i] is step i + 1.
struct record {
    struct footprint print;
    uint64_t enabled; // bit t: thread t could go on instead
    uint16_t thread;
    uint16_t usual;   // the thread of the default schedule
    uint16_t running; // whose turn would be taken; NO_THREAD
    uint16_t time;    // time passed before it
};

// A thread that does not go on until a step touches what its own next
// step does, which has been tried from there already.
struct asleep {
    struct footprint print;
    uint16_t thread;
};

// Where a thread stood when the run ended.
struct standing {
    uint8_t kind;    // what it was about to do; KIND_NONE: it ran
    uint8_t state;   // enum thread_state
    uint16_t holder; // who holds what it waits for; NO_THREAD none
    uint32_t object_id;
    uint64_t object;
    uint64_t until; // deadline; 0 none
    uint64_t pc;
    uint64_t start; // address of the function that it runs
    char name[16];  // pthread_setname_np, if any
};

enum thread_state { THREAD_READY, THREAD_WAITING, THREAD_ENDED };

#define PLACE_MARK "[at "

struct result {
    uint32_t outcome;
    int32_t wait_status; // of waitpid; written by the fork server
    uint32_t budget;     // enum budget, with OUTCOME_BUDGET
    uint32_t steps;
    uint32_t n_threads;  // ever created, main included
    uint32_t n_standing; // standing[0..n): by thread number
    uint32_t
        n_unjoined; // ended or running, neither joined nor detached
    uint32_t n_deviations;
    uint32_t n_choices;
    uint32_t n_alternatives;
    uint32_t n_events;
    uint32_t n_text;
    uint32_t n_notes;
    uint32_t culprit;  // thread of a misuse or spin; NO_THREAD
    uint32_t n_racing; // racing[0..n): what a survey found
    uint32_t preemptions;
    uint32_t polled; // times that time passed under nothing but polls
    uint32_t n_records;
    uint32_t n_next;   // next[0..n): what each thread was about to do
    uint32_t blind;    // a step of which nobody knows what it touches
    uint64_t clock;    // virtual, nanoseconds
    uint64_t hash;     // of who did what in which order
    uint64_t pc;       // of a misuse, spin or crash
    char message[512]; // one sentence, for misuse, spin, deadlock;
                       // PLACE_MARK, a return address in hexadecimal
                       // and ] stand for " at file:line"
};

struct shared {
    uint32_t abi;
    uint64_t exe_base;  // added to the addresses in the ELF file
    uint64_t exe_start; // text of the program: pc in [start, end)
    uint64_t exe_end;
    struct request request;
    struct result result;
    struct forced forced[MAX_FORCED];
    struct forced deviations[MAX_FORCED];
    struct choice choices[MAX_CHOICES];
    struct alternative alternatives[MAX_ALTERNATIVES];
    struct event events[MAX_EVENTS];
    struct standing standing[MAX_THREADS];
    struct accessed accesses[2]; // of OUTCOME_RACE, in their order
    struct asleep asleep[MAX_REDUCED];
    struct asleep next[MAX_REDUCED];
    struct record records[MAX_RECORDS];
    uint32_t points[MAX_POINTS]; // instructions: offsets from exe_base
    uint32_t racing[MAX_POINTS];
    char texts[MAX_TEXT];
    char notes[MAX_NOTES][120]; // calls that it does not control
    int32_t child;              // the process that runs the schedule
    uint32_t sites;             // places with steps, in the last run
                                // of STRATEGY_FEW
};

// The fork server. The command sends one byte, 'r': run request; the
// library forks, waits, and answers one byte 'd': done. EOF ends it.
// The first byte that it sends, 'h', says that it stands before main.

#endif
