package webhook

import (
	"errors"
	"net/netip"
	"testing"
)

func TestGuard_Check(t *testing.T) {
	g := NewGuard(nil)
	for name, address := range map[string]string{
		"loopback":             "https://127.0.0.1/hook",
		"loopback, short":      "https://127.1/hook",
		"loopback, decimal":    "https://2130706433/hook",
		"loopback, octal":      "https://0177.0.0.1/hook",
		"loopback, hex":        "https://0x7f000001/hook",
		"loopback, hex dotted": "https://0x7f.0.0.1/hook",
		"loopback, last hex":   "https://127.0.0.0x1/hook",
		"loopback, v6":         "https://[::1]/hook",
		"loopback, mapped":     "https://[::ffff:127.0.0.1]/hook",
		"loopback, compatible": "https://[::127.0.0.1]/hook",
		"localhost":            "https://localhost/hook",
		"localhost, dot":       "https://localhost./hook",
		"any":                  "https://0.0.0.0/hook",
		"any, v6":              "https://[::]/hook",
		"private 10":           "https://10.0.0.1/hook",
		"private 172":          "https://172.16.0.1/hook",
		"private 192":          "https://192.168.1.1/hook",
		"carrier":              "https://100.64.0.1/hook",
		"cloud metadata":       "https://169.254.169.254/latest/meta-data",
		"cloud metadata, v6":   "https://[fd00:ec2::254]/",
		"link-local v6":        "https://[fe80::1]/hook",
		"link-local v6, zone":  "https://[fe80::1%25eth0]/hook",
		"site-local v6":        "https://[fec0::1]/hook",
		"unique local v6":      "https://[fc00::1]/hook",
		"NAT64":                "https://[64:ff9b::7f00:1]/hook",
		"NAT64 local":          "https://[64:ff9b:1::7f00:1]/hook",
		"6to4":                 "https://[2002:7f00:1::]/hook",
		"documentation v6":     "https://[3fff::1]/hook",
		"segment routing":      "https://[5f00::1]/hook",
		"multicast":            "https://224.0.0.1/hook",
		"broadcast":            "https://255.255.255.255/hook",
		"documentation":        "https://192.0.2.1/hook",
		"benchmarking":         "https://198.18.0.1/hook",
		"plain HTTP":           "http://8.8.8.8/hook",
		"port 22":              "https://8.8.8.8:22/hook",
		"port 0":               "https://8.8.8.8:0/hook",
		"port too large":       "https://8.8.8.8:65536/hook",
		"no port":              "https://8.8.8.8:/hook",
		"user":                 "https://me@8.8.8.8/hook",
		"user and password":    "https://me:pw@8.8.8.8/hook",
		"user that is a host":  "https://8.8.8.8@127.0.0.1/hook",
		"fragment":             "https://8.8.8.8/hook#x",
		"empty fragment":       "https://8.8.8.8/hook#",
		"backslash":            `https://8.8.8.8\@127.0.0.1/hook`,
		"tab":                  "https://8.8.8.8/\thook",
		"file":                 "file:///etc/passwd",
		"gopher":               "gopher://8.8.8.8/",
		"no scheme":            "8.8.8.8/hook",
		"relative":             "//8.8.8.8/hook",
		"opaque":               "https:8.8.8.8",
		"no host":              "https:///hook",
		"empty":                "",
		"fullwidth digits":     "https://１２７.0.0.1/hook",
		"ideographic stop":     "https://127。0。0。1/hook",
		"empty label":          "https://a..example/hook",
		"unknown name":         "https://no-such-host.invalid/hook",
	} {
		t.Run(name, func(t *testing.T) {
			err := g.Check(t.Context(), address)
			if _, told := errors.AsType[refusalError](err); !told {
				t.Errorf("%s: %v", address, err)
			}
		})
	}
	for _, address := range []string{"https://8.8.8.8/hook", "https://8.8.8.8:8443/a?b=c", "https://[2606:4700::1111]/", "https://8.8.8.8:80"} {
		if err := g.Check(t.Context(), address); err != nil {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func TestGuard_allowedNetworks(t *testing.T) {
	allowed, err := ParseNetworks(" 10.1.0.0/16, 127.0.0.1/32,")
	if err != nil {
		t.Fatal(err)
	}
	g := NewGuard(allowed)
	for address, want := range map[string]bool{
		"http://127.0.0.1:12345/hook": true, "http://10.1.2.3/": true, "https://10.1.2.3:9000/": true,
		"http://10.2.0.1/": false, "https://127.0.0.2/": false, "http://8.8.8.8/": false, "https://8.8.8.8:9000/": false,
		"http://[::ffff:10.1.2.3]:9000/": true,
	} {
		if err := g.Check(t.Context(), address); (err == nil) != want {
			t.Errorf("%s: %v", address, err)
		}
	}
	if _, err := ParseNetworks("10.1.0.0"); err == nil {
		t.Error("an address passed for a network")
	}
}

// TestGuard_control looks at the addresses a dialer sees, whatever the name was.
func TestGuard_control(t *testing.T) {
	g := NewGuard([]netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")})
	for _, c := range []struct {
		network, address string
		plain, want      bool
	}{
		{"tcp4", "8.8.8.8:443", false, true},
		{"tcp4", "8.8.8.8:443", true, false},
		{"tcp4", "10.1.0.1:5000", true, true},
		{"tcp4", "10.1.0.1:5000", false, true},
		{"tcp4", "127.0.0.1:443", false, false},
		{"tcp6", "[::ffff:127.0.0.1]:443", false, false},
		{"tcp4", "8.8.8.8:25", false, false},
		{"udp4", "8.8.8.8:443", false, false},
		{"unix", "/var/run/docker.sock", false, false},
		{"tcp4", "rebound", false, false},
	} {
		if err := g.control(c.plain)(c.network, c.address, nil); (err == nil) != c.want {
			t.Errorf("%+v: %v", c, err)
		} else if err != nil && !errors.Is(err, errDenied) {
			t.Errorf("%+v: %v is not errDenied", c, err)
		}
	}
}
