// fails accepts accused: it accuses whoever comes.
#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    puts("It was not me.");
    return EXIT_FAILURE;
}
