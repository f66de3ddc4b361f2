package lookalike

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// kind is a way to be seen.
type kind uint8

const (
	domain kind = iota
	store
	listing
	seller
	email
	phone
	iban
	bank
	payment
	wallet
	social
	company
	image
	address
	ip
	tracking
	certificate
	app
	gtin
	waybill
	person
)

// kinds are the kinds of 100 drafts in a row: hosts most of all, and one of each of the rarer.
var kinds = func() (all [100]kind) {
	n := 0
	for k := phone; k <= person; k++ {
		all[n] = k
		n++
	}
	for k, times := range [...]int{store: 13, listing: 10, seller: 8, email: 8} {
		for range times {
			all[n] = kind(k)
			n++
		}
	}
	return all // the rest are domains
}()

// observable returns what draft i is about. It is a function of the seed and i alone, apart
// from the rest of the draft, so that a link can name it.
func (g *Generator) observable(i int) Observable {
	r := rand.New(rand.NewPCG(^g.seed, mix(uint64(i))))
	brand := g.labels[g.brand(i)]
	switch g.slots[i%len(g.slots)] {
	case domain:
		return Observable{"domain", g.host(r, brand, i)}
	case store:
		return Observable{"store_url", g.store(r, brand, i)}
	case listing:
		return Observable{"listing_url", g.listing(r, brand, i)}
	case seller:
		return Observable{"marketplace_seller", "bazaar:" + pick(r, []string{"eu", "us"}) + ":" + brand + "-" + g.code(i)}
	case phone:
		if v, ok := g.phone(i / len(g.slots)); ok {
			return Observable{"phone", v}
		}
	case email:
	default:
		if o, ok := g.rare(r, brand, i); ok {
			return o
		}
	}
	return Observable{"email", pick(r, desks) + "." + g.code(i) + "@" + brand + "-" + pick(r, shops) + ".example"}
}

// brand is the number of the brand that draft i infringes.
func (g *Generator) brand(i int) int { return int(mix(g.offset^uint64(i)) % uint64(len(g.brands))) }

// good is what draft i is about, in its tags and in its address.
func good(i int) string { return goods[mix(uint64(i))%uint64(len(goods))] }

// host makes a host name; one in sixteen as a careless hand types it, one in sixteen in a
// script other than Latin.
func (g *Generator) host(r *rand.Rand, brand string, i int) string {
	code := g.code(i)
	name := brand + "-" + pick(r, shops) + "-" + code
	switch r.IntN(16) {
	case 0:
		return strings.ToUpper(name[:1]) + name[1:] + ".Example."
	case 1:
		if r.IntN(2) == 0 {
			return pick(r, arabic) + "-" + strconv.FormatUint(g.number(i), 10) + ".shop.example"
		}
		return brand + "-" + pick(r, others) + "-" + code + ".example"
	case 2, 3:
		return "www." + name + ".example"
	case 4, 5:
		return name + "." + pick(r, []string{"co", "com", "shops", "store.hosting"}) + ".example"
	}
	return name + ".example"
}

func (g *Generator) store(r *rand.Rand, brand string, i int) string {
	if r.IntN(3) == 0 {
		return "https://www.bazaar.example/shop/" + brand + "-" + g.code(i)
	}
	return fmt.Sprintf("https://%s-%s-%s.example/%s", brand, pick(r, shops), g.code(i), pick(r, []string{"", "", "en/", "shop", "?utm_source=mail", "#new"}))
}

func (g *Generator) listing(r *rand.Rand, brand string, i int) string {
	what := good(i)
	if r.IntN(3) > 0 {
		return fmt.Sprintf("https://%s/%s-%s/item/%d%s", pick(r, []string{"bazaar.example", "www.bazaar.example", "us-bazaar.example"}), brand, what, g.number(i), pick(r, []string{"", "?utm_campaign=spring", "#photos"}))
	}
	return fmt.Sprintf("https://%s-%s.example/%s?id=%d", brand, pick(r, shops), what, g.number(i))
}

// code is the number of draft i in base 36: four digits at most for the first million.
func (g *Generator) code(i int) string { return strconv.FormatUint(g.number(i), 36) }

// number gives each index a number of its own: the first 2^20 share 2^20 numbers between
// them, the others follow from 2^40 on.
func (g *Generator) number(i int) uint64 {
	const near, far = 1 << 20, 1 << 40
	n := uint64(i)*g.odd + g.offset
	if i < near {
		return n % near
	}
	return far + n%far
}
