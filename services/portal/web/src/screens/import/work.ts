// The import at hand: it goes on while the person looks at other screens, until the page is closed.
import { useSyncExternalStore } from 'react';
import { api, Fault, type Schemas } from '../../api/client';
import { queries } from '../../api/queries';
import type { paths } from '../../api/schema';
import { type Counts, type Format, guess, type Heard, type Row, type Said, type Told, type Which } from './check';

type Query = NonNullable<paths['/v1/imports']['post']['parameters']['query']>;
export interface Defaults { type?: Schemas['ObservableType']; tlp?: Schemas['TLP']; task_force: string[]; member: string[]; except: string[]; brand: string[]; tag: string[] }

export interface Check { state: 'running' | 'done' | 'failed'; counts: Counts; bytes: number; begun: number; heard: Heard[]; listed: number; error?: Fault }
export interface Sending { state: 'sending' | 'done' | 'failed'; key: string; before: string[]; lines: number; begun: number; report?: Schemas['Import']; error?: unknown }

export interface Work {
  file?: File;
  format: Format;
  defaults: Defaults;
  check?: Check;
  sending?: Sending;
}

const none: Counts = { all: 0, published: 0, warned: 0, held: 0, duplicate: 0, refused: 0, rejected: 0 };
const fresh: Work = { format: 'text/plain', defaults: { tlp: 'amber', task_force: [], member: [], except: [], brand: [], tag: [] } };

let now = fresh;
let worker: Worker | undefined;
const told = new Set<() => void>();
const listen = (tell: () => void) => {
  told.add(tell);
  return () => void told.delete(tell);
};
export const useWork = () => useSyncExternalStore(listen, () => now);

function set(part: Partial<Work>) {
  now = { ...now, ...part };
  for (const tell of told) tell();
}

// take begins with a file. What was checked before no longer holds.
export async function take(file: File) {
  forget();
  set({ file, format: await guess(file), check: undefined, sending: undefined });
}

export function change(part: Partial<Pick<Work, 'format' | 'defaults'>>) {
  forget();
  set({ ...part, check: undefined });
}

export function drop() {
  forget();
  set({ file: undefined, check: undefined, sending: undefined });
}

// stop ends a check before its end.
export function stop() {
  forget();
  set({ check: undefined });
}

function forget() {
  worker?.terminate();
  worker = undefined;
  waiting.clear();
}

export const queryOf = (d: Defaults): Query => ({
  type: d.type, tlp: d.tlp, task_force: some(d.task_force), member: some(d.member), except: some(d.except), brand: some(d.brand), tag: some(d.tag),
});
const some = (l: string[]) => (l.length ? l : undefined);

function search(d: Defaults) {
  const out = new URLSearchParams();
  for (const [k, v] of Object.entries(queryOf(d))) for (const one of [v].flat()) if (one) out.append(k, one);
  return out.toString();
}

const waiting = new Map<string, (rows: Row[]) => void>();

// rowsOf asks the worker for a page of what it has.
export const rowsOf = (which: Which, page: number) =>
  new Promise<Row[]>((done) => {
    if (!worker) return done([]);
    waiting.set(`${which} ${page}`, done);
    tell({ do: 'rows', which, page });
  });

const tell = (what: Told) => worker?.postMessage(what);

export function check() {
  const { file, format, defaults } = now;
  if (!file) return;
  forget();
  worker = new Worker(new URL('./check.worker.ts', import.meta.url), { type: 'module' });
  const mine = worker;
  let so: Check = { state: 'running', counts: none, bytes: 0, begun: Date.now(), heard: [], listed: 0 };
  const next = (part: Partial<Check>) => {
    if (worker !== mine) return;
    so = { ...so, ...part };
    set({ check: so });
  };
  worker.onmessage = ({ data }: MessageEvent<Said>) => {
    switch (data.say) {
      case 'progress': return next({ bytes: data.bytes, counts: data.counts });
      case 'end': return next({ state: 'done', bytes: file.size, counts: data.counts, heard: data.heard, listed: data.listed });
      case 'fault': return next({ state: 'failed', error: new Fault(data.status, data.problem, data.request) });
      case 'rows':
        waiting.get(`${data.which} ${data.page}`)?.(data.rows);
        waiting.delete(`${data.which} ${data.page}`);
    }
  };
  worker.onerror = () => next({ state: 'failed', error: new Fault(0, {}, '') });
  set({ check: so, sending: undefined });
  tell({ do: 'check', file, format, query: search(defaults) });
}

const leaving = (e: BeforeUnloadEvent) => e.preventDefault();

// send imports the file. What broke off is taken up again under its key: nothing is written twice.
export async function send() {
  const { file, format, defaults, check: checked } = now;
  if (!file || now.sending?.state === 'sending') return;
  const before = await queries.fetchQuery({ queryKey: ['imports', 'before'], staleTime: 0, queryFn: async () => (await api.GET('/v1/imports', { params: { query: { limit: 10 } } })).data?.items.map((i) => i.id) ?? [] }).catch(() => []);
  const again = now.sending?.state === 'failed' ? now.sending : undefined;
  const key = again?.key ?? crypto.randomUUID();
  set({ sending: { state: 'sending', key, before: again?.before ?? before, lines: checked?.counts.all ?? 0, begun: Date.now() } });
  window.addEventListener('beforeunload', leaving);
  const end = (part: Partial<Sending>) => set({ sending: { ...now.sending!, ...part } });
  try {
    const { data } = await api.POST('/v1/imports', { params: { query: queryOf(defaults), header: { 'Idempotency-Key': `"${key}"` } }, headers: { 'Content-Type': format }, body: file as never, bodySerializer: (b: unknown) => b as Blob });
    end({ state: 'done', report: data });
  } catch (error) {
    end({ state: 'failed', error });
  } finally {
    window.removeEventListener('beforeunload', leaving);
    void queries.invalidateQueries({ queryKey: ['imports'] });
    void queries.invalidateQueries({ queryKey: ['indicators'] });
  }
}
