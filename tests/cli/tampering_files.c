/* Files of an honest copy that somebody changed on the way. */
#include "tampering.h"

#define CHECKPOINT "checkpoint"
#define TILE       "tile/0/000.p/40"
#define BUNDLE     "tile/entries/000.p/40"
#define ARCHIVE    "record.tar"
#define LAW        "blob/law"
#define SOURCE     "blob/source"

const struct tampering_file tampering_files[] = {
    {"the size is made smaller", CHECKPOINT, FILE_REPLACE, 0, "\n40\n", "\n39\n", 1,
     "tile/0/000.p/39"},
    {"the size is made larger", CHECKPOINT, FILE_REPLACE, 0, "\n40\n", "\n41\n", 1,
     "tile/0/000.p/41"},
    {"the size is made enormous", CHECKPOINT, FILE_REPLACE, 0, "\n40\n", "\n4611686018427387904\n",
     1, "tile/7/000.p/64"},
    {"the size is above what is possible", CHECKPOINT, FILE_REPLACE, 0, "\n40\n",
     "\n9223372036854775807\n", 1, "2^62"},
    {"the size is no number", CHECKPOINT, FILE_REPLACE, 0, "\n40\n", "\n040\n", 1, "in: size"},
    {"the origin is another", CHECKPOINT, FILE_REPLACE, 0, "simulated.example/club",
     "simulated.example/klub", 1, "in: origin"},
    {"the root is another", CHECKPOINT, FILE_FLIP, 30, NULL, NULL, 1, "✗ checkpoint"},
    {"a line is added to the text", CHECKPOINT, FILE_REPLACE, 0, "\n\n", "\nmore\n\n", 1,
     "in: signature"},
    {"one bit of the signature", CHECKPOINT, FILE_FLIP, -20, NULL, NULL, 1, "✗ checkpoint"},
    {"the signature's last byte", CHECKPOINT, FILE_FLIP, -2, NULL, NULL, 1, "✗ checkpoint"},
    {"the signature is cut", CHECKPOINT, FILE_CUT, -30, NULL, NULL, 1, "✗ checkpoint"},
    {"the signature is taken away", CHECKPOINT, FILE_CUT, 72, NULL, NULL, 1, "✗ checkpoint"},
    {"the checkpoint is empty", CHECKPOINT, FILE_BECOMES, 0, NULL, "", 1, "✗ checkpoint"},
    {"the checkpoint is something else", CHECKPOINT, FILE_BECOMES, 0, NULL, "<html></html>\n", 1,
     "✗ checkpoint"},
    {"the checkpoint is gone", CHECKPOINT, FILE_GONE, 0, NULL, NULL, 2,
     "copy/checkpoint: found No such file"},
    {"one bit of the first hash", TILE, FILE_FLIP, 0, NULL, NULL, 1, TILE},
    {"one bit of the last hash", TILE, FILE_FLIP, -1, NULL, NULL, 1, TILE},
    {"hashes are cut", TILE, FILE_CUT, -32, NULL, NULL, 1, TILE},
    {"half a hash is cut", TILE, FILE_CUT, -16, NULL, NULL, 1, TILE},
    {"a hash is added", TILE, FILE_ADD, 0, NULL, "01234567890123456789012345678901", 1, TILE},
    {"hashes are gone", TILE, FILE_GONE, 0, NULL, NULL, 1, "tile/0/000"},
    {"a figure in the entries", BUNDLE, FILE_REPLACE, 0, "\"registered\":100", "\"registered\":900",
     1, "in: entry 1"},
    {"one bit of the entries", BUNDLE, FILE_FLIP, 5000, NULL, NULL, 1, BUNDLE},
    {"an entry's length", BUNDLE, FILE_FLIP, 1, NULL, NULL, 1, BUNDLE},
    {"the last entry is cut", BUNDLE, FILE_CUT, -10, NULL, NULL, 1, BUNDLE},
    {"an entry is added", BUNDLE, FILE_ADD, 0, NULL, "\001!x", 1, BUNDLE},
    {"entries are gone", BUNDLE, FILE_GONE, 0, NULL, NULL, 1, "tile/entries/000"},
    {"entries are emptied", BUNDLE, FILE_BECOMES, 0, NULL, "", 1, BUNDLE},
    {"a rule of the law", LAW, FILE_REPLACE, 0, "at least 5%", "at least 3%", 1, "✗ blobs"},
    {"the law is cut", LAW, FILE_CUT, -1, NULL, NULL, 1, "✗ blobs"},
    {"the law is gone", LAW, FILE_GONE, 0, NULL, NULL, 1, "✗ blobs"},
    {"a word of the law's source", SOURCE, FILE_REPLACE, 0, "Test Club", "Best Club", 1,
     "bytes with another hash"},
    {"the law's source is gone", SOURCE, FILE_GONE, 0, NULL, NULL, 1, "missing"},
    {"one bit of the archive", ARCHIVE, FILE_FLIP, 4000, NULL, NULL, 1, "record.tar"},
    {"one bit of its header", ARCHIVE, FILE_FLIP, 10, NULL, NULL, 1, "record.tar"},
    {"one bit of its digest", ARCHIVE, FILE_FLIP, -1600, NULL, NULL, 1, "record.tar"},
    {"the archive is cut", ARCHIVE, FILE_CUT, -512, NULL, NULL, 1, "record.tar"},
    {"something stands behind the archive", ARCHIVE, FILE_ADD, 0, NULL, "more", 1, "record.tar"},
};
const size_t tampering_n_files = ADIL_COUNT(tampering_files);
