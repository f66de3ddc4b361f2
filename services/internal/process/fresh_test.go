package process_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/embedded"
)

// TestKeyMadeElsewhere wants a key to open a process in the moment in which another has made it,
// though nobody says at which position.
func TestKeyMadeElsewhere(t *testing.T) {
	s, err := embedded.Start(embedded.Options{Dir: t.TempDir(), Listen: "127.0.0.1:0", SyncInterval: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	c := settings(t)
	c.NATS = s.URL()
	here, there := serve(t, c, who), serve(t, c, who)
	key := here.enrol("Maison A")
	if res, body := there.do("GET", "/v1/who", key, ""); res.StatusCode != http.StatusOK {
		t.Errorf("%d %s", res.StatusCode, body)
	}
	if res, body := there.do("GET", "/v1/who", key+"x", ""); res.StatusCode != http.StatusUnauthorized {
		t.Errorf("%d %s", res.StatusCode, body)
	}
}
