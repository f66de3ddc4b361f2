// How long the indicators take on a hub that holds many, and a graph of as many nodes as are drawn, by the browser's own clock.
// COUNT= says how many indicators (100000).
import { execFileSync } from 'node:child_process';
import { open, person } from './browser.mjs';
import { alliance, start } from './hub.mjs';
import { large } from './world.mjs';

const count = process.env.COUNT ?? '100000';
const hub = await start();
const browser = await open();
try {
  const keys = await alliance(hub);
  const lines = execFileSync(new URL('../../../../bin/entente', import.meta.url).pathname, ['generate', '--count', count], { maxBuffer: 1 << 30 });
  const began = performance.now();
  const sent = await fetch(`${hub.url}/v1/imports`, { method: 'POST', headers: { Authorization: `Bearer ${keys['brand-b']}`, 'Content-Type': 'application/x-ndjson', 'Idempotency-Key': '"measure"' }, body: lines });
  const report = await sent.json();
  console.log(`import: ${report.accepted ?? JSON.stringify(report)} in ${Math.round(performance.now() - began)} ms`);
  const { page } = await person(browser, hub, 'jane-a');
  const rows = 'table tbody tr';
  const times = { paint: [], rows: [], filter: [], words: [] };
  for (let n = 0; n < 5; n++) {
    await page.goto('about:blank');
    await page.goto(`${hub.url}/ui/indicators`);
    await page.locator(rows).first().waitFor();
    times.rows.push(await page.evaluate(() => performance.now()));
    times.paint.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0));
    // From the click to the answer on the screen, in the page.
    times.filter.push(await page.evaluate(async () => {
      const shown = () => document.querySelector('main section [role=status]')?.textContent;
      const before = shown();
      const t = performance.now();
      document.querySelector('aside fieldset label input').click();
      while (shown() === before || document.querySelector('section[aria-busy=true]')) await new Promise((r) => requestAnimationFrame(r));
      return performance.now() - t;
    }));
    await page.goto(`${hub.url}/ui/indicators`);
    await page.locator(rows).first().waitFor();
    const t = Date.now();
    await page.locator('input[type=search]').fill(`shop ${n}`);
    await page.waitForURL(/q=/);
    await page.locator('section[aria-busy=false]').waitFor();
    times.words.push(Date.now() - t);
  }
  // From a click in an indicator's drawer, and from the address, to the frame after the graph is there, in the page.
  await page.addInitScript(() => {
    window.drawn = () => new Promise((done) => {
      const seen = new MutationObserver(() => {
        if (!document.querySelector('[data-drawn] svg')) return;
        seen.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now())));
      });
      seen.observe(document, { subtree: true, childList: true, attributes: true });
    });
    window.opened = window.drawn();
  });
  const net = await large(hub, keys);
  const graph = { opened: [], clicked: [] };
  let nodes;
  for (let n = 0; n < 5; n++) {
    await page.goto('about:blank');
    await page.goto(`${hub.url}/ui/networks/${net.id}`);
    graph.opened.push(await page.evaluate(() => window.opened));
    nodes = await page.locator('[data-drawn] [role=img]').count();
    await page.goto(`${hub.url}/ui/indicators/${net.indicator}`);
    const to = page.getByRole('link', { name: 'Its network' });
    await to.waitFor();
    await page.waitForTimeout(500);
    graph.clicked.push(await to.evaluate(async (link) => {
      const t = performance.now();
      link.click();
      return (await window.drawn()) - t;
    }));
  }
  const middle = (l) => Math.round(l.sort((a, b) => a - b)[l.length >> 1]);
  console.log(`first paint ${middle(times.paint)} ms, rows ${middle(times.rows)} ms, a filter ${middle(times.filter)} ms, words ${middle(times.words)} ms (with 180 ms of waiting for the next letter); medians of 5`);
  console.log(`a graph of ${nodes} nodes: from the click ${middle(graph.clicked)} ms, from the address ${middle(graph.opened)} ms; medians of 5`);
} finally {
  await browser.close();
  await hub.end();
}
