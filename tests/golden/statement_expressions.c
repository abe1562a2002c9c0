/* GNU statement expressions, as values, for their effect, with control flow inside. */
int f(int);
#define max(a, b)                                                                                  \
    ({                                                                                             \
        typeof(a) _a = (a);                                                                        \
        typeof(b) _b = (b);                                                                        \
        _a > _b ? _a : _b;                                                                         \
    })
#define retry(e)                                                                                   \
    ({                                                                                             \
        long rc;                                                                                   \
        do                                                                                         \
            rc = (e);                                                                              \
        while (rc == -1);                                                                          \
        rc;                                                                                        \
    })

int values(int a, int b)
{
    int x = max(a, f(b));
    x = max(max(a, b), 3);
    if (max(a, b) > 2)
        return (int)retry(f(1));
    ({ f(2); });
    ({
        if (a)
            f(3);
    });
    return ({
        if (a)
            return 7;
        f(4);
    });
}

int leaving(int a)
{
    while (a) {
        int b = ({
            if (f(a))
                break;
            if (f(1))
                continue;
            f(2);
        });
        a = b;
    }
    return ({
        goto end;
    end:
        a;
    });
}
