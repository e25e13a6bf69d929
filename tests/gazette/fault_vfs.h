/* A disk that can fail: an SQLite VFS above the system's own. It counts writes, truncations and
 * syncs; at a chosen one it fails, or the power goes: then every file is put to what was synced,
 * with some of the unsynced writes (any may have reached the disk, in whole or in its first
 * sectors), and the process ends. One per process; not for several threads of one connection. */
#ifndef ADIL_TESTS_GAZETTE_FAULT_VFS_H
#define ADIL_TESTS_GAZETTE_FAULT_VFS_H

#include <stdbool.h>
#include <stdint.h>

#define FAULT_VFS "adil-fault"

enum { FAULT_CUT_EXIT = 77 };

struct fault {
    uint64_t fail_at; /* operation that fails, counted from 1; 0: none */
    bool fail_on;     /* and all after it */
    int fail_code;    /* SQLITE_FULL, SQLITE_IOERR_WRITE ...; syncs fail as SQLITE_IOERR_FSYNC */
    bool only_syncs;  /* count syncs alone */
    uint64_t cut_at;  /* operation at which the power goes; 0: never */
    uint64_t seed;    /* which unsynced writes are kept; never 0 */
    bool lying;       /* syncs are acknowledged and not done */
    uint64_t n;       /* operations so far */
    uint64_t n_failed_syncs;
    uint64_t n_failed;             /* of them failed */
    void (*cut)(uint64_t dropped); /* called before the end: unsynced writes that were lost */
};

extern struct fault fault;

/* Registers the VFS. Asserts that SQLite takes it. */
void fault_vfs_register(void);

#endif
