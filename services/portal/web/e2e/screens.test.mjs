// Every screen: WCAG 2.2 AA by axe in both themes, nothing in the console, no other host, nothing
// against the page's policy; and how much script it takes to begin.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check, open, path, person, visit } from './browser.mjs';
import { alliance, start } from './hub.mjs';
import { screens } from './screens.mjs';
import { belonging, desk, indicators, network, policies, webhooks } from './world.mjs';

const skip = path || process.env.CI ? false : 'no Chromium here: set CHROMIUM, or install it';
let hub, browser, made;
before(async () => {
  if (skip) return;
  hub = await start();
  browser = await open();
  const keys = await alliance(hub);
  const { net } = await network(hub, keys);
  made = { net, ...(await policies(hub, await webhooks(hub, keys, await desk(hub, keys, await indicators(hub, keys))))) };
  await belonging(hub);
});
after(async () => {
  await browser?.close();
  await made?.end();
  await hub?.end();
});

for (const theme of ['light', 'dark']) {
  for (const width of [1280, 390]) {
    test(`every screen, ${theme}, ${width} px`, { skip }, async () => {
      const found = [];
      const wrong = await visit(browser, hub, screens, made, { theme, width }, async (page, s) => {
        for (const v of await check(page)) found.push(`${s.name}: ${v}`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (over > 0) found.push(`${s.name}: ${over} px wider than the window`);
      });
      assert.deepEqual([...wrong, ...found], []);
    });
  }
}

test('the binary serves the page and its assets, and a missing asset is none', { skip }, async () => {
  const page = await (await fetch(`${hub.url}/ui/`)).text();
  const asset = /src="(\/ui\/assets\/[^"]+-[\w-]{8}\.js)"/.exec(page)?.[1];
  assert.ok(asset, page);
  const script = await fetch(hub.url + asset);
  assert.equal(script.status, 200);
  assert.match(script.headers.get('cache-control'), /immutable/);
  assert.equal((await fetch(`${hub.url}/ui/assets/index-00000000.js`)).status, 404);
});

test('it takes less than 200 kB of script to begin', { skip }, async () => {
  const { page, context } = await person(browser, hub, 'jane-a');
  await page.goto(`${hub.url}/ui/indicators`);
  await page.locator('table tbody tr').first().waitFor();
  const size = await page.evaluate(() => performance.getEntriesByType('resource').filter((r) => r.name.endsWith('.js')).reduce((sum, r) => sum + r.encodedBodySize, 0));
  assert.ok(size > 0 && size < 200_000, `${size} bytes`);
  await context.close();
});

test('in three languages', { skip }, async () => {
  for (const [language, title] of [['fr', 'Vous attend'], ['zh', '待办事项'], ['en', 'Waits for you']]) {
    const { page, context, faults } = await person(browser, hub, 'jane-a', { language });
    assert.equal(await page.locator('h2').first().innerText(), title);
    assert.deepEqual(faults, []);
    await context.close();
  }
});

test('a link works once, and signing out ends the session', { skip }, async () => {
  const link = await hub.link('rui-a');
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: /Sign in with/ }).waitFor();
  assert.ok(!page.url().includes('#'), 'its secret stays in the history');
  await page.getByRole('button', { name: /Sign in with/ }).click();
  await page.waitForSelector('h1:has-text("Rui")');
  const cookies = await context.cookies();
  assert.ok(cookies.every((c) => c.httpOnly));
  await page.getByRole('button', { name: 'Rui Almeida' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/sign-in/);
  const kept = cookies.map((c) => `${c.name}=${c.value}`).join('; ');
  assert.equal((await fetch(`${hub.url}/v1/me`, { headers: { Cookie: kept } })).status, 401);
  await page.goto('about:blank');
  await page.goto(link);
  await page.getByRole('button', { name: /Sign in with/ }).click();
  await page.getByRole('alert').waitFor();
  await context.close();
});
