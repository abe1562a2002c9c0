#pragma once

struct client;

struct client *client_open(int port);
int client_ask(struct client *client, const char *question);
void client_close(struct client *client);
