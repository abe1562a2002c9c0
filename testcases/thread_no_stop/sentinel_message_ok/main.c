#include <stdio.h>

int printer_open(void);
void printer_print(const char *text);
void printer_close(void);
int main(void)
{
    char line[64];
    if (printer_open() != 0)
        return 1;
    while (fgets(line, sizeof line, stdin))
        printer_print(line);
    printer_close();
    return 0;
}
