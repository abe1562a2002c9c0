#pragma once

void *inbox_run(void *name);
