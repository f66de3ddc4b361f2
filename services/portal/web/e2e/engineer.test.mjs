// An engineer's day: a webhook is added, its secret kept, a delivery fails, and arrives once the endpoint is mended.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, path, person } from './browser.mjs';
import { alliance, start } from './hub.mjs';
import { endpoint } from './world.mjs';

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

test('a webhook from the first to the last', { skip }, async () => {
  let mended = false;
  const at = await endpoint(() => (mended ? 204 : 503));
  const { page, faults, context } = await person(browser, hub, 'jane-a');
  await page.getByRole('link', { name: 'Webhooks' }).click();
  await page.getByRole('button', { name: 'Add an endpoint' }).click();
  await page.getByRole('textbox', { name: 'Address' }).fill(at.url);
  await page.getByRole('textbox', { name: 'Name' }).fill('Takedown desk');
  await page.getByRole('button', { name: 'Add it' }).click();
  const secret = page.getByRole('dialog', { name: 'Keep this secret now' });
  await secret.getByText(/^whsec_/).waitFor();
  await page.keyboard.press('Escape'); // not away by accident
  assert.ok(await secret.isVisible());
  await secret.getByRole('button', { name: 'I have kept it' }).click();
  await secret.waitFor({ state: 'detached' });
  assert.equal(await page.getByText(/whsec_/).count(), 0);

  const side = page.getByRole('dialog', { name: 'Endpoint' });
  await side.getByRole('button', { name: 'Send a test event' }).click();
  await side.getByText('Not received').waitFor();
  await side.getByText('Failed', { exact: true }).waitFor();
  await side.getByText(/503/).first().waitFor();
  mended = true;
  await side.getByRole('button', { name: 'Send a test event' }).click();
  await side.getByText(/^Received: 204/).waitFor();
  await side.getByText('Delivered').first().waitFor();

  await hub.ask(keys['brand-b'], 'POST', '/v1/indicators', { observable: { type: 'domain', value: 'told-at-once.example' }, tlp: 'green' });
  await side.getByText('Published', { exact: true }).waitFor({ timeout: 15_000 });
  assert.ok(at.got.some((g) => g.body.includes('told-at-once.example') && g.headers['webhook-signature']));

  await side.getByRole('button', { name: 'Pause' }).click();
  await side.getByText('Paused').waitFor();
  await side.getByRole('button', { name: 'Resume' }).click();
  await side.getByText('Active').waitFor();
  await side.getByRole('button', { name: 'Replace the key' }).click();
  await page.getByRole('dialog', { name: 'Replace the signing key' }).getByRole('button', { name: 'Replace the key' }).click();
  await secret.getByText(/^whsec_/).waitFor();
  await secret.getByRole('button', { name: 'I have kept it' }).click();
  await side.getByText('One signs until').waitFor();
  await side.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Yes, remove it' }).click();
  await page.getByText('No endpoint yet').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
  await at.close();
});
