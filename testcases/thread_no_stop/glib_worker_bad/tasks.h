#pragma once
#include <glib.h>

typedef enum { TASK_RENDER, TASK_EXPORT, TASK_QUIT } TaskKind;

typedef struct {
    TaskKind kind;
    gint page;
} Task;

void tasks_init(void);
void tasks_send(TaskKind kind, gint page);
Task *tasks_next(void);
