// Reads a table of messages, and says how many the verifier decides on as wanted.
import { readFileSync } from "node:fs";
import { Verifier, WebhookError, answer, keysOf } from "../webhook.mjs";

const table = JSON.parse(readFileSync(0, "utf8"));
for (const { name, keys, headers, body, want } of table) {
  let got = "";
  try {
    const event = new Verifier(keys).verify(headers, Buffer.from(body));
    if (event.data.id !== "ind_ü") got = "parsed wrong";
    new Verifier(keys).verify(new Headers(headers), body);
  } catch (error) {
    got = error instanceof WebhookError ? error.code : String(error);
  }
  if (got !== want) throw new Error(`${name}: ${got}, want ${want}`);
}
if (answer({ type: "subscription.verify", data: { challenge: "c" } }) !== '{"challenge":"c"}' || answer({ type: "x" }) !== undefined) throw new Error("answer");
if (keysOf({ keys: [{ kty: "OKP", crv: "Ed25519", x: "-_8" }, { kty: "RSA" }] }).join() !== "whpk_+/8=") throw new Error("keysOf");
console.log(`${table.length} as wanted`);
