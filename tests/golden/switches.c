/* switch: fall-through, ranges, default anywhere, cases inside loops, nesting. */
enum color { RED, GREEN = 5, BLUE };
int f(int);

int plain(int a, enum color c)
{
    switch (a) {
    case 1:
        return f(1);
    case 2:
    case 3:
        f(2);
        __attribute__((fallthrough));
    case 'x' + 1:
        f(3);
        break;
    case 10 ... 19:
        f(4);
        break;
    case -1:
        f(5);
    }
    switch (c) {
    default:
        f(6);
    case GREEN:
        f(7);
        break;
    case RED:
    case BLUE:
        f(8);
    }
    switch (f(0)) {
    }
    return 0;
}

void duff(char *to, const char *from, int count)
{
    int n = (count + 3) / 4;
    switch (count % 4) {
    case 0:
        do {
            *to++ = *from++;
        case 3:
            *to++ = *from++;
        case 2:
            *to++ = *from++;
        case 1:
            *to++ = *from++;
        } while (--n > 0);
    }
}

void nested(int a, int b)
{
    for (;;) {
        switch (a) {
        case 1:
            switch (b) {
            case 1:
                break;
            case 2:
                continue;
            default:
                return;
            }
            break;
        case 2:
            while (f(1)) {
                if (f(2))
                    break;
                continue;
            }
        }
        f(3);
    }
}

void before_first(int a)
{
    switch (a) {
        int x;
        f(9);
    case 1:
        x = 1;
        f(x);
    }
    switch (a)
    case 4:
        f(4);
}
