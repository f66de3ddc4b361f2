// A steward's day: a dispute is settled by what both sides say, and what was held for its text is decided.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, path, person } from './browser.mjs';
import { alliance, start } from './hub.mjs';
import { priced } from './world.mjs';

const skip = path || process.env.CI ? false : 'no Chromium here: set CHROMIUM, or install it';
let hub, browser, keys;
before(async () => {
  if (skip) return;
  hub = await start();
  browser = await open();
  keys = await alliance(hub);
});
after(async () => {
  await browser?.close();
  await hub?.end();
});

const publish = (member, value, more) => hub.ask(keys[member], 'POST', '/v1/indicators', { observable: { type: 'domain', value }, tlp: 'green', ...more });

test('a dispute, from its opening to its end', { skip }, async () => {
  const made = await publish('maison-a', 'bazaar-outlet.example');
  const bo = await person(browser, hub, 'bo-b');
  const jane = await person(browser, hub, 'jane-a');
  const sten = await person(browser, hub, 'sten');

  await bo.page.goto(`${hub.url}/ui/indicators/${made.id}`);
  await bo.page.getByRole('button', { name: 'Contest it…' }).click();
  await bo.page.getByRole('textbox', { name: 'What is wrong' }).fill('https://bazaar-outlet.example/ is the outlet of the brand itself.');
  await bo.page.getByRole('textbox', { name: 'Evidence' }).fill('The lease, with our legal desk.');
  await bo.page.getByRole('button', { name: 'Contest it', exact: true }).click();
  await bo.page.getByText('hxxps://bazaar-outlet[.]example/ is the outlet').waitFor();

  // Its publisher reads the reason, not the evidence, and not who disputes; and answers.
  await jane.page.getByRole('link', { name: 'Disputes & moderation' }).click();
  await jane.page.getByRole('link', { name: 'Authorised seller' }).click();
  await jane.page.getByText('is the outlet of the brand itself').waitFor();
  await jane.page.getByText('bazaar-outlet[.]example').first().waitFor();
  for (const hidden of ['The lease', 'Bazaar Market']) assert.equal(await jane.page.getByText(hidden).count(), 0, hidden);
  await jane.page.getByRole('textbox', { name: 'Answer it' }).fill('The lease ended in March.');
  await jane.page.getByRole('button', { name: 'Send' }).click();
  await jane.page.locator('li[data-by=publisher]').getByText('The lease ended in March.').waitFor();

  // The steward reads both, does not see what the indicator says, and settles.
  await sten.page.getByRole('link', { name: 'Disputes & moderation' }).click();
  await sten.page.getByText('due in 14 days').first().waitFor();
  await sten.page.getByRole('link', { name: 'Authorised seller' }).click();
  for (const read of ['The hub does not show you what it says', 'The lease, with our legal desk.', 'The lease ended in March.']) await sten.page.getByText(read).waitFor();
  await sten.page.getByRole('button', { name: 'Settle it…' }).click();
  await sten.page.getByRole('dialog').getByText('The indicator is taken down').click();
  await sten.page.getByRole('textbox', { name: 'Why' }).fill('The brand has confirmed that the outlet is its own.');
  await sten.page.getByRole('button', { name: 'Review…' }).click();
  await sten.page.getByRole('dialog', { name: 'Take the indicator down?' }).getByText('everybody who was given it is told to drop it').waitFor();
  await sten.page.getByRole('button', { name: 'Yes, take it down' }).click();
  await sten.page.getByText('The steward’s verdict: Taken down').waitFor();
  await sten.page.getByText('Nothing is open').waitFor();
  assert.equal((await hub.ask(keys['maison-a'], 'GET', `/v1/indicators/${made.id}`)).state, 'withdrawn');

  // Both sides read the verdict without asking again.
  await jane.page.getByText('The brand has confirmed').waitFor({ timeout: 20_000 });
  assert.deepEqual([...bo.faults, ...jane.faults, ...sten.faults], []);
  for (const p of [bo, jane, sten]) await p.context.close();
});

test('what is held is let out, or refused', { skip }, async () => {
  const first = await publish('maison-a', 'aurore-price.example', { note: priced });
  const second = await publish('maison-a', 'aurore-stock.example', { note: 'Our turnover fell by a third.' });
  const { page, faults, context } = await person(browser, hub, 'sten');
  page.allowed = ['404']; // it is off the desk once it is decided
  await page.goto(`${hub.url}/ui/desk`);
  await page.getByRole('tab', { name: 'Held texts (2)' }).click();
  await page.getByRole('link', { name: 'Prices or costs' }).click();
  assert.equal(await page.locator('mark').first().innerText(), 'wholesale price is');
  for (const hidden of ['aurore-price', 'Maison Aurore']) assert.equal(await page.getByText(hidden).count(), 0, hidden);
  await page.getByRole('button', { name: 'Let it out…' }).click();
  await page.getByRole('dialog').getByText('all whom it is for are told at once').waitFor();
  await page.getByRole('button', { name: 'Yes, let it out' }).click();
  await page.getByText('It is let out.').waitFor();
  await page.getByRole('link', { name: 'Sales or stock' }).click();
  await page.getByRole('button', { name: 'Refuse…' }).click();
  await page.getByRole('textbox', { name: 'What the publisher should change' }).fill('Say what they sell, not what you sell.');
  await page.getByRole('button', { name: 'Refuse it' }).click();
  await page.getByText('Nothing waits').waitFor();
  assert.equal((await hub.ask(keys['market-b'], 'GET', `/v1/indicators/${first.id}`)).state, 'published');
  const refused = await hub.ask(keys['maison-a'], 'GET', `/v1/indicators/${second.id}`);
  assert.deepEqual([refused.state, refused.reason], ['refused', 'Say what they sell, not what you sell.']);
  assert.deepEqual(faults, []);
  await context.close();
});
