#include "cli/polities.h"

#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

enum kind_of_path { PATH_NOTHING, PATH_FILE, PATH_FOLDER };

static enum kind_of_path kind_of_path(struct adil_arena scratch, struct adil_span path)
{
    struct stat st;
    if (stat(adil_span_cstr(&scratch, path), &st) != 0) {
        return PATH_NOTHING;
    }
    return S_ISDIR(st.st_mode) ? PATH_FOLDER : PATH_FILE;
}

/* The folder of the running program, without a slash behind; empty: not known. */
static struct adil_span program_folder(struct adil_arena *a)
{
    char *path = adil_new(a, char, PATH_MAX);
    ssize_t n = readlink("/proc/self/exe", path, PATH_MAX - 1);
    while (n > 0 && path[n - 1] != '/') {
        n--;
    }
    return n > 0 ? adil_span_bytes(path, (size_t)n - 1) : (struct adil_span){NULL, 0};
}

static bool take_rulebook(struct adil_cli *cli, struct adil_span path, struct adil_span *out)
{
    enum kind_of_path kind = kind_of_path(cli->scratch, path);
    *out = kind == PATH_FOLDER ? adil_fmt(&cli->perm, "%.*s/rulebook.yaml", ADIL_ARG(path)) : path;
    return kind == PATH_FILE ||
           (kind == PATH_FOLDER && kind_of_path(cli->scratch, *out) == PATH_FILE);
}

bool adil_polity_find(struct adil_cli *cli, struct adil_span from, struct adil_span *path)
{
    struct adil_span own = program_folder(&cli->perm);
    const struct adil_span candidate[] = {
        from,
        adil_fmt(&cli->perm, "polities/%.*s", ADIL_ARG(from)),
        adil_fmt(&cli->perm, "%.*s/../polities/%.*s", ADIL_ARG(own), ADIL_ARG(from)),
        adil_fmt(&cli->perm, "%.*s/../share/adil/polities/%.*s", ADIL_ARG(own), ADIL_ARG(from)),
    };
    for (size_t i = 0; i < ADIL_COUNT(candidate); i++) {
        if (take_rulebook(cli, candidate[i], path)) {
            return true;
        }
    }
    return false;
}

adil_err adil_polity_path(struct adil_cli *cli, const char *field, struct adil_span from,
                          struct adil_span *path)
{
    return adil_polity_find(cli, from, path)
               ? ADIL_OK
               : adil_usage(cli, field, from,
                            "a rulebook's path, or the name of a polity that comes with the "
                            "program");
}
