#pragma once

void background(void *(*body)(void *), void *arg);
