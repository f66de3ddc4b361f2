// Package wording finds in free text what members must not tell each other: prices and terms,
// volumes and customers of their own (EU Horizontal Guidelines 2023, chapter 6: commercially
// sensitive information), who buys for them in secret, and numbers of payment cards (PCI DSS 4.0,
// requirement 3). It knows English, French, German and Chinese, and would rather miss than accuse:
// what a counterfeiter asks for its goods is no secret of a member's.
package wording

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// The rules.
const (
	Price    = "price"    // own prices, costs, margins, discounts
	Volume   = "volume"   // own sales and stock
	Customer = "customer" // own customers and channels
	Buyer    = "buyer"    // a test buyer, with what tells who that is
	Card     = "card"     // the number of a payment card
)

// Finding is one thing that must not be said.
type Finding struct {
	Rule    string
	Excerpt string // up to 40 characters; of a card its last four digits alone
}

// rule is a pattern, and what each of its matches begins with: it is tried there alone, for a text can
// be 4,000 characters, and a pattern is slow.
type rule struct {
	name  string
	heads []string // in lower case
	re    *regexp.Regexp
}

// reach is more than the longest match of a rule, in bytes.
const reach = 160

const (
	ours = `(?:our|my company's|notre|nos|unsere?[rnsm]?|我们的|我司|本公司)`
	gap  = `[^.。;；\n]{0,24}?`
)

// What patterns begin with.
var (
	terms  = []string{"wholesale", "cost", "transfer", "net invoice", "purchase"}
	wes    = []string{"our", "my company's", "notre", "nos", "unser", "我们的", "我司", "本公司"}
	wesHan = wes[5:]
	traps  = []string{"test", "mystery", "trap", "client", "acheteur", "测试买家", "神秘"}
)

var rules = []rule{
	{Price, terms, regexp.MustCompile(`(?i)\b(?:wholesale|cost|transfer|net invoice|purchase) prices? (?:is|are|of|at|was|were)\b`)},
	{Price, wes, regexp.MustCompile(`(?i)\b` + ours + `\s` + gap + `\b(?:prices?|pricing|margins?|costs?|discounts?|rebates?|mark-?ups?|prix|marges?|remises?|coûts?|preise?n?|margen?|rabatte?n?|einkaufspreise?|händlerpreise?|kosten)\b`)},
	{Price, wesHan, regexp.MustCompile(`(?:我们的|我司|本公司)` + gap + `(?:价格|批发价|进价|成本|利润|毛利|折扣|返利)`)},
	{Volume, wes, regexp.MustCompile(`(?i)\b` + ours + `\s` + gap + `\b(?:sales (?:volumes?|figures?|numbers?)|turnover|stocks?|inventory|output|production volumes?|ventes|chiffre d'affaires|volumes?|absatz|umsatz|umsätze|lagerbest[aä]nde?)\b`)},
	{Volume, wesHan, regexp.MustCompile(`(?:我们的|我司|本公司)` + gap + `(?:销量|销售额|库存|产量)`)},
	{Customer, wes, regexp.MustCompile(`(?i)\b` + ours + `\s` + gap + `\b(?:customers? lists?|key accounts?|largest customers?|distribution plans?|channel (?:plans?|strategy)|launch plans?|plan de distribution|gros clients|großkunden|vertriebspl[aä]ne?)\b`)},
	{Customer, wesHan, regexp.MustCompile(`(?:我们的|我司|本公司)` + gap + `(?:客户名单|大客户|渠道计划|分销计划)`)},
}

var (
	buyers   = regexp.MustCompile(`(?i)(?:\b(?:test|mystery|trap) (?:buyer|shopper|purchaser)s?\b|\b(?:client|acheteur)s? (?:mystère|test)s?\b|\btestkäufer(?:in)?\b|测试买家|神秘顾客|神秘买家)`)
	identity = regexp.MustCompile(`[\p{L}0-9._%+-]+@[\p{L}0-9-]+\.[\p{L}0-9.-]+|\+?[0-9][0-9 ()./-]{7,}[0-9]`)
	digits   = regexp.MustCompile(`[0-9](?:[ -]?[0-9]){12,18}`)
)

// near is how far from the word for a test buyer, in bytes, what names one is looked for.
const near = 120

// Find returns what is found in a text, at most one of each rule.
func Find(text string) []Finding {
	var all []Finding
	add := func(name, excerpt string) {
		for _, f := range all {
			if f.Rule == name {
				return
			}
		}
		all = append(all, Finding{name, excerpt})
	}
	if strings.IndexFunc(text, digit) >= 0 {
		for _, d := range digits.FindAllString(text, -1) {
			if n := strings.NewReplacer(" ", "", "-", "").Replace(d); isCard(n) {
				add(Card, "…"+n[len(n)-4:])
			}
		}
	}
	low, odd := lower(text)
	for _, r := range rules {
		if m := r.find(text, low, odd); m != "" {
			add(r.name, short(m))
		}
	}
	if !odd && !slices.ContainsFunc(traps, func(word string) bool { return strings.Contains(low, word) }) {
		return all
	}
	for _, at := range buyers.FindAllStringIndex(text, -1) {
		if identity.MatchString(text[max(0, at[0]-near):min(len(text), at[1]+near)]) {
			add(Buyer, short(text[at[0]:at[1]]))
		}
	}
	return all
}

func digit(r rune) bool { return '0' <= r && r <= '9' }

// lower is a text with its Latin letters in lower case, each in its place. odd holds where it has letters
// that patterns take for Latin ones and that are not (Unicode, CaseFolding.txt: the long s, the Kelvin sign).
func lower(text string) (low string, odd bool) {
	b := []byte(text)
	for n, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[n] = c + 'a' - 'A'
		}
	}
	return string(b), strings.ContainsAny(text, "\u017f\u212a")
}

// find returns the first match in a text, "" for none; low and odd are what lower says of it.
func (r *rule) find(text, low string, odd bool) string {
	if odd {
		return r.re.FindString(text)
	}
	for from, tries := 0, 0; ; tries++ {
		at := r.next(low, from)
		if at < 0 {
			return ""
		}
		before := at // with the letter before it, which tells where a word begins
		if before > 0 {
			_, size := utf8.DecodeLastRuneInString(text[:before])
			before -= size
		}
		if tries == 8 { // of a text that has so many the rest goes in one
			return r.re.FindString(text[before:])
		}
		if m := r.re.FindString(text[before:min(len(text), before+reach)]); m != "" {
			return m
		}
		from = at + 1
	}
}

// next returns where a match may begin, from a place on; -1 for nowhere.
func (r *rule) next(low string, from int) int {
	next := -1
	for _, head := range r.heads {
		for at := from; ; at++ {
			n := strings.Index(low[at:], head)
			if n < 0 {
				break
			}
			if at += n; head[0] >= utf8.RuneSelf || at == 0 || !latin(low[at-1]) { // a word of its own
				if next < 0 || at < next {
					next = at
				}
				break
			}
		}
	}
	return next
}

// latin holds for what is part of a word to a pattern (RE2, "\b").
func latin(c byte) bool {
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '_'
}

// short is the beginning of what was found.
func short(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// isCard reports whether digits are the number of a card of a large scheme (ISO/IEC 7812): its
// first digits and its length are the scheme's, and its last is right (Luhn).
func isCard(n string) bool {
	scheme := false
	switch size := len(n); {
	case n[0] == '4':
		scheme = size == 13 || size == 16 || size == 19
	case n[:2] >= "51" && n[:2] <= "55", n[:4] >= "2221" && n[:4] <= "2720", n[:4] == "6011", n[:2] == "65":
		scheme = size == 16
	case n[:2] == "34", n[:2] == "37":
		scheme = size == 15
	case n[:4] >= "3528" && n[:4] <= "3589":
		scheme = size == 16
	case n[:2] == "62":
		scheme = size >= 16
	}
	if !scheme {
		return false
	}
	sum := 0
	for at := range len(n) {
		d := int(n[len(n)-1-at] - '0')
		if at%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}
