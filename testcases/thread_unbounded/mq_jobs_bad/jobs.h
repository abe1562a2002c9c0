#pragma once

void jobs_init(void);
void jobs_submit(const char *command);
