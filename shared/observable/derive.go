package observable

import (
	"slices"
	"strings"
)

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
	default:
		return ""
	}
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
	default:
	}
	return Ref{}, false
}

// MatchKeys returns further keys under which a search may find o. They are weaker than
// identity, which they never replace, and say by their prefix what they are:
//
//	mailbox             what an e-mail address reaches once its provider has dropped tags and dots
//	marketplace_seller  whose store a store_url is
//	social_handle, app,
//	payment_account, ip what the page of a store_url or listing_url is about, or where it is
//	bank_account        the account in an IBAN
//	phone, mailbox      what a payment_account or social_handle is made of
//	evm                 the account on all chains of Ethereum's kind
//	company             the company of a French establishment
//	tracking_account    of which a property of Google Analytics is one
//	place, name         an address, a name as hands write it in several ways
func (o Observable) MatchKeys() []Key {
	if o.Canonical == "" { // masked, or erased
		return nil
	}
	var k Key
	ok := true
	switch o.Type {
	case Email:
		k = mailbox(o.Canonical)
	case StoreURL, ListingURL:
		return o.about()
	case IBAN:
		k, ok = account(o.Canonical)
	case PaymentAccount, SocialHandle:
		k, ok = reached(o.Canonical)
	case CryptoWallet:
		k, ok = evm(o.Canonical)
	case Company:
		var siret string
		siret, ok = strings.CutPrefix(o.Canonical, "fr:siret:")
		k = Key(Company.String() + ":fr:siren:" + siret[:min(9, len(siret))])
	case TrackingID:
		var property string
		property, ok = strings.CutPrefix(o.Canonical, "google-analytics:UA-")
		property, _, _ = strings.Cut(property, "-")
		k = Key("tracking_account:google-analytics:UA-" + property)
	case Address:
		k = Key("place:" + foldPostal(o.Canonical))
	case PersonName:
		k = Key("name:" + foldPerson(o.Canonical))
	default:
		ok = false
	}
	if !ok {
		return nil
	}
	return []Key{k}
}

// about are the keys of what a page is about by its address alone: the seller, the account or the
// app that a platform shows there, and the address of a host without a name.
func (o Observable) about() (keys []Key) {
	if !speaking(o.Host()) {
		return nil
	}
	a, err := parseAddress(o.Canonical)
	if err != nil {
		return nil
	}
	if f, ok := platforms().find(o.Type, a); ok && o.Type == StoreURL {
		keys = append(keys, Key(MarketplaceSeller.String()+":"+f.ref.String()))
	}
	for _, t := range spoken {
		if id, ok := schemes[t]().named(a); ok {
			keys = append(keys, Key(t.String()+":"+id))
		}
	}
	if a.ip {
		if ip, err := parseIP(a.host); err == nil {
			keys = append(keys, Key(IP.String()+":"+ip))
		}
	}
	return keys
}

// spoken are the types of what pages of the registries are about.
var spoken = [...]Type{SocialHandle, App, PaymentAccount}

// speaking reports whether the address of a page on a host can tell what the page is about: few can.
func speaking(host string) bool {
	if _, _, ok := platforms().at(host); ok || host == "" || host[0] == '[' || numeric(host[strings.LastIndexByte(host, '.')+1:]) {
		return true
	}
	return slices.ContainsFunc(spoken[:], func(t Type) bool { return len(schemes[t]().on(host)) > 0 })
}

func mailbox(email string) Key { return Key("mailbox:" + foldEmail(email)) }

// reached is the mailbox or the telephone by which a provider knows an account.
func reached(canonical string) (Key, bool) {
	provider, id, _ := strings.Cut(canonical, ":")
	switch {
	case provider == "upi": // name@bank is no mailbox
		return "", false
	case strings.LastIndexByte(id, '@') > 0:
		return mailbox(id), true
	case strings.HasPrefix(id, "+"):
		return Key(Phone.String() + ":" + id), true
	}
	return "", false
}
