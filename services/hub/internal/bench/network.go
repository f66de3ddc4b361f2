package bench

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/child"
	"github.com/entente-hub/entente/shared/lookalike"
)

// fan is how many links each node of the measured network has: 1 + 17 + 17*17 = 307 nodes.
const fan = 17

// network measures a network of some 300 nodes among 1,000,000 indicators, and the worst hub: an
// account that a tenth of them link to.
func (b *bench) network(ctx context.Context) error {
	h, key, err := b.enrolled(ctx, "network")
	if err != nil {
		return err
	}
	defer h.Kill()
	viewer, err := h.Enrol(ctx, "bazar-b", "marketplace")
	if err != nil {
		return err
	}
	n := b.size(1_000_000)
	crowd := n / 10
	if _, err := b.send(ctx, h, key, lookalike.New(6, lookalike.Options{}), 0, n-crowd-fan-1); err != nil {
		return err
	}
	if _, err := b.pour(ctx, h, key, crowd+fan+1, func(w io.Writer) error { return writeNetwork(w, crowd) }); err != nil {
		return err
	}
	for _, m := range []struct {
		what, query string
		nodes       int
	}{
		{"network of 307 nodes, 18 indicators", "type=domain&value=net.example", 307},
		{fmt.Sprintf("network of one of %d who share an account", crowd), "type=domain&value=crowd-7.example", 2},
		{fmt.Sprintf("that account itself: its first neighbours of %d", crowd), "type=email&value=pay@provider.example", 1000},
	} {
		if err := b.networkRow(ctx, h, viewer, m.what, m.query, m.nodes, n); err != nil {
			return err
		}
	}
	return nil
}

func (b *bench) networkRow(ctx context.Context, h *child.Hub, viewer, what, query string, nodes, of int) error {
	path := "/v1/networks?limit=1000&" + query
	var got struct {
		Nodes []struct{ ID string }
	}
	if err := h.Do(ctx, viewer, http.MethodGet, path, "", nil, &got); err != nil {
		return err
	}
	if len(got.Nodes) < nodes {
		return fmt.Errorf("%s: %d nodes, want %d", path, len(got.Nodes), nodes)
	}
	client := clientFor(1)
	var took []time.Duration
	for range b.size(1000) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, h.Base+path, nil)
		if err != nil {
			return err
		}
		req.Header.Set("Authorization", "Bearer "+viewer)
		began := time.Now()
		if err := drain(client, req, http.StatusOK); err != nil {
			return err
		}
		took = append(took, time.Since(began))
	}
	b.add(row{what: fmt.Sprintf("%s, among %d indicators: over HTTP, p50, p99", what, of), ours: ms(median(took)) + ", " + ms(percentile(took, 0.99))})
	return nil
}

// writeNetwork writes fan+1 indicators that are one network, and those of a crowd that pays to one account.
func writeNetwork(w io.Writer, crowd int) error {
	line := func(own, link string, n int) error {
		links := make([]string, n)
		for i := range links {
			links[i] = fmt.Sprintf(link, i)
		}
		_, err := fmt.Fprintf(w, `{"observable":{"type":"domain","value":%q},"tlp":"green","confidence":90,"links":[%s]}`+"\n", own, strings.Join(links, ","))
		return err
	}
	if err := line("net.example", `{"type":"domain","value":"net-%d.example","relation":"same_operator"}`, fan); err != nil {
		return err
	}
	for i := range fan {
		if err := line(fmt.Sprintf("net-%d.example", i), fmt.Sprintf(`{"type":"domain","value":"net-%d-%%d.example","relation":"same_operator"}`, i), fan); err != nil {
			return err
		}
	}
	for i := range crowd {
		if err := line(fmt.Sprintf("crowd-%d.example", i), `{"type":"email","value":"pay@provider.example","relation":"payment"}%.0d`, 1); err != nil {
			return err
		}
	}
	return nil
}
