#ifndef UPLOADER_H
#define UPLOADER_H

struct uploader;

struct uploader *uploader_new(const char *url);
int uploader_send(struct uploader *uploader, const char *text);
void uploader_free(struct uploader *uploader);

#endif
