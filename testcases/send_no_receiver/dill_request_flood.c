/* A coroutine for each request hands its answer over; nobody takes the answers, so that each of them
 * keeps its stack for ever. The twin takes as many as it has started. */
#include "libdill.h"

#include <stdio.h>

#define N_REQUESTS 100000

static coroutine void answer_bad(int answers, int request)
{
    int checksum = request * 31;
    if (chsend(answers, &checksum, sizeof(checksum), -1) != 0) // EXPECT: send-no-receiver
        perror("chsend");
}

int serve_bad(void)
{
    int answers[2];
    if (chmake(answers) != 0)
        return -1;
    for (int request = 0; request < N_REQUESTS; request++) {
        if (go(answer_bad(answers[0], request)) < 0)
            return -1;
    }
    printf("%d requests under way\n", N_REQUESTS);
    return 0;
}

static coroutine void answer_ok(int answers, int request)
{
    int checksum = request * 31;
    if (chsend(answers, &checksum, sizeof(checksum), -1) != 0)
        perror("chsend");
}

int serve_ok(void)
{
    int answers[2];
    if (chmake(answers) != 0)
        return -1;
    for (int request = 0; request < N_REQUESTS; request++) {
        if (go(answer_ok(answers[0], request)) < 0)
            return -1;
    }
    long sum = 0;
    for (int request = 0; request < N_REQUESTS; request++) {
        int checksum = 0;
        if (chrecv(answers[1], &checksum, sizeof(checksum), -1) != 0)
            return -1;
        sum += checksum;
    }
    printf("%d requests, sum %ld\n", N_REQUESTS, sum);
    return 0;
}
