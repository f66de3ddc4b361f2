package observable

import (
	"slices"
	"strings"
)

// tracking lists the parameters that say how a visitor came and not what he sees; an address
// with and without them is one observable. The list belongs to Version: a change of it
// changes canonical forms. Names of one letter or of many meanings (ref, src, id) stay out.
var tracking = map[string]bool{
	// Google: ads, analytics, merchant centre.
	"gclid": true, "gclsrc": true, "dclid": true, "gbraid": true, "wbraid": true, "gad_source": true, "gad_campaignid": true,
	"_ga": true, "_gl": true, "srsltid": true,
	// Meta, Microsoft, X, TikTok, LinkedIn, Pinterest, Snap, Reddit, Yandex.
	"fbclid": true, "igshid": true, "igsh": true, "msclkid": true, "twclid": true, "ttclid": true, "li_fat_id": true,
	"epik": true, "sccid": true, "rdt_cid": true, "yclid": true, "ysclid": true, "_openstat": true,
	// Mail senders: Mailchimp, HubSpot, Marketo, Vero, Omeda.
	"mc_cid": true, "mc_eid": true, "_hsenc": true, "_hsmi": true, "__hssc": true, "__hstc": true, "__hsfp": true, "hsctatracking": true,
	"mkt_tok": true, "vero_id": true, "vero_conv": true, "oly_anon_id": true, "oly_enc_id": true,
	// Affiliate networks and ad tools.
	"irclickid": true, "irgwc": true, "cjevent": true, "wickedid": true, "rb_clickid": true, "s_kwcid": true,
	// Matomo and Piwik.
	"mtm_campaign": true, "mtm_source": true, "mtm_medium": true, "mtm_keyword": true, "mtm_content": true, "mtm_cid": true,
	"pk_campaign": true, "pk_source": true, "pk_medium": true, "pk_kwd": true, "pk_keyword": true, "pk_content": true, "pk_cid": true,
}

// alibabas are the hosts, with all below them, where alibaba's parameters say how a visitor
// came. Elsewhere a "pvid" may well be what he sees: a variant of a product.
var alibabas = []string{
	"alibaba.com", "aliexpress.com", "aliexpress.us", "aliexpress.ru", "1688.com", "taobao.com", "tmall.com", "tmall.hk", "tmall.ru",
}

var alibaba = map[string]bool{"spm": true, "scm": true, "pvid": true, "algo_pvid": true, "algo_exp_id": true}

// tracked reports whether a parameter is on the list of a host; its name is compared without
// case.
func tracked(host, name string) bool {
	n := lower(name)
	if alibaba[n] {
		return slices.ContainsFunc(alibabas, func(h string) bool { return host == h || strings.HasSuffix(host, "."+h) })
	}
	return tracking[n] || strings.HasPrefix(n, "utm_")
}

// untracked returns a query in its escaped form without its tracking parameters, the others
// as they stood, and whether every escape in these is whole. A parameter with a semicolon
// stays: to some servers it is two.
func untracked(host, query string) (kept string, whole bool) {
	if query == "" {
		return "", true
	}
	parts, n := strings.Split(query, "&"), 0
	for _, p := range parts {
		p, ok := escape(p, inQuery)
		name, _, _ := strings.Cut(p, "=")
		if tracked(host, name) && !strings.Contains(p, ";") {
			continue
		}
		if !ok {
			return "", false
		}
		parts[n] = p
		n++
	}
	return strings.Join(parts[:n], "&"), true
}
