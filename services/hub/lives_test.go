package hub_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/cli"
	"github.com/entente-hub/entente/shared/observable"
)

// spellings are an observable of every type, as one hand writes it and as another does.
var spellings = map[string]struct{ one, other, region string }{
	"marketplace_seller": {one: "bazaar:EU:Outlet-4711", other: "https://www.bazaar.example/shop/outlet-4711"},
	"listing_url":        {one: "http://bazaar.example/handbags/item/123#photos", other: "https://www.bazaar.example/item/123"},
	"store_url":          {one: "https://Maison-A-Outlet.example:443/shop?utm_source=mail", other: "hxxps://maison-a-outlet[.]example/shop"},
	"domain":             {one: "商店.名牌包.公司.cn", other: "xn--czrs0t.xn--uirvx393e.xn--55qx5d.cn."},
	"email":              {one: "Sales@Maison-A-Outlet.example", other: "sales[at]maison-a-outlet[.]example"},
	"phone":              {one: "٠٥٠ ٥٥٥ ٠١٢٣", region: "AE", other: "+971 50 555 0123"},
	"iban":               {one: "ＤＥ８９　３７０４　００４４　０５３２　０１３０　００", other: "de89370400440532013000"},
	"bank_account":       {one: "GB:60-16-13:1926819", other: "gb:601613:01926819"},
	"payment_account":    {one: "支付宝:2088102146225135", other: "alipay:2088102146225135"},
	"crypto_wallet":      {one: "eth:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", other: "ethereum:0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"},
	"social_handle":      {one: "https://twitter.com/Maison_Outlet/status/1", other: "x:@maison_outlet"},
	"company":            {one: "cn:uscc:91350100m000100y43", other: "91350100M000100Y43"},
	"image":              {one: "SHA-256: 9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08", other: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
	"address":            {one: "CN；510600；广州市；越秀区站西路１２号", other: "cn; 510600; 广州市; 越秀区站西路12号"},
	"ip":                 {one: "2001:DB8:0:0:0:0:0:1", other: "[2001:db8::1]"},
	"tracking_id":        {one: "ca-pub-1234567890123456", other: "adsense:pub-1234567890123456"},
	"tls_certificate":    {one: "9F:86:D0:81:88:4C:7D:65:9A:2F:EA:A0:C5:5A:D0:15:A3:BF:4F:1B:2B:0B:82:2C:D1:5D:6C:15:B0:F0:0A:09", other: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a09"},
	"app":                {one: "https://play.google.com/store/apps/details?id=com.example.maison", other: "google:com.example.maison"},
	"gtin":               {one: "9506000134352", other: "09506000134352"},
	"waybill":            {one: "RR 473 124 829 GB", other: "ems:rr473124829gb"},
	"person_name":        {one: "محمد  علي", other: "محمد علي"},
}

// shell runs the command line as one of the alliance, and returns what it wrote. fails: it must
// not succeed.
func (a *alliance) shell(t *testing.T, who, in string, fails bool, args ...string) string {
	t.Helper()
	t.Setenv("ENTENTE_URL", a.base)
	t.Setenv("ENTENTE_API_KEY", a.keys[who])
	var out, errs bytes.Buffer
	code := cli.Main(args, cli.IO{In: strings.NewReader(in), Out: &out, Err: &errs})
	if fails != (code != 0) {
		t.Fatalf("entente %s as %s: exit code %d\n%s%s", strings.Join(args, " "), who, code, out.String(), errs.String())
	}
	return out.String() + errs.String()
}

// TestEveryTypeLives leads an indicator of every type through its whole life by the command
// line, and looks by the API at what each step does to those who see it.
func TestEveryTypeLives(t *testing.T) {
	a := newAlliance(t)
	if len(spellings) != len(observable.Names()) {
		t.Fatalf("spellings of %d types; there are %d", len(spellings), len(observable.Names()))
	}
	var lines strings.Builder
	draft := func(typ string) string {
		s := spellings[typ]
		body, err := json.Marshal(map[string]any{"observable": map[string]string{"type": typ, "value": s.one}, "tlp": "green", "confidence": 70})
		if err != nil {
			t.Fatal(err)
		}
		if s.region != "" {
			body = bytes.Replace(body, []byte(`"type"`), []byte(`"region":"`+s.region+`","type"`), 1)
		}
		return string(body)
	}
	for _, typ := range observable.Names() {
		lines.WriteString(draft(typ) + "\n")
	}
	if out := a.shell(t, "maison-a", lines.String(), false, "publish", "-", "--quiet"); !strings.Contains(out, fmt.Sprintf("%d accepted", len(spellings))) {
		t.Fatal(out)
	}

	type shown struct {
		ID, State string
		Sightings int
	}
	ids := map[string]string{}
	read := func(typ string) (i shown) {
		into(t, a.must(t, "bazar-b", "GET", "/v1/indicators/"+ids[typ], "", 200), &i)
		return i
	}
	state := func(typ, want string) {
		t.Helper()
		if got := read(typ); got.State != want {
			t.Errorf("%s: %s, want %s", typ, got.State, want)
		}
	}
	change := func(verb string, args ...string) func(typ string) {
		return func(typ string) {
			a.shell(t, "maison-a", "", false, append([]string{"indicator", verb, typ, spellings[typ].other}, args...)...)
		}
	}
	each := func(name string, do func(typ string)) {
		t.Run(name, func(t *testing.T) {
			for _, typ := range observable.Names() {
				do(typ)
			}
		})
	}

	each("found under another spelling", func(typ string) {
		var i shown
		into(t, []byte(a.shell(t, "bazar-b", "", false, "indicator", "show", typ, spellings[typ].other)), &i)
		ids[typ] = i.ID
		out := a.shell(t, "bazar-b", "", false, "screen", "--type", typ, "--format", "json", spellings[typ].other)
		if !strings.Contains(out, i.ID) || !strings.Contains(out, `"exact"`) {
			t.Errorf("%s is not met: %s", typ, out)
		}
	})
	each("sighted", func(typ string) {
		a.shell(t, "bazar-b", "", false, "indicator", "sight", typ, spellings[typ].other, "--audience", "indicator")
		if got := read(typ); got.Sightings != 1 {
			t.Errorf("%s: %d sightings", typ, got.Sightings)
		}
	})
	each("disputed and upheld", func(typ string) {
		out := a.shell(t, "bazar-b", "", false, "indicator", "dispute", typ, spellings[typ].other, "--code", "outdated", "--reason", "The page is gone.")
		dispute, _, _ := strings.Cut(out, " ")
		state(typ, "disputed")
		a.shell(t, "steve", "", false, "dispute", "resolve", dispute, "--outcome", "upheld", "--reason", "It is back.")
		state(typ, "published")
	})
	each("revised", func(typ string) {
		change("revise", "--patch", `{"confidence":90}`)(typ)
		if n := strings.Count(a.shell(t, "bazar-b", "", false, "indicator", "history", ids[typ]), "\n"); n < 2 {
			t.Errorf("%s: a history of %d", typ, n)
		}
	})
	until := time.Now().Add(8 * time.Second).UTC()
	each("expired", change("revise", "--patch", `{"valid_until":"`+until.Format(time.RFC3339)+`"}`))
	time.Sleep(time.Until(until))
	each("gone with its validity, and back", func(typ string) {
		a.must(t, "bazar-b", "GET", "/v1/indicators/"+ids[typ], "", 404)
		if out := a.shell(t, "bazar-b", "", false, "screen", "--type", typ, "--format", "json", spellings[typ].other); strings.Contains(out, ids[typ]) {
			t.Errorf("%s is met after its validity: %s", typ, out)
		}
		change("revise", "--patch", `{"valid_until":null}`)(typ)
		state(typ, "published")
	})
	each("revoked", func(typ string) {
		change("revoke", "--code", "resolved", "--reason", "The seller is gone.")(typ)
		state(typ, "revoked")
	})
	each("erased for good", func(typ string) {
		a.shell(t, "maison-a", "", true, "indicator", "erase", ids[typ], "--code", "legal_order", "--reason", "By order of a court.")
		a.shell(t, "maison-a", "", false, "indicator", "erase", ids[typ], "--code", "legal_order", "--reason", "By order of a court.", "--yes")
		a.must(t, "bazar-b", "GET", "/v1/indicators/"+ids[typ], "", 404)
		if again := a.ask(t, "maison-a", "POST", "/v1/indicators", draft(typ)); again.status != 409 || !bytes.Contains(again.body, []byte("indicator-erased")) {
			t.Errorf("%s again: %d %s", typ, again.status, again.body)
		}
	})
}

// TestCommandLineKnowsTheWords wants the reasons that the command line offers to be the contract's.
func TestCommandLineKnowsTheWords(t *testing.T) {
	a := newAlliance(t)
	var contract struct {
		Components struct {
			Schemas map[string]struct{ Enum []string }
		}
	}
	into(t, a.must(t, "admin", "GET", "/openapi.json", "", 200), &contract)
	for verb, schema := range map[string]string{"revoke": "RevokeCode", "share": "ShareCode", "restrict": "RestrictCode", "erase": "EraseCode", "dispute": "DisputeCode"} {
		name := schema
		for known := range contract.Components.Schemas {
			if strings.HasSuffix(known, schema) {
				name = known
			}
		}
		words := contract.Components.Schemas[name].Enum
		help := a.shell(t, "maison-a", "", false, "indicator", verb, "--help")
		if len(words) == 0 || !strings.Contains(help, "one of: "+strings.Join(words, ", ")) {
			t.Errorf("indicator %s offers other words than %v: %s", verb, words, help)
		}
	}
}
