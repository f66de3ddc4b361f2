// An admin's day, its first half: she is let in by a link, enrols a member and lets its people in, makes
// its key, gives it a seat, and shuts it out again, told each time what will come of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, path, person } from './browser.mjs';
import { alliance, start } from './hub.mjs';

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

const dialog = (page) => page.getByRole('dialog').last();
const choose = async (page, label, option) => {
  await dialog(page).getByRole('combobox', { name: label }).or(dialog(page).getByRole('textbox', { name: label })).first().click();
  await page.locator('[role=option]').filter({ hasText: option }).click();
};
const asked = (key, path = '/v1/me') => fetch(hub.url + path, { headers: { Authorization: `Bearer ${key}` } });

test('she enrols a member, makes its key, gives it a seat, and suspends it', { skip }, async () => {
  const { page, faults, context } = await person(browser, hub, 'ada');
  const side = page.getByRole('dialog', { name: 'Member', exact: true });

  await page.getByText('Nothing waits for you').waitFor();
  await page.getByRole('link', { name: 'Members', exact: true }).click();
  await page.getByRole('button', { name: 'Enrol a member' }).click();
  await dialog(page).getByRole('textbox', { name: 'Name', exact: true }).fill('Étoile & Fils');
  assert.equal(await dialog(page).getByRole('textbox', { name: 'Id' }).inputValue(), 'etoile-fils');
  await choose(page, 'Kind', 'Marketplace');
  await dialog(page).getByRole('button', { name: 'Enrol a member' }).click();
  await side.getByRole('heading', { name: 'Étoile & Fils' }).waitFor();
  await side.getByText('The publisher is told where the screening asks for it').waitFor();

  // A key, seen once.
  await side.getByRole('tab', { name: 'API keys' }).click();
  await side.getByText('No key yet').waitFor();
  await side.getByRole('button', { name: 'Make a key' }).click();
  await dialog(page).getByRole('textbox', { name: 'What it is for' }).fill('Screening job');
  await dialog(page).getByRole('checkbox', { name: 'Publish' }).check();
  await dialog(page).getByRole('button', { name: 'Make a key' }).click();
  const once = page.getByRole('dialog', { name: 'Keep this key now' });
  const key = await once.getByText(/^ent_/).innerText();
  await page.keyboard.press('Escape'); // not away by accident
  assert.ok(await once.isVisible());
  assert.equal((await asked(key)).status, 200);
  await once.getByRole('button', { name: 'I have kept it' }).click();
  await side.getByText('Screening job').waitFor();
  assert.equal(await page.getByText(key).count(), 0);
  await side.getByText(`ent_${key.split('_')[1]}_…`).waitFor();
  await side.getByText(/ends in (2|3) mo|ends in 8\d|ends in 90/).waitFor();

  // Its first person, let in by a link.
  await side.getByRole('tab', { name: 'People' }).click();
  await side.getByRole('button', { name: 'Add a person' }).click();
  await dialog(page).getByRole('textbox', { name: 'Name', exact: true }).fill('Noa Weber');
  await dialog(page).getByRole('checkbox', { name: 'Manager' }).check();
  await dialog(page).getByRole('button', { name: 'Add a person' }).click();
  await side.getByRole('link', { name: 'Noa Weber' }).click();
  const noa = page.getByRole('dialog', { name: 'Person', exact: true });
  await noa.getByRole('button', { name: 'Sign-in link' }).click();
  await dialog(page).getByText('Whoever opens the link is signed in as Noa Weber').waitFor();
  await dialog(page).getByRole('button', { name: 'Make the link' }).click();
  const link = await page.getByRole('dialog', { name: 'A link for Noa Weber' }).getByText(/sign-in#/).innerText();
  await page.getByRole('button', { name: 'I have passed it on' }).click();
  const theirs = await browser.newContext();
  const other = await theirs.newPage();
  await other.goto(link);
  await other.locator('main button').first().click();
  await other.getByRole('heading', { name: /, Noa$/ }).waitFor();
  await noa.getByRole('tab', { name: 'Signed in' }).click();
  await noa.getByText('by a link of ada').waitFor();

  // A seat in a task force: who gains what is said before.
  await page.goto(`${hub.url}/ui/task-forces`);
  await page.getByRole('button', { name: 'Create a task force' }).click();
  await dialog(page).getByRole('textbox', { name: 'Name', exact: true }).fill('Watches');
  await dialog(page).getByRole('textbox', { name: 'Purpose' }).fill('Watches that ship from the same warehouse.');
  await choose(page, 'Add a member', 'Maison Aurore');
  await dialog(page).getByRole('button', { name: 'Create a task force' }).click();
  const force = page.getByRole('dialog', { name: 'Task force', exact: true });
  await force.getByRole('link', { name: 'Maison Aurore' }).waitFor();
  await hub.ask(keys['maison-a'], 'POST', '/v1/indicators', { observable: { type: 'domain', value: 'watches-by-night.example' }, tlp: 'amber', share: { task_forces: ['watches'] } });
  await force.getByRole('button', { name: 'Change members' }).click();
  await choose(page, 'Add a member', 'Étoile & Fils');
  await dialog(page).getByText('Étoile & Fils, as Contributor: all that has been shared').waitFor();
  await dialog(page).getByRole('button', { name: 'Change its members' }).click();
  await force.getByRole('link', { name: 'Étoile & Fils' }).waitFor();
  const seen = async () => (await (await asked(key, '/v1/indicators')).json()).items.map((i) => i.observable?.value);
  assert.deepEqual(await seen(), ['watches-by-night.example']);
  await force.getByRole('button', { name: 'Change members' }).click();
  await dialog(page).getByRole('button', { name: 'Remove Étoile & Fils' }).click();
  await dialog(page).getByText('Étoile & Fils: what was shared with this task force alone is withdrawn').waitFor();
  await dialog(page).getByRole('button', { name: 'Change its members' }).click();
  await force.getByRole('link', { name: 'Étoile & Fils' }).waitFor({ state: 'detached' });
  assert.deepEqual(await seen(), []);

  // Out, at once: what stops is said, and stops.
  await page.goto(`${hub.url}/ui/members/etoile-fils`);
  await side.getByRole('button', { name: 'Suspend' }).click();
  const sure = page.getByRole('dialog', { name: 'Suspend Étoile & Fils?' });
  for (const said of ['One key that is in force stops working.', 'One person is signed out.', 'Its open streams and exports are cut, its webhooks stop']) await sure.getByText(said).waitFor();
  assert.ok(await sure.getByRole('button', { name: 'Yes, suspend it' }).isDisabled(), 'without a reason');
  await sure.getByRole('textbox', { name: 'Why' }).fill('Its keys were found on a public server.');
  await sure.getByRole('button', { name: 'Yes, suspend it' }).click();
  await side.getByText('Étoile & Fils is suspended', { exact: true }).waitFor();
  await side.getByText('Its keys were found on a public server.').waitFor();
  assert.equal((await asked(key)).status, 401);
  await other.getByRole('link', { name: 'Indicators', exact: true }).click();
  await other.waitForURL(/sign-in/);

  // And back, without the key that leaked.
  await side.getByRole('tab', { name: 'API keys' }).click();
  await side.getByRole('button', { name: 'Revoke Screening job' }).click();
  await page.getByRole('button', { name: 'Yes, revoke it' }).click();
  await side.getByText('One that no longer works').waitFor();
  await side.getByRole('tab', { name: 'Overview' }).click();
  await side.getByRole('button', { name: 'Reinstate' }).click();
  await page.getByRole('button', { name: 'Yes, reinstate it' }).click();
  await side.getByText('Active', { exact: true }).waitFor();
  assert.equal((await asked(key)).status, 401);

  assert.deepEqual(faults, []);
  await theirs.close();
  await context.close();
});

// What one keeps in the browser holds on every screen: the zone, and where one is signed in.
test('settings hold everywhere', { skip }, async () => {
  const first = await person(browser, hub, 'omar');
  const { page, faults, context } = await person(browser, hub, 'omar');
  await page.goto(`${hub.url}/ui/members/maison-a`);
  const since = page.getByRole('dialog').locator('dd time').first();
  const at = await since.getAttribute('datetime');
  const shown = (zone) => new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(new Date(at));
  assert.equal(await since.innerText(), shown('Europe/Paris'));
  await page.goto(`${hub.url}/ui/settings`);
  await page.getByRole('combobox', { name: 'Time zone' }).or(page.getByRole('textbox', { name: 'Time zone' })).first().click();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('Tokyo');
  await page.getByRole('option', { name: 'Asia/Tokyo' }).click();
  await page.getByText('Dense').click();
  await page.goto(`${hub.url}/ui/members/maison-a`);
  assert.equal(await since.innerText(), shown('Asia/Tokyo'));
  assert.equal(await page.evaluate(() => document.documentElement.dataset.density), 'dense');

  await page.goto(`${hub.url}/ui/settings`);
  await page.getByText('this browser', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await page.getByText('One browser is signed out at its next click.').waitFor();
  await page.getByRole('button', { name: 'Yes, sign out' }).click();
  await page.getByRole('button', { name: 'Sign out everywhere else' }).waitFor({ state: 'detached' });
  await first.page.getByRole('link', { name: 'Members', exact: true }).click();
  await first.page.waitForURL(/sign-in/);
  assert.deepEqual(faults, []);
  await first.context.close();
  await context.close();
});

// To a reader there are names and kinds: no people, no keys, and nobody who is suspended.
test('a reader sees the roster', { skip }, async () => {
  const { page, faults, context } = await person(browser, hub, 'rui-a');
  await page.getByRole('link', { name: 'Members' }).click();
  await page.getByRole('link', { name: 'Bazaar Market' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Handbags' }).waitFor();
  assert.equal(await page.getByRole('tab').count(), 0);
  assert.equal(await page.getByRole('link', { name: 'People' }).count(), 0);
  await page.goto(`${hub.url}/ui/people`);
  await page.getByText('Your roles do not open this screen').waitFor();
  assert.deepEqual(faults, []);
  await context.close();
});
