#ifndef LOGIN_H
#define LOGIN_H

struct login;
/* Whichever of the files is built in. NULL: no. */
struct login *login_begin(const char *name);
void login_end(struct login *login);

#endif
