// core.h: the scheduler inside the program: threads, steps, time.
//
// One thread runs at a time: the one that holds the baton. Every call
// that the library replaces describes itself as a `struct op` and calls
// step(): there the scheduler decides who goes on, and step() returns
// when the caller was chosen and its op can take place. The caller then
// does the op's work, alone, until its next step.
//
// Invariant: everything declared here is touched only by the thread that
// holds the baton. The baton is the lock of the whole library.

#ifndef INTERLEAVE_CORE_H
#define INTERLEAVE_CORE_H

// Every file includes this one first; most replace GNU functions.
#define _GNU_SOURCE

#include <inttypes.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../cc/hooks.h"
#include "../shared.h"

#define NEVER UINT64_MAX
#define SECOND 1000000000ull
// Where the program made this call. Also notes how deep its stack was.
#define CALLER                                                         \
    called_from((uint64_t)(uintptr_t)__builtin_return_address(0),      \
                (uint64_t)(uintptr_t)__builtin_frame_address(0))
#define PLACE "[at %" PRIx64 "]" // of a message: see shared.h
#define EXPORT __attribute__((visibility("default")))

struct thread;
struct op;

// Why step() returned.
enum go {
    GO_READY,       // op->ready: what it waited for is there
    GO_TIMEOUT,     // op->until has passed
    GO_SPURIOUS,    // for no reason (condition variables only)
    GO_INTERRUPTED, // a signal handler ran
    GO_CANCELLED,   // only if op->cancel_returns
};

typedef bool ready_fn(struct thread *t, struct op *op);

struct op {
    uint8_t kind;
    uint8_t restarts;    // a handler with SA_RESTART lets it wait on
    bool cancellable;    // a cancellation point
    bool cancel_returns; // … that has work to do first
    bool interruptible;  // a signal handler ends it (EINTR)
    bool spurious;       // may go on for no reason
    bool yields;         // offers its turn
    bool own_mask;       // waits with a signal mask of its own
    bool silent;         // no line of the timeline
    bool blocked;        // has been recorded as waiting
    struct object *object;
    uint64_t address; // object's address, or a file descriptor
    uint64_t pc;
    uint64_t until;  // virtual time; 0 is taken for NEVER
    ready_fn *ready; // NULL: at once
    uint16_t other;  // the thread that it is about
    uint64_t since;  // order of arrival
    uint64_t arg;    // of the ready function
    uint32_t size;   // of memory, in bytes
    bool writes;     // memory
    bool atomic;     // memory
};

struct thread {
    uint16_t id;
    bool ended, joined, detached, joining;
    bool cancel_pending, cancel_disabled, cancel_async, cancelling;
    uint32_t baton; // futex: 1 when it may run
    int32_t tid;    // the kernel's number
    int *tid_word;  // which it clears at the thread's end
    pthread_t handle;
    struct op *op;       // what it is about to do
    uint16_t how;        // how it was let go on
    uint64_t ready_step; // since which step it could go on
    bool was_ready;
    uint32_t idle;        // yields since time last passed
    uint32_t spared;      // times since then that this was no polling
    uint32_t spurious;    // times in a row that it woke for no reason
    uint32_t run;         // steps since it last blocked or yielded
    bool due;             // its next step offers its turn, too
    uint32_t clock_reads; // since its last step
    uint32_t priority;    // PCT
    uint32_t rounds;      // of TSD destructors
    uint64_t signals;     // bit n-1: signal n is pending for it
    uint64_t mask;        // signals that it blocks
    uint16_t *visits;     // of each byte of the text, in a survey
    uint32_t last_write;  // when a survey saw it write
    uint64_t stack_top;   // no frame of it lies above
    uint64_t stack_low, stack_size; // 0: not known; see gone.c
    uint64_t call_pc, call_frame;   // of the last call; see CALLER
    uint64_t stands_at;         // its frames lie above; 0: not known
    uint64_t mark_at;           // what an ended thread left: gone.c
    uint64_t last_pc;           // of its last memory step
    uint32_t same_reads;        // there, in a row
    uint32_t reads;             // of memory, without another step
    uint64_t locks, read_locks; // bits of what it holds, for surveys
    struct known *known;        // what it knows of the others: order.c
    struct calls *calls;        // the functions that it is in: calls.c
    uint64_t wait_seq;          // when it began to wait on a condition
    uint64_t frame_top;         // no frame of the program's lies above
    bool spins;                 // looks at what nobody has changed
    uint32_t looks;             // steps since it last changed something
    uint64_t mark, mark_pc; // its situation at one of them, and where
    uint8_t mark_kind;
    struct footprint looked_at; // since then
    bool woken;
    void *(*start)(void *);
    void *arg;
    char name[16];
};

extern struct shared *shared;
extern struct thread *threads[MAX_THREADS];
extern uint32_t n_threads;
extern uint64_t now;           // virtual nanoseconds
extern struct thread *running; // who holds the baton
extern bool active;            // main has begun, the run has not ended
extern bool is_server_child;
extern __thread struct thread *self
    __attribute__((tls_model("initial-exec")));

// Whether this call is the scheduler's business.
static inline bool controlled(void)
{
    return active && self;
}

static inline uint64_t called_from(uint64_t pc, uint64_t frame)
{
    if (self) {
        self->call_pc = pc;
        self->call_frame = frame;
    }
    return pc;
}

// core.c
struct thread *thread_new(void);
enum go step(struct op *op);
void step_simple(int kind, uint64_t pc, struct object *object);
void leave(void); // this thread ends: pass the baton on
void wait_for_baton(struct thread *t);
bool never_ready(struct thread *t, struct op *op); // an op's ready
bool timed_out(const struct op *op);
enum budget budget_kind(void);
bool time_may_pass(void);
void fail_looking(void);

// policy.c
struct option {
    uint16_t thread, how;
};
void policy_begin(void);
void policy_new_thread(struct thread *t);
uint32_t policy_usual(const struct option *options, uint32_t n);
// options[0..n) are the default schedule's; those up to `all` may be
// forced, too.
uint32_t policy_choose(const struct option *options, uint32_t n,
                       uint32_t all, uint32_t usual);

// footprint.c
bool reducing(void); // this run is one of a reduced search
void touch(unsigned what, uint64_t which, unsigned flags);
void touch_object(const struct object *o, unsigned flags);
void touch_memory(const void *memory, size_t size, bool write);
void touch_stack(uint64_t address);
void touch_freed(const void *memory, size_t size);
void touch_only_read(unsigned what, uint64_t which);
void touch_unchanged(const void *memory, size_t size);
void touch_everything(void);
void footprint_time(void);
void footprint_end(void);
uint32_t footprint_filter(struct option *options, uint32_t n);
void footprint_next(struct thread *t, const struct option *options,
                    uint32_t n, const struct thread *usual);
void footprint_finish(void);

// spin.c
void spin_look(struct thread *t, const struct op *op);
const char *heap_used(void); // the end of what was allocated
void heap_begin(void);
void spins_end(const struct footprint *print);

// trace.c
void trace(const struct op *op, unsigned flags);
void trace_of(const struct thread *t, const struct op *op,
              unsigned flags);
void trace_result(long result);
void trace_write(void);
void trace_other(uint16_t thread);
void trace_text(const char *text, size_t length);
void trace_misuse(uint64_t pc);
void trace_past(uint32_t at, const struct event *event);
void note_uncontrolled(const char *call, const char *meaning);
// Who has what the thread waits for in this op; NO_THREAD if nobody.
uint32_t trace_holder(const struct thread *t, const struct op *op);

// report.c: all of these end the process.
void fail(enum outcome outcome, uint64_t pc, const char *format, ...)
    __attribute__((noreturn, format(printf, 3, 4)));
void fail_budget(void) __attribute__((noreturn));
void record_end(enum outcome outcome);
extern const char *const kind_words[KIND_COUNT];

// object.c
enum object_class {
    CLASS_MUTEX = 1,
    CLASS_COND,
    CLASS_RWLOCK,
    CLASS_SEM,
    CLASS_BARRIER,
    CLASS_SPIN,
    CLASS_ONCE,
    CLASS_FUTEX,
};

struct object {
    uint64_t address;
    uint32_t id; // the how-manieth of its class
    uint8_t class;
    bool destroyed;
    uint16_t destroyer;    // … by this thread
    uint64_t destroyed_pc; // … there
    bool robust, ownerdead, inconsistent, unrecoverable;
    bool watched;        // made after main began: its end is seen, too
    bool stream;         // a FILE's lock: there is no real mutex
    uint8_t type;        // mutex: PTHREAD_MUTEX_NORMAL …
    uint16_t owner;      // mutex, rwlock's writer, once's runner
    uint32_t count;      // recursion, semaphore, readers, arrived
    uint32_t limit;      // barrier: how many it waits for
    uint64_t generation; // barrier
    uint64_t waits, permits;
    uint64_t permit[64];  // condition: see cond.c
    struct object *mutex; // condition: mutex of its waiters
    uint64_t imprint;     // of its bytes when it was made, or destroyed
    uint16_t readers[64]; // rwlock: who reads
};

struct object *object_of(void *address, enum object_class class);
struct object *object_new(void *address, enum object_class class);
struct object *object_find(void *address, enum object_class class);
void object_destroy(struct object *object);
extern bool robust_objects;
void objects_forget(uint16_t thread); // it ended: robust mutexes
uint32_t object_waiters(const struct object *object);
void objects_after_fork(void); // in the child
void check_reinit(struct object *object, uint64_t pc, const char *call);
void check_alive(struct object *object, uint64_t pc, const char *call);
const char *class_word(unsigned class);

static inline uint64_t lock_bit(const struct object *lock)
{
    return 1ull << ((lock->id * 4 + lock->class) & 63);
}

// start.c
void *next_symbol(const char *name);
extern bool under_tsan, sanitized;
// Where the program's variables lie that live from its start to its end.
extern const char *variables_start, *variables_end;
bool in_runtime(uint64_t pc);

// thread.c
void act_on_cancel(void);
struct thread *thread_of(pthread_t handle);
int thread_create(pthread_t *handle, const pthread_attr_t *attr,
                  void *(*start)(void *), void *arg, uint64_t pc);
int thread_join(pthread_t handle, void **value, uint64_t until,
                uint64_t pc);
void threads_prepare(void);
void threads_begin(void);

// mutex.c and cond.c, also used by c11.c
int mutex_lock(pthread_mutex_t *mutex, int kind, uint64_t until,
               uint64_t pc);
int mutex_timedlock(pthread_mutex_t *mutex, clockid_t clock,
                    const struct timespec *time, uint64_t pc);
int mutex_unlock(pthread_mutex_t *mutex, uint64_t pc);
bool mutex_free(const struct object *m);
void mutex_take(struct object *m, pthread_mutex_t *mutex);
int mutex_take_robust(struct object *m, pthread_mutex_t *mutex);
void mutex_give(struct object *m, pthread_mutex_t *mutex);
// Who holds the mutex that this woken waiter needs; NO_THREAD if it has
// not been woken.
uint32_t cond_holder(const struct thread *t, const struct object *c);
int cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex,
              uint64_t until, uint64_t pc);
int cond_timedwait(pthread_cond_t *cond, pthread_mutex_t *mutex,
                   clockid_t clock, const struct timespec *time,
                   uint64_t pc);
int cond_wake(pthread_cond_t *cond, bool all, uint64_t pc);

// clock.c
struct timespec;
uint64_t until_of(const struct timespec *time, int clock, int *error);
int refuse_time(int kind, uint64_t pc, struct object *object);
uint64_t after_of(const struct timespec *time);
enum go nap(uint64_t until, uint64_t pc);

// signal.c
extern bool handlers_installed;
bool signal_pending(struct thread *t);
bool run_handlers(bool *restart);
bool signal_from_outside(bool only_signals);
uint64_t signal_swap_mask(uint64_t mask);
void signal_point(int kind, uint64_t pc);
uint64_t signal_bits(const sigset_t *set);
bool signal_pass_on(int signo, siginfo_t *info, void *context);

void signal_post(struct thread *to, int signo, int code,
                 union sigval value); // NULL: to the process

void signal_hand_over(uint64_t bits);
void signals_release(void); // whom a signal reaches, knows of this

// signalfd.c
bool signalfd_wants(int signo);
bool signalfd_takes(int signo, union sigval value, int code);
bool signalfd_has(uint64_t set);
int signalfd_take(uint64_t set, siginfo_t *info);

// siginfo.c
void siginfo_add(const struct thread *to, int signo, int code,
                 union sigval value);
bool siginfo_take(const struct thread *t, int signo, siginfo_t *info);
bool siginfo_more(const struct thread *t, int signo);

// timer.c
uint64_t timers_due(void);
void timers_pass(void); // now has moved: let those expire that are due
void timer_closed(int fd);

// io.c
void files_release(void); // what comes from a file now, knows of this
bool waits_for_file(const struct op *op);
void file_drain(int fd); // take what an eventfd holds

// arena.c
void *zeroed(size_t size);
void *arena_take(size_t size); // zeroed, too

// access.c
extern bool instrumented; // the program was built by `interleave cc`
bool memory_step(struct op *op);
void access_begin(void);
void access_started(void); // in a new thread
void access_freed(const void *memory, size_t size, uint64_t pc);
// What a call that returns to `pc` does to the program's memory.
void access_by_call(const void *memory, size_t size, unsigned flags,
                    uint64_t pc);
// The same of a text, by a function that waits for nothing.
void access_text(const void *text, size_t size, unsigned flags,
                 uint64_t pc);

// texts.c: read the strings that a format names.
void access_format(const char *format, va_list args, uint64_t pc);

// order.c: what happened before what, for data races.
void order_acquire(const void *key);
void order_release(const void *key);
void order_created(struct thread *child);
void order_joined(const struct thread *ended);

// memory.c
void memory_prepare(void); // in the fork server, before each fork
void memory_begin(void);
void memory_resume(void); // a survey had stopped stepping
bool memory_owns(int signo);
bool memory_busy(void); // between a point and its instruction
void memory_freed(const void *memory, size_t size, uint64_t pc);
void memory_written(const void *memory, size_t size, uint64_t pc);
void memory_created(const struct thread *child);
void memory_joined(const struct thread *ended);

// watch.c
void watch_begin(void);

// start.c
void end_of_process(int status, uint64_t pc);

// NEXT(f): the definition of f that the program would have called.
#define NEXT(f)                                                        \
    (__extension__({                                                   \
        static __typeof__(&f) next_;                                   \
        if (!next_)                                                    \
            *(void **)&next_ = next_symbol(#f);                        \
        next_;                                                         \
    }))

// For ThreadSanitizer, where it is there, and for our own search for data
// races: what happened before what.
void __tsan_acquire(void *address) __attribute__((weak));
void __tsan_release(void *address) __attribute__((weak));

static inline void tsan_acquire(void *address)
{
    order_acquire(address);
    if (__tsan_acquire)
        __tsan_acquire(address);
}

static inline void tsan_release(void *address)
{
    order_release(address);
    if (__tsan_release)
        __tsan_release(address);
}

#endif
