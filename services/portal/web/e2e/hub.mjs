// A hub under test: the built binary on a fresh folder, as whoever installs it runs it.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

const binary = new URL('../../../../bin/entente', import.meta.url).pathname;
export const adminKey = 'ent_admin_end-to-end-tests-0123456789abcdef';

const freePort = () => new Promise((done) => { const s = createServer().listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)); }); });

// start returns a hub that is ready. Its ask(key, method, path, body, headers) throws unless it succeeds.
export async function start(env = {}) {
  const data = await mkdtemp(join(tmpdir(), 'entente-e2e-'));
  const listen = `127.0.0.1:${await freePort()}`;
  const url = `http://${listen}`;
  const hub = spawn(binary, ['serve', '--listen', listen, '--data', join(data, 'data'), '--portal', 'on'], {
    env: { ...process.env, ENTENTE_BOOTSTRAP_KEY: adminKey, ENTENTE_WEBHOOK_ALLOW_NETWORKS: '127.0.0.0/8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  hub.stdout.on('data', (b) => { said += b; });
  hub.stderr.on('data', (b) => { said += b; });
  const ended = new Promise((done) => hub.on('exit', done));
  const up = () => fetch(`${url}/readyz`).then((r) => r.ok, () => false);
  for (let n = 0; !(await up()); n++) {
    if (n > 600 || hub.exitCode !== null) throw new Error(`no hub:\n${said}`);
    await new Promise((r) => setTimeout(r, 50));
  }
  const ask = async (key, method, path, body, headers = {}) => {
    const r = await fetch(url + path, {
      method,
      headers: { Authorization: `Bearer ${key}`, ...(body !== undefined && { 'Content-Type': 'application/json' }), ...(method === 'POST' && { 'Idempotency-Key': `"${randomUUID()}"` }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await r.text();
    if (!r.ok) throw new Error(`${method} ${path}: ${r.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
  const admin = (method, path, body, headers) => ask(adminKey, method, path, body, headers);
  return {
    url, ask, admin,
    said: () => said,
    // link is the address that signs a person in.
    link: async (person) => url + (await admin('POST', `/v1/sign-in-links/${person}`)).path,
    key: async (member, name = 'e2e') => (await admin('POST', `/v1/members/${member}/credentials`, { name, scopes: ['read', 'publish', 'subscribe', 'manage'] })).key,
    async end() {
      hub.kill('SIGTERM');
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}

const members = [
  ['maison-a', 'Maison Aurore', 'brand'], ['brand-b', 'Brandt & Söhne', 'brand'], ['market-b', 'Bazaar Market', 'marketplace'],
  ['pay-c', 'Cobalt Payments', 'payment'], ['new-n', 'Nouveau Registrar', 'registrar'], ['ship-d', 'Delta Parcel', 'carrier'], ['police-l', 'Police de Lorville', 'law_enforcement'],
];

// alliance enrols members, people and a task force: all invented. It returns a key of each member.
export async function alliance(hub) {
  for (const [id, name, kind] of members) await hub.admin('POST', '/v1/members', { id, name, kind });
  const people = [
    ['jane-a', 'Jane Arnaud', 'maison-a', ['analyst', 'manager']], ['rui-a', 'Rui Almeida', 'maison-a', ['reader']], ['bo-b', 'Bo Lindqvist', 'market-b', ['analyst', 'manager']],
    ['nora-n', 'Nora Nilsson', 'new-n', ['reader']], ['ada', 'Ada Okafor', undefined, ['admin']], ['omar', 'Omar Haddad', undefined, ['admin']], ['sten', 'Sten Vogel', undefined, ['steward']], ['odile', 'Odile Mercier', undefined, ['auditor']],
  ];
  for (const [id, name, member, roles] of people) await hub.admin('POST', '/v1/people', { id, name, member, roles });
  await hub.admin('POST', '/v1/task-forces', { id: 'handbags', name: 'Handbags', purpose: 'Leather goods sold online', members: ['maison-a', 'market-b', 'police-l'].map((member) => ({ member, role: 'contributor' })) });
  const keys = {};
  for (const [id] of members) keys[id] = await hub.key(id);
  return keys;
}
