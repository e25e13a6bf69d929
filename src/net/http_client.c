#include "net/http_client.h"

#include <curl/curl.h>
#include <pthread.h>
#include <string.h>

#define MAX_REDIRECTS 5L

struct adil_http_client {
    CURL *curl;
    struct adil_http_patience patience;
    struct adil_buf body; /* of the answer that is coming in */
    char words[CURL_ERROR_SIZE];
};

/* A request on its way. */
struct asked {
    struct adil_span url;
    size_t max_bytes;
    struct curl_slist *headers;
};

static pthread_once_t global_once = PTHREAD_ONCE_INIT;
static CURLcode global_state;

static void global_open(void)
{
    global_state = curl_global_init(CURL_GLOBAL_DEFAULT);
}

static adil_err refuse_url(struct adil_diag *diag, adil_err e, struct adil_span url,
                           struct adil_span found, struct adil_span expected)
{
    return adil_fail(diag, e, (struct adil_place){url, 0}, ADIL_SPAN(""), found, expected);
}

static size_t take_bytes(char *bytes, size_t size, size_t n, void *ctx)
{
    struct adil_buf *body = ctx;
    adil_buf_put(body, adil_span_bytes(bytes, size * n));
    return body->failed ? 0 : size * n;
}

adil_err adil_http_client_open(struct adil_arena *perm, struct adil_http_patience patience,
                               struct adil_http_client **client, struct adil_diag *diag)
{
    struct adil_http_client *c = adil_new(perm, struct adil_http_client, 1);
    *client = NULL;
    c->patience = patience;
    if (pthread_once(&global_once, global_open) == 0 && global_state == CURLE_OK) {
        c->curl = curl_easy_init();
    }
    if (c->curl == NULL) {
        return adil_fail(diag, ADIL_ERR(LIMIT), (struct adil_place){ADIL_SPAN(""), 0},
                         ADIL_SPAN("network"), ADIL_SPAN("libcurl did not start"), ADIL_SPAN(""));
    }
    *client = c;
    return ADIL_OK;
}

void adil_http_client_close(struct adil_http_client *client)
{
    if (client != NULL) {
        curl_easy_cleanup(client->curl);
        adil_buf_release(&client->body);
    }
}

static bool has_part(CURLU *parts, CURLUPart which)
{
    char *text = NULL;
    bool there = curl_url_get(parts, which, &text, 0) == CURLUE_OK && text[0] != '\0';
    curl_free(text);
    return there;
}

/* The scheme of a URL we ask, NULL when we do not. A user's name or password has no place in a URL
 * that messages show. */
static const char *scheme_of(CURLU *parts, const char *url)
{
    static const char *const schemes[] = {"http", "https"};
    const char *found = NULL;
    char *scheme = NULL;
    if (curl_url_set(parts, CURLUPART_URL, url, 0) != CURLUE_OK ||
        !has_part(parts, CURLUPART_HOST) || has_part(parts, CURLUPART_USER) ||
        has_part(parts, CURLUPART_PASSWORD) ||
        curl_url_get(parts, CURLUPART_SCHEME, &scheme, 0) != CURLUE_OK) {
        return NULL;
    }
    for (size_t i = 0; i < ADIL_COUNT(schemes); i++) {
        if (strcmp(scheme, schemes[i]) == 0) {
            found = schemes[i];
        }
    }
    curl_free(scheme);
    return found;
}

static CURLcode set_up(struct adil_http_client *c, const struct asked *asked, const char *url,
                       const char *scheme)
{
    CURL *h = c->curl;
    curl_easy_reset(h); /* connections stay */
    c->words[0] = '\0';
    adil_buf_release(&c->body);
    adil_buf_open(&c->body, asked->max_bytes);
    const struct {
        CURLoption option;
        long value;
    } numbers[] = {
        {CURLOPT_NOSIGNAL, 1L},
        {CURLOPT_MAXREDIRS, MAX_REDIRECTS},
        {CURLOPT_CONNECTTIMEOUT_MS, (long)c->patience.connect_ms},
        {CURLOPT_TIMEOUT_MS, (long)c->patience.total_ms},
    };
    const struct {
        CURLoption option;
        const char *value;
    } texts[] = {
        {CURLOPT_URL, url},
        {CURLOPT_PROTOCOLS_STR, scheme},
        {CURLOPT_REDIR_PROTOCOLS_STR, scheme},
        {CURLOPT_ACCEPT_ENCODING, "gzip"},
        {CURLOPT_USERAGENT, "adil"},
    };
    CURLcode code = CURLE_OK;
    for (size_t i = 0; code == CURLE_OK && i < ADIL_COUNT(numbers); i++) {
        code = curl_easy_setopt(h, numbers[i].option, numbers[i].value);
    }
    for (size_t i = 0; code == CURLE_OK && i < ADIL_COUNT(texts); i++) {
        code = curl_easy_setopt(h, texts[i].option, texts[i].value);
    }
    if (code == CURLE_OK) {
        code = curl_easy_setopt(h, CURLOPT_WRITEFUNCTION, take_bytes);
    }
    if (code == CURLE_OK) {
        code = curl_easy_setopt(h, CURLOPT_WRITEDATA, &c->body);
    }
    return code == CURLE_OK ? curl_easy_setopt(h, CURLOPT_ERRORBUFFER, c->words) : code;
}

static adil_err ask_failed(const struct adil_http_client *c, struct adil_arena a,
                           const struct asked *asked, CURLcode code, struct adil_diag *diag)
{
    if (c->body.failed) {
        return refuse_url(diag, ADIL_ERR(INPUT), asked->url, ADIL_SPAN("a longer answer"),
                          adil_fmt(&a, "at most %zu bytes", asked->max_bytes));
    }
    const char *words = c->words[0] != '\0' ? c->words : curl_easy_strerror(code);
    return refuse_url(diag, ADIL_ERR(IO), asked->url, adil_span_of(words),
                      ADIL_SPAN("an answer to the request"));
}

static adil_err perform(struct adil_http_client *c, struct adil_arena *perm,
                        const struct asked *asked, struct adil_http_reply *reply,
                        struct adil_diag *diag)
{
    long status = 0;
    const char *type = NULL;
    CURLcode code = curl_easy_perform(c->curl);
    if (code == CURLE_OK) {
        code = curl_easy_getinfo(c->curl, CURLINFO_RESPONSE_CODE, &status);
    }
    if (code == CURLE_OK) {
        code = curl_easy_getinfo(c->curl, CURLINFO_CONTENT_TYPE, &type);
    }
    if (code != CURLE_OK || !adil_buf_ok(&c->body)) {
        return ask_failed(c, *perm, asked, code, diag);
    }
    reply->status = (unsigned)status;
    reply->type = adil_span_copy(perm, adil_span_of(type));
    reply->body = adil_span_copy(perm, adil_buf_span(&c->body));
    return ADIL_OK;
}

/* Out *ready: libcurl took every option. Err INPUT: not a URL we ask. */
static adil_err prepare(struct adil_http_client *c, struct adil_arena *perm,
                        const struct asked *asked, CURLcode *code, struct adil_diag *diag)
{
    CURLU *parts = curl_url();
    bool plain = adil_span_find_byte(asked->url, '\0') == asked->url.len;
    const char *text = adil_span_cstr(perm, asked->url);
    const char *scheme = parts != NULL && plain ? scheme_of(parts, text) : NULL;
    curl_url_cleanup(parts);
    if (scheme == NULL) {
        return refuse_url(diag, ADIL_ERR(INPUT), ADIL_SPAN(""), asked->url,
                          ADIL_SPAN("a URL: http or https, a host, no user name"));
    }
    *code = set_up(c, asked, text, scheme);
    return ADIL_OK;
}

adil_err adil_http_get(struct adil_http_client *client, struct adil_arena *perm,
                       struct adil_span url, size_t max_bytes, struct adil_http_reply *reply,
                       struct adil_diag *diag)
{
    const struct asked asked = {url, max_bytes, NULL};
    CURLcode code = CURLE_OK;
    *reply = (struct adil_http_reply){0};
    ADIL_TRY(prepare(client, perm, &asked, &code, diag));
    if (code == CURLE_OK) {
        code = curl_easy_setopt(client->curl, CURLOPT_FOLLOWLOCATION, 1L);
    }
    if (code != CURLE_OK) {
        return ask_failed(client, *perm, &asked, code, diag);
    }
    return perform(client, perm, &asked, reply, diag);
}

static CURLcode set_body(CURL *h, const struct asked *asked, struct adil_span body)
{
    CURLcode code = curl_easy_setopt(h, CURLOPT_POST, 1L);
    if (code == CURLE_OK) {
        code = curl_easy_setopt(h, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body.len);
    }
    if (code == CURLE_OK) {
        code = curl_easy_setopt(h, CURLOPT_POSTFIELDS, body.len > 0 ? body.ptr : "");
    }
    return code == CURLE_OK ? curl_easy_setopt(h, CURLOPT_HTTPHEADER, asked->headers) : code;
}

adil_err adil_http_post(struct adil_http_client *client, struct adil_arena *perm,
                        struct adil_span url, struct adil_span type, struct adil_span body,
                        size_t max_bytes, struct adil_http_reply *reply, struct adil_diag *diag)
{
    struct asked asked = {url, max_bytes, NULL};
    CURLcode code = CURLE_OK;
    *reply = (struct adil_http_reply){0};
    ADIL_TRY(prepare(client, perm, &asked, &code, diag));
    struct adil_span header = adil_fmt(perm, "Content-Type: %.*s", ADIL_ARG(type));
    asked.headers = curl_slist_append(NULL, adil_span_cstr(perm, header));
    if (asked.headers == NULL) {
        return ADIL_ERR(LIMIT);
    }
    if (code == CURLE_OK) {
        code = set_body(client->curl, &asked, body);
    }
    adil_err err = code == CURLE_OK ? perform(client, perm, &asked, reply, diag)
                                    : ask_failed(client, *perm, &asked, code, diag);
    curl_slist_free_all(asked.headers);
    return err;
}

/* ---- URLs -------------------------------------------------------------------------------- */

static bool path_is_plain(struct adil_span path)
{
    struct adil_span rest = path;
    struct adil_span segment;
    if (path.len == 0) {
        return false;
    }
    while (adil_span_cut(&rest, '/', &segment)) {
        if (segment.len == 0 || adil_span_is(segment, ".") || adil_span_is(segment, "..")) {
            return false;
        }
    }
    return true;
}

static bool stands_as_it_is(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           adil_span_find_byte(ADIL_SPAN("-._~/"), c) < 5;
}

adil_err adil_http_join(struct adil_arena *perm, struct adil_span base, struct adil_span path,
                        struct adil_span *url, struct adil_diag *diag)
{
    static const char digits[] = "0123456789ABCDEF";
    if (adil_span_find_byte(base, '?') < base.len || adil_span_find_byte(base, '#') < base.len) {
        return refuse_url(diag, ADIL_ERR(INPUT), ADIL_SPAN(""), base,
                          ADIL_SPAN("a URL without query and fragment"));
    }
    if (!path_is_plain(path)) {
        return refuse_url(diag, ADIL_ERR(INPUT), base, path, ADIL_SPAN("a path below the URL"));
    }
    while (adil_span_ends(base, ADIL_SPAN("/"))) {
        base.len--;
    }
    char *text = adil_new(perm, char, base.len + 1 + 3 * path.len);
    size_t n = base.len;
    if (n > 0) {
        memcpy(text, base.ptr, n);
    }
    text[n++] = '/';
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        if (stands_as_it_is(path.ptr[i])) {
            text[n++] = path.ptr[i];
        } else {
            text[n++] = '%';
            text[n++] = digits[c >> 4];
            text[n++] = digits[c & 15];
        }
    }
    *url = adil_span_bytes(text, n);
    return ADIL_OK;
}
