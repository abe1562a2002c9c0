/* A constant of a platform's header. */
#ifndef NOBODY_HANDLE_H
#define NOBODY_HANDLE_H

extern const int nobody;

#endif
