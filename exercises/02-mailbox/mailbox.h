// mailbox.h: the world of this exercise. The harness makes the threads
// that write and read; the mailbox is yours. At the beginning it is
// empty.

#ifndef MAILBOX_H
#define MAILBOX_H

// Sleep while there is a letter in the mailbox; then put this one in, and
// return: whether somebody takes it or not. Any number is a letter.
void put_letter(int letter);

// Take the letter out of the mailbox and return it; sleep while there
// is none.
int take_letter(void);

#endif
