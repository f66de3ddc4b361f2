// An analyst's day: she publishes with the audience before her eyes, takes it back from most, and
// whoever lost it sees it leave the open screen.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
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

const dialog = (page) => page.getByRole('dialog').last();
const choose = async (page, label, option) => {
  await dialog(page).getByRole('combobox', { name: label }).or(dialog(page).getByRole('textbox', { name: label })).first().click();
  await page.getByRole('option', { name: option }).click();
  await page.keyboard.press('Tab');
};

test('she publishes, and takes it back', { skip }, async () => {
  const jane = await person(browser, hub, 'jane-a');
  const bo = await person(browser, hub, 'bo-b');
  const name = 'aurore-liquidation[.]example';
  jane.page.allowed = ['422']; // red without a member is none yet
  bo.page.allowed = ['404'];

  await jane.page.getByRole('link', { name: 'Publish' }).click();
  await jane.page.getByRole('heading', { name: 'Publish an indicator' }).waitFor();
  await jane.page.getByLabel('Value').first().fill('Aurore-Liquidation.example.');
  await jane.page.getByText('TLP:GREEN').click();
  await jane.page.getByText('6 other members would know of it').waitFor();
  await jane.page.getByRole('button', { name: 'Publish…' }).click();
  await dialog(jane.page).getByText('Publish it for 6 other members?').waitFor();
  for (const who of ['Brandt & Söhne', 'Bazaar Market', 'Police de Lorville']) assert.ok(await dialog(jane.page).getByText(who).isVisible(), who);
  await jane.page.getByRole('button', { name: 'Yes, publish it' }).click();
  await jane.page.getByRole('dialog').getByRole('heading', { name }).waitFor();

  // It is on his screen without his asking, and he opens it.
  await bo.page.getByRole('link', { name }).click();
  await bo.page.getByRole('dialog').getByRole('heading', { name }).waitFor();

  await jane.page.getByRole('tab', { name: 'Who can see' }).click();
  await jane.page.getByRole('button', { name: 'Restrict to fewer' }).click();
  await choose(jane.page, 'Label', 'TLP:RED');
  await choose(jane.page, 'Members', 'Police de Lorville');
  await jane.page.getByRole('textbox', { name: 'Why' }).fill('For the police alone, while they look into it.');
  await jane.page.getByRole('button', { name: 'Review…' }).click();
  await jane.page.getByText('Take it back from 5 members?').waitFor();
  assert.ok(await dialog(jane.page).getByText('Bazaar Market').isVisible());
  await jane.page.getByRole('button', { name: 'Yes, take it back' }).click();
  await jane.page.getByText('It is restricted.').waitFor();

  await bo.page.getByText('This indicator is no longer yours to see').waitFor();
  await bo.page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await bo.page.locator('table tbody tr').first().waitFor();
  assert.equal(await bo.page.getByRole('link', { name }).count(), 0);

  assert.deepEqual([...jane.faults, ...bo.faults], []);
  await jane.context.close();
  await bo.context.close();
});

test('he says that he saw it again, by keyboard', { skip }, async () => {
  const { page, faults, context } = await person(browser, hub, 'bo-b');
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder(/Go to a screen/).waitFor();
  await page.keyboard.type('brandt-soehne');
  await page.keyboard.press('Enter');
  await page.waitForURL(/q=brandt-soehne/);
  const row = page.getByRole('link', { name: 'brandt-soehne-sale[.]example' });
  await row.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Details' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Add a sighting' }).press('Enter');
  await page.getByRole('radio', { name: 'It was taken down, and is there again' }).press('Space');
  await page.getByRole('button', { name: 'Say so' }).press('Enter');
  await page.getByText('Your sighting was added.').waitFor();
  await page.getByRole('dialog').getByText('It was taken down, and is there again').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.deepEqual(faults, []);
  await context.close();
});

test('what is masked says so, and what is hidden is not there', { skip }, async () => {
  const bo = await person(browser, hub, 'bo-b');
  bo.page.allowed = ['404'];
  await bo.page.goto(`${hub.url}/ui/indicators/${made.phone.id}`);
  await bo.page.getByText('This indicator is no longer yours to see').waitFor();
  await bo.page.goto(`${hub.url}/ui/indicators?q=brandt-soehne`);
  await bo.page.locator('table tbody tr').first().waitFor();
  assert.equal(await bo.page.locator('table tbody tr').count(), 1);
  assert.deepEqual(bo.faults, []);
  await bo.context.close();
});

test('she imports a file with bad lines, and mends them', { skip }, async () => {
  const { page, faults, context } = await person(browser, hub, 'jane-a');
  await page.getByRole('link', { name: 'Import' }).click();
  const good = Array.from({ length: 300 }, (_, n) => `domain,aurore-import-${n}.example,green,70`);
  const lines = ['type,value,tlp,confidence', ...good, 'domain,aurore-import-0.example,green,70', 'domain,co.uk,green,50', 'phone,"=1+1",green,50', 'domain,amazon.de,green,50'];
  await page.locator('input[type=file]').setInputFiles({ name: 'october.csv', mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) });
  await page.getByRole('button', { name: 'Check the lines' }).click();
  await page.getByText('304 lines checked').waitFor();
  for (const [n, kind] of [['300', 'Published'], ['1', 'Duplicate'], ['1', 'Refused'], ['2', 'Rejected']]) await page.getByRole('button', { name: `${n} ${kind}`, exact: true }).or(page.getByRole('button', { name: `${n}${kind}`, exact: true })).waitFor();
  assert.ok(await page.getByRole('listitem').count() < 60, 'all lines are in the page');
  await page.getByRole('button', { name: /^2\s?Rejected/ }).click();
  await page.getByRole('button', { name: /^Details of line 303, Rejected/ }).click();
  await page.getByText('is a public suffix').last().waitFor();

  await page.getByRole('button', { name: 'Import 300 lines…' }).click();
  await dialog(page).getByText('These 6 members will see them:').waitFor();
  for (const who of ['Brandt & Söhne', 'Police de Lorville']) assert.ok(await dialog(page).getByText(who).isVisible(), who);
  await page.getByRole('button', { name: 'Yes, import them' }).click();
  await page.getByText('It is imported').waitFor();
  await page.getByRole('button', { name: 'Open its report' }).click();
  const report = page.getByRole('dialog', { name: 'Import' });
  await report.getByText('300', { exact: true }).waitFor();

  const saved = async (name) => {
    const [file] = await Promise.all([page.waitForEvent('download'), report.getByRole('button', { name }).click()]);
    return readFile(await file.path(), 'utf8');
  };
  const rejects = await saved('Download the rejects');
  assert.match(rejects, /^\uFEFF"line","problem","field","detail","original"\r\n"303",.*public suffix.*"domain,co\.uk,green,50"\r\n"304",/);
  assert.match(rejects, /"305",.*"domain,amazon\.de,green,50"\r\n$/);
  assert.equal(await saved('Download the lines to mend'), `${[lines[0], ...lines.slice(302)].join('\n')}\n`);

  // What is imported already is nothing to import, and that is said.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Import another file' }).click();
  await page.getByRole('button', { name: 'Paste lines' }).click();
  await page.getByLabel('Lines to import').fill('aurore-import-1.example\naurore-import-2.example');
  await page.getByRole('button', { name: 'Take these lines' }).click();
  await page.getByRole('combobox', { name: 'Label' }).or(page.getByRole('textbox', { name: 'Label' })).first().click();
  await page.getByRole('option', { name: 'TLP:GREEN' }).click();
  await page.getByRole('button', { name: 'Check the lines' }).click();
  await page.getByText('Nothing of it would be imported').waitFor();
  await page.getByText('You have published every line of it already.').waitFor();
  assert.equal(await page.getByRole('button', { name: /^Import \d/ }).count(), 0);
  assert.deepEqual(faults, []);
  await context.close();
});

// What the hub says went wrong is shown in its words, with the request's id, and what was typed stays.
test('a mistake says what it is', { skip }, async () => {
  const { page, context } = await person(browser, hub, 'jane-a');
  await page.goto(`${hub.url}/ui/publish`);
  await page.getByLabel('Value').first().fill('maison-aurore-outlet.example');
  await page.getByText('TLP:GREEN').click();
  await page.getByText('You have published this already').waitFor();
  assert.ok(await page.getByRole('button', { name: 'Publish…' }).isDisabled());
  await page.route('**/v1/indicators?*', (r) => r.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ type: '/problems/ledger-unavailable', title: 'The ledger cannot be reached.', status: 503, instance: 'req123' }) }));
  await page.goto(`${hub.url}/ui/indicators`);
  await page.getByText('The ledger cannot be reached.').waitFor();
  assert.ok(await page.getByText('req123').isVisible());
  await page.unroute('**/v1/indicators?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.locator('table tbody tr').first().waitFor();
  await context.close();
});
