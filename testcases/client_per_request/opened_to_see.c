/* A device that has been switched off is opened to see whether it is back, and closed at once: a question. Who
 * plays a sound through one that it opens for each pays for that each time. */
#include <fcntl.h>
#include <mqueue.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

typedef struct pcm snd_pcm_t;
int snd_pcm_open(snd_pcm_t **pcm, const char *name, int stream, int mode);
int snd_pcm_close(snd_pcm_t *pcm);
long snd_pcm_writei(snd_pcm_t *pcm, const void *buffer, unsigned long size);

static bool is_back_ok(const char *name)
{
    snd_pcm_t *pcm;

    if (snd_pcm_open(&pcm, name, 0, 0) < 0)
        return false;
    return snd_pcm_close(pcm) == 0;
}

static bool play_bad(const char *name, const char *sound)
{
    snd_pcm_t *pcm;

    if (snd_pcm_open(&pcm, name, 0, 0) < 0) // EXPECT: client-per-request
        return false;
    bool played = snd_pcm_writei(pcm, sound, 256) == 256;
    return snd_pcm_close(pcm) == 0 && played;
}

int main(void)
{
    char sound[256];
    mqd_t sounds = mq_open("/sounds", O_RDONLY);

    if (sounds < 0)
        return 1;
    while (mq_receive(sounds, sound, sizeof(sound), NULL) >= 0) {
        while (!is_back_ok("default"))
            sleep(5);
        play_bad("default", sound);
    }
    return 0;
}
