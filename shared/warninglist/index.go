package warninglist

import (
	"cmp"
	"errors"
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"github.com/entente-hub/entente/shared/observable"
)

// New indexes lists. A value that its list's kind cannot match is ErrList.
func New(lists []List) (*Set, error) {
	s := &Set{exact: map[string][]at{}, hosts: map[string][]at{}, networks: map[netip.Prefix][]at{}, hosting: map[string]bool{}}
	lengths := [2]map[int]bool{{}, {}}
	for n := range lists {
		l := &lists[n]
		s.lists = append(s.lists, list{id: l.ID, name: l.Name, levels: l.Levels, types: typesOf(l.Attributes)})
		for _, v := range l.Values {
			if err := s.add(n, l, v, &lengths); err != nil {
				return nil, fmt.Errorf("%w %s: value %q: %w", ErrList, l.ID, v, err)
			}
		}
		if l.Kind == Substring || l.Kind == Regex {
			s.slow = append(s.slow, n)
		}
	}
	for n, all := range lengths {
		for bits := range all {
			s.bits[n] = append(s.bits[n], bits)
		}
		slices.SortFunc(s.bits[n], func(a, b int) int { return cmp.Compare(b, a) })
	}
	return s, nil
}

func (s *Set) add(n int, l *List, v string, lengths *[2]map[int]bool) error {
	if strings.TrimSpace(v) == "" {
		return errors.New("it is empty")
	}
	low := strings.ToLower(v)
	switch l.Kind {
	case String:
		s.exact[low] = append(s.exact[low], at{n, v})
	case Hostname:
		host := strings.Trim(low, ".")
		s.hosts[host] = append(s.hosts[host], at{n, host})
		if hosting(l.ID) {
			s.hosting[host] = true
		}
	case CIDR:
		p, err := netip.ParsePrefix(v)
		if err != nil {
			a, err := netip.ParseAddr(v)
			if err != nil {
				return err
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		p = netip.PrefixFrom(p.Addr().Unmap(), p.Bits()).Masked()
		if !p.IsValid() {
			return errors.New("it is no network")
		}
		s.networks[p] = append(s.networks[p], at{n, v})
		lengths[family(p.Addr())][p.Bits()] = true
	case Substring:
		s.lists[n].parts = append(s.lists[n].parts, low)
	case Regex:
		if len(s.lists[n].patterns) == maxRegexes {
			return fmt.Errorf("the list has more than %d", maxRegexes)
		}
		re, err := pattern(v)
		if err != nil {
			return err
		}
		s.lists[n].patterns = append(s.lists[n].patterns, re)
	}
	return nil
}

func family(a netip.Addr) int {
	if a.Is4() {
		return 0
	}
	return 1
}

// pattern reads a regex between slashes, as PHP writes it, or a bare one. Go's engine takes time
// linear in the text, whatever the pattern.
func pattern(v string) (*regexp.Regexp, error) {
	if len(v) > maxPattern {
		return nil, fmt.Errorf("it is longer than %d bytes", maxPattern)
	}
	var flags []rune
	if end := strings.LastIndexByte(v, '/'); end > 0 && v[0] == '/' {
		for _, c := range v[end+1:] {
			switch c {
			case 'i', 's', 'm':
				flags = append(flags, c)
			case 'g', 'u':
			default:
				return nil, fmt.Errorf("the flag %q is not known", c)
			}
		}
		v = strings.ReplaceAll(v[1:end], `\/`, `/`)
	}
	v = strings.ReplaceAll(v, `\@`, `@`)
	if len(flags) > 0 {
		v = "(?" + string(flags) + ")" + v
	}
	return regexp.Compile(v)
}

// typesOf are the types that a list of these attributes of MISP is about; nil for all.
func typesOf(attributes []string) map[observable.Type]bool {
	if len(attributes) == 0 {
		return nil
	}
	types := map[observable.Type]bool{}
	for n, name := range observable.Names() {
		if slices.ContainsFunc(attributes, func(a string) bool { return slices.Contains(strings.Split(of(a), " "), name) }) {
			types[observable.Type(n)] = true
		}
	}
	return types
}

// of names the types that an attribute of MISP's stands for (MISP data models, "attribute types").
func of(attribute string) string {
	switch attribute {
	case "domain", "hostname", "hostname|port":
		return "domain"
	case "ip-src", "ip-dst", "ip-src|port", "ip-dst|port":
		return "ip"
	case "domain|ip":
		return "domain ip"
	case "url", "uri", "link":
		return "listing_url store_url"
	case "email", "email-src", "email-dst", "target-email", "whois-registrant-email", "dns-soa-email":
		return "email"
	case "phone-number", "whois-registrant-phone", "prtn":
		return "phone"
	case "iban", "btc", "xmr", "bank-account-nr":
		return "iban bank_account crypto_wallet"
	case "sha256", "sha1", "md5":
		return "image tls_certificate"
	}
	return ""
}
