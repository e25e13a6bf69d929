// Writes the logs of 5 and of 300 entries that tlog-vectors.json holds as log folders:
//   node folders.mjs VECTORS DIR        DIR/5, DIR/300
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [file, dir] = process.argv.slice(2);
const vectors = JSON.parse(readFileSync(file, 'utf8'));

const put = (path, bytes) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
};

for (const size of [5, 300]) {
  const files = { ...vectors[`tiles_${size}`], ...vectors[`bundles_${size}`] };
  for (const [path, hex] of Object.entries(files)) {
    put(join(dir, String(size), path), Buffer.from(hex, 'hex'));
  }
  put(join(dir, String(size), 'checkpoint'), size === 5
    ? vectors.cosigned_checkpoint.note
    : vectors.signed_checkpoints.find((c) => c.size === size).signed);
}
