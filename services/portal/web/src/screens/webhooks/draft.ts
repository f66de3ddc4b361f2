// What the form holds, and what becomes of it in the API's words.
import type { Schemas } from '../../api/client';
import { type Subscription, wait, waits } from './query';

export interface Draft {
  url: string;
  name: string;
  filter: Schemas['SubscriptionFilter'];
  format: Schemas['SubscriptionFormat'];
  signing: Schemas['SubscriptionSigning'];
  headers: { name: string; value: string; kept: boolean }[]; // kept: the hub has its value, and shows it to nobody
  batch: number;
  wait: number;
  rate: number;
  window: number;
  retry: string; // as it is typed; "" is the hub's own schedule
}

export const draftOf = (s?: Subscription): Draft => ({
  url: s?.url ?? '',
  name: s?.name ?? '',
  filter: s?.filter ?? {},
  format: s?.format ?? 'full',
  signing: s?.signing ?? 'v1',
  headers: s?.header_names?.map((name) => ({ name, value: '', kept: true })) ?? [],
  batch: s?.batch.max_events ?? 1,
  wait: s?.batch.max_wait_ms ?? 0,
  rate: s?.rate_limit ?? 0,
  window: s?.concurrency ?? 1,
  retry: s?.retry?.schedule_s.map(wait).join(', ') ?? '',
});

const batchOf = (d: Draft): Schemas['SubscriptionBatch'] => ({ max_events: d.batch, max_wait_ms: d.batch > 1 ? d.wait : 0 });
const retryOf = (d: Draft) => (d.retry.trim() ? { schedule_s: waits(d.retry) ?? [] } : undefined);

// whole is a new subscription.
export function whole(d: Draft): Schemas['SubscriptionDraft'] {
  const headers = Object.fromEntries(d.headers.filter((h) => h.name).map((h) => [h.name, h.value]));
  return { url: d.url, name: d.name || undefined, filter: d.filter, format: d.format, signing: d.signing, headers: Object.keys(headers).length ? headers : undefined, batch: batchOf(d), rate_limit: d.rate, concurrency: d.window, retry: retryOf(d) };
}

// changes is what a draft says other than what there is: a merge patch (RFC 7396).
export function changes(s: Subscription, d: Draft): Schemas['SubscriptionChange'] {
  const was = draftOf(s);
  const out: Schemas['SubscriptionChange'] = {};
  if (d.url !== was.url) out.url = d.url;
  if (d.name !== was.name) out.name = d.name;
  if (!same(d.filter, was.filter)) out.filter = d.filter;
  if (d.format !== was.format) out.format = d.format;
  if (!same(batchOf(d), batchOf(was))) out.batch = batchOf(d);
  if (d.rate !== was.rate) out.rate_limit = d.rate;
  if (d.window !== was.window) out.concurrency = d.window;
  if (!same(retryOf(d), retryOf(was))) out.retry = retryOf(d) ?? null;
  const headers: Record<string, string | null> = {};
  for (const h of d.headers) if (h.name && (h.value || !h.kept)) headers[h.name] = h.value;
  for (const h of was.headers) if (!d.headers.some((x) => x.name.toLowerCase() === h.name.toLowerCase())) headers[h.name] = null;
  if (Object.keys(headers).length) out.headers = headers;
  return out;
}

// same compares what JSON says: a field that is undefined is none.
const same = (a: unknown, b: unknown) => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
const sorted = (v: unknown): unknown =>
  v && typeof v === 'object' && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).filter(([, x]) => x !== undefined).sort(([a], [b]) => a.localeCompare(b)).map(([k, x]) => [k, sorted(x)])) : v;
