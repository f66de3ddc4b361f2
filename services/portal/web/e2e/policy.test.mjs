// The second half of an admin's day: a change of policy is proposed, simulated, and approved by another;
// what a member sees changes with it, and goes back.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { open, path, person } from './browser.mjs';
import { alliance, start } from './hub.mjs';
import { indicators } from './world.mjs';

const skip = path || process.env.CI ? false : 'no Chromium here: set CHROMIUM, or install it';
let hub, browser, made, keys;
before(async () => {
  if (skip) return;
  hub = await start();
  browser = await open();
  keys = await alliance(hub);
  made = await indicators(hub, keys);
});
after(async () => {
  await browser?.close();
  await hub?.end();
});

const dialog = (page) => page.getByRole('dialog').last();
const name = 'maison-aurore-outlet[.]example';
const line = 'p, role:registrar, *, domain, amber, read.core, allow';

test('two admins change the policy, and a member sees the difference', { skip }, async () => {
  const [ada, omar, nora] = [await person(browser, hub, 'ada'), await person(browser, hub, 'omar'), await person(browser, hub, 'nora-n')];
  ada.page.allowed = ['422', '403'];
  nora.page.allowed = ['404'];
  await nora.page.goto(`${hub.url}/ui/indicators?q=maison-aurore-outlet`);
  await nora.page.getByText('Nothing matches').or(nora.page.locator('section h2')).first().waitFor();
  assert.equal(await nora.page.getByRole('link', { name }).count(), 0);

  // Ada reads the policy in words, and writes a line that is wrong: the hub says which.
  await ada.page.getByRole('link', { name: 'Policies' }).click();
  await ada.page.getByText('Nobody', { exact: true }).first().waitFor();
  await ada.page.getByRole('button', { name: 'Propose a change' }).click();
  await ada.page.getByText('As written').click();
  await ada.page.locator('.cm-content').click();
  await ada.page.keyboard.press('Control+End');
  await ada.page.keyboard.insertText(line.replace('registrar', 'registrars').concat('\n', 'p, role:registrar, *, domain, amber, see, allow'));
  await ada.page.keyboard.press('Escape');
  await ada.page.getByRole('textbox', { name: 'Why' }).fill('Registrars shall know of suspected shops.');
  await ada.page.getByRole('button', { name: 'Propose it' }).click();
  await ada.page.getByRole('alert').getByText('"role:registrars" is no role').waitFor();
  await ada.page.locator('.cm-lint-marker-error').waitFor();

  // In the table the same line is mended.
  await ada.page.getByText('As a table').click();
  await ada.page.getByRole('alert').getByRole('button', { name: /^Line/ }).click();
  await ada.page.getByLabel('Who', { exact: true }).fill('role:registrar');
  await ada.page.keyboard.press('Tab');
  await ada.page.getByRole('alert').waitFor({ state: 'detached' });
  await ada.page.locator('aside').getByText('Every registrar may').first().waitFor();
  await ada.page.getByRole('button', { name: 'Propose it' }).click();

  // The simulation names who gains what; she cannot approve what she proposed.
  await ada.page.getByText('Not simulated yet').waitFor();
  await ada.page.getByRole('button', { name: 'Simulate', exact: true }).click();
  await ada.page.getByRole('heading', { name: 'What it would change' }).waitFor();
  const gains = ada.page.locator('[data-what=gained]');
  assert.ok(await gains.getByText('Nouveau Registrar').isVisible());
  assert.ok(await ada.page.locator('[data-what=lost]').getByText('Nobody loses anything.').isVisible());
  assert.equal(await ada.page.locator('[data-come]').count(), 2);
  assert.ok(await ada.page.getByRole('button', { name: 'Approve…' }).isDisabled());
  assert.ok(await ada.page.getByText('You cannot approve what you proposed yourself').isVisible());
  const id = new URL(ada.page.url()).pathname.split('/').pop();
  const status = await ada.page.evaluate(async (p) => (await fetch(`/v1/policies/proposals/${p}/approve`, { method: 'POST', headers: { 'If-Match': '*', 'Idempotency-Key': '"own"' } })).status, id);
  assert.equal(status, 403);

  // Omar finds it in his own browser, reads the consequence, and approves.
  await omar.page.getByRole('link', { name: 'Policies' }).click();
  await omar.page.getByRole('link', { name: /Proposals/ }).click();
  await omar.page.getByRole('link', { name: 'Registrars shall know of suspected shops.' }).click();
  await omar.page.getByRole('button', { name: 'Approve…' }).click();
  await dialog(omar.page).getByText('may do more than now').waitFor();
  assert.ok(await dialog(omar.page).getByText('Nouveau Registrar').isVisible());
  await dialog(omar.page).getByRole('button', { name: 'Yes, put it in force' }).click();
  await omar.page.getByText('Put in force by Omar Haddad').waitFor();

  await nora.page.reload();
  await nora.page.getByRole('link', { name }).first().click();
  await nora.page.getByRole('dialog').getByRole('heading', { name }).waitFor();

  // Back to what was: a proposal like any other, which only tightens, so one may decide.
  await omar.page.getByRole('link', { name: 'History' }).click();
  await omar.page.getByRole('button', { name: 'Roll back…' }).click();
  await dialog(omar.page).getByRole('textbox', { name: 'Why' }).fill('The shops are closed.');
  await dialog(omar.page).getByRole('button', { name: 'Propose it' }).click();
  await omar.page.getByRole('button', { name: 'Simulate', exact: true }).click();
  await omar.page.getByText('One admin may decide').waitFor();
  await omar.page.getByRole('button', { name: 'Approve…' }).click();
  await dialog(omar.page).getByText('may do less than now').waitFor();
  await dialog(omar.page).getByRole('button', { name: 'Yes, put it in force' }).click();
  await omar.page.getByText('Put in force by Omar Haddad').waitFor();
  await nora.page.getByText('This indicator is no longer yours to see').waitFor({ timeout: 15_000 });

  // Why she does not see it is told to an admin, and an indicator that there is not is told of like one that is hidden.
  await omar.page.goto(`${hub.url}/ui/policies/explain?indicator=${made.shop.id}&viewer=m:new-n&act=read.core`);
  await omar.page.getByText('Nouveau Registrar may not: read what it says').waitFor();
  await omar.page.getByText('Its publisher, by naming the member.').waitFor();
  omar.page.allowed = ['404'];
  await omar.page.goto(`${hub.url}/ui/policies/explain?indicator=ind_aaaaaaaaaaaaaaaaaaaaaaaaaa&viewer=m:new-n`);
  await omar.page.getByText('There is no such indicator').waitFor();

  assert.deepEqual([...ada.faults, ...omar.faults, ...nora.faults], []);
  for (const who of [ada, omar, nora]) await who.context.close();
});

test('the trail says who did it, and the browser proves it', { skip }, async () => {
  const { page, faults, context } = await person(browser, hub, 'omar');
  await page.getByRole('link', { name: 'Audit' }).click();
  await page.getByLabel('To what').selectOption('policy');
  await page.waitForURL(/kind=policy/);
  await page.locator('main ol li').nth(1).waitFor();
  assert.equal(await page.locator('main ol li').count(), 2);
  assert.match(await page.locator('main ol li').first().innerText(), /Omar Haddad[^]*put in force/);
  await page.getByRole('combobox', { name: 'Who did it' }).click();
  await page.getByRole('option', { name: 'Ada Okafor' }).click();
  await page.getByText('None that you may read fits these filters.').waitFor();
  await page.getByRole('button', { name: 'Clear all' }).click();
  await page.getByLabel('What was done').selectOption('proposed');
  await page.waitForFunction(() => {
    const all = [...document.querySelectorAll('main ol li')];
    return all.length > 0 && all.every((li) => li.textContent.includes('proposed'));
  });
  await page.locator('main ol li').filter({ hasText: 'Ada Okafor' }).first().waitFor();

  await page.getByRole('button', { name: 'Export' }).click();
  const coming = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: /CSV/ }).click();
  const csv = await readFile(await (await coming).path(), 'utf8');
  assert.match(csv, /^at,kind,id,verb,actor,position\r\n/);
  assert.equal(csv.trim().split('\r\n').length, 3);
  assert.ok(csv.includes('"u:ada/'));

  await page.locator('main ol li button').first().click();
  await page.getByRole('button', { name: 'Prove that it is there' }).click();
  await page.getByText('It is on the ledger').waitFor();
  await page.keyboard.press('Escape');

  // What was kept of earlier is proved to be the beginning of now; what was forged is not.
  await page.getByRole('link', { name: 'Chain check' }).click();
  await page.getByRole('button', { name: 'Check now' }).click();
  await page.getByRole('heading', { name: 'All that was checked holds' }).waitFor();
  const take = async (name) => {
    const file = page.waitForEvent('download');
    await page.getByRole('link', { name }).click();
    return readFile(await (await file).path(), 'utf8');
  };
  const [note, key] = [await take('Keep this note'), await take('Keep the key')];
  await hub.ask(keys['brand-b'], 'POST', '/v1/indicators', { observable: { type: 'domain', value: 'one-entry-more.example' }, tlp: 'green' });
  const holds = page.locator('li[data-holds]');
  const kept = holds.filter({ hasText: 'Nothing before the note that you kept was rewritten' });
  const check = async (text) => {
    await page.getByLabel('What you kept from earlier').fill(text);
    const asked = page.waitForResponse((r) => r.url().includes('/v1/audit/proof?position='));
    await page.getByRole('button', { name: 'Check now' }).click();
    await asked;
    await page.locator('main button[data-loading]').waitFor({ state: 'detached' });
    return kept.getAttribute('data-holds');
  };
  assert.equal(await check(`${key}\n${note}`), 'true');
  assert.equal(await holds.filter({ hasText: 'The key is the one that you kept' }).getAttribute('data-holds'), 'true');
  const lines = note.split('\n');
  assert.equal(await check([lines[0], String(Number(lines[1]) - 1), ...lines.slice(2)].join('\n')), 'false');
  assert.ok(await page.getByText('the signature does not fit the note').isVisible());
  await page.route('**/v1/audit/proof?from=*', async (r) => {
    const answer = await r.fetch();
    const body = await answer.json();
    body.hashes[0] = Buffer.alloc(32, 7).toString('base64');
    await r.fulfill({ response: answer, json: body });
  });
  assert.equal(await check(note), 'false');
  await page.getByRole('heading', { name: 'Something does not hold' }).waitFor();

  // What was denied, and why: the publisher's label lets nobody else.
  await hub.ask(keys['ship-d'], 'GET', `/v1/indicators/${made.phone.id}`).catch(() => {});
  await page.getByRole('link', { name: 'Decisions' }).click();
  await page.getByLabel('Outcome').selectOption('false');
  const denied = page.locator('main ol li').filter({ hasText: 'Delta Parcel' }).first();
  await denied.getByText('No line allows it.').waitFor();
  await denied.getByRole('link', { name: 'Explain' }).click();
  await page.getByText('Delta Parcel may not: know that it exists').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});
