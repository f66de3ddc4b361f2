// Every screen, as somebody who may open it: axe and the screenshots go through this list.
// path may be made of what world.mjs made; ready is what shows that it is there; then, what to do before it is looked at.
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
  { name: 'palette', as: 'jane-a', path: () => '/ui/indicators', ready: 'table tbody tr, ul li', then: async (page) => { await page.keyboard.press('Control+k'); await page.getByPlaceholder(/Go to a screen/).waitFor(); } },
  { name: 'preferences', as: 'jane-a', path: () => '/ui/indicators', ready: 'table tbody tr, ul li', then: async (page, { narrow }) => {
    if (narrow) await page.locator('header button').first().click();
    await page.getByRole('button', { name: 'Jane Arnaud' }).click();
    await page.getByRole('menuitem', { name: /Language/ }).click();
    await page.getByRole('dialog').waitFor();
  } },
  { name: 'not-found', as: 'jane-a', path: () => '/ui/indicators/ind_aaaaaaaaaaaaaaaaaaaaaaaaaa', ready: '[role=dialog] h2' , misses: ['404'] },
  { name: 'nothing-yet', as: 'nora-n', path: () => '/ui/indicators?q=nothing-like-it', ready: 'section h2' },
  { name: 'admin', as: 'ada', path: () => '/ui/indicators', ready: 'h1, h2' },
];

// ONLY=webhook takes those whose name it fits: to look at what is worked on.
export const screens = all.filter((s) => new RegExp(process.env.ONLY ?? '').test(s.name));
