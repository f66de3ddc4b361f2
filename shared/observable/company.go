package observable

import (
	"regexp"
	"strings"
	"unicode"
)

// parseCompany reads jurisdiction:registry:number: an ISO 3166-1 or 3166-2 code in lower case
// ("global" for an LEI), the registry's short name and the number that it gave out. An LEI or a
// Unified Social Credit Code alone tells the rest. Where the registry is of the list, number
// and check digits are verified; elsewhere the number is taken as it is, in upper case.
func parseCompany(v string) (string, error) {
	s := western(v)
	parts := strings.SplitN(s, ":", 3)
	if name := lower(strings.TrimSpace(parts[0])); len(parts) == 1 || len(parts) == 2 && (name == "lei" || name == "uscc") {
		return bareCompany(parts[len(parts)-1])
	}
	if len(parts) < 3 {
		return bareCompany("")
	}
	jurisdiction, registry := lower(strings.TrimSpace(parts[0])), lower(strings.TrimSpace(parts[1]))
	number := upper(compact(parts[2], ""))
	if registry == "lei" {
		jurisdiction = "global" // whichever country its holder is in
	}
	if jurisdiction != "global" {
		country, part, _ := strings.Cut(jurisdiction, "-")
		if err := checkCountry(upper(country)); err != nil {
			return "", err
		}
		if part != "" && !subdivision.MatchString(part) || strings.HasSuffix(jurisdiction, "-") {
			return "", wrong("company-jurisdiction", "%s is not a jurisdiction; write it as in de or us-de (ISO 3166)", quote(parts[0]))
		}
	}
	if !registryName.MatchString(registry) {
		return "", wrong("company-registry", "%s is not the short name of a registry; write 2 to 32 letters, digits and hyphens, e.g. gb:companies-house:01234567", quote(parts[1]))
	}
	if r, ok := companyRegistries[jurisdiction+":"+registry]; ok {
		number, ok = r.fit(number)
		if !ok {
			return "", wrong("company-number", "%s is not a number of that registry, or a character of it is mistyped; it is %s", quote(parts[2]), r.is)
		}
		return jurisdiction + ":" + registry + ":" + number, nil
	}
	if jurisdiction == "global" {
		return "", wrong("company-registry", "only the LEI is global: write global:lei:number")
	}
	if register, _, _ := strings.Cut(registry, "-"); jurisdiction[:2] == "de" && (register == "hra" || register == "hrb") {
		number = strings.TrimPrefix(number, upper(register)) // the register's letters (HRV, section 3) are in its name
	}
	for _, r := range number {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-./()", r) {
			return "", wrong("character", "%s cannot be in a company's number", quote(string(r)))
		}
	}
	if n := len([]rune(number)); n < 2 || n > 40 {
		return "", wrong("length", "the number has %d characters; it has 2 to 40", n)
	}
	return jurisdiction + ":" + registry + ":" + number, nil
}

var (
	subdivision  = regexp.MustCompile(`^[a-z0-9]{1,3}$`)
	registryName = regexp.MustCompile(`^[a-z][a-z0-9-]{0,30}[a-z0-9]$`)
)

func bareCompany(v string) (string, error) {
	s := code(v)
	if n, ok := companyRegistries["cn:uscc"].fit(s); ok {
		return "cn:uscc:" + n, nil
	}
	if n, ok := companyRegistries["global:lei"].fit(s); ok {
		return "global:lei:" + n, nil
	}
	return "", wrong("company-form", "write jurisdiction:registry:number, e.g. gb:companies-house:01234567, or an LEI or a Unified Social Credit Code whose check digits fit")
}

// companyRegistry is one whose numbers are known.
type companyRegistry struct {
	pattern *regexp.Regexp
	width   int               // filled up to with zeros, 0: not
	check   func(string) bool // may be nil
	is      string
}

func (r companyRegistry) fit(number string) (string, bool) {
	number = strings.Map(func(c rune) rune {
		if strings.ContainsRune("-./", c) {
			return -1
		}
		return c
	}, number)
	if n := r.width - len(number); n > 0 && digits(number) {
		number = strings.Repeat("0", n) + number
	}
	return number, r.pattern.MatchString(number) && (r.check == nil || r.check(number))
}

// companyRegistries are the numbers that are checked, with the source of each rule.
var companyRegistries = map[string]companyRegistry{
	"global:lei":         {regexp.MustCompile(`^[A-Z0-9]{18}[0-9]{2}$`), 0, func(s string) bool { return mod97(s) == 1 }, "an LEI of 20 characters (ISO 17442-1, clause 4)"},
	"cn:uscc":            {regexp.MustCompile(`^[0-9A-HJ-NP-RTUWXY]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}$`), 0, uscc, "a Unified Social Credit Code of 18 characters (GB 32100-2015)"},
	"gb:companies-house": {regexp.MustCompile(`^(?:[A-Z]{2}[0-9]{6}|[0-9]{8}|R[0-9]{7})$`), 8, nil, "8 characters, e.g. 01234567 or SC123456 (Companies House, company number formats)"},
	"fr:siren":           {regexp.MustCompile(`^[0-9]{9}$`), 0, luhn, "9 digits, the last a check digit (INSEE, Sirene)"},
	"fr:siret":           {regexp.MustCompile(`^[0-9]{14}$`), 0, luhn, "14 digits, the last a check digit (INSEE, Sirene)"},
	"nl:kvk":             {regexp.MustCompile(`^[0-9]{8}$`), 8, nil, "8 digits (Kamer van Koophandel)"},
	"be:kbo":             {regexp.MustCompile(`^[01][0-9]{9}$`), 10, func(s string) bool { return 97-mod97(s[:8])%97 == int(s[8]-'0')*10+int(s[9]-'0') }, "10 digits, the last two a check (SPF Economie, BCE/KBO)"},
	"au:acn":             {regexp.MustCompile(`^[0-9]{9}$`), 9, func(s string) bool { return (10-weighed(s[:8], 8, 7, 6, 5, 4, 3, 2, 1)%10)%10 == int(s[8]-'0') }, "9 digits, the last a check digit (ASIC)"},
	"au:abn":             {regexp.MustCompile(`^[1-9][0-9]{10}$`), 0, abn, "11 digits, the first two a check (Australian Business Register)"},
	"jp:corporate":       {regexp.MustCompile(`^[1-9][0-9]{12}$`), 0, corporate, "13 digits, the first a check digit (National Tax Agency, Corporate Number)"},
	"br:cnpj":            {regexp.MustCompile(`^[0-9]{14}$`), 14, cnpj, "14 digits, the last two a check (Receita Federal)"},
	"ru:ogrn":            {regexp.MustCompile(`^[15][0-9]{12}$`), 0, ogrn, "13 digits, the last a check digit (FNS, order 2013-12-30 N 1151)"},
	"in:cin":             {regexp.MustCompile(`^[LU][0-9]{5}[A-Z]{2}[0-9]{4}[A-Z]{3}[0-9]{6}$`), 0, nil, "21 characters (Ministry of Corporate Affairs, CIN)"},
	"hk:br":              {regexp.MustCompile(`^[0-9]{8}$`), 8, nil, "8 digits (Inland Revenue Department, Business Registration Ordinance)"},
	"es:nif":             {regexp.MustCompile(`^[ABCDEFGHJNPQRSUVW][0-9]{7}[0-9A-J]$`), 0, nil, "a letter, 7 digits and a check character (Orden EHA/451/2008)"},
	"sg:uen":             {regexp.MustCompile(`^(?:[0-9]{8}[A-Z]|[0-9]{9}[A-Z]|[ST][0-9]{2}[A-Z]{2}[0-9]{4}[A-Z])$`), 0, nil, "9 or 10 characters (ACRA, UEN)"},
	"tr:mersis":          {regexp.MustCompile(`^[0-9]{16}$`), 16, nil, "16 digits (MERSIS)"},
}

// uscc checks a Unified Social Credit Code (GB 32100-2015, clause 6): each place counts three
// times as much as the one before it, modulo 31, in an alphabet without I, O, S, V and Z.
func uscc(s string) bool {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	sum, weight := 0, 1
	for i := range 17 {
		sum += strings.IndexByte(alphabet, s[i]) * weight
		weight = weight * 3 % 31
	}
	return (31-sum%31)%31 == strings.IndexByte(alphabet, s[17])
}

func abn(s string) bool {
	return (weighed(s, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)-10)%89 == 0
}

func corporate(s string) bool { return 9-weighed(s[1:], 2, 1)%9 == int(s[0]-'0') }

func cnpj(s string) bool {
	digit := func(sum int) int {
		if sum %= 11; sum < 2 {
			return 0
		}
		return 11 - sum
	}
	return strings.Trim(s, s[:1]) != "" &&
		digit(weighed(s[:12], 5, 4, 3, 2, 9, 8, 7, 6)) == int(s[12]-'0') &&
		digit(weighed(s[:13], 6, 5, 4, 3, 2, 9, 8, 7)) == int(s[13]-'0')
}

func ogrn(s string) bool {
	n := 0
	for i := range 12 {
		n = (n*10 + int(s[i]-'0')) % 11
	}
	return n%10 == int(s[12]-'0')
}
