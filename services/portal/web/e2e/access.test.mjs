// Whose access is taken sees the record leave the open screen, by itself: the list's row, the drawer,
// and what was looked up of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, path, person } from './browser.mjs';
import { alliance, start } from './hub.mjs';
import { indicators } from './world.mjs';

const skip = path || process.env.CI ? false : 'no Chromium here: set CHROMIUM, or install it';
let hub, browser, made;
before(async () => {
  if (skip) return;
  hub = await start();
  browser = await open();
  made = await indicators(hub, await alliance(hub));
});
after(async () => {
  await browser?.close();
  await hub?.end();
});

const seats = async (members) => {
  const { etag } = await hub.admin('GET', '/v1/task-forces/handbags');
  await hub.admin('PATCH', '/v1/task-forces/handbags', { members: members.map((member) => ({ member, role: 'contributor' })) }, { 'If-Match': `"${etag}"` });
};

test('a member that leaves a task force', { skip }, async () => {
  const value = 'maison-aurore-outlet[.]example';
  const list = await person(browser, hub, 'bo-b');
  const drawer = await person(browser, hub, 'bo-b');
  const jane = await person(browser, hub, 'jane-a');
  drawer.page.allowed = ['404'];
  await list.page.goto(`${hub.url}/ui/indicators?tag=season:winter`);
  await list.page.getByRole('link', { name: value }).waitFor();
  await drawer.page.goto(`${hub.url}/ui/indicators/${made.shop.id}`);
  await drawer.page.getByRole('dialog').getByRole('heading', { name: value }).waitFor();
  await drawer.page.getByRole('tab', { name: 'Sightings' }).click();
  await drawer.page.getByText('Back two days after the takedown.').waitFor();
  let loads = 0;
  for (const { page } of [list, drawer]) page.on('load', () => { loads++; });

  await seats(['maison-a', 'police-l']);
  await list.page.getByText('Nothing matches these filters').waitFor();
  await drawer.page.getByText('This indicator is no longer yours to see').waitFor();
  for (const { page } of [list, drawer]) {
    assert.equal((await page.content()).includes(value), false, 'it is still in the page');
    assert.equal((await page.content()).includes('Back two days'), false, 'so is what was said of it');
  }
  assert.equal(loads, 0, 'a page was loaded again');

  // Who keeps its seat keeps it, and who gets one back sees it come.
  await jane.page.goto(`${hub.url}/ui/indicators?tag=season:winter`);
  await jane.page.getByRole('link', { name: value }).waitFor();
  await seats(['maison-a', 'market-b', 'police-l']);
  await list.page.getByRole('link', { name: value }).waitFor();
  assert.equal(loads, 0);
  assert.deepEqual([...list.faults, ...drawer.faults, ...jane.faults], []);
  for (const p of [list, drawer, jane]) await p.context.close();
});
