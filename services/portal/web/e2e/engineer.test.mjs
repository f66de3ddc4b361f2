// An engineer's day: a webhook is added, its secret kept, a delivery fails, is looked into, and arrives once the endpoint is mended.
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

const side = (page) => page.getByRole('dialog', { name: 'Endpoint' });
const more = async (page, what) => { await side(page).getByRole('button', { name: 'More to do' }).click(); await page.getByRole('menuitem', { name: what }).click(); };

test('a webhook fails, is mended, and what was missed arrives', { skip }, async (t) => {
  let answer = [503, 'The database is down.'];
  const at = await endpoint(() => answer);
  t.after(() => at.close());
  const { page, faults, context } = await person(browser, hub, 'jane-a');
  await page.getByRole('link', { name: 'Webhooks' }).click();
  await page.getByRole('button', { name: 'Add an endpoint' }).click();
  await page.getByRole('textbox', { name: 'Address' }).fill(at.url);
  await page.getByRole('textbox', { name: 'Name' }).fill('Takedown desk');
  await page.getByRole('button', { name: 'Format, signature and headers' }).click();
  await page.getByRole('button', { name: 'Add a header' }).click();
  await page.getByRole('textbox', { name: 'Header', exact: true }).fill('X-Gateway-Key');
  await page.getByLabel('Value', { exact: true }).fill('k3b7');
  await page.getByRole('button', { name: 'Pace and retries' }).click();
  await page.getByRole('textbox', { name: 'Tried again after' }).fill('now and then');
  await page.getByText('Up to 20 waits').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Add it' }).isDisabled());
  await page.getByRole('textbox', { name: 'Tried again after' }).fill('1 d, 1 d');
  await page.getByText('3 attempts within 2 d').waitFor();
  await page.getByRole('button', { name: 'Add it' }).click();
  const secret = page.getByRole('dialog', { name: 'Keep this secret now' });
  await secret.getByText(/^whsec_/).waitFor();
  await page.keyboard.press('Escape'); // not away by accident
  assert.ok(await secret.isVisible());
  await secret.getByRole('button', { name: 'I have kept it' }).click();
  await secret.waitFor({ state: 'detached' });
  assert.equal(await page.getByText(/whsec_/).count(), 0);

  // Something happens while the endpoint is down: it is seen at a glance, and why.
  const told = await hub.ask(keys['brand-b'], 'POST', '/v1/indicators', { observable: { type: 'domain', value: 'told-late.example' }, tlp: 'green' });
  await side(page).getByText('The last attempt failed').waitFor({ timeout: 15_000 });
  await side(page).getByText('After 2 more failures the hub stops').waitFor();
  await side(page).getByRole('link', { name: 'Published' }).first().click();
  await side(page).getByText('What came back: 503').waitFor();
  await side(page).getByText('The database is down.').waitFor();
  await side(page).getByText('masked').first().waitFor(); // the gateway's key
  await side(page).getByRole('link', { name: told.id }).waitFor();

  // It is mended, and sent again by hand: nobody waits for tomorrow.
  answer = 204;
  await side(page).getByRole('button', { name: 'Send again' }).click();
  await side(page).getByRole('button', { name: 'See its attempts' }).click();
  await side(page).getByText('Delivered', { exact: true }).nth(1).waitFor({ timeout: 15_000 }); // the first is the filter
  assert.equal(at.got.at(-1).headers['x-gateway-key'], 'k3b7');
  assert.ok(at.got.at(-1).body.includes('told-late.example') && at.got.at(-1).headers['webhook-signature']);
  assert.equal(at.got.at(-1).headers['webhook-id'], at.got[0].headers['webhook-id']);

  await page.goto(`${hub.url}/ui/webhooks`);
  await page.getByRole('link', { name: 'Takedown desk' }).click();
  await side(page).getByRole('button', { name: 'Send a test event' }).click();
  await side(page).getByText(/^Received: 204/).waitFor();

  // What it refuses for good waits apart, and is sent again when it is mended.
  answer = [413, 'Too much.'];
  await side(page).getByRole('button', { name: 'Change' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Takedown desk, day');
  await page.getByRole('button', { name: 'Pace and retries' }).click();
  await page.getByRole('textbox', { name: 'Tried again after' }).fill('5s, 5m');
  await page.getByRole('button', { name: 'Save' }).click();
  await side(page).getByRole('heading', { name: 'Takedown desk, day' }).waitFor();
  await hub.ask(keys['brand-b'], 'POST', '/v1/indicators', { observable: { type: 'domain', value: 'too-much.example' }, tlp: 'green' });
  await side(page).getByRole('tab', { name: 'Refused' }).click();
  await side(page).getByText('it answered 413').waitFor({ timeout: 15_000 });
  await side(page).getByRole('button', { name: 'Forget' }).click();
  await page.getByRole('dialog', { name: 'Forget this event?' }).getByRole('button', { name: 'Cancel' }).click();
  answer = 204;
  await side(page).getByRole('button', { name: 'Send all again' }).click();
  await side(page).getByText('Nothing was refused').waitFor({ timeout: 15_000 });
  assert.ok(at.got.at(-1).body.includes('too-much.example'));

  // A replay, watched to its end.
  await more(page, 'Send again from a time');
  await page.getByRole('button', { name: '1 day ago' }).click();
  await page.getByRole('button', { name: 'Send again', exact: true }).last().click();
  await side(page).getByText('Sent again', { exact: true }).waitFor({ timeout: 15_000 });

  await side(page).getByRole('button', { name: 'Pause' }).click();
  await side(page).getByText('It is paused').waitFor();
  await side(page).getByRole('button', { name: 'Resume' }).click();
  await side(page).getByText('It takes what it is sent').waitFor();
  await more(page, 'Replace the key');
  await page.getByRole('dialog', { name: 'Replace the signing key' }).getByRole('button', { name: 'Replace the key' }).click();
  await secret.getByText(/^whsec_/).waitFor();
  await secret.getByRole('button', { name: 'I have kept it' }).click();
  await side(page).getByRole('tab', { name: 'Settings' }).click();
  await side(page).getByText('One signs until').waitFor();
  await more(page, 'Remove');
  await page.getByRole('button', { name: 'Yes, remove it' }).click();
  await page.getByText('No endpoint yet').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});
