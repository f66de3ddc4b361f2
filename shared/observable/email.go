package observable

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Limits of RFC 5321, section 4.5.3.1, in bytes.
const (
	maxLocal = 64
	maxEmail = 254
)

// parseEmail gives an address of RFC 5321 and 6531 its form: all in lower case, the local
// part in NFC, the domain as an A-label. A provider's own folding is a match key, not this.
func parseEmail(v string) (string, error) {
	if rest, ok := strings.CutPrefix(v, "mailto:"); ok {
		plain, err := url.PathUnescape(rest) // RFC 6068, section 2
		if err != nil {
			return "", wrong("escape", "there is a %% that begins no escape; give the address alone, without mailto:")
		}
		if v, err = clean(plain); err != nil {
			return "", err
		}
	}
	v = ats.Replace(v)
	at := strings.LastIndexByte(v, '@')
	switch {
	case strings.ContainsAny(v, `"`):
		return "", wrong("email-quoted", "a quoted local part is not taken: no provider gives such addresses out")
	case strings.ContainsAny(v, "<>"):
		return "", wrong("email-form", "give the address alone, without a name or angle brackets")
	case at < 0:
		return "", wrong("email-form", "there is no @; write name@host.example")
	case strings.HasPrefix(v[at+1:], "["):
		return "", wrong("ip-address", "an address at a bare IP is not taken; give the host name after the @")
	}
	local, err := parseLocal(v[:at])
	if err != nil {
		return "", err
	}
	host, err := parseHost(refangHost(v[at+1:]))
	if err != nil {
		return "", err
	}
	if n := len(local) + 1 + len(host); n > maxEmail {
		return "", wrong("length", "the address has %d bytes; the most is %d (RFC 5321)", n, maxEmail)
	}
	return local + "@" + host, nil
}

var ats = strings.NewReplacer("[at]", "@", "(at)", "@", "[@]", "@", "(@)", "@", "[AT]", "@", "(AT)", "@")

// parseLocal takes a dot-string: runs of atext (RFC 5322, section 3.2.3; RFC 6531 adds what
// is not ASCII) with single dots between.
func parseLocal(v string) (string, error) {
	v = norm.NFC.String(v)
	for _, r := range v {
		if l := unicode.ToLower(r); l != r && unicode.ToUpper(l) != r && unicode.ToUpper(l) != l {
			return "", wrong("email-local", "%s would become another letter in lower case, and the address another mailbox (RFC 6531)", quote(string(r)))
		}
	}
	local := norm.NFC.String(strings.ToLower(v))
	switch {
	case local == "":
		return "", wrong("email-local", "there is nothing before the @")
	case len(local) > maxLocal:
		return "", wrong("length", "there are %d bytes before the @; the most is %d (RFC 5321)", len(local), maxLocal)
	case local[0] == '.' || local[len(local)-1] == '.' || strings.Contains(local, ".."):
		return "", wrong("email-local", "a dot before the @ stands alone and between other characters")
	}
	for _, r := range local {
		letter := r >= 'a' && r <= 'z' || r >= '0' && r <= '9'
		if r < utf8.RuneSelf && !letter && !strings.ContainsRune("!#$%&'*+-/=?^_`{|}~.", r) || r >= utf8.RuneSelf && invisible(r) {
			return "", wrong("email-local", "%s cannot stand before the @", quote(string(r)))
		}
	}
	if norm.NFC.String(strings.ToLower(local)) != local {
		return "", wrong("email-local", "%s has no stable form in lower case", quote(v))
	}
	return local, nil
}

// foldEmail is the mailbox that a canonical address reaches, as far as it is known: without
// the tag, and without dots where the provider drops them.
func foldEmail(canonical string) string {
	at := max(0, strings.LastIndexByte(canonical, '@'))
	local, host := canonical[:at], canonical[at+1:]
	switch host {
	case "gmail.com", "googlemail.com":
		host = "gmail.com"
		if bare := strings.ReplaceAll(untagged(local), ".", ""); bare != "" {
			local = bare
		}
	case "outlook.com", "hotmail.com", "live.com", "msn.com", "icloud.com", "me.com", "mac.com", "fastmail.com",
		"proton.me", "protonmail.com", "pm.me", "zoho.com", "yandex.com", "yandex.ru":
		local = untagged(local)
	}
	return local + "@" + host
}

func untagged(local string) string {
	if i := strings.IndexByte(local, '+'); i > 0 {
		return local[:i]
	}
	return local
}
