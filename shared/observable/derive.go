package observable

import "strings"

// Host returns the host of a domain, an e-mail address or a URL; "" for other types. That of
// an IPv6 address is in brackets.
func (o Observable) Host() string {
	switch o.Type {
	case Domain:
		return o.Canonical
	case Email:
		return o.Canonical[strings.LastIndexByte(o.Canonical, '@')+1:]
	case ListingURL, StoreURL:
		_, rest, _ := strings.Cut(o.Canonical, "://")
		if i := strings.IndexAny(rest, "/?"); i >= 0 {
			rest = rest[:i]
		}
		if i := strings.LastIndexByte(rest, ':'); i > strings.LastIndexByte(rest, ']') {
			rest = rest[:i]
		}
		return rest
	case MarketplaceSeller, Phone, Count:
	}
	return ""
}

// Registrable returns the domain that somebody registered (one label more than the public
// suffix, private suffixes included) of a domain, an e-mail address or a URL. It returns ""
// for other types, for a bare IP address and for a host that is itself a private suffix.
func (o Observable) Registrable() string {
	host := o.Host()
	if host == "" || host[0] == '[' || numeric(host[strings.LastIndexByte(host, '.')+1:]) {
		return ""
	}
	return registrable(host)
}

// Ref returns what the platform itself calls the seller of a marketplace_seller or of a
// store_url, or the listing of a listing_url; false where no platform of the registry does.
func (o Observable) Ref() (Ref, bool) {
	switch o.Type {
	case MarketplaceSeller:
		p, rest, _ := strings.Cut(o.Canonical, ":")
		s, id, ok := strings.Cut(rest, ":")
		return Ref{p, s, id}, ok
	case ListingURL, StoreURL:
		if a, err := parseAddress(o.Canonical); err == nil {
			f, ok := platforms().find(o.Type, a)
			return f.ref, ok
		}
	case Domain, Email, Phone, Count:
	}
	return Ref{}, false
}

// MatchKeys returns further keys under which a search may find o. They are weaker than
// identity, which they never replace: the mailbox that an e-mail address reaches once its
// provider has dropped tags and dots, and the seller whose store a store_url is.
func (o Observable) MatchKeys() []Key {
	switch o.Type {
	case Email:
		return []Key{Key("mailbox:" + foldEmail(o.Canonical))}
	case StoreURL:
		if r, ok := o.Ref(); ok {
			return []Key{Key(MarketplaceSeller.String() + ":" + r.String())}
		}
	case MarketplaceSeller, ListingURL, Domain, Phone, Count:
	}
	return nil
}
