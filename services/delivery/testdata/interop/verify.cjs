// Reads lines of {secret, headers, body (base64), want}, and verifies each with the library of
// Standard Webhooks. Says how many were as wanted.
const { Webhook } = require("standardwebhooks");

const lines = require("fs").readFileSync(0, "utf8").trim().split("\n").map((line) => JSON.parse(line));
for (const { secret, headers, body, want } of lines) {
  let ok = true;
  try {
    new Webhook(secret).verify(Buffer.from(body, "base64").toString("utf8"), headers);
  } catch {
    ok = false;
  }
  if (ok !== want) throw new Error(`${headers["webhook-id"]} verifies: ${ok}, want ${want}`);
}
console.log(`${lines.length} as wanted`);
