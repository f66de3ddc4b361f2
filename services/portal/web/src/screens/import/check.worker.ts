// The file is read and asked about here, off the page's thread, in pieces: a browser reads an answer
// only when it has sent the whole request, and the verdicts of a long one would not fit in between.
import type { Schemas } from '../../api/client';
import type { Counts, Heard, Row, Said, Told, Which } from './check';

const piece = 64 << 10; // bytes of the file in one request
const mostRows = 200_000; // that can be looked at; all are counted
const mostKeys = 1_000_000; // values of which it is known whether they stand twice
const page = 100;

type Verdict = Schemas['ImportVerdict'] & Partial<Schemas['ImportPreviewEnd']>;

const rows: Row[] = [];
const places: Record<Exclude<Which, 'all'>, number[]> = { published: [], warned: [], held: [], duplicate: [], refused: [], rejected: [] };
const counts: Counts = { all: 0, published: 0, warned: 0, held: 0, duplicate: 0, refused: 0, rejected: 0 };
const seen = new Set<string>();
const heard = new Map<string, Heard>();
const say = (said: Said) => postMessage(said);

onmessage = (e: MessageEvent<Told>) => {
  if (e.data.do === 'check') void check(e.data).catch((x: unknown) => say({ say: 'fault', status: 0, problem: {}, request: '', text: String(x) }));
  else if (e.data.do === 'rows') answer(e.data.which, e.data.page);
};

function answer(which: Which, n: number) {
  const from = n * page;
  const those = which === 'all' ? rows.slice(from, from + page) : places[which].slice(from, from + page).map((at) => rows[at]!);
  say({ say: 'rows', which, page: n, rows: those });
}

async function check({ file, format, query }: Extract<Told, { do: 'check' }>) {
  let head: Uint8Array<ArrayBuffer> | undefined; // a table's first line goes before each piece
  let before = 0; // lines before the piece
  let at = 0;
  let told = 0;
  do {
    const { bytes, end } = await next(file, at);
    const body = head ? new Blob([head, bytes]) : new Blob([bytes]);
    const shift = head ? before - 1 : before;
    const answered = await ask(body, format, query);
    if (!answered) return;
    const lines = startsOf(bytes);
    for (const v of answered) take(v, v.line + shift, () => textOf(bytes, lines, v.line - (head ? 2 : 1)));
    if (format === 'text/csv' && !head) head = firstLine(bytes);
    before += lines.length;
    at = end;
    if (Date.now() - told > 150) {
      told = Date.now();
      say({ say: 'progress', bytes: at, counts: { ...counts } });
    }
  } while (at < file.size);
  const most = counts.published + counts.held;
  const whom = [...heard.values()].map((h) => ({ ...h, lines: Math.min(h.lines, most) })).sort((a, b) => a.name.localeCompare(b.name));
  say({ say: 'end', counts: { ...counts }, heard: most ? whom : [], listed: rows.length });
}

// next is the piece that begins there, whole lines of it: one at least.
async function next(file: File, at: number) {
  for (let size = piece; ; size *= 2) {
    const bytes = new Uint8Array(await file.slice(at, at + size).arrayBuffer());
    const last = at + bytes.length >= file.size ? bytes.length : bytes.lastIndexOf(10) + 1;
    if (last > 0 || bytes.length === 0) return { bytes: bytes.subarray(0, last), end: at + last };
  }
}

function startsOf(bytes: Uint8Array) {
  const starts: number[] = bytes.length ? [0] : [];
  for (let n = bytes.indexOf(10); n >= 0 && n + 1 < bytes.length; n = bytes.indexOf(10, n + 1)) starts.push(n + 1);
  return starts;
}

const text = new TextDecoder();

function textOf(bytes: Uint8Array, starts: number[], n: number) {
  const from = starts[n];
  if (from === undefined) return '';
  const to = starts[n + 1] ?? bytes.length;
  return text.decode(bytes.subarray(from, Math.min(to, from + 400))).trim();
}

function firstLine(bytes: Uint8Array<ArrayBuffer>) {
  const end = bytes.indexOf(10);
  return end < 0 ? undefined : bytes.slice(0, end + 1);
}

// ask returns the verdicts on a piece. Where the hub asks to wait it is asked again.
async function ask(body: Blob, format: string, query: string): Promise<Verdict[] | undefined> {
  for (let tries = 1; ; tries++) {
    let answered: Response;
    try {
      answered = await fetch(`/v1/imports/preview?${query}`, { method: 'POST', headers: { 'Content-Type': format }, body });
    } catch {
      if (tries < 3) {
        await new Promise((r) => setTimeout(r, 1000 * tries));
        continue;
      }
      say({ say: 'fault', status: 0, problem: {}, request: '' });
      return;
    }
    if (answered.ok) {
      const all = (await answered.text()).split('\n').filter(Boolean).map((l) => JSON.parse(l) as Verdict);
      const end = all.pop();
      if (end?.previewed !== undefined) {
        for (const h of end.seen_by ?? []) {
          const was = heard.get(h.member);
          heard.set(h.member, { ...h, lines: h.lines + (was?.lines ?? 0) });
        }
        return all;
      }
      if (tries < 3) continue; // it broke off
      say({ say: 'fault', status: 0, problem: {}, request: '' });
      return;
    }
    const problem = (await answered.json().catch(() => ({}))) as Schemas['Problem'];
    const wait = Number(answered.headers.get('Retry-After')) || (problem.type?.endsWith('/import-busy') ? 2 : 0);
    if (wait && tries < 20) {
      await new Promise((r) => setTimeout(r, wait * 1000));
      continue;
    }
    say({ say: 'fault', status: answered.status, problem, request: problem.instance ?? '' });
    return;
  }
}

// take counts a verdict and keeps what is shown of it. A value that stood in an earlier piece is one
// that stands twice, which the hub is not in a position to know.
function take(v: Verdict, line: number, original: () => string) {
  const o = v.observable;
  let outcome = v.outcome;
  if (o) {
    const key = `${o.type} ${o.canonical ?? o.value ?? ''}`;
    if (seen.has(key) && (outcome === 'published' || outcome === 'held')) outcome = 'duplicate';
    if (seen.size < mostKeys) seen.add(key);
  }
  const warned = outcome === 'published' && !!v.warnings?.length;
  counts.all++;
  counts[outcome]++;
  if (warned) counts.warned++;
  if (rows.length >= mostRows) return;
  places[outcome].push(rows.length);
  if (warned) places.warned.push(rows.length);
  rows.push({
    line, outcome, warned, type: o?.type, value: o?.value ?? o?.canonical, canonical: o?.canonical, readers: v.readers, detail: v.detail,
    warnings: v.warnings?.length ? v.warnings : undefined, findings: v.findings?.length ? v.findings : undefined, problem: v.problem,
    text: v.outcome === 'rejected' ? original() : undefined,
  });
}
