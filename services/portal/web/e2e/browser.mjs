// Chromium as a person's browser. What no screen may do fails the test by itself: an error in the
// console, a request to another host, something that the page's policy refuses.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

export const path = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((p) => p && existsSync(p));
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const open = () => chromium.launch({
  executablePath: path,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

// person is a page of somebody who has signed in by a link. faults is what went wrong in it.
export async function person(browser, hub, who, { width = 1280, height = 860, theme = 'light', language = 'en', zone = 'Europe/Paris' } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, locale: language, timezoneId: zone, reducedMotion: 'reduce' });
  const page = await context.newPage();
  const faults = [];
  page.allowed = []; // statuses that the test means to meet
  page.on('console', (m) => { if (m.type() === 'error' && !page.allowed.some((a) => m.text().includes(a))) faults.push(`console: ${m.text()}`); });
  page.on('pageerror', (e) => faults.push(`page: ${e.stack ?? e}`));
  page.on('request', (r) => { if (!r.url().startsWith(hub.url) && !r.url().startsWith('data:') && !r.url().startsWith('blob:')) faults.push(`another host: ${r.url()}`); });
  await page.goto(await hub.link(who));
  await page.locator('main button').first().click();
  await page.waitForURL((u) => !u.pathname.startsWith('/ui/sign-in'));
  await page.waitForSelector('h1');
  return { page, context, faults };
}

// settle waits until nothing moves.
export async function settle(page) {
  await page.evaluate(() => document.fonts.ready);
  await page.waitForFunction(() => !document.querySelector('[aria-busy=true], [data-loading=true], .mantine-Skeleton-root'), undefined, { timeout: 5000 });
  // A page whose theme has just changed is painted anew in parts: a title was seen in one theme's colour on the other's ground.
  const colours = () => page.evaluate(() => [...document.querySelectorAll('body *')].map((e) => { const c = getComputedStyle(e); return c.color + c.backgroundColor; }).join());
  for (let was, is = await colours(), n = 0; was !== is && n < 20; n++) {
    await page.waitForTimeout(120);
    [was, is] = [is, await colours()];
  }
  await page.evaluate(() => Promise.all(document.getAnimations().filter((a) => a.effect?.getComputedTiming().iterations !== Infinity).map((a) => a.finished.catch(() => {}))));
}

// check runs axe (WCAG 2.2, A and AA) on what is shown, in the light theme and then in the dark one, and returns what it finds.
export async function check(page) {
  await settle(page);
  await page.evaluate(axe);
  const light = await found(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.waitForSelector('html[data-mantine-color-scheme=dark]');
  await settle(page);
  const dark = await found(page);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark.map((v) => `dark: ${v}`)];
}

async function found(page) {
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  return violations.map((v) => `${v.id}: ${v.help}\n${v.nodes.slice(0, 4).map((n) => `    ${n.html.slice(0, 160)}\n    ${n.failureSummary?.split('\n')[1]?.trim() ?? ''}`).join('\n')}`);
}

// visit goes through screens, each as its person, and gives each to look(page, screen). It returns
// what went wrong on the way.
export async function visit(browser, hub, screens, made, how, look) {
  const wrong = [];
  const pages = {};
  const narrow = how.width < 768;
  for (const s of screens) {
    pages[s.as] ??= await person(browser, hub, s.as, { height: narrow ? 844 : 860, ...how });
    const { page, faults } = pages[s.as];
    page.allowed = s.misses ?? [];
    await page.goto(hub.url + s.path(made));
    await page.locator(s.ready).first().waitFor();
    await s.then?.(page, { narrow });
    await look(page, s);
    wrong.push(...faults.splice(0).map((f) => `${s.name}: ${f}`));
  }
  for (const { context } of Object.values(pages)) await context.close();
  return wrong;
}
