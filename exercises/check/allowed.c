// allowed.c: an answer uses only what the task allows, and leaves the
// instruments alone. By the symbols of its object file, so that no
// macro hides a call; the preprocessed text only tells the line.

#define _GNU_SOURCE // RTLD_DEFAULT
#include <ctype.h>
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "process.h"

// Never allowed, unless exercise.conf says `allow = …`.
static const struct {
    const char *id, *names;
} never[] = {
    // Not abort, the line after a failed malloc: if it is reached, that
    // shows as a crash.
    {"ends-program",
     "exit _exit _Exit quick_exit atexit on_exit at_quick_exit"},
    {"c11-threads", "thrd_create thrd_join thrd_detach thrd_exit "
                    "thrd_sleep thrd_yield thrd_current thrd_equal "
                    "mtx_init mtx_lock mtx_timedlock mtx_trylock "
                    "mtx_unlock mtx_destroy cnd_init cnd_wait "
                    "cnd_timedwait cnd_signal cnd_broadcast "
                    "cnd_destroy tss_create tss_get tss_set tss_delete "
                    "call_once"},
    {"starts-program", "fork vfork clone system popen posix_spawn "
                       "posix_spawnp execl execlp execle execv execve "
                       "execvp execvpe fexecve daemon setsid"},
    {"behind", "dlopen dlsym dlvsym syscall ptrace prctl setenv putenv "
               "unsetenv clearenv longjmp siglongjmp"},
    {"files",
     "open open64 openat creat fopen fopen64 freopen unlink "
     "unlinkat remove rename rmdir mkdir truncate ftruncate chdir "
     "chmod chown symlink link mmap"},
    {"looks-inside", "dladdr dladdr1 dl_iterate_phdr backtrace "
                     "backtrace_symbols getauxval readlink etext edata "
                     "_start _init process_vm_readv"},
    {"signals",
     "kill raise signal sigaction alarm setitimer timer_create "
     "pause sigsuspend pthread_kill pthread_sigqueue"},
};

static const char *const words_behind[] = {
    "asm",
    "__asm",
    "__asm__",
    "constructor",
    "__constructor__",
    "destructor",
    "__destructor__",
    "no_sanitize",
    "__no_sanitize__",
    "no_sanitize_thread",
    "__no_sanitize_thread__",
    "no_sanitize_address",
    "disable_sanitizer_instrumentation",
};

static const char *output_of(const char *command)
{
    struct run run = {.arguments = words_of(command)};
    if (!run_command(&run) || run.status != 0)
        return NULL;
    return run.said.at;
}

// Return the line of the answer where that word stands as a word, in
// the text after the preprocessor; 0 if it stands nowhere.
static int line_of(const char *text, const char *file, const char *word)
{
    bool ours = false;
    int line = 0;
    while (*text) {
        size_t length = strcspn(text, "\n");
        if (begins(text, "# ")) {
            char *name;
            line = (int)strtol(text + 2, &name, 10) - 1;
            char *expected = print(" \"%s\"", file);
            ours = begins(name, expected);
        } else {
            const char *end = text + length, *at = text;
            while (ours && (at = strstr(at, word)) && at < end) {
                char after = at[strlen(word)];
                bool inside =
                    at > text && (isalnum((unsigned char)at[-1]) ||
                                  at[-1] == '_' || at[-1] == '"');
                if (!inside && !isalnum((unsigned char)after) &&
                    after != '_')
                    return line;
                at++;
            }
        }
        line++;
        text += length + (text[length] == '\n');
    }
    return 0;
}

static enum outcome refuse(struct session *session, const char *id,
                           const char *file, int line,
                           const char *headline)
{
    struct problem *problem = &session->problem;
    problem->id = id;
    problem->headline = headline;
    if (line)
        problem->lines = quoted_line(file, line);
    return FAIL;
}

static enum outcome refuse_call(struct session *session, const char *id,
                                const char *name, int line)
{
    const char *file = session->exercise.answer;
    char *where = line ? print("%s:%d", base_name(file), line)
                       : print("%s", base_name(file));
    if (line) // else a macro of the answer's calls it
        session->problem.again =
            print("grep -nw '%s' '%s'", name, file);
    return refuse(
        session, id, file, line,
        print("%s calls %s(), which this task does not allow.", where,
              name));
}

static enum outcome look_at_name(struct session *session,
                                 const char *name, const char *text)
{
    const struct conf *conf = &session->exercise.conf;
    const char *forbidden = conf_get(conf, "forbid");
    const char *permitted = conf_get(conf, "allow");
    int line = line_of(text, session->exercise.answer, name);
    if (permitted && has_word(permitted, name))
        return PASS;
    if (forbidden && has_word(forbidden, name))
        return refuse_call(session, name, name, line);
    // A thread can also be born detached.
    if (forbidden && has_word(forbidden, "pthread_detach") &&
        strcmp(name, "pthread_attr_setdetachstate") == 0 &&
        uses_word(session, "PTHREAD_CREATE_DETACHED"))
        return refuse_call(session, "pthread_detach", name, line);
    for (size_t i = 0; i < sizeof never / sizeof *never; i++) {
        // check.h, which everyone may use, calls exit.
        if (has_word(never[i].names, name) &&
            (line || strcmp(name, "exit") != 0))
            return refuse_call(session, never[i].id, name, line);
    }
    return PASS;
}

static enum outcome look_at_definition(struct session *session,
                                       const char *name,
                                       const char *text)
{
    const char *file = session->exercise.answer;
    const char *module = conf_get(&session->exercise.conf, "module");
    if (module && begins(name, print("%s_", module)))
        return refuse(
            session, "own-version", file, line_of(text, file, name),
            print("%s defines %s(), which is what it shall test.",
                  base_name(file), name));
    bool hook = begins(name, "__") || begins(name, "pthread_");
    if (!hook && !dlsym(RTLD_DEFAULT, name))
        return PASS;
    return refuse(
        session, hook ? "behind" : "name-taken", file,
        line_of(text, file, name),
        print("%s defines %s(), which belongs to the C library.",
              base_name(file), name));
}

static enum outcome look_at_symbols(struct session *session,
                                    const char *symbols,
                                    const char *text)
{
    while (*symbols) {
        size_t length = strcspn(symbols, "\n");
        const char *line = copy_of(symbols, length), *rest = line;
        char *name = next_word(&rest), *type = next_word(&rest);
        symbols += length + (symbols[length] == '\n');
        if (!name || !type || name[0] == '.')
            continue;
#ifdef __APPLE__
        name += *name == '_';
#endif
        char *version = strchr(name, '@');
        if (version)
            *version = '\0';
        enum outcome outcome = PASS;
        if (*type == 'U')
            outcome = look_at_name(session, name, text);
        else if (isupper((unsigned char)*type))
            outcome = look_at_definition(session, name, text);
        if (outcome != PASS)
            return outcome;
    }
    return PASS;
}

static enum outcome look_at_words(struct session *session,
                                  const char *text)
{
    const char *file = session->exercise.answer;
    for (size_t i = 0; i < sizeof words_behind / sizeof *words_behind;
         i++) {
        int line = line_of(text, file, words_behind[i]);
        if (line)
            return refuse(
                session, "behind", file, line,
                print("%s:%d uses %s, which this task does not "
                      "allow.",
                      base_name(file), line, words_behind[i]));
    }
    return PASS;
}

bool uses_word(struct session *session, const char *word)
{
    char *text =
        read_file(print("%s/answer.i", session->exercise.build));
    return text && line_of(text, session->exercise.answer, word) > 0;
}

enum outcome allowed(struct session *session)
{
    struct exercise *exercise = &session->exercise;
    const char *object = print("%s/answer.o", exercise->build);
    if (session->built)
        return PASS;
    // With a target GNU's nm loads no plugin; LLVM's takes a tenth of a
    // second.
    const char *symbols =
        output_of(print("nm -P --target=default %s", object));
    if (!symbols)
        symbols = output_of(print("nm -P %s", object));
    const char *sections = output_of(print("size -A %s", object));
    char *preprocessed = print("%s/answer.i", exercise->build);
    const char *done = output_of(print(
        "%s -std=c11 -E -I%s -Iexercises/world -Icode/lib %s -o %s",
        compiler(), exercise->folder, exercise->answer, preprocessed));
    const char *text = done ? read_file(preprocessed) : NULL;
    if (!symbols || !text) {
        session->current->said =
            "there is no nm here (package binutils)";
        return SKIP;
    }
    enum outcome outcome = look_at_words(session, text);
    if (outcome == PASS && sections &&
        (strstr(sections, ".init_array") ||
         strstr(sections, ".ctors") ||
         strstr(sections, ".preinit_array") ||
         strstr(sections, ".fini_array")))
        outcome = refuse(session, "behind", exercise->answer, 0,
                         print("%s has code that runs before main.",
                               base_name(exercise->answer)));
    return outcome == PASS ? look_at_symbols(session, symbols, text)
                           : outcome;
}
