// Pictures of every screen, both themes, wide and narrow: shots/<screen>-<theme>-<width>.png. ONLY=name takes some.
import { mkdir } from 'node:fs/promises';
import { open, settle, visit } from './browser.mjs';
import { alliance, start } from './hub.mjs';
import { screens } from './screens.mjs';
import { belonging, desk, indicators, network, policies, webhooks } from './world.mjs';

const hub = await start();
const browser = await open();
let made;
try {
  const keys = await alliance(hub);
  const { net } = await network(hub, keys);
  made = { net, ...(await policies(hub, await webhooks(hub, keys, await desk(hub, keys, await indicators(hub, keys))))) };
  await belonging(hub);
  const into = new URL('../shots/', import.meta.url).pathname;
  await mkdir(into, { recursive: true });
  for (const theme of ['light', 'dark']) {
    for (const width of [1280, 390]) {
      await visit(browser, hub, screens, made, { theme, width }, async (page, s) => {
        await settle(page);
        await page.screenshot({ path: `${into}${s.name}-${theme}-${width}.png` });
      });
    }
  }
} finally {
  await browser.close();
  await made?.end();
  await hub.end();
}
