#pragma once

int audit_start(const char *file);
void audit_note(const char *text);
void audit_stop(void);
