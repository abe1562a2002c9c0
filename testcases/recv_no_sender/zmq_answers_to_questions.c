/* Answers that go where the questions are: who waits for them does not get any. That main ends the context behind its wait
 * is no end of that. */
#include "zmq.h"

#include <pthread.h>
#include <stdio.h>

static void *reverse(void *context)
{
    void *questions = zmq_socket(context, ZMQ_PULL);
    void *answers = zmq_socket(context, ZMQ_PUSH);
    char word[64];
    int n;

    zmq_connect(questions, "inproc://questions");
    zmq_connect(answers, "inproc://questions");
    while ((n = zmq_recv(questions, word, sizeof word, 0)) > 0) {
        for (int i = 0; i < n / 2; i++) {
            char swapped = word[i];
            word[i] = word[n - 1 - i];
            word[n - 1 - i] = swapped;
        }
        zmq_send(answers, word, (size_t)n, 0);
    }
    zmq_close(questions);
    zmq_close(answers);
    return NULL;
}

static void *shout(void *context)
{
    void *lines = zmq_socket(context, ZMQ_PULL);
    void *loud = zmq_socket(context, ZMQ_PUSH);
    char line[64];

    zmq_connect(lines, "inproc://lines");
    zmq_connect(loud, "inproc://loud");
    while (zmq_recv(lines, line, sizeof line, 0) > 0)
        zmq_send(loud, "!", 1, 0);
    zmq_close(lines);
    zmq_close(loud);
    return NULL;
}

int main(int argc, char **argv)
{
    void *context = zmq_ctx_new();
    void *questions = zmq_socket(context, ZMQ_PUSH), *answers = zmq_socket(context, ZMQ_PULL);
    void *lines = zmq_socket(context, ZMQ_PUSH), *loud = zmq_socket(context, ZMQ_PULL);
    pthread_t reverser, shouter;
    char text[64];

    if (zmq_bind(questions, "inproc://questions") != 0 ||
        zmq_bind(answers, "inproc://answers") != 0 || zmq_bind(lines, "inproc://lines") != 0 ||
        zmq_bind(loud, "inproc://loud") != 0 ||
        pthread_create(&reverser, NULL, reverse, context) != 0 ||
        pthread_create(&shouter, NULL, shout, context) != 0)
        return 1;
    for (int i = 1; i < argc; i++) {
        zmq_send(questions, argv[i], 4, 0);
        zmq_send(lines, argv[i], 4, 0);
    }
    for (int i = 1; i < argc; i++) {
        int n = zmq_recv(loud, text, sizeof text, 0);
        n += zmq_recv(answers, text, sizeof text, 0); // EXPECT: recv-no-sender
        printf("%d\n", n);
    }
    zmq_send(questions, "", 0, 0);
    zmq_send(lines, "", 0, 0);
    pthread_join(reverser, NULL);
    pthread_join(shouter, NULL);
    zmq_close(questions);
    zmq_close(answers);
    zmq_close(lines);
    zmq_close(loud);
    return zmq_ctx_term(context);
}
