package warninglist

// levels say what a hit on a list that comes with the hub means. What names a whole site, an
// address that many share or a network accuses all who are there; a page of a site is where a
// shop or a listing is as a rule, so that it is not warned of.
func levels(id string) (Levels, bool) {
	switch id {
	case "second-level-tlds", "tlds":
		return Levels{Host: Never, Page: None, Email: None}, true
	case "tranco10k", "link-in-bio", "lots-project", "open-hosts":
		return Levels{Host: Refuse}, true
	case "bank-website":
		return Levels{Host: Refuse, Page: Refuse, Email: Warn}, true
	case "url-shortener":
		return Levels{Host: Refuse, Page: Warn}, true
	case "akamai", "cloudflare", "fastly", "telegram-ips", "public-resolvers", "public-dns-v4":
		return Levels{Host: Refuse, Page: Warn}, true
	case "rfc1918", "rfc5735":
		return Levels{Host: Refuse, Page: Refuse}, true
	case "rfc6761":
		return Levels{Host: Refuse, Page: Refuse, Email: Refuse}, true
	case "common-contact-emails", "disposable-email", "parking-domain", "parking-domain-ns", "sinkholes", "phone-numbers":
		return Levels{Host: Warn, Page: Warn, Email: Warn}, true
	}
	return Levels{}, false
}

// hosting reports whether those below the list's hosts are strangers to each other: shops,
// buckets, pages that anybody opens there.
func hosting(id string) bool { return id == "lots-project" || id == "open-hosts" }

// folded is the kind by which a list of the hub's own is matched, where its file says a wider
// one: a throw-away provider is a host, and its name inside another's is none.
func folded(id string, k Kind) Kind {
	if id == "disposable-email" {
		return Hostname
	}
	return k
}
