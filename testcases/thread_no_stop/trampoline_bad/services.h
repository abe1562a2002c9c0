#pragma once

struct executor;
struct executor *executor_new(void);
void executor_add(struct executor *executor, int number);
void executor_free(struct executor *executor);

struct ticker;
struct ticker *ticker_new(void);
void ticker_free(struct ticker *ticker);
