// The hub's public API, with the session's own rights: there is no other way in.
import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];
export type Problem = Schemas['Problem'];

// Fault is an answer that is no success: the problem (RFC 9457), and the request's id, by which
// whoever runs the hub finds it in the log.
export class Fault extends Error {
  constructor(
    readonly status: number, // 0: there was no answer
    readonly problem: Partial<Problem>,
    readonly request: string,
  ) {
    super(problem.title ?? `HTTP ${status}`);
  }

  get slug() {
    return this.problem.type?.split('/').pop() ?? '';
  }
}

export async function fault(response: Response) {
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return new Fault(response.status, problem, problem.instance ?? response.headers.get('X-Request-Id') ?? '');
}

let position = ''; // of the last write: what is read after it is at least that new
let signedOut = () => {};

// onSignedOut is called once the hub no longer knows the session.
export const onSignedOut = (then: () => void) => {
  signedOut = then;
};

const ways: Middleware = {
  onRequest({ request }) {
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) request.headers.set('Idempotency-Key', `"${crypto.randomUUID()}"`);
    if (request.method === 'GET' && position) request.headers.set('Ledger-Position', position);
  },
  async onResponse({ response }) {
    position = response.headers.get('Ledger-Position') ?? position;
    if (response.ok) return;
    if (response.status === 401) signedOut();
    throw await fault(response);
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === 'AbortError') return error;
    return new Fault(0, {}, '');
  },
};

export const api = createClient<paths>({ baseUrl: '' });
api.use(ways);

// sure is the body of an answer that has one.
export async function sure<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  if (data === undefined) throw new Fault(0, {}, '');
  return data;
}

// match is the header that a change of what was read needs.
export const match = (of: { etag?: string }) => ({ 'If-Match': `"${of.etag}"` });
