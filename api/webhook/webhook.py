"""Checks the signatures of what an Entente hub sends to an endpoint (Standard Webhooks,
https://www.standardwebhooks.com, "v1" and "v1a"), and answers the question by which an endpoint shows
that it wants to be told. Python 3.9 or newer; v1a needs the package cryptography. Copy it.

    verifier = Verifier(os.environ["ENTENTE_SECRET"])      # whsec_… or whpk_…
    event = verifier.verify(request.headers, request.body) # raises WebhookError
    reply = answer(event)                                  # send it with 200; None: it is an event
"""

import base64
import hashlib
import hmac
import json
import time

TOLERANCE = 5 * 60  # how far a message's time may be from now, either way, in seconds


class WebhookError(Exception):
    """A message that raises it must not be acted on. code: key, header, time or signature."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def _key(text):
    try:
        return base64.b64decode(text, validate=True)
    except ValueError:
        raise WebhookError("key", "a key is whsec_ or whpk_ and base64") from None


class Verifier:
    def __init__(self, *keys, now=time.time):
        """keys: one or more, any of which may fit. now gives the time in seconds, for tests."""
        self._secrets, self._publics, self._now = [], [], now
        for key in keys:
            if key.startswith("whpk_"):
                from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

                self._publics.append(Ed25519PublicKey.from_public_bytes(_key(key[5:])))
            elif key.startswith("whsec_") and key != "whsec_":
                self._secrets.append(_key(key[6:]))
            else:
                raise WebhookError("key", "a key is whsec_ or whpk_ and base64")
        if not keys:
            raise WebhookError("key", "there is no key")

    def verify(self, headers, body):
        """headers: any mapping. body: bytes as they came. Returns the parsed body: an event, or a
        list of them where the subscription takes batches."""
        got = {name.lower(): value for name, value in headers.items()}
        message, stamp, signatures = (got.get("webhook-" + name, "") for name in ("id", "timestamp", "signature"))
        if not message or not signatures or not (stamp.isascii() and stamp.isdigit()):
            raise WebhookError("header", "a header of Standard Webhooks is missing or malformed")
        if abs(self._now() - int(stamp)) > TOLERANCE:
            raise WebhookError("time", "the message is too old, or from the future")
        content = f"{message}.{stamp}.".encode() + body
        for text in signatures.split():
            version, _, encoded = text.partition(",")
            try:
                signature = base64.b64decode(encoded, validate=True)
            except ValueError:
                continue
            if self._fits(version, content, signature):
                return json.loads(body)
        raise WebhookError("signature", "no signature verifies")

    def _fits(self, version, content, signature):
        if version == "v1":
            return any(hmac.compare_digest(hmac.new(s, content, hashlib.sha256).digest(), signature) for s in self._secrets)
        if version == "v1a" and self._publics:
            from cryptography.exceptions import InvalidSignature

            for key in self._publics:
                try:
                    key.verify(signature, content)
                    return True
                except InvalidSignature:
                    continue
        return False


def keys_of(jwks):
    """The keys, for Verifier, of a key set (RFC 7517) as GET /.well-known/jwks/{subscription} gives it."""
    return [
        "whpk_" + base64.b64encode(base64.urlsafe_b64decode(k["x"] + "=" * (-len(k["x"]) % 4))).decode()
        for k in jwks["keys"]
        if k.get("kty") == "OKP" and k.get("crv") == "Ed25519"
    ]


def answer(event):
    """What to answer, with status 200, to a verified event subscription.verify; None for any other."""
    if isinstance(event, dict) and event.get("type") == "subscription.verify" and event.get("data", {}).get("challenge"):
        return json.dumps({"challenge": event["data"]["challenge"]})
    return None
