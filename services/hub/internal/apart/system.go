package apart

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/entente-hub/entente/api"
)

// Admin is the bootstrap key of every system.
const Admin = "ent_admin_services-apart-0123456789abcdef"

// System is a hub in parts.
type System struct {
	Services map[string][]*Process // by name: its replicas
	Proxy    *Proxy
	Base     string // http://127.0.0.1:PORT, of the proxy
	KeyFile  string // the hub's key
}

// Options say how one runs.
type Options struct {
	Programs string              // folder of the services' programs
	Dir      string              // folder of its own, which is there
	NATS     string              // URL
	Args     []string            // for all: how to get into NATS, say
	Own      map[string][]string // for one service, by its name
	Last     map[string][]string // for its last replica alone
	Replicas func(service string) int
	Carry    bool // the proxy sends on positions: see Proxy
}

// Start runs one, all at once and in no order, and returns when all of it is ready.
func Start(ctx context.Context, o Options) (*System, error) {
	s := &System{Services: map[string][]*Process{}, Proxy: &Proxy{}}
	var err error
	if s.Base, err = s.Proxy.listen(ctx); err != nil {
		return nil, err
	}
	// The key is the same for all: whoever starts first cannot make it.
	key := filepath.Join(o.Dir, "hub.key")
	if err := os.WriteFile(key, []byte("5e1f00000000000000000000000000000000000000000000000000000000a9a7\n"), 0o600); err != nil {
		return nil, fmt.Errorf("apart: %w", err)
	}
	s.KeyFile = key
	var all []*Process
	for _, name := range api.Contracts() {
		n := o.Replicas(name)
		addresses, err := freeAddresses(n)
		if err != nil {
			return nil, errors.Join(err, s.Close())
		}
		for i, address := range addresses {
			own := name + "-" + strconv.Itoa(i)
			p := &Process{
				Name: own, Address: address, program: filepath.Join(o.Programs, name), out: filepath.Join(o.Dir, own+".out"),
				args: append(append([]string{
					"--nats", o.NATS, "--replicas", strconv.Itoa(Nodes), "--key-file", key, "--data", filepath.Join(o.Dir, own), "--listen", address,
					"--public-url", s.Base, "--trusted-proxies", "127.0.0.0/8", "--rate-limit", "1e6", "--rate-burst", "1000000", "--failed-rate-limit", "1e6",
				}, o.Args...), o.Own[name]...),
				env: []string{"ENTENTE_BOOTSTRAP_KEY=" + Admin},
			}
			if i == n-1 {
				p.args = append(p.args, o.Last[name]...)
			}
			if err := p.Start(); err != nil {
				return nil, errors.Join(err, s.Close())
			}
			s.Services[name] = append(s.Services[name], p)
			all = append(all, p)
		}
	}
	s.Proxy.serve(s.Services)
	if err := waitAll(ctx, all); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func waitAll(ctx context.Context, all []*Process) error {
	errs := make([]error, len(all))
	var wait sync.WaitGroup
	for i, p := range all {
		wait.Go(func() { errs[i] = p.WaitReady(ctx, 2*time.Minute) })
	}
	wait.Wait()
	return errors.Join(errs...)
}

// Close kills all of it.
func (s *System) Close() error {
	for _, replicas := range s.Services {
		for _, p := range replicas {
			p.Kill()
		}
	}
	http.DefaultClient.CloseIdleConnections()
	return s.Proxy.close()
}
