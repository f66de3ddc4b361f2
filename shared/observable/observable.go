// Package observable knows the things that infringers can be seen by, and gives each one
// form: the same shop typed twice is one observable. Parse is idempotent: a canonical form
// parses to itself, whatever the type.
package observable

import (
	"slices"
	"strings"
)

// Version is that of the canonicaliser as a whole: the rules of this package, its list of
// tracking parameters and its registry of platforms. It rises when a canonical form changes.
const Version = 3

// Type is a kind of observable. Values are for memory only; records keep the name.
type Type uint8

// The types (design: domain.md). Those that Parse does not know yet are refused by it.
const (
	MarketplaceSeller Type = iota
	ListingURL
	StoreURL
	Domain
	Email
	Phone
	IBAN
	BankAccount
	PaymentAccount
	CryptoWallet
	SocialHandle
	Company
	Image
	Address
	IP
	TrackingID
	TLSCertificate
	App
	GTIN
	Waybill
	PersonName
	Count // of types
)

var names = [Count]string{
	"marketplace_seller", "listing_url", "store_url", "domain", "email", "phone",
	"iban", "bank_account", "payment_account", "crypto_wallet", "social_handle", "company", "image", "address",
	"ip", "tracking_id", "tls_certificate", "app", "gtin", "waybill", "person_name",
}

// Names lists the types as they are written in a record.
func Names() []string { return slices.Clone(names[:]) }

// String returns the type as it is written in a record: "domain", "store_url" and so on.
func (t Type) String() string {
	if t < Count {
		return names[t]
	}
	return "unknown"
}

// Personal reports whether a value of the type is as a rule personal data: it names a natural
// person, or reaches one (GDPR, article 4(1), "identification number … online identifier";
// design: domain.md, "Guards").
//
//   - email, phone, address, social_handle: at each somebody is reached;
//   - iban, bank_account, payment_account, crypto_wallet: each pays its holder (for the last see
//     EDPB guidelines 02/2025, section 3);
//   - person_name: names one.
//
// A company is a legal person (recital 14); an IP address, a tracking id, a certificate and an
// app here are as a rule a shop's, not a visitor's; a waybill tells its carrier alone.
func (t Type) Personal() bool {
	switch t {
	case Email, Phone, Address, SocialHandle, IBAN, BankAccount, PaymentAccount, CryptoWallet, PersonName:
		return true
	default:
		return false
	}
}

// Weak reports whether a value of the type is shared by strangers so often (a name, a warehouse)
// that alone it ties nobody to anybody (design: domain.md, "a weak edge").
func (t Type) Weak() bool { return t == Address || t == PersonName }

// ParseType reads a type as written in a record. It is exact: no other case, no alias.
func ParseType(s string) (Type, bool) {
	for i, n := range names {
		if n == s {
			return Type(i), true
		}
	}
	return 0, false
}

// Observable is a thing seen. Identity is (Type, Canonical), which Key writes as one string.
type Observable struct {
	Type      Type
	Raw       string // as it was given
	Canonical string
	Region    string // that of Options, where the value needed it; else ""
	Version   int    // of the canonicaliser
}

// Key is the identity of an observable as one string: the type's name, a colon and the
// canonical form, e.g. "domain:maison-a.example". No type's name has a colon.
type Key string

// Key returns the identity of o.
func (o Observable) Key() Key { return Key(o.Type.String() + ":" + o.Canonical) }

// ParseKey takes a key apart again. It checks the type alone, not the canonical form.
func ParseKey(k Key) (Type, string, bool) {
	name, canonical, ok := strings.Cut(string(k), ":")
	if !ok || canonical == "" {
		return 0, "", false
	}
	t, ok := ParseType(name)
	return t, canonical, ok
}

// String is the key of o.
func (o Observable) String() string { return string(o.Key()) }
