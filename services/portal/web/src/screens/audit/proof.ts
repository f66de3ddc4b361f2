// What this browser proves by itself, with WebCrypto: signatures of notes (golang.org/x/mod/sumdb/note, Ed25519), that an
// entry is in a tree (RFC 9162, 2.1.3), and that a tree is the beginning of another (2.1.4).
export interface VerifierKey { name: string; hash: string; key: Uint8Array<ArrayBuffer>; text: string }
export interface Note { text: string; signatures: { name: string; hash: string; signature: Uint8Array<ArrayBuffer> }[] }
export interface Checkpoint { origin: string; blind: boolean; size?: number; period?: string; root: string; whole: string }

// Wrong says that something does not hold, and what.
export class Wrong extends Error {}

function bytes(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  } catch {
    throw new Wrong(`no base64: ${base64.slice(0, 20)}`);
  }
}

const base64 = (b: Uint8Array) => btoa(String.fromCharCode(...b));
const hex = (b: Uint8Array) => [...b].map((x) => x.toString(16).padStart(2, '0')).join('');
const sha = async (b: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.digest('SHA-256', b));

// keyOf reads "<name>+<hash>+<key>": the hash is of the name and the key, and Ed25519 is algorithm 1.
export async function keyOf(said: string): Promise<VerifierKey> {
  const text = said.trim();
  const m = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text);
  if (!m) throw new Wrong('no verifier key');
  const raw = bytes(m[3]!);
  if (raw[0] !== 1 || raw.length !== 33) throw new Wrong('no Ed25519 key');
  const sum = hex((await sha(new Uint8Array([...new TextEncoder().encode(`${m[1]}\n`), ...raw]))).slice(0, 4));
  if (sum !== m[2]) throw new Wrong('the key does not have its hash');
  return { name: m[1]!, hash: m[2]!, key: raw.slice(1), text };
}

export function noteOf(whole: string): Note {
  const cut = whole.lastIndexOf('\n\n');
  if (cut < 0) throw new Wrong('no signed note');
  const signatures = whole.slice(cut + 2).split('\n').filter(Boolean).map((l) => {
    const m = /^— (\S+) (\S+)$/.exec(l);
    const raw = m ? bytes(m[2]!) : new Uint8Array();
    if (!m || raw.length < 5) throw new Wrong('a signature is malformed');
    return { name: m[1]!, hash: hex(raw.slice(0, 4)), signature: raw.slice(4) };
  });
  return { text: whole.slice(0, cut + 1), signatures };
}

// checkpointOf reads a note that the key has signed; anything else is Wrong.
export async function checkpointOf(whole: string, key: VerifierKey): Promise<Checkpoint> {
  const note = noteOf(whole);
  const by = note.signatures.find((s) => s.name === key.name && s.hash === key.hash);
  if (!by) throw new Wrong('the note is signed by another key');
  const own = await crypto.subtle.importKey('raw', key.key, { name: 'Ed25519' }, false, ['verify']);
  if (!(await crypto.subtle.verify({ name: 'Ed25519' }, own, by.signature, new TextEncoder().encode(note.text)))) throw new Wrong('the signature does not fit the note');
  const [first = '', second = '', root = ''] = note.text.split('\n');
  const blind = first.endsWith('/blind');
  const origin = blind ? first.slice(0, -'/blind'.length) : first;
  if (origin !== key.name) throw new Wrong('the note is of another hub');
  if (bytes(root).length !== 32) throw new Wrong('the note has no root');
  if (blind) return { origin, blind, period: second, root, whole };
  if (!/^\d+$/.test(second) || !Number.isSafeInteger(Number(second))) throw new Wrong('the note has no size');
  return { origin, blind, size: Number(second), root, whole };
}

type Hash = Uint8Array<ArrayBuffer>;
const node = (a: Hash, b: Hash) => sha(new Uint8Array([1, ...a, ...b]));

// below is the largest power of two that is smaller than n.
function below(n: number) {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

async function along(path: Hash[], lo: number, hi: number, n: number, leaf: Hash): Promise<Hash> {
  if (lo + 1 === hi) {
    if (path.length > 0) throw new Wrong('the proof is too long');
    return leaf;
  }
  const last = path.at(-1);
  if (!last) throw new Wrong('the proof is too short');
  const k = below(hi - lo);
  return n < lo + k ? node(await along(path.slice(0, -1), lo, lo + k, n, leaf), last) : node(last, await along(path.slice(0, -1), lo + k, hi, n, leaf));
}

// included wants an entry's leaf to be in the tree of a root.
export async function included(p: { size: number; index: number; leaf: string; hashes: string[] }, root: string) {
  if (!(p.index >= 0 && p.index < p.size)) throw new Wrong('the entry is not within the tree');
  const got = await along(p.hashes.map(bytes), 0, p.size, p.index, bytes(p.leaf));
  if (base64(got) !== root) throw new Wrong('the proof does not lead to the root of the note');
}

async function between(path: Hash[], lo: number, hi: number, n: number, old: Hash): Promise<[Hash, Hash]> {
  const last = path.at(-1);
  if (n === hi) {
    if (lo === 0) {
      if (last) throw new Wrong('the proof is too long');
      return [old, old];
    }
    if (path.length !== 1) throw new Wrong('the proof has a wrong length');
    return [last!, last!];
  }
  if (!last) throw new Wrong('the proof is too short');
  const k = below(hi - lo);
  if (n <= lo + k) {
    const [o, t] = await between(path.slice(0, -1), lo, lo + k, n, old);
    return [o, await node(t, last)];
  }
  const [o, t] = await between(path.slice(0, -1), lo + k, hi, n, old);
  return [await node(last, o), await node(last, t)];
}

// extended wants the tree of one note to be the beginning of another's.
export async function extended(hashes: string[], was: { size: number; root: string }, is: { size: number; root: string }) {
  if (was.size < 1 || was.size > is.size) throw new Wrong('the note that was kept has more entries than there are now: some are gone');
  const [o, t] = await between(hashes.map(bytes), 0, is.size, was.size, bytes(was.root));
  if (base64(o) !== was.root) throw new Wrong('what was noted then is not the beginning of what there is now');
  if (base64(t) !== is.root) throw new Wrong('the proof does not lead to the root of now');
}
