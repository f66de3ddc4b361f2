// What can be run against this hub as it stands, by curl or by the command line.
export type Way = 'curl' | 'cli';

const auth = '-H "Authorization: Bearer $ENTENTE_API_KEY"';

export const samples = (hub: string) => ({
  setup: { curl: `export HUB=${hub}\nread -rs ENTENTE_API_KEY && export ENTENTE_API_KEY   # paste your key: it stays out of the shell's history`, cli: `export ENTENTE_URL=${hub}\nread -rs ENTENTE_API_KEY && export ENTENTE_API_KEY   # paste your key: it stays out of the shell's history` },
  me: { curl: `curl -sf $HUB/v1/me ${auth}`, cli: 'entente search --limit 1   # it says so if the key is not in force' },
  screen: {
    curl: `curl -sf $HUB/v1/screen ${auth} -H 'Content-Type: application/json' \\\n  -d '{"observables": [{"type": "domain", "value": "some-shop.example"}]}'`,
    cli: 'entente screen some-shop.example\nentente screen --private some-shop.example   # without telling the hub what about',
  },
  list: { curl: `curl -sf "$HUB/v1/indicators?type=domain&min_confidence=60&limit=20" ${auth}`, cli: 'entente search --type domain --min-confidence 60' },
  publish: {
    curl: `curl -sf $HUB/v1/indicators ${auth} -H 'Content-Type: application/json' \\\n  -H "Idempotency-Key: $(uuidgen)" \\\n  -d '{"observable": {"type": "domain", "value": "some-shop.example"}, "tlp": "green", "confidence": 60}'`,
    cli: 'entente publish FILE --preview   # what would become of it, line by line\nentente publish FILE',
  },
  follow: { curl: `curl -sN $HUB/v1/stream ${auth}`, cli: 'entente tail' },
}) satisfies Record<string, Record<Way, string>>;

export const verifiers = {
  node: `import { createServer } from "node:http";
import { answer, Verifier, WebhookError } from "./webhook.mjs"; // api/webhook of the hub's sources

const verifier = new Verifier(process.env.ENTENTE_SECRET); // whsec_… or whpk_…
createServer(async (req, res) => {
  const body = Buffer.concat(await req.toArray()); // the bytes as they came
  try {
    const event = verifier.verify(req.headers, body);
    const reply = answer(event); // of subscription.verify
    if (!reply) await queue.put(req.headers["webhook-id"], event);
    res.writeHead(reply ? 200 : 204).end(reply);
  } catch (error) {
    res.writeHead(error instanceof WebhookError ? 401 : 503).end();
  }
}).listen(8443);`,
  python: `from webhook import Verifier, WebhookError, answer  # api/webhook of the hub's sources

verifier = Verifier(os.environ["ENTENTE_SECRET"])  # whsec_… or whpk_…

def endpoint(request):
    try:
        event = verifier.verify(request.headers, request.get_data())
    except WebhookError:
        return "", 401
    if reply := answer(event):  # of subscription.verify
        return reply, 200
    queue.put(request.headers["webhook-id"], event)
    return "", 204`,
  go: `v, err := webhook.New(os.Getenv("ENTENTE_SECRET")) // whsec_… or whpk_…
http.Handle("/entente", webhook.Handler(v, func(ctx context.Context, id string, body []byte) error {
	return queue.Put(ctx, id, body) // the same id may come again: drop what is there already
}))`,
  openssl: `# what is signed: <webhook-id>.<webhook-timestamp>.<body>, under the secret without its "whsec_"
printf '%s.%s.%s' "$ID" "$TIMESTAMP" "$BODY" |
  openssl dgst -sha256 -mac HMAC -macopt hexkey:$(printf '%s' "\${ENTENTE_SECRET#whsec_}" | base64 -d | xxd -p -c 256) -binary | base64`,
};
