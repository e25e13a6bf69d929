/* Every name of a rulebook as another: fields, offices, bodies, registers, words, procedures,
 * stages, groups, units, contests, options, ids of rules and whatever its norms compare with. Words
 * of the grammar stay (`renaming_keeps`), and so does what is no name. Names keep their order. */
#ifndef ADIL_TESTS_POLITY_RENAMING_H
#define ADIL_TESTS_POLITY_RENAMING_H

#include "law/node.h"
#include "support.h"

enum { RENAMING_HASHES_MAX = 256 };

/* What a control does otherwise: a name that stays, a word of the grammar that does not; NULL. */
struct renaming_odd {
    const char *stays;
    const char *also;
};

struct renaming {
    struct adil_span *name; /* sorted by bytes */
    struct adil_span *as;
    uint32_t n;
    uint32_t n_kept; /* names that are words of the grammar too */
    struct adil_span hash[RENAMING_HASHES_MAX][2];
    uint32_t n_hashes;
};

/* Gathers the names of a rulebook, and gives each another: random letters, the same each time.
 * `odd`: NULL but for controls. */
void renaming_open(struct renaming *r, struct adil_arena *perm, const struct adil_node *root,
                   const struct renaming_odd *odd);
/* The rulebook in the other names. */
const struct adil_node *renaming_tree(const struct renaming *r, struct adil_arena *perm,
                                      const struct adil_node *root);
/* Each name in a text, wherever it stands as a word of its own. */
struct adil_span renaming_text(const struct renaming *r, struct adil_arena *perm,
                               struct adil_span text);
/* In a JSON document: every text and key but keys of signers and hashes. Keys of objects are put in
 * order again, and lists of texts that were in order. `machine`: keys stay, and what they say of
 * the log: fields of entry 0 and of acts that bind keys. */
struct adil_span renaming_json(const struct renaming *r, struct adil_arena *perm,
                               struct adil_span text, bool machine);
/* The other way: from the other names to the rulebook's own. No text has the other names by chance,
 * so whatever the program writes can be read back. */
void renaming_back(const struct renaming *r, struct adil_arena *perm, struct renaming *back);
/* A hash of what has names in it, as text, and what stands for it from now on. */
void renaming_hash(struct renaming *r, struct adil_span before, struct adil_span after);
/* Whether it is a word of the grammar: a name that stays. */
bool renaming_keeps(struct adil_span word, const struct renaming_odd *odd);

#endif
