package observable

import "strings"

const bech32Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// What the checksum of a good address comes to (BIP 173; BIP 350).
const (
	isBech32  = 1
	isBech32m = 0x2bc830a3
)

// bech32 reads an address of BIP 173: what stands before the last 1, the 5-bit groups after it
// without their checksum, and what the checksum comes to.
func bech32(s string) (hrp string, data []byte, constant uint32, ok bool) {
	l := lower(s)
	if l != s && upper(s) != s || len(s) > 130 || !ascii(s) {
		return "", nil, 0, false
	}
	at := strings.LastIndexByte(l, '1')
	if at < 1 || len(l)-at < 7 {
		return "", nil, 0, false
	}
	hrp = l[:at]
	constant = 1
	for i := range len(hrp) {
		constant = polymod(constant, hrp[i]>>5)
	}
	constant = polymod(constant, 0)
	for i := range len(hrp) {
		constant = polymod(constant, hrp[i]&31)
	}
	for _, c := range []byte(l[at+1:]) {
		n := strings.IndexByte(bech32Alphabet, c)
		if n < 0 {
			return "", nil, 0, false
		}
		constant = polymod(constant, byte(n))
		data = append(data, byte(n))
	}
	return hrp, data[:len(data)-6], constant, constant == isBech32 || constant == isBech32m
}

func polymod(sum uint32, v byte) uint32 {
	top := sum >> 25
	sum = (sum&0x1ffffff)<<5 ^ uint32(v)
	for i, g := range [...]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
		if top>>i&1 == 1 {
			sum ^= g
		}
	}
	return sum
}

// segwit reads an address of a witness program: version 0 as bech32 with 20 or 32 bytes (BIP
// 173), 1 to 16 as bech32m with 2 to 40 (BIP 350).
func segwit(prefix, s string) (string, bool) {
	hrp, data, constant, ok := bech32(s)
	if !ok || hrp != prefix || len(s) > 90 || len(data) < 1 || data[0] > 16 {
		return "", false
	}
	bits := (len(data) - 1) * 5
	n, padding := bits/8, bits%8
	if padding >= 5 || data[len(data)-1]&(1<<padding-1) != 0 {
		return "", false
	}
	if data[0] == 0 {
		return lower(s), constant == isBech32 && (n == 20 || n == 32)
	}
	return lower(s), constant == isBech32m && n >= 2 && n <= 40
}
