#pragma once
#include <glib.h>

#define THUMBNAILS_AT_A_TIME 6

typedef struct Thumbnails Thumbnails;

Thumbnails *thumbnails_new(const gchar *folder);
void thumbnails_add(Thumbnails *self, gchar *file);
void thumbnails_free(Thumbnails *self);
