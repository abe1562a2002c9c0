/* One of several back ends is linked: each defines the same functions. */
#ifndef AUTH_H
#define AUTH_H

struct auth;

struct auth *auth_begin(const char *user);
int auth_allows(const struct auth *auth);
void auth_end(struct auth *auth);

#endif
