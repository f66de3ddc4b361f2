package process

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/entente-hub/entente/shared/conf"
)

func TestConfigure(t *testing.T) {
	file := filepath.Join(t.TempDir(), "entente.yaml")
	if err := os.WriteFile(file, []byte("listen: 127.0.0.1:1\ndata: /file\nnats: nats://file\nown: 3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := Default()
	own := struct {
		Own int `conf:"own"`
	}{}
	strangers, err := configure(&c, &own, []string{"--listen", "127.0.0.1:3"},
		[]string{"ENTENTE_CONFIG=" + file, "ENTENTE_LISTEN=127.0.0.1:2", "ENTENTE_DATA=/env", "ENTENTE_DTAA=/typo"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Listen != "127.0.0.1:3" || c.Data != "/env" || c.NATS != "nats://file" || own.Own != 3 || c.RateBurst != 2000 {
		t.Errorf("got %+v %+v", c, own)
	}
	if !slices.Equal(strangers, []string{"ENTENTE_DTAA"}) {
		t.Errorf("strangers: %v", strangers)
	}
	for _, args := range [][]string{{"--bootstrap-key", "x"}, {"extra"}} {
		c := Default()
		if _, err := configure(&c, nil, args, nil); err == nil {
			t.Errorf("%v was taken", args)
		}
	}
	if err := os.WriteFile(file, []byte("lisen: x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := configure(&c, nil, []string{"--config", file}, nil); !errors.Is(err, conf.ErrUnknown) {
		t.Errorf("got %v", err)
	}
}
