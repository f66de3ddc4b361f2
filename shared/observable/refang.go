package observable

import "strings"

var dots = strings.NewReplacer("[.]", ".", "(.)", ".", "{.}", ".", "[dot]", ".", "(dot)", ".", "[DOT]", ".", "(DOT)", ".")

// refangHost undoes the brackets that keep a host from being clicked: shop[.]example.
func refangHost(v string) string {
	if !strings.ContainsAny(v, "[({") {
		return v
	}
	return dots.Replace(v)
}
