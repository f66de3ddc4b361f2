package conf_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entente-hub/entente/shared/conf"
)

type config struct {
	Listen  string `conf:"listen" help:"address to answer on"`
	Inner   inner
	Tries   int           `conf:"tries"`
	Rate    float64       `conf:"rate-limit"`
	Quiet   bool          `conf:"quiet"`
	Wait    time.Duration `conf:"wait"`
	Proxies []string      `conf:"trusted-proxies"`
	Key     conf.Secret   `conf:"bootstrap-key" help:"the first admin's key"`
	Now     func()        // not a setting
}

type inner struct {
	Size int64 `conf:"size"`
}

func load(t *testing.T, c *config, file string, environ []string, flags map[string]string) error {
	t.Helper()
	fs, err := conf.Fields(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fs {
		if text, ok := flags[f.Name]; ok {
			if err := f.Set(text); err != nil {
				t.Fatal(err)
			}
		}
	}
	return conf.Load(fs, file, environ)
}

func write(t *testing.T, text string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "entente.yaml")
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoad(t *testing.T) {
	t.Run("one name, three places, the nearest counts", func(t *testing.T) {
		c := config{Listen: "default", Tries: 1, Quiet: true}
		file := write(t, "listen: file\ntries: 2\nrate_limit: 0.5\nwait: 3s\nsize: 7\ntrusted_proxies: [10.0.0.0/8, ::1/128]\nbootstrap_key: s3cret\n", 0o600)
		err := load(t, &c, file, []string{"ENTENTE_LISTEN=env", "ENTENTE_TRIES=3", "PATH=/bin", "ENTENTE_QUIET=false"}, map[string]string{"tries": "4"})
		if err != nil {
			t.Fatal(err)
		}
		want := config{Listen: "env", Tries: 4, Rate: .5, Wait: 3 * time.Second, Inner: inner{7}, Proxies: []string{"10.0.0.0/8", "::1/128"}, Key: "s3cret"}
		if !reflect.DeepEqual(c, want) {
			t.Errorf("got %+v", c)
		}
	})
	t.Run("the contract's example", func(t *testing.T) {
		type only struct {
			Networks []netip.Prefix `conf:"webhook-allow-networks"`
		}
		var c only
		fs, err := conf.Fields(&c)
		if err != nil {
			t.Fatal(err)
		}
		if err := conf.Load(fs, "", []string{"ENTENTE_WEBHOOK_ALLOW_NETWORKS=127.0.0.0/8, ::1/128"}); err != nil {
			t.Fatal(err)
		}
		if len(c.Networks) != 2 || c.Networks[1] != netip.MustParsePrefix("::1/128") {
			t.Errorf("got %v", c.Networks)
		}
		if fs[0].Key != "webhook_allow_networks" || fs[0].Name != "webhook-allow-networks" {
			t.Errorf("got %+v", fs[0])
		}
	})
	t.Run("a secret by the file of its own", func(t *testing.T) {
		var c config
		path := write(t, "s3cret\n", 0o600)
		if err := load(t, &c, "", []string{"ENTENTE_BOOTSTRAP_KEY_FILE=" + path}, nil); err != nil || string(c.Key) != "s3cret" {
			t.Fatalf("%q %v", string(c.Key), err)
		}
		if err := load(t, &c, "", []string{"ENTENTE_BOOTSTRAP_KEY_FILE=" + path, "ENTENTE_BOOTSTRAP_KEY=x"}, nil); !errors.Is(err, conf.ErrValue) {
			t.Errorf("both: %v", err)
		}
	})
	for name, try := range map[string]struct {
		file, env string
		mode      os.FileMode
		want      error
		says      string
	}{
		"an unknown key":             {file: "lisen: x\n", want: conf.ErrUnknown, says: "lisen"},
		"a key twice":                {file: "tries: 1\ntries: 2\n", want: conf.ErrValue},
		"levels":                     {file: "listen: {a: b}\n", want: conf.ErrValue, says: "levels"},
		"not YAML":                   {file: "listen: [\n", want: conf.ErrValue},
		"a list at the top":          {file: "- a\n", want: conf.ErrValue},
		"a secret that all may read": {file: "bootstrap_key: x\n", mode: 0o644, want: conf.ErrValue, says: "chmod 600"},
		"no whole number":            {env: "ENTENTE_TRIES=1.5", want: conf.ErrValue, says: "tries"},
		"no number":                  {env: "ENTENTE_RATE_LIMIT=x", want: conf.ErrValue, says: "rate-limit"},
		"neither true nor false":     {env: "ENTENTE_QUIET=maybe", want: conf.ErrValue},
		"no duration":                {env: "ENTENTE_WAIT=3", want: conf.ErrValue, says: "30s"},
	} {
		t.Run("refuses "+name, func(t *testing.T) {
			c := config{}
			file := ""
			if try.file != "" {
				file = write(t, try.file, max(try.mode, 0o600))
			}
			err := load(t, &c, file, strings.Fields(try.env), nil)
			if !errors.Is(err, try.want) || !strings.Contains(fmt.Sprint(err), try.says) {
				t.Fatalf("got %v", err)
			}
		})
	}
	t.Run("a file that is not there", func(t *testing.T) {
		if err := load(t, &config{}, filepath.Join(t.TempDir(), "none"), nil, nil); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("got %v", err)
		}
	})
}

func TestStrangers(t *testing.T) {
	fs, err := conf.Fields(&config{})
	if err != nil {
		t.Fatal(err)
	}
	environ := []string{"ENTENTE_LISTEN=x", "ENTENTE_LISEN=x", "ENTENTE_BOOTSTRAP_KEY_FILE=x", "ENTENTE_LISTEN_FILE=x", "PATH=x"}
	if got := conf.Strangers(fs, environ); !slices.Equal(got, []string{"ENTENTE_LISEN", "ENTENTE_LISTEN_FILE"}) {
		t.Errorf("got %v", got)
	}
}

func TestSecretDoesNotPrint(t *testing.T) {
	c := config{Key: "s3cret"}
	text, err := json.Marshal(map[string]any{"key": c.Key})
	if err != nil {
		t.Fatal(err)
	}
	fs, err := conf.Fields(&c)
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprintf("%v %+v %#v %s %q %x", c, c, c, c.Key, c.Key, c.Key) + string(text) + conf.Table(fs)
	if strings.Contains(all, "s3cret") || strings.Contains(all, fmt.Sprintf("%x", "s3cret")) {
		t.Error("printed")
	}
}

func TestTable(t *testing.T) {
	type small struct {
		Listen string      `conf:"listen" help:"address | port"`
		Key    conf.Secret `conf:"bootstrap-key" help:"the admin's"`
	}
	fs, err := conf.Fields(&small{Listen: ":1"})
	if err != nil {
		t.Fatal(err)
	}
	want := "| flag | environment | file | default | |\n|---|---|---|---|---|\n" +
		"| `--listen` | `ENTENTE_LISTEN` | `listen` | `:1` | address \\| port |\n" +
		"| none: a secret | `ENTENTE_BOOTSTRAP_KEY` or `ENTENTE_BOOTSTRAP_KEY_FILE` | `bootstrap_key` |  | the admin's |\n"
	if got := conf.Table(fs); got != want {
		t.Errorf("got\n%s", got)
	}
}

func TestFieldsRefuses(t *testing.T) {
	for name, into := range map[string]any{
		"no pointer": config{}, "nil": (*config)(nil), "no struct": new(int),
		"a name twice": &struct {
			A string `conf:"a"`
			B string `conf:"a"`
		}{},
		"a kind it cannot read": &struct {
			A map[string]string `conf:"a"`
		}{},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := conf.Fields(into); !errors.Is(err, conf.ErrStruct) {
				t.Fatalf("got %v", err)
			}
		})
	}
}
