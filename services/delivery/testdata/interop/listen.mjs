// Follows a member's direct feed over WebSocket with the NATS libraries of JavaScript, as a browser
// would: `node listen.mjs URL MEMBER`, the key in NATS_TOKEN. Says a line of JSON for what it is
// told live, what it pulls (and acknowledges), what it is refused, and that it was cut off.
import { jetstream } from "@nats-io/jetstream";
import { wsconnect } from "@nats-io/nats-core";
import { WebSocket } from "ws";

globalThis.WebSocket ??= WebSocket; // Node has one from version 22 on
const [url, member] = process.argv.slice(2);
const say = (x) => console.log(JSON.stringify(x));

const nc = await wsconnect({ servers: url, token: process.env.NATS_TOKEN, reconnect: false });
const refused = new Promise((resolve) => nc.subscribe(">", { callback: (err) => err && resolve(err.name) }));
nc.subscribe(`feed.${member}.>`, { callback: (err, m) => say({ live: err ? String(err) : m.string() }) });
await nc.flush();
say({ refused: await refused });

const consumer = await jetstream(nc).consumers.get(`FEED-${member}`, "main");
say({ ready: true });
for (let n = 0; n < 2; n++) {
  const m = await consumer.next({ expires: 10_000 });
  say({ pulled: m?.string(), id: m?.headers?.get("Entente-Event-Id"), acknowledged: await m?.ackAck() });
}
await nc.closed();
say({ closed: true });
