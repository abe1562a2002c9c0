/* Each thread works on a buffer of a free list. The list limits them where an empty one refuses,
 * and not where malloc helps out. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct frame {
    struct frame *next;
    size_t size;
    char bytes[2048];
};

struct packet {
    struct packet *next;
    size_t size;
    char bytes[2048];
};

static pthread_mutex_t frames_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t packets_lock = PTHREAD_MUTEX_INITIALIZER;
static struct frame *free_frames;
static struct packet *free_packets;
static struct packet packets[24];

static struct frame *frame_take(void)
{
    pthread_mutex_lock(&frames_lock);
    struct frame *frame = free_frames;
    if (frame != NULL)
        free_frames = frame->next;
    pthread_mutex_unlock(&frames_lock);
    return frame != NULL ? frame : malloc(sizeof *frame);
}

static void frame_give(struct frame *frame)
{
    pthread_mutex_lock(&frames_lock);
    frame->next = free_frames;
    free_frames = frame;
    pthread_mutex_unlock(&frames_lock);
}

static struct packet *packet_take(void)
{
    pthread_mutex_lock(&packets_lock);
    struct packet *packet = free_packets;
    if (packet != NULL)
        free_packets = packet->next;
    pthread_mutex_unlock(&packets_lock);
    return packet;
}

static void packet_give(struct packet *packet)
{
    pthread_mutex_lock(&packets_lock);
    packet->next = free_packets;
    free_packets = packet;
    pthread_mutex_unlock(&packets_lock);
}

static void *decode_frame(void *arg)
{
    struct frame *frame = arg;
    fwrite(frame->bytes, 1, frame->size, stdout);
    frame_give(frame);
    return NULL;
}

static void *decode_packet(void *arg)
{
    struct packet *packet = arg;
    fwrite(packet->bytes, 1, packet->size, stdout);
    packet_give(packet);
    return NULL;
}

void frames_bad(int socket, const char *name)
{
    char bytes[2048];
    ssize_t n;
    while ((n = recv(socket, bytes, sizeof bytes, 0)) > 0) {
        struct frame *frame = frame_take();
        if (frame == NULL)
            continue;
        memcpy(frame->bytes, bytes, frame->size = (size_t)n);
        pthread_t tid;
        if (pthread_create(&tid, NULL, decode_frame, frame) != 0) { // MISS: thread-unbounded
            frame_give(frame);
            perror(name);
            continue;
        }
        pthread_detach(tid);
    }
}

void packets_ok(int socket, const char *name)
{
    char bytes[2048];
    ssize_t n;
    for (size_t i = 0; i < sizeof packets / sizeof packets[0]; i++)
        packet_give(&packets[i]);
    while ((n = recv(socket, bytes, sizeof bytes, 0)) > 0) {
        struct packet *packet = packet_take();
        if (packet == NULL)
            continue;
        memcpy(packet->bytes, bytes, packet->size = (size_t)n);
        pthread_t tid;
        if (pthread_create(&tid, NULL, decode_packet, packet) != 0) {
            packet_give(packet);
            perror(name);
            continue;
        }
        pthread_detach(tid);
    }
}
