#include "gazette/policy.h"

#include "gazette/checkpoint.h"

enum { BYTES_MAX = 1 << 20, LINES_MAX = 4096, NONE = -1 };

static const struct adil_span no_word = {NULL, 0};

/* What the parser builds; every array has room for the file's lines. */
struct building {
    struct adil_arena *perm;
    struct adil_place place;
    struct adil_diag *diag;
    struct adil_policy_log *log;
    struct adil_policy_witness *witness;
    struct adil_policy_group *group;
    struct building_name {
        struct adil_span name;
        bool is_group;
        uint32_t number; /* among its kind: groups move behind all witnesses at the end */
        bool is_member;
    } * name;
    uint32_t n_logs;
    uint32_t n_witnesses;
    uint32_t n_groups;
    uint32_t n_names;
    bool has_quorum;
    int64_t quorum;         /* index into name, NONE: none */
    struct adil_span *word; /* room for the longest line's */
    uint32_t n_words;
};

static adil_err bad_policy(const struct building *b, const char *field, struct adil_span found,
                           const char *expected)
{
    return adil_fail(b->diag, ADIL_ERR(INPUT), b->place, adil_span_of(field), found,
                     adil_span_of(expected));
}

/* ---- names and keys --------------------------------------------------------------------- */

static int64_t name_find(const struct building *b, struct adil_span name)
{
    for (uint32_t i = 0; i < b->n_names; i++) {
        if (adil_span_eq(b->name[i].name, name)) {
            return i;
        }
    }
    return NONE;
}

static adil_err name_add(struct building *b, struct adil_span name, bool is_group, uint32_t number)
{
    if (adil_span_is(name, "none")) {
        return bad_policy(b, "name", name, "another word: none is reserved");
    }
    if (name_find(b, name) != NONE) {
        return bad_policy(b, "name", name, "a name that is not used yet");
    }
    b->name[b->n_names++] = (struct building_name){
        .name = adil_span_copy(b->perm, name), .is_group = is_group, .number = number};
    return ADIL_OK;
}

/* Reads a key of one of two kinds. */
static adil_err parse_key(struct building *b, struct adil_span text, uint8_t kind, uint8_t other,
                          struct adil_vkey *out)
{
    ADIL_TRY(adil_vkey_parse(b->perm, b->place, text, out, b->diag));
    if (out->kind != kind && out->kind != other) {
        return bad_policy(b, "verifying key", text,
                          kind == ADIL_KEY_COSIGNATURE ? "a cosignature key (type 04 or 06)"
                                                       : "a key of a log (type 01 or 06)");
    }
    return ADIL_OK;
}

static struct adil_span url_of(struct building *b, uint32_t at)
{
    return b->n_words > at ? adil_span_copy(b->perm, b->word[at]) : no_word;
}

/* ---- one line each ---------------------------------------------------------------------- */

static adil_err parse_log(struct building *b)
{
    struct adil_policy_log *log = &b->log[b->n_logs];
    if (b->n_words < 2 || b->n_words > 3) {
        return bad_policy(b, "log", no_word, "log VKEY [URL]");
    }
    ADIL_TRY(parse_key(b, b->word[1], ADIL_KEY_ED25519, ADIL_KEY_MLDSA44, &log->key));
    for (uint32_t i = 0; i < b->n_logs; i++) {
        if (adil_span_eq(b->log[i].key.key, log->key.key)) {
            return bad_policy(b, "log", b->word[1], "a key that no other log has");
        }
    }
    log->url = url_of(b, 2);
    b->n_logs++;
    return ADIL_OK;
}

static adil_err parse_witness(struct building *b)
{
    struct adil_policy_witness *w = &b->witness[b->n_witnesses];
    if (b->n_words < 3 || b->n_words > 4) {
        return bad_policy(b, "witness", no_word, "witness NAME VKEY [URL]");
    }
    ADIL_TRY(parse_key(b, b->word[2], ADIL_KEY_COSIGNATURE, ADIL_KEY_MLDSA44, &w->key));
    for (uint32_t i = 0; i < b->n_witnesses; i++) {
        if (adil_span_eq(b->witness[i].key.key, w->key.key)) {
            return bad_policy(b, "witness", b->word[2], "a key that no other witness has");
        }
    }
    ADIL_TRY(name_add(b, b->word[1], false, b->n_witnesses));
    w->name = b->name[b->n_names - 1].name;
    w->url = url_of(b, 3);
    b->n_witnesses++;
    return ADIL_OK;
}

/* `all`, `any` or a number, of n >= 1 members. */
static bool needed_of(struct adil_span word, uint32_t n, uint32_t *needed)
{
    uint64_t k = 0;
    if (adil_span_is(word, "all") || adil_span_is(word, "any")) {
        *needed = adil_span_is(word, "all") ? n : 1;
        return true;
    }
    if (!adil_checkpoint_number(word, n, &k) || k == 0) {
        return false;
    }
    *needed = (uint32_t)k;
    return true;
}

static adil_err parse_group(struct building *b)
{
    struct adil_policy_group *g = &b->group[b->n_groups];
    if (b->n_words < 4) {
        return bad_policy(b, "group", no_word, "group NAME all|any|K MEMBER...");
    }
    g->n_members = b->n_words - 3;
    if (!needed_of(b->word[2], g->n_members, &g->needed)) {
        return bad_policy(b, "group", b->word[2], "all, any, or a number from 1 to the members'");
    }
    uint32_t *member = adil_new(b->perm, uint32_t, g->n_members);
    for (uint32_t i = 0; i < g->n_members; i++) {
        int64_t at = name_find(b, b->word[3 + i]);
        if (at == NONE) {
            return bad_policy(b, "member", b->word[3 + i], "a name defined above");
        }
        if (b->name[at].is_member) {
            return bad_policy(b, "member", b->word[3 + i], "a name that no group has yet");
        }
        b->name[at].is_member = true;
        member[i] = (uint32_t)at;
    }
    ADIL_TRY(name_add(b, b->word[1], true, b->n_groups));
    g->name = b->name[b->n_names - 1].name;
    g->member = member;
    b->n_groups++;
    return ADIL_OK;
}

static adil_err parse_quorum(struct building *b)
{
    if (b->n_words != 2 || b->has_quorum) {
        return bad_policy(b, "quorum", no_word, "quorum NAME|none, once");
    }
    b->has_quorum = true;
    b->quorum = name_find(b, b->word[1]);
    if (b->quorum == NONE && !adil_span_is(b->word[1], "none")) {
        return bad_policy(b, "quorum", b->word[1], "a name defined above, or none");
    }
    return ADIL_OK;
}

static const struct line_kind {
    struct adil_span word;
    adil_err (*parse)(struct building *b);
} line_kinds[] = {
    {ADIL_SPAN_INIT("log"), parse_log},
    {ADIL_SPAN_INIT("witness"), parse_witness},
    {ADIL_SPAN_INIT("group"), parse_group},
    {ADIL_SPAN_INIT("quorum"), parse_quorum},
};

/* ---- the file --------------------------------------------------------------------------- */

/* Splits by blanks and tabs; only octets 09, 0a, 20-7e and 80-ff may stand in a policy. */
static adil_err split_words(struct building *b, struct adil_span line)
{
    size_t at = 0;
    b->n_words = 0;
    while (at < line.len) {
        size_t from = at;
        while (at < line.len && line.ptr[at] != ' ' && line.ptr[at] != '\t') {
            uint8_t c = (uint8_t)line.ptr[at++];
            if (c < 0x20 || c == 0x7f) {
                return bad_policy(b, "policy", line, "no control characters");
            }
        }
        if (at > from) {
            b->word[b->n_words++] = adil_span_sub(line, from, at);
        }
        at++;
    }
    return ADIL_OK;
}

static adil_err parse_line(struct building *b, struct adil_span line)
{
    ADIL_TRY(split_words(b, line));
    if (b->n_words == 0 || b->word[0].ptr[0] == '#') {
        return ADIL_OK;
    }
    for (size_t i = 0; i < ADIL_COUNT(line_kinds); i++) {
        if (adil_span_eq(line_kinds[i].word, b->word[0])) {
            return line_kinds[i].parse(b);
        }
    }
    return bad_policy(b, "policy", b->word[0], "log, witness, group or quorum");
}

/* A name's number among members: witnesses first, then groups. */
static uint32_t number_of(const struct building *b, uint32_t name)
{
    return b->name[name].number + (b->name[name].is_group ? b->n_witnesses : 0);
}

/* Members were kept as names while the witnesses' number was not known. */
static void finish(struct building *b, struct adil_policy *out)
{
    for (uint32_t i = 0; i < b->n_groups; i++) {
        uint32_t *member = adil_new(b->perm, uint32_t, b->group[i].n_members);
        for (uint32_t k = 0; k < b->group[i].n_members; k++) {
            member[k] = number_of(b, b->group[i].member[k]);
        }
        b->group[i].member = member;
    }
    *out = (struct adil_policy){
        .log = b->log,
        .n_logs = b->n_logs,
        .witness = b->witness,
        .n_witnesses = b->n_witnesses,
        .group = b->group,
        .n_groups = b->n_groups,
        .quorum = b->quorum == NONE ? UINT32_MAX : number_of(b, (uint32_t)b->quorum),
    };
}

/* Out: the number of lines, and how many bytes the longest has. */
static size_t count_lines(struct adil_span bytes, size_t *longest)
{
    struct adil_span line = no_word;
    size_t n = 0;
    *longest = 0;
    while (adil_span_cut(&bytes, '\n', &line)) {
        *longest = line.len > *longest ? line.len : *longest;
        n++;
    }
    return n;
}

adil_err adil_policy_parse(struct adil_arena *perm, struct adil_span file, struct adil_span bytes,
                           struct adil_policy *out, struct adil_diag *diag)
{
    struct building b = {.perm = perm, .place = {file, 0}, .diag = diag, .quorum = NONE};
    size_t longest = 0;
    size_t lines = bytes.len <= BYTES_MAX ? count_lines(bytes, &longest) : 0;
    if (bytes.len > BYTES_MAX || lines > LINES_MAX + 1) { /* behind the last newline too */
        return bad_policy(&b, "policy", no_word, "at most 1 MiB and 4096 lines");
    }
    b.log = adil_new(perm, struct adil_policy_log, lines);
    b.witness = adil_new(perm, struct adil_policy_witness, lines);
    b.group = adil_new(perm, struct adil_policy_group, lines);
    b.name = adil_new(perm, struct building_name, lines);
    b.word = adil_new(perm, struct adil_span, longest / 2 + 1);
    struct adil_span rest = bytes;
    struct adil_span line = no_word;
    while (adil_span_cut(&rest, '\n', &line)) {
        b.place.line++;
        ADIL_TRY(parse_line(&b, line));
    }
    if (!b.has_quorum) {
        b.place.line = 0;
        return bad_policy(&b, "quorum", no_word, "one line: quorum NAME|none");
    }
    finish(&b, out);
    return ADIL_OK;
}

static struct adil_span member_name(const struct adil_policy *p, uint32_t number)
{
    return number < p->n_witnesses ? p->witness[number].name
                                   : p->group[number - p->n_witnesses].name;
}

/* The end of a line that may have an address. */
static void put_url(struct adil_buf *out, struct adil_span url)
{
    adil_buf_str(out, url.len > 0 ? " " : "");
    adil_buf_put(out, url);
    adil_buf_byte(out, '\n');
}

static void put_group(struct adil_buf *out, const struct adil_policy *p,
                      const struct adil_policy_group *g)
{
    adil_buf_fmt(out, "group %.*s ", ADIL_ARG(g->name));
    if (g->needed == g->n_members) {
        adil_buf_str(out, "all");
    } else if (g->needed == 1) {
        adil_buf_str(out, "any");
    } else {
        adil_buf_fmt(out, "%u", g->needed);
    }
    for (uint32_t i = 0; i < g->n_members; i++) {
        adil_buf_byte(out, ' ');
        adil_buf_put(out, member_name(p, g->member[i]));
    }
    adil_buf_byte(out, '\n');
}

void adil_policy_put(struct adil_buf *out, struct adil_arena scratch, const struct adil_policy *p)
{
    for (uint32_t i = 0; i < p->n_logs; i++) {
        struct adil_arena a = scratch;
        adil_buf_str(out, "log ");
        adil_buf_put(out, adil_vkey_text(&a, &p->log[i].key));
        put_url(out, p->log[i].url);
    }
    for (uint32_t i = 0; i < p->n_witnesses; i++) {
        struct adil_arena a = scratch;
        adil_buf_fmt(out, "witness %.*s ", ADIL_ARG(p->witness[i].name));
        adil_buf_put(out, adil_vkey_text(&a, &p->witness[i].key));
        put_url(out, p->witness[i].url);
    }
    for (uint32_t i = 0; i < p->n_groups; i++) {
        put_group(out, p, &p->group[i]);
    }
    adil_buf_str(out, "quorum ");
    adil_buf_put(out, p->quorum == UINT32_MAX ? ADIL_SPAN("none") : member_name(p, p->quorum));
    adil_buf_byte(out, '\n');
}

bool adil_policy_met(struct adil_arena scratch, const struct adil_policy *p, const bool *signed_by)
{
    if (p->quorum == UINT32_MAX) {
        return true;
    }
    bool *met = adil_new(&scratch, bool, p->n_witnesses + p->n_groups);
    for (uint32_t i = 0; i < p->n_witnesses; i++) {
        met[i] = signed_by[i];
    }
    /* Members of a group stand before it, so one walk settles all. */
    for (uint32_t i = 0; i < p->n_groups; i++) {
        uint32_t n = 0;
        for (uint32_t k = 0; k < p->group[i].n_members; k++) {
            n += met[p->group[i].member[k]] ? 1 : 0;
        }
        met[p->n_witnesses + i] = n >= p->group[i].needed;
    }
    return met[p->quorum];
}
