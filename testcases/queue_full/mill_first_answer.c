/* The same question goes to three servers, and the first answer is taken. Without room in the channel the
 * others never get rid of theirs; with room for all of them they do. */
#include "libmill.h"

#define N_SERVERS 3

int ask(int server, int question);

static coroutine void ask_one_bad(chan answers, int server, int question)
{
    int answer = ask(server, question);
    chs(answers, int, answer); // EXPECT: queue-full
    chclose(answers);
}

int first_answer_bad(int question)
{
    chan answers = chmake(int, 0);
    if (!answers)
        return -1;
    for (int server = 0; server < N_SERVERS; server++)
        go(ask_one_bad(chdup(answers), server, question));
    int answer = chr(answers, int);
    chclose(answers);
    return answer;
}

static coroutine void ask_one_ok(chan answers, int server, int question)
{
    int answer = ask(server, question);
    chs(answers, int, answer);
    chclose(answers);
}

int first_answer_ok(int question)
{
    chan answers = chmake(int, N_SERVERS);
    if (!answers)
        return -1;
    for (int server = 0; server < N_SERVERS; server++)
        go(ask_one_ok(chdup(answers), server, question));
    int answer = chr(answers, int);
    chclose(answers);
    return answer;
}
