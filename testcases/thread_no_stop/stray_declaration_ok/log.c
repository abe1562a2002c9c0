/* One unit says itself what a function of the C library looks like: it is that one all the same. */
int puts(const char *text);
void log_line(const char *text);

void log_line(const char *text)
{
    puts(text);
}
