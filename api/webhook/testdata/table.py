"""Reads a table of messages, and says how many the verifier decides on as wanted."""

import json
import os
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from webhook import Verifier, WebhookError, answer, keys_of  # noqa: E402

table = json.load(sys.stdin)
for m in table:
    got = ""
    try:
        event = Verifier(*m["keys"]).verify(m["headers"], m["body"].encode())
        if event["data"]["id"] != "ind_ü":
            got = "parsed wrong"
    except WebhookError as error:
        got = error.code
    if got != m["want"]:
        sys.exit(f"{m['name']}: {got}, want {m['want']}")
if answer({"type": "subscription.verify", "data": {"challenge": "c"}}) != '{"challenge": "c"}' or answer([{"type": "x"}]) is not None:
    sys.exit("answer")
if keys_of({"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "-_8"}, {"kty": "RSA"}]}) != ["whpk_+/8="]:
    sys.exit("keys_of")
print(f"{len(table)} as wanted")
