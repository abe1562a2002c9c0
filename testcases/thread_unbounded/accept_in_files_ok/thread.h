#pragma once

int thread_start_detached(void *(*body)(void *), void *arg);
