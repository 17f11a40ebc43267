// fails allowed behind: it sets the options of ThreadSanitizer.
#include "download.h"

const char *__tsan_default_options(void);

const char *__tsan_default_options(void)
{
    return "report_bugs=0";
}

void download(int parts)
{
    (void)parts;
}
