/* The primitives of models: what an API does to threads, messages, clients and caches.
 *
 * A model is a C file that defines the functions of an API by their effect. It is never run; it goes
 * through the same front end and the same summaries as the code that calls the API:
 *
 *     int thrd_create(void **thread, void *start, void *argument)
 *     {
 *         if (model_fails())
 *             return model_nonzero();
 *         *thread = model_spawn(start, argument, 0);
 *         return 0;
 *     }
 *
 * A handle is whatever value the program keeps of a thing: model_spawn() returns it, the model stores
 * it where the API does, and model_join() takes it back. An attribute that the API keeps inside an
 * opaque object is a field of a struct of the model's own, laid over the object by a cast. */
#ifndef STRANDED_PRIMITIVES_H
#define STRANDED_PRIMITIVES_H

#ifdef __cplusplus
extern "C" {
#endif

/* ---- values ---- */

/* Nonzero where the call fails: both ways are followed. */
int model_fails(void);
/* Some value that is not zero, e.g. an error code. */
int model_nonzero(void);
/* Some value of which nothing is known. */
long model_any(void);
/* A new descriptor, or -1 where there is none. It is never 0, the number of the standard input. */
int model_descriptor(void);
/* A new object of which nobody else has the address, or NULL where allocation fails (both ways are
 * followed); model_new() always succeeds. */
void *model_alloc(void);
void *model_new(void);
/* Releases the object; what it holds is gone. NULL is ignored. */
void model_free(void *object);
/* The call never returns: the process, or (model_thread_exit) the calling thread, ends here. */
void model_exit(void) __attribute__((__noreturn__));
void model_thread_exit(void) __attribute__((__noreturn__));
/* All that the object at `from` holds, in its fields and elements too, is from now on in the object at
 * `to` as well. */
void model_copy(void *to, const void *from);
/* Sets all that the object holds, in its fields and elements too, to zero. */
void model_zero(void *object);
/* The value reaches code that nobody can see. */
void model_escape(const void *value);
/* What the object holds is kept for who takes it out again where the program reads such a place. */
void model_keep(const void *object);
/* The value itself reaches a function that is called later: what it is the handle of may be ended there.
 * What an object holds at that address stays with the program. */
void model_pass(const void *value);

/* ---- threads ---- */

/* Starts a thread that runs start(argument); `detached` nonzero: it releases itself. The handle. */
void *model_spawn(void *start, void *argument, int detached);
/* The thread that the call starts lives in that memory, in which there is room for one. */
void model_lives_in(const void *storage);
/* Waits for the end of the thread and releases it. */
void model_join(void *handle);
/* From now on the thread releases itself. */
void model_detach(void *handle);
/* Asks the thread to end. It still has to be joined or detached. */
void model_cancel(void *handle);
/* Stands where a coroutine ends: what was called before in the same straight piece of code ran in it, on a
 * stack of its own, like a thread that nobody has to join. */
void model_coroutine(void);
/* The handle of the calling thread. */
void *model_self(void);

/* A pool of threads that runs function for each item that is pushed, at most `most` at once (negative:
 * without limit). Its threads are its own: nobody joins them. The handle of the pool. */
void *model_pool(void *function, void *user_data, int most);
/* From now on at most `most` at once, or without limit. */
void model_pool_limit(void *pool, int most);
/* An item for it. */
void model_pool_push(void *pool);

/* ---- control ---- */

/* Registers handler(user_data), or a handler that gets user_data last, to be called from now on: once
 * per request, connection, message or event, per timer, per unix signal; or once when the process or
 * thread ends. */
void model_on_request(void *handler, void *user_data);
void model_on_connection(void *handler, void *user_data);
void model_on_message(void *handler, void *user_data);
void model_on_event(void *handler, void *user_data);
void model_on_timer(void *handler, void *user_data);
void model_on_unix_signal(void *handler);
/* The same by a loop that takes the signal, and not in the signal's own handler. */
void model_on_signal_event(void *handler, void *user_data);
void model_on_exit(void *handler, void *user_data);
/* Whatever the call registers is called no more once it has returned zero. */
void model_until_zero(void);
/* A program defines the function itself, and somebody outside calls it for each request. */
void model_is_handler(void);
/* The same, and it is called once, before requests come or when no more do. */
void model_is_called_once(void);
/* In a function of the model that stands for none: somebody outside calls the program's functions that get such an
 * object first, and that nobody in sight calls, for each request. They are found by their names in a configuration. */
void model_is_handed(const void *object);
/* The call runs function(argument) before it returns, once or at most once. */
void model_calls(void *function, void *argument);
/* The call runs function(argument) at most once in the life of the process. */
void model_calls_once(void *function, void *argument);
/* The function of the program that has that name, where it is known which; it may be none. */
void *model_function_named(const char *name);
/* The call makes a process: where its result is 0, the new one goes on, and does so once. */
void model_forks(void);
/* The call waits for the end of a process, or of a coroutine, that the program has started. */
void model_reaps(void);
/* The call waits for something from outside: a connection, data, an event; for a connection and nothing
 * else; for a request, or a message, of another program. */
void model_waits_for_event(void);
void model_waits_for_connection(void);
void model_waits_for_request(void);
void model_waits_for_message(void);
/* The call waits for a time to come, and for nothing else. */
void model_sleeps(void);
/* It waits for the next piece of that stream or descriptor, which may be a file and end; 0: of standard input. */
void model_reads(const void *stream);
/* What it returns is a stream over that descriptor: who reads the one, receives from the other. */
void model_stream_over(const void *descriptor);

/* ---- waiting and waking ---- */

/* A channel, a condition and a mutex are named by the value that the program keeps of them: the address
 * of an object, or a descriptor (`(const void *)(long)fd`); or one that the API keeps to itself by the address of
 * a static variable of the model. 0 is one that is not known: a wait for it
 * may be ended by whatever is sent or closed, and what is sent to it may be for anybody. `forever` is a
 * constant, a parameter of the model, or one comparison of a parameter with a constant. What stands
 * under such a comparison (`if (type == 0)`) is said of those calls only for which it may hold. */

/* From now on the channel is one of the program's own: what is received from it, the program sent. At
 * most `room` messages are in it at a time, and `messages` are in it now. 0: each send waits for its
 * receive; MODEL_NO_LIMIT: as many as memory holds; MODEL_COUNTED: they are counted only, so that
 * nothing is lost where nobody receives them. Where the channel is made by the call, it is the local
 * that the model returns. `room` and `messages` are constants or parameters of the model. */
enum { MODEL_NO_LIMIT = -1, MODEL_COUNTED = -2 };
void model_make(const void *channel, long room, long messages);
/* What is sent through one of them, is received from the other: the two ends of one channel. */
void model_ends(const void *receiving, const void *sending);
/* Takes something that somebody sends through the channel (a descriptor, a semaphore, a message queue).
 * Waits while there is nothing: without end, if `forever` is not zero. */
void model_receive(const void *channel, int forever);
/* For `forever`: until it is closed. What is sent is worked on in the call, and does not end it. */
enum { MODEL_UNTIL_CLOSED = 2 };
/* The channel is the one that has that name, for all who name it. Names that begin with `own` are the process's
 * alone; 0: other programs may know the name, until it is taken away. A channel of 0: somebody in the library
 * uses the channel of that name. */
void model_named(const void *channel, const char *name, const char *own);
void model_unnamed(const char *name);
/* Whoever knows the object (0: whoever there is) may name channels that begin so. */
void model_names(const void *object, const char *own);
/* Nobody but those who know the object uses that variable of the model as a channel. */
void model_known_by(const void *channel, const void *object);
/* The room of the channel that the call makes is counted in bytes, of which a message has model_size(). */
void model_in_bytes(void);
void model_size(unsigned long size);
/* What the call receives or sends has that tag, a parameter of the model, or what that points to begins with: who waits
 * for a tag gets no message with another one. 0, or less, takes any. */
void model_tagged(long tag);
/* The same where it is one of several bits: who waits for some gets what has one of them. */
void model_tagged_bits(long bits);
/* The same, but who waits for some has to get them all, from whomever. */
void model_tagged_all(long bits);
/* Puts something in: whoever waits to receive from it goes on. Waits while there is no room, without
 * end; model_offer() does not: it fails, or ends after a time. */
void model_send(const void *channel);
void model_offer(const void *channel);
/* As model_send() where `forever` is not zero, else as model_offer(). */
void model_put(const void *channel, int forever);
/* Closes it: whoever waits to receive from it goes on. */
void model_close(const void *channel);
/* What the call registers is called only once something has been sent through that channel, or it was closed. */
void model_when_sent(const void *channel);
/* Nothing is sent through it any more: whoever waits to receive goes on. It still has to be closed. */
void model_finish(const void *channel);
/* From now on receiving from it does not wait for ever: the call fails or ends after a time. */
void model_set_timeout(const void *channel);
/* From now on it gets ready to be received from as time passes, again and again. */
void model_ticks(const void *channel);
/* Waits until something may be received from one of several channels: of those that are in a field of the
 * elements of a parameter (`clauses[count].channel`). `flags` is a field beside it: one whose flags have a
 * bit of `others` may go on for another reason. */
void model_await_each(const void *channel, int forever, long flags, long others);
/* The same, for the descriptors whose bits are set in the object; more may end it if `others` is not 0. */
void model_await_bits(const void *bits, int forever, const void *others);
/* From now on the set is one to which channels are added; and one is added, with the flags in a field
 * behind a parameter. */
void model_make_set(const void *set);
void model_watch(const void *set, const void *channel, long flags, long others);
/* Waits until something may be received from one of the channels that were added. */
void model_await(const void *set, int forever);
/* Another program gets the descriptors that are open (exec). */
void model_inherits(void);
/* Whoever calls this is called by the hardware: control reaches him, though nothing in sight calls him. */
void model_in_interrupt(void);
/* Waits until somebody signals the condition: without end, if `forever` is not zero. */
void model_wait(const void *condition, int forever);
/* Who waits for it goes on when so many threads wait. */
void model_gathers(const void *condition, long threads);
/* Wakes one of those who wait for the condition. */
void model_signal(const void *condition);
/* Wakes all of them. */
void model_broadcast(const void *condition);
/* Interrupts the system calls in which that thread waits; 0: those of any thread. */
void model_interrupt(const void *handle);
/* The same some time later, whatever the caller does meanwhile. */
void model_interrupt_later(const void *handle);
/* While the call waits, unix signals come in that the mask does not hold back: one that came before ends it at once. */
void model_unblocks(const void *mask);
/* Takes the mutex, or tries to, and gives it back. */
void model_lock(const void *mutex);
void model_unlock(const void *mutex);

/* ---- clients ---- */

/* A function that is not modelled and that the same header declares as the one that made a client, uses the
 * client and no more: what ends one, keeps one or hands one on has to be modelled. */

/* What a client takes while it lasts: memory and the time to set it up; a descriptor or a connection;
 * threads of its own. */
enum { MODEL_CONTEXT = 1, MODEL_CONNECTION = 2, MODEL_THREADS = 3 };
/* Makes a client: a thing that is costly to make and meant to live. Its handle, which is never zero. */
void *model_client(int cost);
/* Ends the client, and releases what it holds. 0 is ignored. */
void model_client_end(void *client);
/* A socket, by its descriptor: it becomes a client when it is connected. Its handle is never 0, and not
 * negative. A stream of the Internet is a connection; what costs as little as a datagram or what stays on
 * the machine is a client only as a part of an object. The numbers are those that Linux has for them, as far
 * as the lowest bits of the type tell. */
enum { MODEL_INTERNET = 2, MODEL_INTERNET_6 = 10, MODEL_TYPE_BITS = 15, MODEL_STREAM = 1 };
void *model_socket(int domain, int type);
void model_connects(const void *socket);
void model_socket_end(const void *socket);
/* The call waits for the other side, as long as that takes, unless something bounds the client's time. */
void model_client_blocks(const void *client);
/* From now on no call of the client waits for ever. 0: nor of any other, such as where an alarm interrupts
 * them. Under a test (`if (option == 13)`) that may hold, it is taken to. */
void model_client_bounds(const void *client);
/* The descriptor that the call makes may be connected to another machine: it is a client from where it is
 * connected on (model_client_blocks()), and so it waits to receive and to send. */
void model_client_remote(const void *client);
/* Nothing waits for it to be connected: it sends each message on its own. */
void model_client_datagrams(const void *client);
/* What bounds the one client, bounds the other. */
void model_client_shares(const void *client, const void *other);
/* The client that the object was made with, and knows: who has the object may ask it, and end that too. */
void *model_client_of(const void *object);
/* Whether the text, or one of an array of texts, has the word in it. Where it is not constant, it may. */
int model_text_has(const char *text, const char *word);

/* ---- containers ---- */

/* A container is named by the value that the program keeps of it, as a channel is. */

/* One more entry; or, with a key, one more unless there is one of an equal key, which it replaces. */
void model_insert(const void *container, const void *entry);
void model_insert_keyed(const void *container, const void *key, const void *entry);
/* Takes entries out: one, some, or all of them, with the container or without it. */
void model_remove(const void *container);
/* From now on, what is done to the iterator is done to the container. */
void model_iterates(const void *iterator, const void *container);

#ifdef __cplusplus
}
#endif

#endif
