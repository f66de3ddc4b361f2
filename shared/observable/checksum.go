package observable

// mod97 is the remainder of a code whose letters count as 10 to 35 (ISO/IEC 7064, MOD 97-10): 1
// where it is right.
func mod97(code string) int {
	n := 0
	for i := range len(code) {
		if c := code[i]; c >= 'A' {
			n = (n*100 + int(c-'A') + 10) % 97
		} else {
			n = (n*10 + int(c-'0')) % 97
		}
	}
	return n
}

// weighed is the sum of a code's digits, each times its weight, the weights over and over.
func weighed(code string, weights ...int) int {
	sum := 0
	for i := range len(code) {
		sum += int(code[i]-'0') * weights[i%len(weights)]
	}
	return sum
}

// luhn reports whether the last of the digits is the check digit of the others (ISO/IEC 7812-1,
// annex B).
func luhn(code string) bool {
	sum := 0
	for i := range len(code) {
		d := int(code[len(code)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// mod10 reports whether the last digit is the check digit of the others (GS1 General
// Specifications, section 7.9.1: weights 3 and 1 from the right).
func mod10(code string) bool {
	sum := 0
	for i := range len(code) {
		d := int(code[len(code)-1-i] - '0')
		if i%2 == 1 {
			d *= 3
		}
		sum += d
	}
	return sum%10 == 0
}
