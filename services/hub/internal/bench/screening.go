package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/child"
	"github.com/entente-hub/entente/shared/lookalike"
)

const (
	publishers = 200  // members with indicators
	together   = 1000 // observables in a large request
)

// screening measures what it costs to ask whether something is known, of 10,000 and of 1,000,000
// indicators of 200 members, a tenth of them on an observable that another member knows too. Of single
// values every second is known; of a thousand one in a hundred, as where sellers apply, or every second.
func (b *bench) screening(ctx context.Context) error {
	h, err := b.hub(ctx, "screening")
	if err != nil {
		return err
	}
	defer func() { h.Kill() }()
	viewer, err := h.Enrol(ctx, "bazar-b", "marketplace")
	if err != nil {
		return err
	}
	keys, err := houses(ctx, h)
	if err != nil {
		return err
	}
	empty, err := h.Memory()
	if err != nil {
		return err
	}
	lines := lookalike.New(7, lookalike.Options{})
	var small asked
	have := 0
	for _, n := range []int{b.size(10_000), b.size(1_000_000)} {
		if err := b.spread(ctx, h, keys, lines, have, n-have); err != nil {
			return err
		}
		have = n
		got, err := b.ask(ctx, h, viewer, lines, n)
		if err != nil {
			return err
		}
		if small.one == 0 {
			small = got
			continue
		}
		b.add(row{fmt.Sprintf("the same of %d / of %d, one value", b.size(10_000), n), ms(small.one), ms(got.one), float64(small.one) / float64(got.one), 1 / 1.5})
		b.add(row{"the same, a thousand values of which 10 are known", ms(small.many), ms(got.many), float64(small.many) / float64(got.many), 1 / 1.5})
	}
	h.Kill()
	if h, err = b.hub(ctx, "screening"); err != nil {
		return err
	}
	time.Sleep(3 * time.Second)
	full, err := h.Memory()
	if err != nil {
		return err
	}
	own := (full.Own - empty.Own) / int64(have)
	b.add(row{fmt.Sprintf("memory an indicator, of %d by %d members (the hub's own, resident, after restart) / 600 B", have, publishers), fmt.Sprintf("%d B", own), "600 B", 600 / float64(own), 1})
	b.add(row{"the same: mapped from files, which the kernel may take back", fmt.Sprintf("%d B", (full.File-empty.File)/int64(have)), "", 0, 0})
	return nil
}

// houses enrols those who publish, and returns a key of each.
func houses(ctx context.Context, h *child.Hub) ([]string, error) {
	keys := make([]string, publishers)
	for n := range keys {
		var err error
		if keys[n], err = h.Enrol(ctx, fmt.Sprintf("maison-%d", n), "brand"); err != nil {
			return nil, err
		}
	}
	return keys, nil
}

// spread imports n lines, as many by each: a tenth of a member's are the last ones of the member before.
func (b *bench) spread(ctx context.Context, h *child.Hub, keys []string, lines *lookalike.Generator, have, n int) error {
	each := n / len(keys)
	for k, key := range keys {
		from := have + k*each - each/10
		if _, err := b.send(ctx, h, key, lines, max(0, from), each); err != nil {
			return err
		}
	}
	return nil
}

// asked is how long questions took, by their medians.
type asked struct{ one, many, known time.Duration }

// ask measures questions of one value, round by round beside a bare handler that reads and writes as
// many bytes, and questions of a thousand.
func (b *bench) ask(ctx context.Context, h *child.Hub, viewer string, lines *lookalike.Generator, n int) (asked, error) {
	r := rand.New(rand.NewPCG(1, 2))
	ones := make([][]byte, 500)
	for k := range ones {
		ones[k] = question(lines, r, n, 1, 2)
	}
	many, known := make([][]byte, 20), make([][]byte, 20)
	for k := range many {
		many[k], known[k] = question(lines, r, n, together, 100), question(lines, r, n, together, 2)
	}
	url := h.Base + "/v1/screen"
	var got asked
	for _, m := range []struct {
		what   string
		bodies [][]byte
		calls  int
		took   *time.Duration
		bar    float64
	}{
		{"one value", ones, b.size(4000) / 5, &got.one, 0.6},
		{"a thousand values, 10 of them", many, b.size(200) / 5, &got.many, 1},
		{"a thousand values, 500 of them", known, b.size(200) / 5, &got.known, 0},
	} {
		answer, err := read(ctx, viewer, url, m.bodies[0])
		if err != nil {
			return asked{}, err
		}
		bare, stop, err := b.bare(ctx, answer)
		if err != nil {
			return asked{}, err
		}
		ours, limit, err := rounds(ctx, viewer, url, bare+"/", m.bodies, m.calls)
		stop()
		if err != nil {
			return asked{}, err
		}
		*m.took = median(ours)
		if m.calls == b.size(4000)/5 {
			o, l := 1/median(ours).Seconds(), 1/median(limit).Seconds()
			b.add(row{fmt.Sprintf("is %s known, over HTTP, of %d indicators of %d members / bare Gin handler, same bytes", m.what, n, publishers), perSecond(o), perSecond(l), o / l, m.bar})
			continue
		}
		server := median(ours) - median(limit)
		b.add(row{
			fmt.Sprintf("are %s known, of %d indicators: over HTTP %s, a bare handler with the same %d kB %s, the difference / 5 ms", m.what, n, ms(median(ours)), len(answer)>>10, ms(median(limit))),
			ms(server), "5 ms", 5 * float64(time.Millisecond) / float64(max(1, server)), m.bar,
		})
	}
	return got, nil
}

// rounds asks one after the other, five rounds of each that alternate, and returns the time of each call.
func rounds(ctx context.Context, viewer, url, bare string, bodies [][]byte, calls int) (ours, limit []time.Duration, err error) {
	client := clientFor(1)
	for range 5 {
		for _, m := range []struct {
			url  string
			took *[]time.Duration
		}{{bare, &limit}, {url, &ours}} {
			for k := range calls {
				req, err := asking(ctx, viewer, m.url, bodies[k%len(bodies)])
				if err != nil {
					return nil, nil, err
				}
				began := time.Now()
				if err := drain(client, req, http.StatusOK); err != nil {
					return nil, nil, err
				}
				*m.took = append(*m.took, time.Since(began))
			}
		}
	}
	return ours, limit, nil
}

func asking(ctx context.Context, viewer, url string, body []byte) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+viewer)
	req.Header.Set("Content-Type", "application/json")
	return req, nil
}

func read(ctx context.Context, viewer, url string, body []byte) ([]byte, error) {
	req, err := asking(ctx, viewer, url, body)
	if err != nil {
		return nil, err
	}
	res, err := clientFor(1).Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("POST %s: %s", req.URL.Path, res.Status)
	}
	return io.ReadAll(res.Body)
}

// question asks for observables of which one in some is among the first n lines.
func question(lines *lookalike.Generator, r *rand.Rand, n, size, in int) []byte {
	var q struct {
		Observables []lookalike.Observable `json:"observables"`
	}
	for range size {
		o := lines.At(r.IntN(n)).Observable
		if size == 1 && r.IntN(in) > 0 || size > 1 && len(q.Observables)%in > 0 {
			o = lookalike.Observable{Type: "store_url", Value: fmt.Sprintf("https://shop.honest-%d.example/s/%d?utm_source=x", r.IntN(1<<30), r.IntN(1000))}
		}
		q.Observables = append(q.Observables, o)
	}
	b, err := json.Marshal(&q)
	if err != nil {
		panic(err) // two strings each
	}
	return b
}

// images measures the search for near pictures among 1,000,000 hashes.
func (b *bench) images(ctx context.Context) error {
	h, key, err := b.enrolled(ctx, "images")
	if err != nil {
		return err
	}
	defer h.Kill()
	n := b.size(1_000_000)
	r := rand.New(rand.NewPCG(3, 4))
	hashes := make([]uint64, n)
	if _, err := b.pour(ctx, h, key, n, func(w io.Writer) error {
		for i := range hashes {
			hashes[i] = r.Uint64()
			if _, err := fmt.Fprintf(w, `{"observable":{"type":"image","value":"%016x%016x%016x%016x","fingerprints":[{"algorithm":"phash","hash":"%016x","quality":90}]},"tlp":"green"}`+"\n",
				r.Uint64(), r.Uint64(), r.Uint64(), i, hashes[i]); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	client := clientFor(1)
	var took []time.Duration
	for k := range b.size(1000) {
		near := hashes[r.IntN(n)] ^ 1<<(k%64) ^ 1<<((k+7)%64) // two bits off
		body := fmt.Sprintf(`{"observables":[{"type":"image","value":"%064x","fingerprints":[{"algorithm":"phash","hash":"%016x","quality":90}]}]}`, r.Uint64(), near)
		req, err := asking(ctx, key, h.Base+"/v1/screen", []byte(body))
		if err != nil {
			return err
		}
		began := time.Now()
		if err := drain(client, req, http.StatusOK); err != nil {
			return err
		}
		took = append(took, time.Since(began))
	}
	p99 := percentile(took, 0.99)
	b.add(row{fmt.Sprintf("near pictures among %d hashes (phash), over HTTP: p50 %s; p99 / 20 ms", n, ms(median(took))), ms(p99), "20 ms", 20 * float64(time.Millisecond) / float64(p99), 1})
	return nil
}
