// backup.h: the world of this exercise. The harness defines
// copy_folder; the other two are yours.

#ifndef BACKUP_H
#define BACKUP_H

// Copy the folder of that name; return the number of files. Takes two
// seconds, and reads the name all the while.
int copy_folder(const char *name);

// Begin to copy that folder, in a thread of its own. Returns at once.
// Once it has returned, the caller may use the memory of the name for
// something else. A name has at most 255 characters. At most one backup
// is under way at a time.
void backup_begin(const char *name);

// Wait until the backup is done, and return the number of files.
int backup_end(void);

#ifndef HARNESS // so that the story of a run can name your lines
void at_line(int line);
#define copy_folder(name) (at_line(__LINE__), copy_folder(name))
#endif

#endif
