#pragma once
#include <glib.h>

typedef struct Thumbnails Thumbnails;

Thumbnails *thumbnails_new(const gchar *folder);
void thumbnails_add(Thumbnails *self, gchar *file);
void thumbnails_free(Thumbnails *self);
