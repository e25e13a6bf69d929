/* Private: what entry 0 says. genesis_read.c reads it, genesis.c judges and founds. */
#ifndef ADIL_POLITY_GENESIS_H
#define ADIL_POLITY_GENESIS_H

#include "polity/judging.h"

struct adil_blob_name {
    int64_t bytes;
    struct adil_hash hash;
};

struct adil_first_issuer {
    struct adil_span name;
    struct adil_key_list keys;
    struct adil_first_issuer *next;
};

struct adil_first_holder {
    struct adil_span office;
    struct adil_span person;
    struct adil_span capacity;
    struct adil_span source;
    struct adil_date since;
    struct adil_date until;
    struct adil_date elected_on;
    uint32_t number; /* of the office */
    struct adil_first_holder *next;
};

struct adil_genesis {
    struct adil_judging *j;
    int64_t engine;
    bool simulated;
    struct adil_span origin;
    struct adil_span log;
    struct adil_vkey log_key;
    struct adil_blob_name rulebook;
    struct adil_blob_name source;
    struct adil_key_list founders;
    int64_t least;
    struct adil_first_issuer *issuer; /* in order */
    struct adil_first_issuer **issuer_end;
    struct adil_first_holder *holder;
    struct adil_first_holder **holder_end;
    struct adil_blob_name *blob; /* the one that is read */
    struct adil_first_holder *one;
};

/* Reads j->act->fields. */
ADIL_MUST_USE adil_err adil_genesis_read(struct adil_genesis *g);

#endif
