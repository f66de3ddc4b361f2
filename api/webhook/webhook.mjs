// Checks the signatures of what an Entente hub sends to an endpoint (Standard Webhooks,
// https://www.standardwebhooks.com, "v1" and "v1a"), and answers the question by which an endpoint
// shows that it wants to be told. Node 18 or newer, no dependencies; copy it.
//
//   const verifier = new Verifier(process.env.ENTENTE_SECRET); // whsec_… or whpk_…
//   const event = verifier.verify(request.headers, rawBody);    // throws WebhookError
//   const reply = answer(event);                                // send it with 200; undefined: it is an event

import { createHmac, createPublicKey, timingSafeEqual, verify as verifyEd25519 } from "node:crypto";

// How far a message's time may be from now, either way, in seconds.
export const TOLERANCE = 5 * 60;

// Code is key, header, time or signature. A message that throws one must not be acted on.
export class WebhookError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

const bytes = (text) => {
  const decoded = Buffer.from(text, "base64");
  if (decoded.length === 0 || decoded.toString("base64") !== text) throw new WebhookError("key", "a key is whsec_ or whpk_ and base64");
  return decoded;
};

export class Verifier {
  #secrets = [];
  #publics = [];
  #now;

  // keys: one or more, any of which may fit. now gives the time in seconds, for tests.
  constructor(keys, now = () => Date.now() / 1000) {
    this.#now = now;
    for (const key of [keys].flat()) {
      if (key?.startsWith("whpk_")) {
        const x = bytes(key.slice(5)).toString("base64url");
        this.#publics.push(createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" }));
      } else if (key?.startsWith("whsec_")) {
        this.#secrets.push(bytes(key.slice(6)));
      } else {
        throw new WebhookError("key", "a key is whsec_ or whpk_ and base64");
      }
    }
    if (this.#secrets.length + this.#publics.length === 0) throw new WebhookError("key", "there is no key");
  }

  // headers: an object with lower-case names, as Node has it, or Headers. body: as it came, not
  // parsed. Returns the parsed body: an event, or an array of them where the subscription takes batches.
  verify(headers, body) {
    const get = (name) => (typeof headers.get === "function" ? headers.get(name) : headers[name]);
    const [id, stamp, signatures] = ["id", "timestamp", "signature"].map((name) => get(`webhook-${name}`));
    if (!id || !/^\d+$/.test(stamp ?? "") || !signatures) throw new WebhookError("header", "a header of Standard Webhooks is missing or malformed");
    if (Math.abs(this.#now() - Number(stamp)) > TOLERANCE) throw new WebhookError("time", "the message is too old, or from the future");
    const content = Buffer.concat([Buffer.from(`${id}.${stamp}.`), Buffer.from(body)]);
    for (const text of signatures.split(" ")) {
      const [version, encoded] = text.split(",", 2);
      if (this.#fits(version, content, Buffer.from(encoded ?? "", "base64"))) return JSON.parse(Buffer.from(body).toString("utf8"));
    }
    throw new WebhookError("signature", "no signature verifies");
  }

  #fits(version, content, signature) {
    if (version === "v1") {
      return this.#secrets.some((secret) => {
        const want = createHmac("sha256", secret).update(content).digest();
        return want.length === signature.length && timingSafeEqual(want, signature);
      });
    }
    return version === "v1a" && signature.length === 64 && this.#publics.some((key) => verifyEd25519(null, content, key, signature));
  }
}

// The keys, for Verifier, of a key set (RFC 7517) as GET /.well-known/jwks/{subscription} gives it.
export const keysOf = (jwks) =>
  jwks.keys.filter((k) => k.kty === "OKP" && k.crv === "Ed25519").map((k) => `whpk_${Buffer.from(k.x, "base64url").toString("base64")}`);

// What to answer, with status 200, to a verified event subscription.verify; undefined for any other.
export const answer = (event) =>
  event?.type === "subscription.verify" && event.data?.challenge ? JSON.stringify({ challenge: event.data.challenge }) : undefined;
