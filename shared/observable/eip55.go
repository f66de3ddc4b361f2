package observable

import (
	"encoding/base64"
	"encoding/hex"
	"strings"

	"golang.org/x/crypto/sha3"
)

// eip55 writes an account of 20 bytes with the checksum that is in the case of its letters
// (ERC-55). One all in one case has no checksum yet; in any other it is verified.
func eip55(s string) (string, bool) {
	h, ok := strings.CutPrefix(s, "0x")
	if !ok {
		h, ok = strings.CutPrefix(s, "0X")
	}
	if _, err := hex.DecodeString(h); !ok || err != nil || len(h) != 40 {
		return "", false
	}
	plain := lower(h)
	keccak := sha3.NewLegacyKeccak256()
	keccak.Write([]byte(plain))
	sum := hex.EncodeToString(keccak.Sum(nil))
	out := []byte(plain)
	for i, c := range out {
		if c >= 'a' && sum[i] >= '8' {
			out[i] = c - ('a' - 'A')
		}
	}
	return "0x" + string(out), h == plain || h == upper(h) || h == string(out)
}

// ton reads an account of The Open Network, raw (workchain:64 hexadecimal digits) or friendly
// (36 bytes in base64 with a CRC-16), and writes it raw: a friendly one also says whether a
// payment may bounce, which is no part of whom it pays (TEP-2).
func ton(s string) (string, bool) {
	chain, account, ok := strings.Cut(s, ":")
	if ok {
		raw, err := hex.DecodeString(account)
		return chain + ":" + lower(account), err == nil && len(raw) == 32 && (chain == "0" || chain == "-1")
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(strings.NewReplacer("+", "-", "/", "_").Replace(s))
	if err != nil || len(raw) != 36 || raw[0]&^0x40 != 0x11 || crc16(raw[:34]) != uint16(raw[34])<<8|uint16(raw[35]) {
		return "", false // 0x80, for test networks alone, is refused with the others
	}
	switch raw[1] {
	case 0x00:
		chain = "0"
	case 0xff:
		chain = "-1"
	default:
		return "", false
	}
	return chain + ":" + hex.EncodeToString(raw[2:34]), true
}

// crc16 is CRC-16/XMODEM (ITU-T V.41).
func crc16(data []byte) (sum uint16) {
	for _, b := range data {
		sum ^= uint16(b) << 8
		for range 8 {
			if sum&0x8000 != 0 {
				sum = sum<<1 ^ 0x1021
			} else {
				sum <<= 1
			}
		}
	}
	return sum
}
