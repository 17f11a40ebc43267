// download.h: the world of this exercise. The harness defines all of it
// but download, which is yours.

#ifndef DOWNLOAD_H
#define DOWNLOAD_H

// Fetch one part of the file. Takes a second.
void fetch_part(int part);

// All parts are there: keep the file.
void keep_file(void);

// Not all parts will come: drop what is there.
void drop_file(void);

// Return when the user presses Stop, perhaps after the last part. Only
// main may call it, once in each download.
void wait_for_user(void);

// Fetch the parts 1, 2, … up to `parts`, which is 1 at least, in a thread
// of their own, until all are there or the user has pressed Stop: at most
// the part that it was about to begin comes after that. The thread says
// how it ended: it calls keep_file or drop_file. Return when it has ended.
void download(int parts);

#ifndef HARNESS // so that the story of a run can name your lines
void at_line(int line);
#define fetch_part(part) (at_line(__LINE__), fetch_part(part))
#define keep_file() (at_line(__LINE__), keep_file())
#define drop_file() (at_line(__LINE__), drop_file())
#define wait_for_user() (at_line(__LINE__), wait_for_user())
#endif

#endif
