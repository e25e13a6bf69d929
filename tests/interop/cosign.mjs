// Checks cosignatures with Node's own crypto.
//
//   node cosign.mjs CHECKPOINT VKEY...        every key of type 04 given must have cosigned, and every
//                                             line of a key given must verify
//   node cosign.mjs --vectors FILE [NOBLE]    the cosignatures of tlog-vectors.json, good and bad; and,
//                                             with a folder that holds @noble/post-quantum, ML-DSA-44
// Prints "OK n cosignatures" and exits 0, or the fault and exits 1.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const SPKI = Buffer.from('302a300506032b6570032100', 'hex'); // Ed25519 public key, RFC 8410
const LINE = /^\u2014 (\S+) (\S+)$/u;

const fail = (why) => {
  throw new Error(why);
};

const ed25519 = (key, message, signature) =>
  verify(null, message,
    createPublicKey({ key: Buffer.concat([SPKI, key]), format: 'der', type: 'spki' }), signature);

const parseVkey = (text) => {
  const [, name, id, base64] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? fail(`no vkey: ${text}`);
  const blob = Buffer.from(base64, 'base64');
  const hash = createHash('sha256').update(`${name}\n`).update(blob).digest();
  return hash.subarray(0, 4).toString('hex') === id
    ? { name, id, type: blob[0], key: blob.subarray(1) }
    : fail(`another id: ${text}`);
};

const parseLine = (line) => {
  const [, name, base64] = LINE.exec(line) ?? fail(`no signature line: ${line}`);
  const blob = Buffer.from(base64, 'base64');
  return { name, id: blob.subarray(0, 4).toString('hex'), signature: blob.subarray(4) };
};

const cosigned = (key, text, signature) => {
  if (key.type !== 4 || key.key.length !== 32 || signature.length !== 72) {
    return false;
  }
  const time = signature.readBigUInt64BE(0);
  const message = Buffer.from(`cosignature/v1\ntime ${time}\n${text}`);
  return time < 1n << 63n && ed25519(key.key, message, signature.subarray(8));
};

// How many of the keys have cosigned; a line of theirs that does not verify is a fault.
const countCosigners = (note, keys) => {
  const end = note.lastIndexOf('\n\n') + 1;
  const text = note.slice(0, end);
  const lines = note.slice(end + 1).trimEnd().split('\n').map(parseLine);
  const good = new Set();
  for (const line of lines) {
    for (const key of keys.filter((k) => k.name === line.name && k.id === line.id)) {
      if (!cosigned(key, text, line.signature)) {
        fail(`the cosignature of ${key.name} does not verify`);
      }
      good.add(key.id + key.name);
    }
  }
  return good.size;
};

const checkNote = (file, vkeys) => {
  const keys = vkeys.map(parseVkey);
  const n = countCosigners(readFileSync(file, 'utf8'), keys);
  return n === keys.length ? n : fail(`${n} of ${keys.length} keys have cosigned`);
};

const checkMldsa = async (vectors, noble) => {
  const path = join(resolve(noble), 'node_modules/@noble/post-quantum/ml-dsa.js');
  const { ml_dsa44: mldsa } = await import(pathToFileURL(path));
  const v = vectors.mldsa44_cosignature;
  const key = parseVkey(v.vkey_06);
  const { signature } = parseLine(v.checkpoint.line.trimEnd());
  const message = Buffer.from(v.checkpoint.signed_message_hex, 'hex');
  const holds = (m) => mldsa.verify(signature.subarray(8), m, key.key);
  if (key.type !== 6 || !holds(message)) {
    fail('the ML-DSA-44 cosignature does not verify');
  }
  message[message.length - 1] ^= 1;
  if (holds(message)) {
    fail('a changed ML-DSA-44 message verifies');
  }
  return 1;
};

const checkVectors = async (file, noble) => {
  const vectors = JSON.parse(readFileSync(file, 'utf8'));
  for (const v of vectors.cosignatures) {
    const key = parseVkey(vectors.keys[v.key].vkey_04);
    if (countCosigners(`${v.checkpoint_text}\n${v.line}`, [key]) !== 1) {
      fail(`${v.name}: not counted`);
    }
  }
  for (const v of vectors.bad_cosignatures) {
    const key = parseVkey(v.vkey);
    const line = parseLine(v.line.trimEnd());
    if (line.id === key.id && cosigned(key, v.checkpoint_text, line.signature)) {
      fail(`${v.name}: counted`);
    }
  }
  const mldsa = noble === undefined ? 0 : await checkMldsa(vectors, noble);
  return vectors.cosignatures.length + mldsa;
};

try {
  const [first, ...rest] = process.argv.slice(2);
  const n = first === '--vectors' ? await checkVectors(...rest) : checkNote(first, rest);
  console.log(`OK ${n} cosignatures`);
} catch (e) {
  console.log(e.message);
  process.exitCode = 1;
}
