import { createServer } from 'node:http';

// Something to look at: invented sellers of invented brands, in many states.
const soon = (days) => new Date(Date.now() + days * 86_400_000).toISOString();

// endpoint is a server that takes what it is sent; answer(n, body) is the status of the nth post, or [status, text].
export async function endpoint(answer = () => 204) {
  const got = [];
  const server = createServer((req, res) => {
    let body = '';
    req.on('data', (b) => { body += b; });
    req.on('end', () => {
      got.push({ headers: req.headers, body });
      const [status, text] = [answer(got.length, body)].flat();
      res.writeHead(status, text ? { 'Content-Type': 'text/plain' } : {}).end(text);
    });
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}/hook`, got, close: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }) };
}

export async function indicators(hub, keys) {
  const publish = (member, draft) => hub.ask(keys[member], 'POST', '/v1/indicators', draft);
  const made = {};
  made.shop = await publish('maison-a', {
    observable: { type: 'domain', value: 'maison-aurore-outlet.example' }, brands: ['maison-aurore'], infringement: 'counterfeit', confidence: 92, basis: 'test_purchase', tags: ['handbags', 'season:winter'],
    first_seen: soon(-20), valid_until: soon(300), tlp: 'amber', share: { task_forces: ['handbags'] }, note: 'Ships from the same warehouse as last year’s network. The parcel held a bag with a forged hologram.',
    links: [{ type: 'phone', value: '+33 1 99 00 12 34', relation: 'contact' }, { type: 'email', value: 'orders@maison-aurore-outlet.example', relation: 'contact' }],
  });
  made.listing = await publish('maison-a', { observable: { type: 'listing_url', value: 'https://bazaar.example/item/4482190' }, brands: ['maison-aurore'], infringement: 'counterfeit', confidence: 74, basis: 'image_match', tags: ['handbags'], tlp: 'green' });
  made.lookalike = await publish('brand-b', { observable: { type: 'domain', value: 'brandt-soehne-sale.example' }, brands: ['brandt'], infringement: 'lookalike', confidence: 88, tags: ['watches'], tlp: 'green' });
  made.seller = await publish('market-b', { observable: { type: 'marketplace_seller', value: 'bazaar:eu:luxe-deals-77' }, brands: ['maison-aurore', 'brandt'], infringement: 'counterfeit', confidence: 65, basis: 'report', tlp: 'amber', share: { members: ['maison-a', 'brand-b'] }, attribution: 'pseudonymous' });
  made.iban = await publish('pay-c', { observable: { type: 'iban', value: 'FR7630006000011234567890189' }, brands: ['brandt'], infringement: 'fraud', confidence: 55, tlp: 'amber+strict', share: { members: ['maison-a', 'police-l'] } });
  made.phone = await publish('police-l', { observable: { type: 'phone', value: '+33 6 39 98 12 34' }, brands: ['maison-aurore'], infringement: 'counterfeit', confidence: 97, basis: 'customs_or_court', tlp: 'red', share: { members: ['maison-a'] } });
  made.mail = await publish('brand-b', { observable: { type: 'email', value: 'contact@watch-bargains.example' }, brands: ['brandt'], infringement: 'trademark', confidence: 40, tlp: 'green', attribution: 'withheld' });
  made.waybill = await publish('ship-d', { observable: { type: 'company', value: 'gb:companies-house:01234567' }, brands: ['brandt'], infringement: 'grey_market', tlp: 'green' });
  made.store = await publish('maison-a', { observable: { type: 'store_url', value: 'https://shop.bazaar.example/aurore-deals' }, brands: ['maison-aurore'], infringement: 'trademark', confidence: 60, tlp: 'green' });
  await hub.ask(keys['market-b'], 'POST', `/v1/indicators/${made.shop.id}/sightings`, { type: 'relisted', count: 3, platform: 'bazaar', audience: 'indicator', note: 'Back two days after the takedown.' });
  await hub.ask(keys['police-l'], 'POST', `/v1/indicators/${made.shop.id}/sightings`, { type: 'seen', audience: 'indicator', attribution: 'pseudonymous' });
  made.shop = await hub.ask(keys['maison-a'], 'PATCH', `/v1/indicators/${made.shop.id}`, { confidence: 95, reason: 'The customs office has examined a second parcel.', reason_code: 'new_evidence' }, { 'If-Match': `"${made.shop.etag}"` });
  for (let n = 1; n <= 60; n++) {
    await publish(['maison-a', 'brand-b', 'market-b'][n % 3], {
      observable: n % 4 ? { type: 'domain', value: `aurore-outlet-${n}.example` } : { type: 'listing_url', value: `https://bazaar.example/item/77${String(n).padStart(3, '0')}` },
      brands: [n % 3 === 1 ? 'brandt' : 'maison-aurore'], infringement: ['counterfeit', 'lookalike', 'trademark', 'fraud'][n % 4], confidence: 20 + ((n * 13) % 80), tags: [['handbags', 'watches', 'scarves'][n % 3]], tlp: n % 5 ? 'green' : 'clear',
    });
  }
  return made;
}

// belonging is what members and people may be besides: suspended, with keys that end, in a task force that does.
export async function belonging(hub) {
  await hub.admin('POST', '/v1/members', { id: 'gone-g', name: 'Galerie du Pont', kind: 'marketplace' });
  await hub.admin('POST', '/v1/members/gone-g/suspend', { reason: 'Its keys were found on a public server.' });
  const key = (name, scopes, days) => hub.admin('POST', '/v1/members/maison-a/credentials', { name, scopes, expires_at: days ? soon(days) : undefined });
  await key('Screening job', ['read'], 9);
  await key('Takedown desk', ['read', 'publish', 'subscribe'], 80);
  const { id } = await key('Old import', ['publish'], 40);
  await hub.admin('DELETE', `/v1/members/maison-a/credentials/${id}`);
  await hub.admin('POST', '/v1/task-forces', { id: 'q4-watches', name: 'Watches, fourth quarter', purpose: 'Sellers of watches that ship from the same three warehouses.', ends_at: soon(6), members: [{ member: 'maison-a', role: 'reader' }, { member: 'brand-b', role: 'lead' }, { member: 'pay-c', role: 'contributor' }, { member: 'ship-d', role: 'contributor' }] });
}

// webhooks are three endpoints of maison-a: one takes all, one is down, one refuses what it is told for good.
export async function webhooks(hub, keys, made) {
  const well = await endpoint();
  const down = await endpoint(() => [503, 'The lake is being drained. Come back later.']);
  const strict = await endpoint((_, body) => (body.includes('indicator.') ? [413, 'Payload too large: at most 16 bytes.'] : 204));
  const add = (draft) => hub.ask(keys['maison-a'], 'POST', '/v1/subscriptions', draft);
  made.hook = await add({ name: 'Takedown desk', url: well.url, filter: { types: ['domain', 'store_url'], min_confidence: 60 }, headers: { 'X-Gateway-Key': 'k3b7' }, retry: { schedule_s: [5, 60, 600] } });
  made.down = await add({ name: 'Data lake', url: down.url, format: 'cloudevents', signing: 'v1a' });
  made.strict = await add({ name: 'Archive', url: strict.url, filter: { events: ['indicator.published'] } });
  await hub.ask(keys['maison-a'], 'POST', `/v1/subscriptions/${made.hook.id}/test`);
  for (const value of ['aurore-flash-sale.example', 'aurore-depot.example']) await hub.ask(keys['maison-a'], 'POST', '/v1/indicators', { observable: { type: 'domain', value }, brands: ['maison-aurore'], infringement: 'counterfeit', confidence: 81, tlp: 'green' });
  const end = () => Promise.all([well.close(), down.close(), strict.close()]);
  return { ...made, end };
}

// network is what ties maison-aurore-outlet.example to others: a ring of shops, and a forwarder that half the world uses.
export async function network(hub, keys) {
  const publish = (member, type, value, links, more = {}) => hub.ask(keys[member], 'POST', '/v1/indicators', { observable: { type, value }, brands: ['maison-aurore'], infringement: 'counterfeit', confidence: 80, basis: 'test_purchase', tlp: 'green', links, ...more });
  const link = (type, value, relation) => ({ type, value, relation });
  const phone = link('phone', '+33 1 99 00 12 34', 'contact');
  const iban = link('iban', 'FR7630006000011234567890189', 'payment');
  const forwarder = link('email', 'desk@parcel-forward.example', 'contact');
  const shop = 'maison-aurore-outlet.example';
  const published = [
    publish('maison-a', 'domain', 'aurore-depot-7.example', [phone, iban]),
    publish('market-b', 'marketplace_seller', 'bazaar:eu:aurore-77', [phone, iban, link('social_handle', 'instagram:aurore.deals', 'contact')], { confidence: 65 }),
    publish('market-b', 'listing_url', 'https://bazaar.example/item/9913', [link('marketplace_seller', 'bazaar:eu:aurore-77', 'same_operator')]),
    publish('brand-b', 'domain', 'luxe-aurore-paris.example', [link('email', 'orders@maison-aurore-outlet.example', 'contact'), link('ip', '203.0.113.7', 'hosts')], { confidence: 70, brands: ['maison-aurore', 'brandt'] }),
    publish('brand-b', 'domain', 'brandt-depot.example', [iban, link('ip', '203.0.113.7', 'hosts'), link('company', 'gb:companies-house:07654321', 'same_operator')], { brands: ['brandt'] }),
    publish('pay-c', 'company', 'gb:companies-house:07654321', [iban], { brands: ['brandt'], confidence: 90 }),
    publish('maison-a', 'store_url', 'https://shop.maison-aurore-outlet.example/sale', [phone, forwarder]),
    publish('ship-d', 'domain', shop, [forwarder, link('ip', '203.0.113.7', 'hosts')], { confidence: 60 }),
  ];
  for (let n = 1; n <= 36; n++) published.push(publish('ship-d', 'domain', `drop-${n}-outlet.example`, [forwarder], { confidence: 45, basis: 'report' }));
  await Promise.all(published);
  const net = await hub.ask(keys['maison-a'], 'GET', `/v1/networks?type=domain&value=${shop}`);
  return { net };
}

// large is a network of more nodes than are drawn: a seller's twelve telephones, the 20 shops of each, and the accounts that four shops share.
export async function large(hub, keys) {
  const line = (value, links) => ({ observable: { type: 'domain', value }, brands: ['maison-aurore'], infringement: 'counterfeit', confidence: 80, tlp: 'green', links });
  const phone = (n) => ({ type: 'phone', value: `+33 1 99 00 ${20 + n} 00`, relation: 'contact' });
  const lines = [line('aurore-ring.example', Array.from({ length: 12 }, (_, n) => phone(n)))];
  for (let n = 0; n < 240; n++) lines.push(line(`aurore-ring-${n}.example`, [phone(n % 12), { type: 'social_handle', value: `instagram:ring.${n % 60}`, relation: 'contact' }]));
  await fetch(`${hub.url}/v1/imports`, { method: 'POST', headers: { Authorization: `Bearer ${keys['maison-a']}`, 'Content-Type': 'application/x-ndjson', 'Idempotency-Key': '"large"' }, body: lines.map((l) => JSON.stringify(l)).join('\n') }).then((r) => r.text());
  const of = 'type=domain&value=aurore-ring.example';
  const { id } = await hub.ask(keys['maison-a'], 'GET', `/v1/networks?${of}&limit=300`);
  return { id, indicator: (await hub.ask(keys['maison-a'], 'GET', `/v1/indicators?${of}`)).items[0].id };
}

export const priced = 'Our wholesale price is 410 EUR for the bag that they sell at 40; see aurore-price.example.';

// desk is what steward and parties find: disputes that are open and settled, texts that are held; and imports of maison-a.
export async function desk(hub, keys, made) {
  const contest = (member, of, draft) => hub.ask(keys[member], 'POST', `/v1/indicators/${of.id}/disputes`, draft);
  const publish = (member, draft) => hub.ask(keys[member], 'POST', '/v1/indicators', draft);
  made.dispute = await contest('market-b', made.listing, {
    reason_code: 'authorised_seller', attribution: 'named', reason: 'The seller of https://bazaar.example/item/4482190 has been a reseller of the brand since 2024, by a contract that we have seen.',
    evidence: 'Contract 2024/117, signed by the brand; the copy is with our legal desk, legal@bazaar.example.',
  });
  await hub.ask(keys['maison-a'], 'POST', `/v1/disputes/${made.dispute.id}/statements`, { text: 'The contract was ended in March. The listing of bazaar.example was made in September, and what it sells has no hologram.' });
  await hub.ask(keys['market-b'], 'POST', `/v1/disputes/${made.dispute.id}/statements`, { text: 'We have no notice of its end. Could you name the day, so that we can look at the orders since?' });
  made.mistaken = await contest('brand-b', made.store, { reason_code: 'mistaken_identity', reason: 'Two shops have nearly this name. The one that sells our watches is another.' });
  const old = await contest('maison-a', made.lookalike, { reason_code: 'outdated', reason: 'The domain has had another owner since October.' });
  const steward = (await hub.admin('POST', '/v1/people/sten/credentials', { name: 'e2e', scopes: ['read'] })).key;
  await hub.ask(steward, 'POST', `/v1/disputes/${old.id}/resolve`, { outcome: 'upheld', reason: 'The register shows no other owner.' });
  made.settled = old;
  await publish('maison-a', { observable: { type: 'domain', value: 'aurore-price.example' }, brands: ['maison-aurore'], infringement: 'counterfeit', tlp: 'green', note: priced });
  await publish('brand-b', { observable: { type: 'email', value: 'bulk@watch-bargains.example' }, tlp: 'green', note: 'Our turnover with this watch fell by a third in October; our key accounts ask us about it.' });
  made.held = (await hub.ask(steward, 'GET', '/v1/moderation')).items[0];
  const table = ['type,value,tlp,confidence,tags', 'domain,aurore-sample-sale.example,green,80,handbags', 'domain,aurore-sample-sale.example,green,80,', 'phone,12345,green,40,', 'domain,co.uk,green,70,', 'domain,aurore-night-market.example,green,140,'];
  const lines = async (type, text) => (await fetch(`${hub.url}/v1/imports`, { method: 'POST', headers: { Authorization: `Bearer ${keys['maison-a']}`, 'Content-Type': type, 'Idempotency-Key': `"${text.length}"` }, body: text })).json();
  made.none = await lines('application/x-ndjson', '{"observable": {"type": "domain"}}\nnot a line\n');
  made.imported = await lines('text/csv', `${table.join('\n')}\n`);
  return made;
}

const pick = ({ text, comment }) => ({ text, comment });

// policies are some decisions, and one revision, a proposal that shows carriers more, one that was rejected, and one that goes back.
export async function policies(hub, keys, made) {
  for (const member of ['brand-b', 'ship-d', 'maison-a']) await hub.ask(keys[member], 'GET', `/v1/indicators/${made.phone.id}`).catch(() => {}); // two are denied, and written down
  const key = {};
  for (const who of ['ada', 'omar']) key[who] = (await hub.admin('POST', `/v1/people/${who}/credentials`, { name: 'policies' })).key;
  const now = await hub.ask(key.ada, 'GET', '/v1/policies');
  const propose = (text, comment) => hub.ask(key.ada, 'POST', '/v1/policies/proposals', { text, comment });
  const act = (who, p, verb, body) => hub.ask(key[who], 'POST', `/v1/policies/proposals/${p.id}/${verb}`, body, { 'If-Match': '*' });
  const four = await propose(now.text.replace('k, 3', 'k, 4'), 'Count unseen publishers from four on, as the board asked.');
  await act('ada', four, 'simulate');
  await act('ada', four, 'approve', { comment: 'It only tightens.' });
  const text = (await hub.ask(key.ada, 'GET', '/v1/policies')).text;
  const rejected = await propose(`${text}p, role:payment, *, iban, amber, read.*, allow\n`, 'Payment companies read every amber account.');
  await act('omar', rejected, 'reject', { reason: 'The brands have not been heard.' });
  made.carriers = await propose(`${text}\n# Carriers know that a parcel’s shop is suspected, and not of what.\np, role:carrier, *, domain, amber, see, allow\np, role:law_enforcement, tf, *, red, read.core, allow\n`.replace('p, role:member, *,       *,   green,        export,  allow\n', ''), 'Carriers know which shops are suspected; no more export of what is green.');
  const contrary = new Set(made.carriers.tests.failed.map((f) => Number(/^line (\d+)/.exec(f)[1])));
  made.carriers = await hub.ask(key.ada, 'PUT', `/v1/policies/proposals/${made.carriers.id}`, { ...pick(made.carriers), cases: made.carriers.cases.split('\n').filter((_, n) => !contrary.has(n + 1)).join('\n') }, { 'If-Match': '*' });
  await act('ada', made.carriers, 'simulate');
  made.back = await hub.ask(key.ada, 'POST', '/v1/policies/rollback', { to: 'initial', comment: 'Three are enough after all.' });
  return made;
}
