package apart

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"sync"
	"sync/atomic"
	"time"

	"github.com/entente-hub/entente/api"
)

// Proxy is the one address of a system: it sends each request where api.Routes says, to one replica
// after the other, and past one that is not there, as any ingress does.
type Proxy struct {
	// Carry has each request name the position (Ledger-Position) that the last answer named: what clients
	// do who are sent from one replica to another, for those who cannot.
	Carry atomic.Bool

	listener net.Listener
	server   *http.Server
	turn     atomic.Uint64

	mu       sync.Mutex
	services map[string][]*Process
	position string
}

func (p *Proxy) listen(ctx context.Context) (base string, err error) {
	if p.listener, err = (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0"); err != nil {
		return "", fmt.Errorf("apart: %w", err)
	}
	return "http://" + p.listener.Addr().String(), nil
}

func (p *Proxy) serve(services map[string][]*Process) {
	p.mu.Lock()
	p.services = services
	p.mu.Unlock()
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 64
	r := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.Out.Host = r.In.Host // whose pages a browser shows is told by it
			r.Out.URL.Scheme = "http"
			r.SetXForwarded()
			if p.Carry.Load() && r.Out.Header.Get("Ledger-Position") == "" {
				if at := p.last(); at != "" {
					r.Out.Header.Set("Ledger-Position", at)
				}
			}
		},
		Transport:     &replicas{proxy: p, next: transport},
		FlushInterval: -1,
		ModifyResponse: func(res *http.Response) error {
			if at := res.Header.Get("Ledger-Position"); at != "" {
				p.mu.Lock()
				p.position = at
				p.mu.Unlock()
			}
			return nil
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
	}
	p.server = &http.Server{Handler: r, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = p.server.Serve(p.listener) }() // ends by close
}

func (p *Proxy) last() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.position
}

func (p *Proxy) close() error {
	if p.server == nil {
		return p.listener.Close()
	}
	return p.server.Close()
}

// of are the replicas of the service that answers a path, the one whose turn it is first.
func (p *Proxy) of(path string) []*Process {
	p.mu.Lock()
	all := p.services[api.ServiceOf(path)]
	p.mu.Unlock()
	if len(all) == 0 {
		return nil
	}
	n := int(p.turn.Add(1) % uint64(len(all)))
	return append(append([]*Process{}, all[n:]...), all[:n]...)
}

// replicas is a transport that asks the next replica where one cannot be dialled: then it has got
// nothing of the request.
type replicas struct {
	proxy *Proxy
	next  http.RoundTripper
}

var errNobody = errors.New("apart: no replica answers")

func (r *replicas) RoundTrip(req *http.Request) (*http.Response, error) {
	err := errNobody
	body := req.Body
	if body != nil {
		defer func() { _ = body.Close() }()
	}
	for _, one := range r.proxy.of(req.URL.Path) {
		to := *req.URL
		to.Host = one.Address
		out := req.WithContext(req.Context())
		out.URL = &to
		if body != nil {
			out.Body = io.NopCloser(body) // one that cannot be dialled closes it, unread
		}
		var res *http.Response
		if res, err = r.next.RoundTrip(out); err == nil {
			return res, nil
		}
		if op, is := errors.AsType[*net.OpError](err); !is || op.Op != "dial" {
			return nil, err
		}
	}
	return nil, err
}
