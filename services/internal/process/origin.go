package process

import (
	"net"
	"net/url"
)

// The names of the cookie that holds a session's key. A browser takes the first by https alone,
// from this very host and for all of it (RFC 6265bis, "__Host-"); the other is for http on loopback.
const (
	secureCookie = "__Host-entente"
	plainCookie  = "entente-loopback"
)

// Origin is where people reach the hub: scheme and host, as a browser writes them.
func (c Config) Origin() string {
	if c.PublicURL != "" {
		return c.PublicURL
	}
	return "http://" + c.Listen
}

// Cookie is the name of the cookie that holds a session's key, and whether it is sent by https
// alone. It is, but on loopback: elsewhere http carries no session.
func (c Config) Cookie() (name string, secure bool) {
	if u, err := url.Parse(c.Origin()); err == nil && u.Scheme == "http" && loopback(u.Hostname()) {
		return plainCookie, false
	}
	return secureCookie, true
}

func goodOrigin(s string) bool {
	u, err := url.Parse(s)
	return err == nil && u.Host != "" && s == u.Scheme+"://"+u.Host && (u.Scheme == "https" || u.Scheme == "http" && loopback(u.Hostname()))
}

func loopback(host string) bool {
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}
