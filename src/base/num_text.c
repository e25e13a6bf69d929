#include "base/num.h"

#include "base/num_priv.h"

#include <inttypes.h>
#include <string.h>

/* 10^18 < 2^63: up to here a run of digits and its scale are int64. */
enum { SMALL_DIGITS = 18 };

static size_t digit_run(struct adil_span s, size_t from)
{
    size_t at = from;
    while (at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9') {
        at++;
    }
    return at - from;
}

/* The pieces of `-123.45` or `-123/45`. */
struct pieces {
    bool negative;
    char mark;              /* '.', '/', or 0: whole only */
    struct adil_span whole; /* digits, at least one */
    struct adil_span after; /* digits, at least one when there is a mark */
};

static bool take_apart(struct adil_span text, struct pieces *out)
{
    memset(out, 0, sizeof *out);
    size_t at = 0;
    if (text.len > 0 && text.ptr[0] == '-') {
        out->negative = true;
        at = 1;
    }
    size_t n = digit_run(text, at);
    out->whole = adil_span_sub(text, at, at + n);
    at += n;
    if (n == 0) {
        return false;
    }
    if (at < text.len) {
        out->mark = text.ptr[at];
        n = digit_run(text, at + 1);
        out->after = adil_span_sub(text, at + 1, at + 1 + n);
        at += 1 + n;
        if ((out->mark != '.' && out->mark != '/') || n == 0) {
            return false;
        }
    }
    return at == text.len && out->whole.len + out->after.len <= ADIL_NUM_DIGITS;
}

static int64_t power_of_ten(size_t n)
{
    int64_t v = 1;
    for (size_t i = 0; i < n; i++) {
        v *= 10;
    }
    return v;
}

/* At most SMALL_DIGITS digits, `from` put before them (0, or the digits left of the point). */
static int64_t small_digits(int64_t from, struct adil_span s)
{
    int64_t v = from;
    for (size_t i = 0; i < s.len; i++) {
        v = v * 10 + (s.ptr[i] - '0');
    }
    return v;
}

static bool parse_small(struct adil_arena *a, const struct pieces *t, struct adil_num *x)
{
    int64_t p = small_digits(0, t->whole);
    int64_t q = 1;
    if (t->mark == '.') {
        p = small_digits(p, t->after);
        q = power_of_ten(t->after.len);
    } else if (t->mark == '/') {
        q = small_digits(0, t->after);
    }
    if (q == 0) {
        return false;
    }
    *x = adil_num_ratio(a, t->negative ? -p : p, q);
    return true;
}

/* z := the digits of s and then those of t. */
static void set_digits(mpz_ptr z, struct adil_span s, struct adil_span t)
{
    char text[ADIL_NUM_DIGITS + 1];
    ADIL_ASSERT(s.len + t.len <= ADIL_NUM_DIGITS);
    memcpy(text, s.ptr, s.len);
    if (t.len > 0) {
        memcpy(text + s.len, t.ptr, t.len);
    }
    text[s.len + t.len] = '\0';
    int bad = mpz_set_str(z, text, 10);
    ADIL_ASSERT(bad == 0);
}

static bool parse_big(struct adil_arena *a, const struct pieces *t, struct adil_num *x)
{
    const struct adil_span none = {NULL, 0};
    mpq_t z;
    mpq_init(z);
    if (t->mark == '.') {
        set_digits(mpq_numref(z), t->whole, t->after);
        mpz_ui_pow_ui(mpq_denref(z), 10, t->after.len);
    } else {
        set_digits(mpq_numref(z), t->whole, none);
        if (t->mark == '/') {
            set_digits(mpq_denref(z), t->after, none);
        }
    }
    bool ok = mpz_sgn(mpq_denref(z)) != 0;
    if (ok) {
        mpq_canonicalize(z);
        if (t->negative) {
            mpq_neg(z, z);
        }
        *x = adil_num_keep(a, z);
    }
    mpq_clear(z);
    return ok;
}

bool adil_num_parse(struct adil_arena *a, struct adil_span text, struct adil_num *x)
{
    struct pieces t;
    if (!take_apart(text, &t)) {
        return false;
    }
    size_t longest = t.mark == '/' && t.after.len > t.whole.len ? t.after.len : t.whole.len;
    if (t.mark == '.') {
        longest = t.whole.len + t.after.len;
    }
    return longest <= SMALL_DIGITS ? parse_small(a, &t, x) : parse_big(a, &t, x);
}

struct adil_span adil_num_text(struct adil_arena *a, struct adil_num x)
{
    ADIL_ASSERT(x.big != NULL || x.q > 0);
    if (x.big == NULL && x.q == 1) {
        return adil_fmt(a, "%" PRId64, x.p);
    }
    if (x.big == NULL) {
        return adil_fmt(a, "%" PRId64 "/%" PRId64, x.p, x.q);
    }
    struct adil_num_view v;
    adil_num_view(&v, x);
    int n = gmp_snprintf(NULL, 0, "%Qd", v.z);
    ADIL_ASSERT(n > 0);
    char *p = adil_new(a, char, (size_t)n + 1);
    int m = gmp_snprintf(p, (size_t)n + 1, "%Qd", v.z);
    ADIL_ASSERT(m == n);
    return adil_span_bytes(p, (size_t)n);
}

static struct adil_span decimal_small(struct adil_arena *a, struct adil_num x, unsigned digits,
                                      bool nearest)
{
    uint64_t p = x.p < 0 ? 0U - (uint64_t)x.p : (uint64_t)x.p;
    uint64_t q = (uint64_t)x.q;
    uint64_t unit = (uint64_t)power_of_ten(digits);
    uint64_t whole = p / q;
    uwide scaled = (uwide)(p % q) * unit;
    uint64_t part = (uint64_t)(scaled / q); /* < unit */
    uint64_t left = (uint64_t)(scaled % q);
    if (nearest && left != 0 && left >= q - left) {
        part++;
    }
    if (part == unit) {
        part = 0;
        whole++;
    }
    const char *sign = x.p < 0 && (whole != 0 || part != 0) ? "-" : "";
    if (digits == 0) {
        return adil_fmt(a, "%s%" PRIu64, sign, whole);
    }
    return adil_fmt(a, "%s%" PRIu64 ".%0*" PRIu64, sign, whole, (int)digits, part);
}

/* n/10^digits written out, n >= 0. */
static struct adil_span put_point(struct adil_arena *a, bool negative, mpz_srcptr n,
                                  unsigned digits)
{
    size_t cap = mpz_sizeinbase(n, 10) + digits + 4; /* sign, "0", point, NUL */
    char *p = adil_new(a, char, cap);
    size_t len = 0;
    if (negative && mpz_sgn(n) != 0) {
        p[len++] = '-';
    }
    /* Width digits + 1: a value below one gets its zeros in front. */
    int m = gmp_snprintf(p + len, cap - len, "%0*Zd", (int)digits + 1, n);
    ADIL_ASSERT(m > 0 && (size_t)m < cap - len);
    len += (size_t)m;
    if (digits > 0) {
        memmove(p + len - digits + 1, p + len - digits, digits);
        p[len - digits] = '.';
        len++;
    }
    return adil_span_bytes(p, len);
}

static struct adil_span decimal_big(struct adil_arena *a, struct adil_num x, unsigned digits,
                                    bool nearest)
{
    struct adil_num_view v;
    adil_num_view(&v, x);
    mpz_t n;
    mpz_t r;
    mpz_init(n);
    mpz_init(r);
    mpz_ui_pow_ui(r, 10, digits);
    mpz_mul(n, mpq_numref(v.z), r);
    mpz_abs(n, n);
    mpz_tdiv_qr(n, r, n, mpq_denref(v.z));
    mpz_mul_2exp(r, r, 1);
    if (nearest && mpz_cmp(r, mpq_denref(v.z)) >= 0) {
        mpz_add_ui(n, n, 1);
    }
    struct adil_span s = put_point(a, adil_num_sign(x) < 0, n, digits);
    mpz_clear(r);
    mpz_clear(n);
    return s;
}

static struct adil_span decimal(struct adil_arena *a, struct adil_num x, unsigned digits,
                                bool nearest)
{
    ADIL_ASSERT(digits <= ADIL_NUM_DIGITS && (x.big != NULL || x.q > 0));
    if (x.big == NULL && digits <= SMALL_DIGITS) {
        return decimal_small(a, x, digits, nearest);
    }
    return decimal_big(a, x, digits, nearest);
}

struct adil_span adil_num_decimal(struct adil_arena *a, struct adil_num x, unsigned digits)
{
    return decimal(a, x, digits, true);
}

struct adil_span adil_num_cut(struct adil_arena *a, struct adil_num x, unsigned digits)
{
    return decimal(a, x, digits, false);
}
