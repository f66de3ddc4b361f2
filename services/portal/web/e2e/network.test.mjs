// An investigator follows a network: from an indicator to what it is tied to, and why, by hand and by
// keyboard; what she may not see is not in it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, path, person } from './browser.mjs';
import { alliance, start } from './hub.mjs';
import { network } from './world.mjs';

const skip = path || process.env.CI ? false : 'no Chromium here: set CHROMIUM, or install it';
let hub, browser, net, shop;
before(async () => {
  if (skip) return;
  hub = await start();
  browser = await open();
  const keys = await alliance(hub);
  ({ net } = await network(hub, keys));
  // Red, for the police alone: a tie that nobody else may know of.
  await hub.ask(keys['maison-a'], 'POST', '/v1/indicators', { observable: { type: 'domain', value: 'secret-lead.example' }, tlp: 'red', share: { members: ['police-l'] }, confidence: 90, links: [{ type: 'phone', value: '+33 1 99 00 12 34', relation: 'contact' }] });
  shop = (await hub.ask(keys['ship-d'], 'GET', '/v1/indicators?value=maison-aurore-outlet.example&type=domain')).items[0];
});
after(async () => {
  await browser?.close();
  await hub?.end();
});

test('from an indicator to its network, and why', { skip }, async () => {
  const { page, faults, context } = await person(browser, hub, 'jane-a');
  await page.goto(`${hub.url}/ui/indicators/${shop.id}`);
  await page.getByRole('link', { name: 'Its network' }).click();
  await page.locator('[data-drawn]').waitFor();
  assert.match(page.url(), /\/networks\/net_/);
  assert.ok(!page.url().includes('maison-aurore'), 'a value is in the address');
  const rows = page.locator('table tbody tr');
  const before = await rows.count();
  assert.equal(Number(await page.locator('[data-drawn]').getAttribute('data-drawn')), before);
  await page.getByRole('button', { name: 'secret-lead[.]example' }).waitFor(); // she published it

  // By keyboard: from one to the next, and what it is is said.
  await page.getByRole('application').focus();
  for (const key of ['ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown']) await page.keyboard.press(key);
  const chosen = page.getByRole('complementary', { name: 'What is chosen' });
  await chosen.waitFor();
  await page.keyboard.press('Escape');
  await chosen.waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'bazaar:eu:aurore-77' }).press('Enter');
  await chosen.getByText('Why it is here').waitFor();
  await chosen.locator('ol li').nth(2).waitFor(); // the start, the telephone, the seller
  await chosen.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'desk[@]parcel-forward[.]example' }).click();
  await chosen.getByText('More than 32 neighbours').waitFor();
  await chosen.getByRole('button', { name: 'Expand its neighbours' }).click();
  await page.getByRole('button', { name: 'drop-9-outlet[.]example' }).first().waitFor();
  await page.waitForFunction((n) => document.querySelectorAll('table tbody tr').length >= n, before + 36);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.getByRole('button', { name: 'Move left' }).click();
  await page.getByRole('button', { name: 'Show all' }).click();
  assert.deepEqual(faults, []);
  await context.close();
});

test('what may not be seen is not there', { skip }, async () => {
  const { page, faults, context } = await person(browser, hub, 'bo-b');
  await page.goto(`${hub.url}/ui/networks/${net.id}`);
  await page.locator('[data-drawn]').waitFor();
  await page.getByRole('button', { name: 'bazaar:eu:aurore-77' }).waitFor();
  assert.ok(!(await page.content()).includes('secret-lead'));
  await page.getByRole('textbox', { name: 'Value' }).fill('secret-lead[.]example');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing that you may see names it.').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});
