/* What tests try of a law: strangers, and lists of trials. docs/design/coverage.md */
#include "base/file.h"
#include "fold.h"
#include "law/giving.h"
#include "polity/state.h"

#include <fcntl.h>
#include <unistd.h>

/* ---- strangers ------------------------------------------------------------------------------ */

static const char *find_stranger(struct fold *f, const struct adil_acts *acts, uint32_t word)
{
    for (uint32_t i = 0; i < f->n_issuers; i++) {
        uint32_t issuer = adil_issuer_find(f->p, adil_span_of(f->issuer[i].name));
        if (issuer != ADIL_NO_ISSUER && f->issuer[i].n_keys > 0 &&
            adil_polity_keys(f->p, adil_span_of(f->issuer[i].name)) >= f->issuer[i].n_keys &&
            !adil_word_is_given_to(acts, word, f->p->issuer[issuer].office)) {
            return f->issuer[i].name;
        }
    }
    return NULL;
}

struct adil_span fold_try_stranger(struct fold *f, const struct fold_act *act)
{
    const struct adil_span nobody = {NULL, 0};
    const struct adil_rulebook *book = adil_polity_rulebook_for(f->p, adil_span_of(act->about));
    uint32_t word = book != NULL && act->kind == NULL
                        ? adil_word_find_act(&book->acts, adil_span_of(act->word))
                        : ADIL_NO_WORD;
    bool plain = act->signer == NULL && act->law == NULL && act->seq == 0 && !act->spoil;
    const char *by = word != ADIL_NO_WORD && plain ? find_stranger(f, &book->acts, word) : NULL;
    if (by == NULL) {
        return nobody;
    }
    struct fold_act other = *act;
    other.by = by;
    other.keys = 0;
    if (fold_apply_leaf(f, fold_leaf(f, &other)) == NULL) {
        fail_msg("%s by %s was recorded, and the law gives it to others", act->word, by);
    }
    return f->refusal.statement != NULL ? f->refusal.rule : ADIL_SPAN("");
}

/* ---- lists ---------------------------------------------------------------------------------- */

void fold_write_trials(struct fold *f, const char *folder)
{
    struct adil_buf out;
    const char *path =
        adil_span_cstr(&f->t->perm, adil_fmt(&f->t->perm, "%s/%ld.list", folder, (long)getpid()));
    adil_buf_open(&out, 1 << 20);
    adil_trials_put(f->trials, f->p, f->t->scratch, &out);
    assert_true(adil_buf_ok(&out));
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    assert_true(fd >= 0);
    assert_int_equal(adil_fd_write(fd, adil_buf_span(&out)).code, ADIL_C_OK);
    assert_int_equal(close(fd), 0);
    adil_buf_release(&out);
}
