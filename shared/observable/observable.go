// Package observable knows the things that infringers can be seen by, and gives each one
// form: the same shop typed twice is one observable.
package observable

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
	Count // of types
)

// Observable is a thing seen. Identity is (Type, Canonical).
type Observable struct {
	Type      Type
	Raw       string // as it was given
	Canonical string
	Version   int // of the canonicaliser
}
