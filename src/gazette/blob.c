/* Blobs: bytes under their own hash, beside the log. */
#include "base/file.h"
#include "gazette/folder.h"
#include "gazette/log.h"

static struct adil_span blob_path(struct adil_arena *a, struct adil_span dir,
                                  const struct adil_hash *hash)
{
    return adil_fmt(a, "%.*s/blob/%.*s", ADIL_ARG(dir),
                    ADIL_ARG(adil_hex(a, hash->byte, sizeof hash->byte)));
}

adil_err adil_blob_put(struct adil_arena scratch, struct adil_span dir, struct adil_span bytes,
                       struct adil_hash *hash, struct adil_diag *diag)
{
    struct adil_span old;
    *hash = adil_sha256(bytes);
    struct adil_span path = blob_path(&scratch, dir, hash);
    uint64_t size = 0;
    if (bytes.len > ADIL_BLOB_BYTES_MAX) {
        return adil_fail(diag, ADIL_ERR(INPUT), (struct adil_place){path, 0}, ADIL_SPAN("blob"),
                         ADIL_SPAN("a longer one"), ADIL_SPAN("at most 64 MiB"));
    }
    /* One that is there may be damaged: then it is written again. */
    if (adil_file_size(scratch, path, &size) && size == bytes.len &&
        adil_blob_get(&scratch, dir, hash, &old, NULL).code == ADIL_C_OK) {
        return ADIL_OK;
    }
    ADIL_TRY(adil_folder_make_for(scratch, path, diag));
    return adil_file_write(scratch, path, bytes, diag);
}

adil_err adil_blob_get(struct adil_arena *perm, struct adil_span dir, const struct adil_hash *hash,
                       struct adil_span *bytes, struct adil_diag *diag)
{
    struct adil_span path = blob_path(perm, dir, hash);
    struct adil_hash found;
    ADIL_TRY(adil_file_read(perm, path, ADIL_BLOB_BYTES_MAX, bytes, diag));
    found = adil_sha256(*bytes);
    if (!adil_hash_eq(&found, hash)) {
        return adil_fail(diag, ADIL_ERR(REFUSED), (struct adil_place){path, 0}, ADIL_SPAN("blob"),
                         ADIL_SPAN("bytes with another hash"), ADIL_SPAN("the hash in its name"));
    }
    return ADIL_OK;
}
