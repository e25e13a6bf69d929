/* Edits of a small copy of a log, and `adil verify` on what comes of them. The first byte says how
 * far a dishonest operator goes with them: bit 0, the tree is made anew and signed with the log's
 * key; bit 1, acts are signed anew too, so that the law itself is asked. Then edits: the file's
 * number, two bytes of offset, what is done, how many bytes, and the bytes. */
#include "base/base64.h"
#include "base/utf8.h"
#include "cli/act_sign.h"
#include "cli/verify.h"

#include <setjmp.h>
#include <string.h>

/* The entry point that libFuzzer and the replay program call. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ORIGIN "simulated.example/fuzz"
#define START  1700000000000

enum { ARENA_BYTES = 256 << 20, TEXT_BYTES = 1 << 20, EDITS_MAX = 16, LEAVES_MAX = 64 };
enum { CHECKPOINT, TILE, BUNDLE, RULEBOOK, SOURCE, N_FILES };
enum { OVERWRITE, INSERT, DELETE, CUT, N_EDITS };
enum { FOUNDER, CLERK, LOG_BEFORE, LOG, N_KEYS };

static const char law[] =
    "polity: {id: court, name: {en: Court}}\n"
    "units:\n"
    "  - {id: court, kind: court, name: {en: Court}}\n"
    "offices:\n"
    "  clerk: {keys-by: [founders], cite: R 1, mark: read, source: T}\n"
    "registers:\n"
    "  exhibit:\n"
    "    fields: {number: key, kind: text, weight: number, hands: votes, of: set}\n"
    "    enter:\n"
    "      - {id: light, that: weight, is: at most 9, cite: R 2, mark: read, source: T}\n"
    "words:\n"
    "  exhibit: {is: enter, of: exhibit, fields: [kind, weight, \"hands?\", \"of?\"], cite: R 2,\n"
    "    mark: read, source: T}\n"
    "  weigh: {is: change, of: exhibit, fields: [weight], cite: R 2, mark: read, source: T}\n"
    "  announce: {is: notice, fields: {text: text}, cite: R 3, mark: read, source: T}\n"
    "powers:\n"
    "  - {id: exhibits, office: clerk, may: exhibit, cite: R 2, mark: read, source: T}\n"
    "  - {id: weighs, office: clerk, may: weigh, cite: R 2, mark: read, source: T}\n"
    "  - {id: announces, office: clerk, may: announce, cite: R 3, mark: read, source: T}\n";

struct file {
    struct adil_span path;
    struct adil_span bytes;
};

static struct adil_arena kept; /* the honest copy */
static struct adil_arena arena;
static struct adil_arena scratch;
static struct adil_secret *key[N_KEYS];
static struct file honest[N_FILES];
static struct adil_hash genesis; /* its leaf */
static struct adil_checkpoint head;
static jmp_buf full;

static void on_full(void *ctx, size_t wanted)
{
    (void)ctx;
    (void)wanted;
    longjmp(full, 1);
}

/* ---- the honest copy ------------------------------------------------------------------------ */

static struct adil_span taken(struct adil_arena *a, struct adil_buf *b)
{
    ADIL_ASSERT(adil_buf_ok(b));
    struct adil_span bytes = adil_span_copy(a, adil_buf_span(b));
    adil_buf_release(b);
    return bytes;
}

static struct adil_span vkey_text(struct adil_arena *a, int k)
{
    struct adil_vkey v = adil_secret_vkey(key[k]);
    return adil_vkey_text(a, &v);
}

static struct adil_span public_text(struct adil_arena *a, int k)
{
    return adil_base64(a, adil_secret_vkey(key[k]).key);
}

static struct adil_span signed_text(struct adil_arena *a, int k, struct adil_span message)
{
    uint8_t sig[ADIL_SIGNATURE_BYTES];
    adil_secret_sign(key[k], message, sig);
    return adil_base64(a, adil_span_bytes((const char *)sig, sizeof sig));
}

static struct adil_span blob_text(struct adil_arena *a, struct adil_span blob)
{
    struct adil_hash h = adil_sha256(blob);
    return adil_fmt(a, "{\"bytes\":%zu,\"hash\":\"%.*s\"}", blob.len,
                    ADIL_ARG(adil_hex(a, h.byte, sizeof h.byte)));
}

static struct adil_span leaf_of(struct adil_arena *a, struct adil_act *act, int k)
{
    struct adil_buf b;
    act->sig = NULL;
    act->n_sigs = 0;
    adil_act_sign(a, act, ADIL_SPAN(ORIGIN), key[k]);
    adil_buf_open(&b, TEXT_BYTES);
    adil_act_leaf(&b, act->bytes, act->logged, act->sig, act->n_sigs);
    return taken(a, &b);
}

struct honest_act {
    enum adil_act_kind kind;
    const char *word;
    const char *about;
    int by;
    int64_t seq;
    struct adil_span fields;
};

static struct adil_span genesis_fields(struct adil_arena *a)
{
    return adil_fmt(
        a,
        "{\"clock\":\"simulated\",\"engine\":1,\"founders\":{\"keys\":[\"%.*s\"],\"least\":1},"
        "\"holders\":[],\"issuers\":[{\"issuer\":\"clerk\",\"keys\":[\"%.*s\"]}],\"log\":\"%.*s\","
        "\"origin\":\"" ORIGIN "\",\"rulebook\":%.*s,\"source\":%.*s}",
        ADIL_ARG(public_text(a, FOUNDER)), ADIL_ARG(public_text(a, CLERK)),
        ADIL_ARG(vkey_text(a, LOG_BEFORE)), ADIL_ARG(blob_text(a, honest[RULEBOOK].bytes)),
        ADIL_ARG(blob_text(a, honest[SOURCE].bytes)));
}

static struct adil_span rotation_fields(struct adil_arena *a)
{
    struct adil_span next = vkey_text(a, LOG);
    struct adil_span message = adil_fmt(a, "adil/log-key/v1\n" ORIGIN "\n%.*s\n", ADIL_ARG(next));
    return adil_fmt(a, "{\"by-old\":\"%.*s\",\"log\":\"%.*s\",\"proof\":\"%.*s\"}",
                    ADIL_ARG(signed_text(a, LOG_BEFORE, message)), ADIL_ARG(next),
                    ADIL_ARG(signed_text(a, LOG, message)));
}

static uint32_t honest_leaves(struct adil_arena *a, struct adil_span *leaf)
{
    const struct honest_act acts[] = {
        {ADIL_ACT_ENACT, "enact", "", FOUNDER, 1, genesis_fields(a)},
        {ADIL_ACT_ENTER, "exhibit", "exhibit/1", CLERK, 1,
         ADIL_SPAN("{\"hands\":{\"a\":1,\"b\":2},\"kind\":\"knife\",\"of\":[\"x\"],\"weight\":3}")},
        {ADIL_ACT_CHANGE, "weigh", "exhibit/1", CLERK, 2, ADIL_SPAN("{\"weight\":9}")},
        {ADIL_ACT_KEY, "key", "log", FOUNDER, 2, rotation_fields(a)},
        {ADIL_ACT_NOTICE, "announce", "news", CLERK, 3, ADIL_SPAN("{\"text\":\"heard\"}")},
    };
    for (uint32_t i = 0; i < ADIL_COUNT(acts); i++) {
        struct adil_act act = {.kind = acts[i].kind,
                               .word = adil_span_of(acts[i].word),
                               .about = adil_span_of(acts[i].about),
                               .by =
                                   acts[i].by == CLERK ? ADIL_SPAN("clerk") : ADIL_SPAN("founders"),
                               .seq = acts[i].seq,
                               .at = START + i,
                               .logged = START + i,
                               .law = adil_sha256(honest[RULEBOOK].bytes),
                               .supersedes = ADIL_NO_ENTRY,
                               .fields = acts[i].fields};
        adil_act_bytes(a, &act);
        leaf[i] = leaf_of(a, &act, acts[i].by);
    }
    return ADIL_COUNT(acts);
}

/* Tiles, bundle and checkpoint of these leaves; 1 to 255 of them. */
static void lay(struct adil_arena *a, const struct adil_span *leaf, uint32_t n, struct file *file)
{
    struct adil_frontier f = {0};
    struct adil_hash *hash = adil_new(a, struct adil_hash, n);
    struct adil_buf b;
    adil_buf_open(&b, TEXT_BYTES);
    for (uint32_t i = 0; i < n; i++) {
        hash[i] = adil_leaf_hash(leaf[i]);
        adil_frontier_add(&f, &hash[i]);
        adil_bundle_add(&b, leaf[i]);
    }
    file[BUNDLE].path = adil_tile_path(a, (struct adil_tile){ADIL_ENTRIES_LEVEL, 0, n});
    file[BUNDLE].bytes = taken(a, &b);
    file[TILE].path = adil_tile_path(a, (struct adil_tile){0, 0, n});
    file[TILE].bytes = adil_span_bytes((const char *)hash, n * sizeof *hash);
    struct adil_checkpoint c = {
        .origin = ADIL_SPAN(ORIGIN), .size = n, .root = adil_frontier_root(&f)};
    adil_buf_open(&b, TEXT_BYTES);
    adil_checkpoint_sign(&b, &c, key[LOG]);
    file[CHECKPOINT].path = ADIL_SPAN("checkpoint");
    file[CHECKPOINT].bytes = taken(a, &b);
    head = file == honest ? c : head;
}

static struct adil_span blob_path(struct adil_arena *a, struct adil_span bytes)
{
    struct adil_hash h = adil_sha256(bytes);
    return adil_fmt(a, "blob/%.*s", ADIL_ARG(adil_hex(a, h.byte, sizeof h.byte)));
}

static bool make_honest(void)
{
    static const char *const name[] = {"founders", "clerk", NULL, NULL};
    struct adil_arena *a = &kept;
    struct adil_span leaf[LEAVES_MAX];
    const struct adil_node *root = NULL;
    struct adil_buf b;
    for (int k = 0; k < N_KEYS; k++) {
        uint8_t seed[32] = {(uint8_t)(k + 1)};
        struct adil_span of =
            name[k] != NULL ? adil_fmt(a, ORIGIN "/%s", name[k]) : ADIL_SPAN(ORIGIN);
        if (adil_secret_from_seed(of, ADIL_KEY_ED25519, seed, &key[k], NULL).code != ADIL_C_OK) {
            return false;
        }
    }
    honest[SOURCE].bytes = adil_span_of(law);
    if (adil_yaml_read(a, ADIL_SPAN("law"), honest[SOURCE].bytes, &root, NULL).code != ADIL_C_OK) {
        return false;
    }
    adil_buf_open(&b, TEXT_BYTES);
    adil_rulebook_canonical(root, scratch, &b);
    honest[RULEBOOK].bytes = taken(a, &b);
    honest[RULEBOOK].path = blob_path(a, honest[RULEBOOK].bytes);
    honest[SOURCE].path = blob_path(a, honest[SOURCE].bytes);
    uint32_t n = honest_leaves(a, leaf);
    genesis = adil_leaf_hash(leaf[0]);
    lay(a, leaf, n, honest);
    return true;
}

/* ---- edits ---------------------------------------------------------------------------------- */

static struct adil_span joined(struct adil_arena *a, struct adil_span x, struct adil_span y,
                               struct adil_span z)
{
    char *out = adil_new(a, char, x.len + y.len + z.len);
    const struct adil_span part[] = {x, y, z};
    size_t at = 0;
    for (size_t i = 0; i < ADIL_COUNT(part); i++) {
        if (part[i].len > 0) {
            memcpy(out + at, part[i].ptr, part[i].len);
            at += part[i].len;
        }
    }
    return adil_span_bytes(out, at);
}

static struct adil_span edited(struct adil_arena *a, struct adil_span in, unsigned what, size_t at,
                               struct adil_span with)
{
    at = in.len > 0 ? at % (in.len + 1) : 0;
    struct adil_span before = adil_span_sub(in, 0, at);
    size_t behind = at + with.len < in.len ? at + with.len : in.len;
    struct adil_span none = {NULL, 0};
    switch (what % N_EDITS) {
    case OVERWRITE:
        return joined(a, before, with, adil_span_sub(in, behind, in.len));
    case INSERT:
        return joined(a, before, with, adil_span_sub(in, at, in.len));
    case DELETE:
        return joined(a, before, none, adil_span_sub(in, behind, in.len));
    default:
        return before;
    }
}

static void edit(struct adil_arena *a, struct adil_span in, struct file *file)
{
    for (int i = 0; i < EDITS_MAX && in.len >= 5; i++) {
        const uint8_t *p = (const uint8_t *)in.ptr;
        struct file *f = &file[p[0] % N_FILES];
        struct adil_span with = adil_span_sub(in, 5, 5 + (size_t)p[4]);
        f->bytes = edited(a, f->bytes, p[3], (size_t)p[1] << 8 | p[2], with);
        in = adil_span_sub(in, 5 + with.len, in.len);
    }
}

/* What the edits left of the entries, in a tree of their own, and signed: by the log; `acts`: by
 * whom they name too. */
static void sign_again(struct adil_arena *a, bool acts, struct file *file)
{
    struct adil_span rest = file[BUNDLE].bytes;
    struct adil_span leaf[LEAVES_MAX];
    uint32_t n = 0;
    bool whole = false;
    while (n < LEAVES_MAX && adil_bundle_next(&rest, &leaf[n], &whole)) {
        struct adil_act act;
        struct adil_place place = {ADIL_SPAN("entry"), 0};
        if (acts && adil_act_parse(a, place, leaf[n], &act, NULL).code == ADIL_C_OK) {
            leaf[n] = leaf_of(a, &act, adil_span_is(act.by, "clerk") ? CLERK : FOUNDER);
        }
        n++;
    }
    if (n > 0) {
        lay(a, leaf, n, file);
    }
}

/* ---- verifying ------------------------------------------------------------------------------ */

static adil_err get(void *ctx, struct adil_arena *perm, struct adil_span path, size_t max_bytes,
                    struct adil_span *bytes, struct adil_diag *diag)
{
    const struct file *file = ctx;
    for (int i = 0; i < N_FILES; i++) {
        if (adil_span_eq(file[i].path, path) && file[i].bytes.len <= max_bytes) {
            *bytes = adil_span_copy(perm, file[i].bytes);
            return ADIL_OK;
        }
    }
    return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){path, 0}, ADIL_SPAN("file"),
                     ADIL_SPAN("nothing"), ADIL_SPAN("a file of the copy"));
}

/* What people and programs read of it is written too. */
static void report(const struct adil_copy *copy, const struct adil_verify_options *options,
                   const struct adil_verified *v)
{
    const struct adil_verify_report r = {.copy = copy, .options = options, .v = v};
    struct adil_buf b;
    adil_buf_open(&b, TEXT_BYTES);
    adil_verify_text(scratch, &r, &b);
    ADIL_ASSERT(adil_buf_ok(&b) && adil_utf8_check(adil_buf_span(&b)) == b.len);
    b.len = 0;
    adil_verify_json(scratch, &r, &b);
    ADIL_ASSERT(adil_buf_ok(&b) && adil_utf8_check(adil_buf_span(&b)) == b.len);
    adil_buf_release(&b);
}

/* Whether it is found good. */
static bool verifies(struct adil_arena *a, struct file *file, bool pinned)
{
    const struct adil_verify_options options = {
        .pinned = pinned, .genesis = genesis, .threads = 1, .lang = ADIL_EN};
    struct adil_copy copy = {.name = ADIL_SPAN("copy"),
                             .fetch = {.ctx = file, .get = get, .name = ADIL_SPAN("copy")},
                             .note = file[CHECKPOINT].bytes};
    struct adil_verified v = {.failed = false};
    struct adil_diag diag;
    adil_diag_open(&diag, a);
    adil_err err = adil_verify(a, scratch, &copy, &options, &v, &diag);
    ADIL_ASSERT(err.code == ADIL_C_OK || err.code == ADIL_C_LIMIT); /* "needs engine 2" */
    bool good = err.code == ADIL_C_OK && !v.failed;
    if (err.code == ADIL_C_OK) {
        report(&copy, &options, &v);
    }
    if (good) {
        ADIL_ASSERT(v.entries == v.head.size && v.entries > 0);
        ADIL_ASSERT(!pinned || adil_hash_eq(&v.head.root, &head.root));
    }
    adil_verify_close(&v);
    return good;
}

static bool set_up(void)
{
    if (adil_arena_open(&kept, ARENA_BYTES) != 0 || adil_arena_open(&arena, ARENA_BYTES) != 0 ||
        adil_arena_open(&scratch, ARENA_BYTES) != 0 || !make_honest()) {
        return false;
    }
    struct adil_arena a = arena;
    ADIL_ASSERT(verifies(&a, honest, true));
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool ready;
    struct file file[N_FILES];
    if (!ready && !set_up()) {
        return -1;
    }
    ready = true;
    struct adil_arena a = arena;
    a.full = on_full;
    if (size == 0 || setjmp(full) != 0) {
        return 0;
    }
    memcpy(file, honest, sizeof file);
    edit(&a, adil_span_bytes((const char *)data + 1, size - 1), file);
    if ((data[0] & 3) != 0) {
        sign_again(&a, (data[0] & 2) != 0, file);
    }
    (void)verifies(&a, file, (data[0] & 3) == 0);
    return 0;
}
