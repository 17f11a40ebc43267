// echo_lines.c: prints its arguments and its input, each in brackets;
// ends with the number of lines of the input.
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    int lines = 0;
    char line[100];
    for (int i = 1; i < argc; i++)
        printf("[%s]\n", argv[i]);
    while (fgets(line, sizeof(line), stdin)) {
        line[strcspn(line, "\n")] = '\0';
        printf("<%s>\n", line);
        lines++;
    }
    return lines;
}
