/* The peers that a server has seen. */
#ifndef PEERS_H
#define PEERS_H

void peers_note(int port);
void peers_clear(void);

#endif
