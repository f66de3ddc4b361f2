package observable

import "strings"

// Display is o for people's eyes, in a table or on a page: what could be clicked is defanged
// (hxxps://shop[.]example), what could be paid to is masked but for its ends. It is no form to
// read back, nor to compare.
func (o Observable) Display() string {
	if o.Canonical == "" { // masked
		return ""
	}
	switch o.Type {
	case Domain, IP:
		return defang(o.Canonical)
	case ListingURL, StoreURL:
		host := o.Host()
		return strings.Replace(strings.Replace(o.Canonical, host, defang(host), 1), "http", "hxxp", 1)
	case Email:
		return defangEmail(o.Canonical)
	case IBAN:
		return o.Canonical[:min(4, len(o.Canonical))] + "…" + o.Canonical[max(0, len(o.Canonical)-4):]
	case BankAccount:
		i := strings.LastIndexByte(o.Canonical, ':') + 1
		number := o.Canonical[i:]
		return o.Canonical[:i] + "…" + number[max(len(number)-4, len(number)/2):]
	case PaymentAccount:
		return defangEmail(o.Canonical)
	default:
		return o.Canonical
	}
}

func defang(host string) string {
	if strings.Contains(host, ".") {
		return strings.ReplaceAll(host, ".", "[.]")
	}
	return strings.ReplaceAll(host, ":", "[:]")
}

func defangEmail(s string) string {
	at := strings.LastIndexByte(s, '@')
	if at < 0 || !strings.Contains(s[at:], ".") {
		return s
	}
	return s[:at] + "[@]" + defang(s[at+1:])
}
