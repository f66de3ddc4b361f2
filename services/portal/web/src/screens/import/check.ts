// What the page and the worker that checks a file say to each other.
import type { Schemas } from '../../api/client';

export type Format = 'application/x-ndjson' | 'text/csv' | 'text/plain';
export const formats: Format[] = ['application/x-ndjson', 'text/csv', 'text/plain'];

export type Outcome = Schemas['ImportVerdict']['outcome'];
export type Which = 'all' | 'warned' | Outcome; // warned are among the published
export const whiches = ['all', 'published', 'warned', 'held', 'duplicate', 'refused', 'rejected'] as const satisfies Which[];
export type Counts = Record<Which, number>;
export type Heard = Schemas['ImportPreviewReader'];

export interface Row {
  line: number;
  outcome: Outcome;
  warned: boolean;
  type?: Schemas['ObservableType'];
  value?: string;
  canonical?: string;
  readers?: number;
  detail?: string;
  warnings?: Schemas['Warning'][];
  findings?: Schemas['Finding'][];
  problem?: Schemas['Problem'];
  text?: string; // the line itself, where it is rejected
}

export type Told = { do: 'check'; file: File; format: Format; query: string } | { do: 'rows'; which: Which; page: number };
export type Said =
  | { say: 'progress'; bytes: number; counts: Counts }
  | { say: 'end'; counts: Counts; heard: Heard[]; listed: number }
  | { say: 'fault'; status: number; problem: Partial<Schemas['Problem']>; request: string; text?: string }
  | { say: 'rows'; which: Which; page: number; rows: Row[] };

export const pageSize = 100;

// guess is how a file is to be read, by its name and how it begins.
export async function guess(file: File): Promise<Format> {
  const name = file.name.toLowerCase();
  if (/\.(ndjson|jsonl|json)$/.test(name)) return 'application/x-ndjson';
  if (name.endsWith('.csv')) return 'text/csv';
  const begin = (await file.slice(0, 4096).text()).replace(/^\uFEFF/, '').trimStart();
  if (begin.startsWith('{')) return 'application/x-ndjson';
  return begin.split('\n')[0]!.toLowerCase().split(',').some((c) => /^\s*"?value"?\s*$/.test(c)) ? 'text/csv' : 'text/plain';
}
