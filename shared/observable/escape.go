package observable

import "strings"

// Bytes that stand for themselves besides the unreserved ones (RFC 3986, sections 3.3 and 3.4).
const (
	inPath  = "!$&'()*+,;=:@/"
	inQuery = inPath + "?"
)

const hexDigits = "0123456789ABCDEF"

// escape makes escapes normal: those of unreserved bytes are undone, the others get capital
// digits, and what may not stand bare is escaped, a lone "%" too; of that it tells, for it is
// not what "%25" is to every server.
func escape(s, bare string) (escaped string, whole bool) {
	whole = true
	if normal(s, bare) {
		return s, whole
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' {
			hi, lo := -1, -1
			if i+2 < len(s) {
				hi, lo = nibble(s[i+1]), nibble(s[i+2])
			}
			if hi < 0 || lo < 0 {
				whole = false
			} else {
				i += 2
				if c = byte(hi<<4 | lo); !unreserved(c) {
					b.Write([]byte{'%', hexDigits[hi], hexDigits[lo]})
					continue
				}
			}
		}
		if unreserved(c) || c != '%' && strings.IndexByte(bare, c) >= 0 {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hexDigits[c>>4], hexDigits[c&15]})
		}
	}
	return b.String(), whole
}

func normal(s, bare string) bool {
	for i := range len(s) {
		if c := s[i]; !unreserved(c) && strings.IndexByte(bare, c) < 0 {
			return false
		}
	}
	return true
}

func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}

// nibble is the value of a hexadecimal digit, or -1.
func nibble(c byte) int {
	if c >= 'a' && c <= 'f' {
		c -= 'a' - 'A'
	}
	return strings.IndexByte(hexDigits, c)
}

// resolve takes "." and ".." out of a path (RFC 3986, section 5.2.4).
func resolve(path string) string {
	if path == "" {
		return "/"
	}
	if !strings.Contains(path, "/.") {
		return path
	}
	var out []string
	parts := strings.Split(path[1:], "/")
	for i, p := range parts {
		switch p {
		case ".", "..":
			if p == ".." && len(out) > 0 {
				out = out[:len(out)-1]
			}
			if i == len(parts)-1 {
				out = append(out, "")
			}
		default:
			out = append(out, p)
		}
	}
	return "/" + strings.Join(out, "/")
}
