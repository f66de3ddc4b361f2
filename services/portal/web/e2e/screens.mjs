// Every screen, as somebody who may open it: axe and the screenshots go through this list.
// path may be made of what world.mjs made; ready is what shows that it is there; then, what to do before it is looked at.
const label = async (page) => { await page.getByRole('combobox', { name: 'Label' }).or(page.getByRole('textbox', { name: 'Label' })).first().click(); await page.getByRole('option', { name: 'TLP:GREEN' }).click(); };

// checked has a file with something of everything checked.
async function checked(page, check) {
  const lines = ['type,value,tlp,confidence,note'];
  for (let n = 1; n <= 40; n++) lines.push(`domain,aurore-stock-${n}.example,green,${40 + n},`);
  lines.push('domain,amazon.de,green,60,', 'domain,aurore-stock-1.example,green,50,', 'domain,co.uk,green,50,', 'phone,12345,green,50,', 'email,orders@mailinator.com,green,50,', 'domain,aurore-bulk.example,green,50,Our wholesale price is 410 EUR');
  await page.locator('input[type=file]').setInputFiles({ name: 'october-shops.csv', mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) });
  await page.getByRole('button', { name: check }).click();
  await page.getByRole('button', { name: /^Import \d+ lines…/ }).waitFor();
}

const all = [
  { name: 'indicators', as: 'jane-a', path: () => '/ui/indicators', ready: 'table tbody tr, ul li' },
  { name: 'indicators-filtered', as: 'jane-a', path: () => '/ui/indicators?type=domain&infringement=counterfeit&min_confidence=30', ready: 'table tbody tr, ul li' },
  { name: 'indicator', as: 'jane-a', path: (made) => `/ui/indicators/${made.shop.id}`, ready: '[role=dialog] dl' },
  { name: 'indicator-history', as: 'jane-a', path: (made) => `/ui/indicators/${made.shop.id}`, ready: '[role=dialog] dl', then: (page) => page.getByRole('tab').nth(1).click() },
  { name: 'indicator-sightings', as: 'jane-a', path: (made) => `/ui/indicators/${made.shop.id}`, ready: '[role=dialog] dl', then: (page) => page.getByRole('tab').nth(2).click() },
  { name: 'indicator-audience', as: 'jane-a', path: (made) => `/ui/indicators/${made.shop.id}`, ready: '[role=dialog] dl', then: (page) => page.getByRole('tab').nth(3).click() },
  { name: 'indicator-network-delivery', as: 'jane-a', path: (made) => `/ui/indicators/${made.listing.id}`, ready: '[role=dialog] dl', then: async (page) => { await page.getByRole('tab').nth(4).click(); await page.getByRole('combobox', { name: 'To which member' }).click(); await page.getByRole('option', { name: 'Bazaar Market' }).click(); await page.getByText('Policy lets the member see it').waitFor(); } },
  {
    name: 'indicator-share', as: 'jane-a', path: (made) => `/ui/indicators/${made.shop.id}`, ready: '[role=dialog] dl',
    then: async (page) => { await page.getByRole('tab').nth(3).click(); await page.getByRole('button', { name: 'Share with more' }).click(); await page.getByRole('textbox', { name: 'Why' }).waitFor(); },
  },
  { name: 'publish', as: 'jane-a', path: () => '/ui/publish', ready: 'form', then: async (page) => { await page.getByLabel('Value').first().fill('aurore-clearance.example'); await page.getByText('TLP:GREEN').click(); await page.getByText('would know of it').waitFor(); } },
  { name: 'publish-wrong', as: 'jane-a', path: () => '/ui/publish', ready: 'form', misses: ['422'], then: async (page) => { await page.getByLabel('Value').first().fill('not a domain'); await page.getByLabel('Note').click(); await page.getByText('not right yet').waitFor(); } },
  { name: 'import', as: 'jane-a', path: () => '/ui/import', ready: 'main ul li' },
  { name: 'import-checked', as: 'jane-a', path: () => '/ui/import', ready: 'main ul li', then: (page) => checked(page, 'Check the lines') },
  { name: 'import-row', as: 'jane-a', path: () => '/ui/import', ready: 'main ul li', then: async (page) => { await checked(page, 'Check the lines'); await page.getByRole('button', { name: /^Rejected/, pressed: false }).or(page.getByRole('button', { name: /Rejected$/ })).first().click(); await page.getByRole('button', { name: /^Details of line/ }).first().click(); await page.getByText('The line', { exact: true }).waitFor(); } },
  { name: 'import-confirm', as: 'jane-a', path: () => '/ui/import', ready: 'main ul li', then: async (page) => { await checked(page, 'Check the lines'); await page.getByRole('button', { name: /^Import \d+ lines…/ }).click(); await page.getByRole('dialog').getByText('will see them').waitFor(); } },
  { name: 'import-none', as: 'jane-a', path: () => '/ui/import', ready: 'main ul li', then: async (page) => { await page.getByRole('button', { name: 'Paste lines' }).click(); await page.getByLabel('Lines to import').fill('not a domain\nco.uk\n'); await page.getByRole('button', { name: 'Take these lines' }).click(); await label(page); await page.getByRole('button', { name: 'Check the lines' }).click(); await page.getByText('Nothing of it would be imported').waitFor(); } },
  { name: 'import-report', as: 'jane-a', path: (made) => `/ui/import/${made.imported.id}`, ready: '[role=dialog] dl' },
  { name: 'import-nothing', as: 'jane-a', path: (made) => `/ui/import/${made.none.id}`, ready: '[role=dialog] dl' },
  { name: 'desk', as: 'sten', path: (made) => `/ui/desk/${made.dispute.id}`, ready: 'ol li' },
  { name: 'desk-list', as: 'sten', path: () => '/ui/desk', ready: 'main ul li' },
  { name: 'desk-settle', as: 'sten', path: (made) => `/ui/desk/${made.dispute.id}`, ready: 'ol li', then: async (page) => { await page.getByRole('button', { name: 'Settle it…' }).click(); await page.getByRole('dialog').getByText('The indicator is taken down').click(); await page.getByRole('textbox', { name: 'Why' }).fill('No contract stands.'); } },
  { name: 'desk-held', as: 'sten', path: (made) => `/ui/desk/${made.held.id}`, ready: 'mark' },
  { name: 'desk-refuse', as: 'sten', path: (made) => `/ui/desk/${made.held.id}`, ready: 'mark', then: async (page) => { await page.getByRole('button', { name: 'Refuse…' }).click(); await page.getByRole('textbox', { name: 'What the publisher should change' }).waitFor(); } },
  { name: 'desk-publisher', as: 'jane-a', path: (made) => `/ui/desk/${made.dispute.id}`, ready: 'ol li' },
  { name: 'desk-contest', as: 'sten', path: () => '/ui/desk', ready: 'main ul li', then: async (page) => { await page.getByRole('button', { name: 'Open for somebody outside' }).click(); await page.getByRole('textbox', { name: 'What is wrong' }).waitFor(); } },
  { name: 'desk-none', as: 'nora-n', path: () => '/ui/desk', ready: 'h2' },
  { name: 'webhooks', as: 'jane-a', path: () => '/ui/webhooks', ready: 'main ul li' },
  { name: 'webhook', as: 'jane-a', path: (made) => `/ui/webhooks/${made.hook.id}`, ready: '[role=dialog] h2', then: (page) => page.getByText('Delivered').nth(1).waitFor() },
  { name: 'webhook-failing', as: 'jane-a', path: (made) => `/ui/webhooks/${made.down.id}`, ready: '[role=dialog] h2', then: (page) => page.getByText(/last .*attempts? failed/).waitFor() },
  { name: 'webhook-attempt', as: 'jane-a', path: (made) => `/ui/webhooks/${made.down.id}?state=retrying`, ready: '[role=dialog] h2', then: async (page) => { await page.getByRole('dialog').getByRole('link', { name: 'Published' }).first().click(); await page.getByText('What came back: 503').waitFor(); } },
  { name: 'webhook-refused', as: 'jane-a', path: (made) => `/ui/webhooks/${made.strict.id}?tab=letters`, ready: '[role=dialog] h2', then: (page) => page.getByRole('button', { name: 'Send all again' }).waitFor() },
  { name: 'webhook-settings', as: 'jane-a', path: (made) => `/ui/webhooks/${made.hook.id}?tab=settings`, ready: '[role=dialog] dl' },
  { name: 'webhook-change', as: 'jane-a', path: (made) => `/ui/webhooks/${made.hook.id}`, ready: '[role=dialog] h2', then: async (page) => {
    await page.getByRole('button', { name: 'Change' }).click();
    for (const part of ['Format, signature and headers', 'Pace and retries']) await page.getByRole('button', { name: part }).click();
    await page.getByText('attempts within').waitFor();
  } },
  { name: 'webhook-replay', as: 'jane-a', path: (made) => `/ui/webhooks/${made.hook.id}`, ready: '[role=dialog] h2', then: async (page) => { await page.getByRole('button', { name: 'More to do' }).click(); await page.getByRole('menuitem', { name: 'Send again from a time' }).click(); await page.getByText('Send again from a time', { exact: true }).waitFor(); } },
  { name: 'webhook-add', as: 'jane-a', path: () => '/ui/webhooks', ready: 'main ul li', then: async (page) => { await page.getByRole('button', { name: 'Add an endpoint' }).click(); await page.getByRole('textbox', { name: 'Address' }).waitFor(); } },
  { name: 'networks', as: 'jane-a', path: () => '/ui/networks', ready: 'h2' },
  { name: 'networks-nothing', as: 'jane-a', path: () => '/ui/networks', ready: 'h2', then: async (page) => { await page.getByRole('textbox', { name: 'Value' }).fill('nobody-knows.example'); await page.keyboard.press('Enter'); await page.getByText('Nothing is tied to it').waitFor(); } },
  { name: 'network', as: 'jane-a', path: (made) => `/ui/networks/${made.net.id}`, ready: '[data-drawn]' },
  { name: 'network-chosen', as: 'jane-a', path: (made) => `/ui/networks/${made.net.id}`, ready: '[data-drawn]', then: async (page) => { await page.getByRole('button', { name: 'bazaar:eu:aurore-77' }).click(); await page.locator('aside ol li').nth(2).waitFor(); } },
  { name: 'network-hub', as: 'jane-a', path: (made) => `/ui/networks/${made.net.id}`, ready: '[data-drawn]', then: async (page) => { await page.getByRole('button', { name: 'desk[@]parcel-forward[.]example' }).click(); await page.getByRole('button', { name: 'Expand its neighbours' }).click(); await page.getByRole('button', { name: 'drop-9-outlet[.]example' }).first().waitFor(); } },
  { name: 'developers', as: 'jane-a', path: () => '/ui/developers', ready: 'main pre' },
  { name: 'developers-events', as: 'jane-a', path: () => '/ui/developers?part=events', ready: 'main table' },
  { name: 'developers-signatures', as: 'jane-a', path: () => '/ui/developers?part=signatures', ready: 'main pre' },
  { name: 'developers-requests', as: 'ada', path: () => '/ui/developers?part=requests', ready: 'main pre' },
  { name: 'webhooks-none', as: 'nora-n', path: () => '/ui/webhooks', ready: 'h2' },
  { name: 'policies', as: 'ada', path: () => '/ui/policies', ready: 'main table' },
  { name: 'policies-proposals', as: 'odile', path: () => '/ui/policies/proposals', ready: 'main ul li' },
  { name: 'policies-proposal', as: 'ada', path: (made) => `/ui/policies/proposals/${made.carriers.id}`, ready: 'main ol li', then: async (page) => { await page.getByText('What it would change').waitFor(); await page.getByText('New').first().waitFor(); } },
  { name: 'policies-approve', as: 'omar', path: (made) => `/ui/policies/proposals/${made.carriers.id}`, ready: 'main ol li', then: async (page) => { await page.getByRole('button', { name: 'Approve…' }).click(); await page.getByRole('dialog').waitFor(); } },
  { name: 'policies-draft', as: 'ada', path: () => '/ui/policies/draft', ready: 'main [role=group]' },
  {
    name: 'policies-draft-wrong', as: 'ada', path: () => '/ui/policies/draft', ready: 'main [role=group]', misses: ['422'],
    then: async (page) => {
      await page.getByText('As written').click();
      await page.locator('.cm-content').click();
      await page.keyboard.press('Control+End');
      await page.keyboard.insertText('p, role:carier, *, domain, ambre, see, allow');
      await page.keyboard.press('Escape');
      await page.getByRole('textbox', { name: 'Why' }).fill('Carriers shall know.');
      await page.getByRole('button', { name: 'Propose it' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'policies-history', as: 'ada', path: () => '/ui/policies/history', ready: 'main ol li', then: (page) => page.getByText('What changes').waitFor() },
  { name: 'policies-cases', as: 'odile', path: () => '/ui/policies/cases', ready: 'main details', then: (page) => page.locator('main details').first().click() },
  { name: 'policies-explain', as: 'ada', path: (made) => `/ui/policies/explain?indicator=${made.shop.id}&viewer=m:ship-d&act=read.core`, ready: 'main section h2', then: (page) => page.getByText('In whose hand').first().waitFor() },
  { name: 'policies-explain-hidden', as: 'ada', path: () => '/ui/policies/explain?indicator=ind_aaaaaaaaaaaaaaaaaaaaaaaaaa&viewer=m:ship-d', ready: 'main section h2', misses: ['404'], then: (page) => page.getByText('There is no such indicator').waitFor() },
  { name: 'audit', as: 'ada', path: () => '/ui/audit', ready: 'main ol li' },
  { name: 'audit-filtered', as: 'odile', path: () => '/ui/audit?kind=proposal', ready: 'main ol li' },
  { name: 'audit-own', as: 'jane-a', path: () => '/ui/audit', ready: 'main ol li' },
  { name: 'audit-none', as: 'ada', path: () => '/ui/audit?kind=clock&verb=passed&id=nothing', ready: 'main section h2' },
  {
    name: 'audit-entry', as: 'ada', path: () => '/ui/audit', ready: 'main ol li',
    then: async (page) => { await page.locator('main ol li button').first().click(); await page.getByRole('button', { name: 'Prove that it is there' }).click(); await page.getByText('It is on the ledger').waitFor(); },
  },
  { name: 'audit-decisions', as: 'odile', path: () => '/ui/audit/decisions', ready: 'main ol li' },
  { name: 'audit-proof', as: 'odile', path: () => '/ui/audit/proof', ready: 'main textarea', then: async (page) => { await page.getByRole('button', { name: 'Check now' }).click(); await page.getByRole('heading', { name: 'All that was checked holds' }).waitFor(); } },
  { name: 'palette', as: 'jane-a', path: () => '/ui/indicators', ready: 'table tbody tr, ul li', then: async (page) => { await page.keyboard.press('Control+k'); await page.getByPlaceholder(/Go to a screen/).waitFor(); } },
  { name: 'person-menu', as: 'jane-a', path: () => '/ui/indicators', ready: 'table tbody tr, ul li', then: async (page, { narrow }) => {
    if (narrow) await page.locator('header button').first().click();
    await page.getByRole('button', { name: 'Jane Arnaud' }).click();
    await page.getByRole('menuitem', { name: 'Settings' }).waitFor();
  } },
  { name: 'not-found', as: 'jane-a', path: () => '/ui/indicators/ind_aaaaaaaaaaaaaaaaaaaaaaaaaa', ready: '[role=dialog] h2' , misses: ['404'] },
  { name: 'nothing-yet', as: 'nora-n', path: () => '/ui/indicators?q=nothing-like-it', ready: 'section h2' },
  { name: 'admin', as: 'ada', path: () => '/ui/indicators', ready: 'h1, h2' },
  { name: 'home', as: 'jane-a', path: () => '/ui/home', ready: 'main ul li' },
  { name: 'home-admin', as: 'ada', path: () => '/ui/home', ready: 'main section' },
  { name: 'home-clear', as: 'nora-n', path: () => '/ui/home', ready: 'main section h2' },
  { name: 'settings', as: 'jane-a', path: () => '/ui/settings', ready: 'main dl' },
  { name: 'members', as: 'ada', path: () => '/ui/members', ready: 'main ul li' },
  { name: 'members-roster', as: 'rui-a', path: () => '/ui/members', ready: 'main ul li' },
  { name: 'members-none', as: 'ada', path: () => '/ui/members?q=nobody-like-it', ready: 'main section h2' },
  { name: 'member-enrol', as: 'ada', path: () => '/ui/members', ready: 'main ul li', then: async (page) => { await page.getByRole('button', { name: 'Enrol a member' }).click(); await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Étoile & Fils'); } },
  { name: 'member', as: 'ada', path: () => '/ui/members/market-b', ready: '[role=dialog] dl' },
  { name: 'member-suspended', as: 'ada', path: () => '/ui/members/gone-g', ready: '[role=dialog] dl' },
  { name: 'member-people', as: 'ada', path: () => '/ui/members/maison-a', ready: '[role=dialog] dl', then: (page) => page.getByRole('tab').nth(1).click() },
  { name: 'member-keys', as: 'ada', path: () => '/ui/members/maison-a', ready: '[role=dialog] dl', then: (page) => page.getByRole('tab').nth(2).click() },
  { name: 'member-key-make', as: 'ada', path: () => '/ui/members/maison-a', ready: '[role=dialog] dl', then: async (page) => { await page.getByRole('tab').nth(2).click(); await page.getByRole('button', { name: 'Make a key' }).click(); await page.getByRole('textbox', { name: 'What it is for' }).waitFor(); } },
  { name: 'member-suspend', as: 'ada', path: () => '/ui/members/market-b', ready: '[role=dialog] dl', then: async (page) => { await page.getByRole('button', { name: 'Suspend' }).click(); await page.getByRole('textbox', { name: 'Why' }).waitFor(); } },
  { name: 'people', as: 'ada', path: () => '/ui/people', ready: 'main ul li' },
  { name: 'person', as: 'ada', path: () => '/ui/people/jane-a', ready: '[role=dialog] dl' },
  { name: 'person-sessions', as: 'ada', path: () => '/ui/people/jane-a', ready: '[role=dialog] dl', then: (page) => page.getByRole('tab').nth(1).click() },
  { name: 'person-link', as: 'ada', path: () => '/ui/people/jane-a', ready: '[role=dialog] dl', then: async (page) => { await page.getByRole('button', { name: 'Sign-in link' }).click(); await page.getByRole('button', { name: 'Make the link' }).waitFor(); } },
  { name: 'person-change', as: 'ada', path: () => '/ui/people/rui-a', ready: '[role=dialog] dl', then: async (page) => { await page.getByRole('button', { name: 'Change' }).click(); await page.getByRole('checkbox', { name: 'Analyst' }).check(); await page.getByRole('checkbox', { name: 'Reader' }).uncheck(); } },
  { name: 'task-forces', as: 'ada', path: () => '/ui/task-forces', ready: 'main ul li' },
  { name: 'task-forces-none', as: 'nora-n', path: () => '/ui/task-forces', ready: 'main section h2' },
  { name: 'task-force', as: 'ada', path: () => '/ui/task-forces/handbags', ready: '[role=dialog] dl' },
  { name: 'task-force-members', as: 'ada', path: () => '/ui/task-forces/handbags', ready: '[role=dialog] dl', then: async (page) => { await page.getByRole('button', { name: 'Change members' }).click(); await page.getByRole('button', { name: 'Remove Police de Lorville' }).click(); await page.getByRole('combobox', { name: 'Add a member' }).or(page.getByRole('textbox', { name: 'Add a member' })).first().click(); await page.getByRole('option', { name: 'Delta Parcel' }).click(); } },
  { name: 'task-force-close', as: 'ada', path: () => '/ui/task-forces/handbags', ready: '[role=dialog] dl', then: async (page) => { await page.getByRole('button', { name: 'Close it' }).click(); await page.getByRole('button', { name: 'Yes, close it' }).waitFor(); } },
];

// ONLY=webhook takes those whose name it fits: to look at what is worked on.
export const screens = all.filter((s) => new RegExp(process.env.ONLY ?? '').test(s.name));
