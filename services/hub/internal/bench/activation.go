package bench

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/policies/crowd"
	"github.com/entente-hub/entente/services/hub"
	"github.com/entente-hub/entente/services/hub/internal/child"
	"github.com/entente-hub/entente/shared/ledger"
)

// pollers ask as fast as they can while the policy changes.
const pollers = 8

// answer is one that a poller got, and when it asked.
type answer struct {
	began, ended time.Time
	seen         bool
}

// activation measures how long it takes from a policy's entry on the ledger until answers follow
// it: a hub in this process, so that the moment in which Append returns is known; 300 members and
// 2,000 rules; pollers of one record, and a stream. It is an error if an answer that began after
// Append returned, or an event of then, shows the rights of before.
func (b *bench) activation(ctx context.Context) error {
	h, base, stop, err := inProcess(ctx, b.dir+"/activation")
	if err != nil {
		return err
	}
	err = b.activate(ctx, h, base)
	return errors.Join(err, stop())
}

// inProcess starts a hub in this process; stop ends it.
func inProcess(ctx context.Context, dir string) (h *hub.Hub, base string, stop func() error, err error) {
	c := hub.Default()
	c.Process.Data, c.Process.Listen, c.Process.LogLevel = dir, "127.0.0.1:0", 8
	c.Process.RateLimit, c.Process.RateBurst, c.Process.FailedLimit = 1e6, 1e6, 1e6
	if h, err = hub.New(ctx, c); err != nil {
		return nil, "", nil, err
	}
	l, err := h.Process.Listen(ctx)
	if err != nil {
		return nil, "", nil, errors.Join(err, h.Close())
	}
	serving, end := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- h.Serve(serving, l) }()
	stop = func() error {
		end()
		err := <-ended
		if errors.Is(err, context.Canceled) {
			err = nil
		}
		return errors.Join(err, h.Close())
	}
	select {
	case <-h.Process.Ready():
	case <-time.After(time.Minute):
		return nil, "", nil, errors.Join(errors.New("the hub is not ready"), stop())
	}
	return h, "http://" + l.Addr().String(), stop, nil
}

func (b *bench) activate(ctx context.Context, h *hub.Hub, base string) error {
	crew := crowd.New(policyMembers, policyForces)
	drafts := crew.Drafts()
	for i := range drafts {
		drafts[i].At = time.Now()
	}
	if _, err := h.Process.Fold.AppendAll(ctx, drafts); err != nil {
		return err
	}
	r := &child.Hub{Base: base, Admin: string(h.Process.AdminKey)}
	var publisher, viewer struct{ Key string }
	if err := r.Post(ctx, r.Admin, "/v1/members/member-1/credentials", map[string]string{"name": "bench"}, &publisher); err != nil {
		return err
	}
	if err := r.Post(ctx, r.Admin, "/v1/members/member-2/credentials", map[string]string{"name": "bench"}, &viewer); err != nil {
		return err
	}
	publish := func(value string) (id string, err error) {
		var made struct{ ID string }
		err = r.Post(ctx, publisher.Key, "/v1/indicators", map[string]any{"observable": map[string]string{"type": "domain", "value": value}, "tlp": "green"}, &made)
		return made.ID, err
	}
	record, err := publish("affected.example")
	if err != nil {
		return err
	}
	p := &polled{client: clientFor(pollers + 2), base: base, key: viewer.Key, path: "/v1/indicators/" + record}
	following, enough := context.WithCancel(ctx)
	defer enough()
	var wg sync.WaitGroup
	failed := make(chan error, pollers+1)
	for i := range p.answers {
		wg.Go(func() { failed <- p.poll(following, i) })
	}
	wg.Go(func() { failed <- p.follow(following) })

	open := crew.Policy(policies.DefaultText(), policyRules)
	shut := open + "p, m:member-2, by:m:member-1, *, red, *, deny\n"
	var first, last, appends []time.Duration
	wrong, asked, heard := 0, 0, 0
	position := ledger.Position(0)
	for n := range b.size(40) {
		text := open
		if n%2 == 1 {
			text = shut
		}
		p.take()
		time.Sleep(30 * time.Millisecond) // all poll under the old rights
		began := time.Now()
		e, err := h.Process.Fold.Append(ctx, ledger.Draft{
			At: time.Now(), Kind: ledger.KindPolicy, ID: policies.Entity, Verb: policies.VerbActivated, Actor: "system", Schema: policies.Schema,
			Body: policies.Encode(policies.Revision{Text: text, Author: "u:bench", Approver: "u:bench"}), Expect: position,
		})
		if err != nil {
			return err
		}
		returned := time.Now()
		position = e.Position
		p.told.Store(0)
		if n%2 == 1 {
			if _, err := publish(fmt.Sprintf("hidden-%d.example", n)); err != nil {
				return err
			}
		}
		time.Sleep(250 * time.Millisecond)
		if n == 0 {
			continue // the first text is the one in force but for its rules
		}
		f, l, w, all, err := affected(p.take(), returned, n%2 == 0)
		if err != nil {
			return err
		}
		if n%2 == 1 {
			w += int(p.told.Load())
		} else {
			heard += int(p.told.Load())
		}
		first, last, wrong, asked = append(first, f), append(last, l), wrong+w, asked+all
		appends = append(appends, returned.Sub(began))
	}
	enough()
	wg.Wait()
	close(failed)
	for err := range failed {
		if err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
	}
	if wrong > 0 {
		return fmt.Errorf("%d answers and events of after an activation show the rights of before", wrong)
	}
	if heard == 0 {
		return errors.New("the stream told nothing when rights came back: its silence proves nothing")
	}
	const bar = 100 * time.Millisecond
	b.add(row{
		what: fmt.Sprintf("a policy's append: on disk, and held by all views; %d rules, %d members, %d pollers, p50, worst", policyRules, policyMembers, pollers),
		ours: ms(median(appends)) + ", " + ms(percentile(appends, 1)),
	})
	b.add(row{what: fmt.Sprintf("policy on the ledger → first answer under it; %d pollers, %d rules, %d activations, p50", pollers, policyRules, len(first)), ours: ms(median(first))})
	b.add(row{"the same → last answer under the old one has ended and all have a new one, p50 / 100 ms", ms(median(last)), ms(bar), float64(bar) / float64(median(last)), 1})
	b.add(row{"the same, worst / 100 ms", ms(percentile(last, 1)), ms(bar), float64(bar) / float64(percentile(last, 1)), 1})
	b.add(row{what: fmt.Sprintf("the same: answers and events with the old rights, begun after the append returned, of %d", asked), ours: strconv.Itoa(wrong), limit: "0"})
	return nil
}

// affected reads from what each poller got when the first of them had the new rights and when the
// last had, from the moment of activation on, and how many answers that began after it had the old.
func affected(all [pollers][]answer, activated time.Time, seen bool) (first, last time.Duration, wrong, asked int, err error) {
	first = time.Hour
	for _, got := range all {
		flipped := time.Duration(-1)
		for _, a := range got {
			switch {
			case a.began.Before(activated):
			case a.seen != seen:
				wrong++
				asked++
			default:
				asked++
			}
			if a.seen == seen && flipped < 0 && a.ended.After(activated) {
				flipped = a.ended.Sub(activated)
			}
		}
		if flipped < 0 {
			return 0, 0, 0, 0, errors.New("a poller got no answer under the new policy")
		}
		first, last = min(first, flipped), max(last, flipped)
	}
	return first, last, wrong, asked, nil
}

// polled is what pollers and a follower of one viewer see.
type polled struct {
	client          *http.Client
	base, key, path string
	told            atomic.Int64 // events with content

	mu      sync.Mutex
	answers [pollers][]answer
}

// take returns the answers since it was called last.
func (p *polled) take() [pollers][]answer {
	p.mu.Lock()
	defer p.mu.Unlock()
	out := p.answers
	p.answers = [pollers][]answer{}
	return out
}

func (p *polled) get(ctx context.Context, path string) (*http.Response, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.base+path, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+p.key)
	return p.client.Do(req)
}

func (p *polled) poll(ctx context.Context, i int) error {
	for ctx.Err() == nil {
		began := time.Now()
		res, err := p.get(ctx, p.path)
		if err != nil {
			return err
		}
		_, err = io.Copy(io.Discard, res.Body)
		res.Body.Close()
		if err != nil {
			return err
		}
		if res.StatusCode != http.StatusOK && res.StatusCode != http.StatusNotFound {
			return fmt.Errorf("%s: %s", p.path, res.Status)
		}
		a := answer{began, time.Now(), res.StatusCode == http.StatusOK}
		p.mu.Lock()
		p.answers[i] = append(p.answers[i], a)
		p.mu.Unlock()
	}
	return nil
}

// follow counts the events of the stream that show content: that something is withdrawn shows none. One
// that ends is opened again.
func (p *polled) follow(ctx context.Context) error {
	for ctx.Err() == nil {
		res, err := p.get(ctx, "/v1/stream")
		if err != nil {
			return err
		}
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			if strings.HasPrefix(lines.Text(), "data:") && strings.Contains(lines.Text(), `"observable"`) {
				p.told.Add(1)
			}
		}
		res.Body.Close()
	}
	return nil
}
