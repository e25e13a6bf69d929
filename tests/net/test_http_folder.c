#include "client.h"

#include "net/http_folder.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A folder `www` with pages, and beside it what must never be sent. */
struct fixture {
    struct test_arenas *arenas;
    struct test_server t;
    struct adil_http_folder folder;
    uint16_t port;
    char *base;
};

static char *below(struct fixture *f, const char *name)
{
    return adil_span_cstr(&f->arenas->perm, adil_fmt(&f->arenas->perm, "%s/%s", f->base, name));
}

static void put(struct fixture *f, const char *name, const char *text)
{
    int fd = open(below(f, name), O_WRONLY | O_CREAT | O_EXCL, 0600);
    struct adil_span s = adil_span_of(text);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, s.ptr, s.len), s.len);
    close(fd);
}

static void start(struct fixture *f, void **state)
{
    f->arenas = *state;
    f->base = adil_span_cstr(&f->arenas->perm, ADIL_SPAN("/tmp/adil-http-XXXXXX"));
    assert_non_null(mkdtemp(f->base));
    assert_int_equal(mkdir(below(f, "www"), 0700), 0);
    assert_int_equal(mkdir(below(f, "www/sub"), 0700), 0);
    assert_int_equal(mkdir(below(f, "www/empty"), 0700), 0);
    put(f, "secret.txt", "secret");
    put(f, "www/index.html", "<p>first</p>");
    put(f, "www/sub/index.html", "<p>sub</p>");
    put(f, "www/sub/seats.csv", "option,seats\n");
    put(f, "www/Қазақ б.txt", "kk");
    put(f, "www/.hidden", "secret");
    put(f, "www/blank.txt", "");
    assert_int_equal(symlink("../secret.txt", below(f, "www/out.txt")), 0);
    assert_int_equal(symlink("..", below(f, "www/up")), 0);
    assert_int_equal(symlink("/etc", below(f, "www/etc")), 0);
    assert_int_equal(symlink("index.html", below(f, "www/in.html")), 0);
    assert_int_equal(mkfifo(below(f, "www/pipe.txt"), 0600), 0);
    adil_err err =
        adil_http_folder_open(f->arenas->scratch, adil_span_of(below(f, "www")), &f->folder, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    test_server_start(&f->t, &f->arenas->perm, adil_http_folder_answer, &f->folder);
    f->port = adil_http_port(f->t.server);
}

static void stop(struct fixture *f)
{
    static const char *const files[] = {
        "www/pipe.txt",      "www/in.html",        "www/etc",        "www/up",
        "www/out.txt",       "www/blank.txt",      "www/.hidden",    "www/Қазақ б.txt",
        "www/sub/seats.csv", "www/sub/index.html", "www/index.html", "secret.txt",
    };
    static const char *const folders[] = {"www/empty", "www/sub", "www", "."};
    test_server_stop(&f->t);
    adil_http_folder_close(&f->folder);
    for (size_t i = 0; i < ADIL_COUNT(files); i++) {
        (void)unlink(below(f, files[i]));
    }
    for (size_t i = 0; i + 1 < ADIL_COUNT(folders); i++) {
        (void)rmdir(below(f, folders[i]));
    }
    assert_int_equal(rmdir(f->base), 0);
}

static struct test_reply get(struct fixture *f, const char *path)
{
    return test_ask(&f->arenas->perm, f->port, "GET", path);
}

static void test_http_folder__sends_files_with_their_types(void **state)
{
    struct fixture f = {0};
    start(&f, state);
    struct test_reply csv = get(&f, "/sub/seats.csv");
    assert_int_equal(csv.status, 200);
    assert_span_is(csv.body, "option,seats\n");
    assert_span_is(test_header(&csv, "Content-Type"), "text/csv; charset=utf-8");
    struct test_reply blank = get(&f, "/blank.txt");
    assert_int_equal(blank.status, 200);
    assert_int_equal(blank.body.len, 0);
    stop(&f);
}

static void test_http_folder__a_folder_is_its_index(void **state)
{
    struct fixture f = {0};
    start(&f, state);
    assert_span_is(get(&f, "/").body, "<p>first</p>");
    assert_span_is(get(&f, "/sub/").body, "<p>sub</p>");
    struct test_reply r = get(&f, "/sub?q");
    assert_int_equal(r.status, 301);
    assert_span_is(test_header(&r, "Location"), "/sub/");
    assert_int_equal(get(&f, "/empty/").status, 404);
    stop(&f);
}

static void test_http_folder__names_may_be_in_any_script(void **state)
{
    struct fixture f = {0};
    start(&f, state);
    struct test_reply r = get(&f, "/%D2%9A%D0%B0%D0%B7%D0%B0%D2%9B%20%D0%B1.txt");
    assert_int_equal(r.status, 200);
    assert_span_is(r.body, "kk");
    stop(&f);
}

static void test_http_folder__head_tells_the_size_alone(void **state)
{
    struct fixture f = {0};
    start(&f, state);
    struct test_reply r = test_ask(&f.arenas->perm, f.port, "HEAD", "/sub/seats.csv");
    assert_int_equal(r.status, 200);
    assert_int_equal(r.body.len, 0);
    assert_span_is(test_header(&r, "Content-Length"), "13");
    stop(&f);
}

static void test_http_folder__nothing_outside_is_reachable(void **state)
{
    static const char *const path[] = {
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/sub/../../secret.txt",
        "/..%2fsecret.txt",
        "/up/secret.txt",
        "/out.txt",
        "/etc/passwd",
        "/etc/",
        "/sub/..%00/",
        "/..",
        "/up",
        "/....//secret.txt",
        "/%252e%252e/secret.txt",
        "/..\\secret.txt",
    };
    struct fixture f = {0};
    start(&f, state);
    for (size_t i = 0; i < ADIL_COUNT(path); i++) {
        struct test_reply r = get(&f, path[i]);
        assert_true(r.status == 400 || r.status == 404);
        assert_int_equal(adil_span_find(r.body, ADIL_SPAN("secret")), r.body.len);
        assert_int_equal(adil_span_find(r.body, ADIL_SPAN("root:")), r.body.len);
    }
    stop(&f);
}

static void test_http_folder__only_plain_visible_files(void **state)
{
    static const char *const path[] = {"/.hidden",      "/pipe.txt",    "/in.html",
                                       "/missing.html", "/index.html/", "/index.html/more"};
    struct fixture f = {0};
    start(&f, state);
    for (size_t i = 0; i < ADIL_COUNT(path); i++) {
        assert_int_equal(get(&f, path[i]).status, 404);
    }
    stop(&f);
}

static void test_http_folder__a_missing_folder_is_bad_input(void **state)
{
    struct test_arenas *arenas = *state;
    struct adil_http_folder folder;
    struct adil_diag diag;
    adil_diag_open(&diag, &arenas->perm);
    adil_err err =
        adil_http_folder_open(arenas->scratch, ADIL_SPAN("/no/such/folder"), &folder, &diag);
    assert_int_equal(err.code, ADIL_C_INPUT);
    assert_int_equal(diag.n_errors, 1);
    adil_http_folder_close(&folder); /* accepts what was never opened */
}

static void note_port(void *ctx, uint16_t port)
{
    *(uint16_t *)ctx = port;
}

static void test_http_folder__serve_dir_reports_its_port_and_ends(void **state)
{
    struct test_arenas *arenas = *state;
    uint16_t port = 0;
    int stop_pipe[2];
    assert_int_equal(pipe(stop_pipe), 0);
    assert_int_equal(write(stop_pipe[1], "x", 1), 1); /* asked to stop before it begins */
    adil_err err = adil_http_serve_dir(&arenas->perm, ADIL_SPAN("/tmp"), 0, stop_pipe[0], note_port,
                                       &port, NULL);
    assert_int_equal(err.code, ADIL_C_OK);
    assert_int_not_equal(port, 0);
    close(stop_pipe[0]);
    close(stop_pipe[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_case(test_http_folder__sends_files_with_their_types),
        test_case(test_http_folder__a_folder_is_its_index),
        test_case(test_http_folder__names_may_be_in_any_script),
        test_case(test_http_folder__head_tells_the_size_alone),
        test_case(test_http_folder__nothing_outside_is_reachable),
        test_case(test_http_folder__only_plain_visible_files),
        test_case(test_http_folder__a_missing_folder_is_bad_input),
        test_case(test_http_folder__serve_dir_reports_its_port_and_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
