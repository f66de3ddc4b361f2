package direct

import (
	"crypto/tls"
	"fmt"
	"os"
	"sync"
	"time"
)

// Certificate makes the settings of TLS 1.2 or newer from two files in PEM. A file that is replaced,
// as those who renew certificates do, is read again within a minute; one that cannot be read then
// leaves the one before in use.
func Certificate(cert, key string) (*tls.Config, error) {
	c := &certificate{cert: cert, key: key}
	if err := c.read(); err != nil {
		return nil, fmt.Errorf("direct: certificate: %w", err)
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: c.get}, nil
}

type certificate struct {
	cert, key string

	mu     sync.Mutex
	now    *tls.Certificate
	of     time.Time // when its file was written
	looked time.Time
}

func (c *certificate) read() error {
	info, err := os.Stat(c.cert)
	if err != nil {
		return err
	}
	pair, err := tls.LoadX509KeyPair(c.cert, c.key)
	if err != nil {
		return err
	}
	c.now, c.of, c.looked = &pair, info.ModTime(), time.Now()
	return nil
}

func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.looked) > time.Minute {
		c.looked = time.Now()
		if info, err := os.Stat(c.cert); err == nil && !info.ModTime().Equal(c.of) {
			_ = c.read() // the one before is better than none
		}
	}
	return c.now, nil
}
