// What was not taken, as a file to mend.
import { api, type Schemas, sure } from '../../api/client';
import type { Format } from './check';

async function all(id: string) {
  const rejects: Schemas['ImportReject'][] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await sure(api.GET('/v1/imports/{import}/rejects', { params: { path: { import: id }, query: { limit: 1000, cursor } } }));
    rejects.push(...page.items);
    if (!page.next_cursor) return rejects;
    cursor = page.next_cursor;
  }
}

// linesOf gives lines of a file by their numbers, which ascend.
async function linesOf(file: File, wanted: number[]) {
  const found = new Map<number, string>();
  const text = new TextDecoder();
  let n = 1;
  let next = 0;
  let rest = '';
  for (let at = 0; at < file.size && next < wanted.length; at += 1 << 20) {
    const parts = (rest + text.decode(await file.slice(at, at + (1 << 20)).arrayBuffer(), { stream: true })).split('\n');
    rest = parts.pop()!;
    for (const line of parts) {
      if (n === wanted[next]) found.set(wanted[next++]!, line.replace(/\r$/, ''));
      n++;
    }
  }
  if (n === wanted[next]) found.set(n, rest.replace(/\r$/, ''));
  return found;
}

// A sheet takes what begins like this for a formula (OWASP, "CSV injection").
const cell = (v: string) => `"${(/^[=+\-@\t\r]/.test(v) ? `'${v}` : v).replaceAll('"', '""')}"`;

// asTable saves the rejects as a table (RFC 4180), a row each thing that is wrong.
export async function asTable(of: Schemas['Import'], file: File | undefined, word: (column: 'line' | 'problem' | 'field' | 'detail' | 'original') => string) {
  const rejects = await all(of.id);
  const lines = file ? await linesOf(file, rejects.map((r) => r.line)) : undefined;
  const head = [word('line'), word('problem'), word('field'), word('detail'), ...(lines ? [word('original')] : [])];
  const rows = rejects.flatMap(({ line, problem: p }) =>
    (p.errors?.length ? p.errors : [{ pointer: '', detail: p.detail ?? '' }]).map((e) => [String(line), p.title, e.pointer, e.detail, ...(lines ? [lines.get(line) ?? ''] : [])]));
  save(`${of.id}-rejects.csv`, 'text/csv', `\uFEFF${[head, ...rows].map((r) => r.map(cell).join(',')).join('\r\n')}\r\n`); // with a mark of its encoding, for sheets
}

// asMended saves the rejected lines alone, to be mended and imported: a table with its first line.
export async function asMended(of: Schemas['Import'], file: File, format: Format) {
  const rejects = await all(of.id);
  const wanted = rejects.map((r) => r.line);
  const lines = await linesOf(file, format === 'text/csv' ? [1, ...wanted] : wanted);
  const end = { 'application/x-ndjson': 'ndjson', 'text/csv': 'csv', 'text/plain': 'txt' }[format];
  save(`${of.id}-to-mend.${end}`, format, [...lines.values()].map((l) => `${l}\n`).join(''));
}

function save(name: string, type: string, text: string) {
  const at = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = at;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(at), 10_000);
}
