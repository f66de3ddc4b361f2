package soak

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"time"
)

// patience is how long after the load the endpoints may take to catch up.
const patience = 3 * time.Minute

// settled is how long a soak has to be for its memory to say anything: a shorter one sees only a
// process that has just begun.
const settled = 5 * time.Minute

// allowance is how much memory may grow from warm to the end: the noise of a garbage
// collector, and what each entry of the ledger is known by.
const (
	allowance = 0.10
	perEntry  = 1000
)

// settle lets every endpoint catch up, and looks at what they were told.
func (s *soak) settle(ctx context.Context) error {
	s.ring.misbehave(false)
	for _, e := range s.ring.endpoints {
		if err := s.resume(ctx, e); err != nil {
			return err
		}
	}
	feeds, visible := map[string][]event{}, map[string]map[string]int{}
	for _, m := range append([]string{outsider}, receivers...) {
		feed, err := s.feed(ctx, m)
		if err != nil {
			return err
		}
		feeds[m] = due(m, feed)
		s.report.Events = max(s.report.Events, len(feed))
		if visible[m], err = s.visible(ctx, m); err != nil {
			return err
		}
	}
	for end := time.Now().Add(patience); time.Now().Before(end) && ctx.Err() == nil; time.Sleep(100 * time.Millisecond) {
		if !slices.ContainsFunc(s.ring.endpoints, func(e *endpoint) bool { return e.lacks(feeds[e.member]) != "" }) {
			break
		}
	}
	s.judge(feeds, visible)
	return ctx.Err()
}

// resume lets a subscription go on that the hub has disabled, or that would be tried again later:
// as its owner would, whose endpoint is mended.
func (s *soak) resume(ctx context.Context, e *endpoint) error {
	key, path := s.ring.key[e.member], "/v1/subscriptions/"+e.sub
	var is struct{ State string }
	if err := s.hub.Do(ctx, key, http.MethodGet, path, "", nil, &is); err != nil {
		return err
	}
	if e.conduct == gone && e.met > 0 && is.State != "disabled" {
		s.find("a subscription whose endpoint answered 410 is %s", is.State)
	}
	if is.State == "active" {
		if err := s.hub.Do(ctx, key, http.MethodPost, path+"/pause", "", nil, nil); err != nil {
			return err
		}
	}
	return s.hub.Do(ctx, key, http.MethodPost, path+"/resume", "", nil, nil)
}

// visible is what a member may read, revoked ones too, with the confidence of each.
func (s *soak) visible(ctx context.Context, member string) (map[string]int, error) {
	all := map[string]int{}
	err := s.walk(ctx, member, "/v1/indicators", url.Values{"state": {"all"}}, func(raw json.RawMessage) error {
		var i struct {
			ID         string
			Confidence int
		}
		err := json.Unmarshal(raw, &i)
		all[i.ID] = i.Confidence
		return err
	})
	return all, err
}

func same(a, b map[string]int) int {
	n := 0
	for k, v := range a {
		if other, ok := b[k]; ok && other == v {
			n++
		}
	}
	return n
}

// feed is all that a member is told, by the change feed.
func (s *soak) feed(ctx context.Context, member string) ([]event, error) {
	var all []event
	err := s.walk(ctx, member, "/v1/changes", url.Values{}, func(raw json.RawMessage) error {
		var e event
		err := json.Unmarshal(raw, &e)
		if !e.alarms() {
			all = append(all, e)
		}
		return err
	})
	return all, err
}

// walk reads a list to its end.
func (s *soak) walk(ctx context.Context, member, path string, q url.Values, fn func(json.RawMessage) error) error {
	q.Set("limit", "1000")
	for {
		var page struct {
			Items      []json.RawMessage `json:"items"`
			NextCursor string            `json:"next_cursor"`
		}
		if err := s.hub.Do(ctx, s.ring.key[member], http.MethodGet, path+"?"+q.Encode(), "", nil, &page); err != nil {
			return err
		}
		for _, raw := range page.Items {
			if err := fn(raw); err != nil {
				return err
			}
		}
		if len(page.Items) == 0 || page.NextCursor == "" {
			return nil
		}
		q.Set("cursor", page.NextCursor)
	}
}

// narrowedFrom is the receiver that the publisher's narrowing hides records from. What it is told
// of one hangs on the moment: while the record is hidden its events are passed over, and what
// took it away is told only while it is away.
const narrowedFrom = "bazar-e"

// due is what of a feed every endpoint of a member must have been told, in this order.
func due(member string, feed []event) []event {
	if member != narrowedFrom {
		return feed
	}
	last := map[string]int{}
	for n, e := range feed {
		last[e.Data.ID] = n
	}
	var all []event
	for n, e := range feed {
		if last[e.Data.ID] == n {
			all = append(all, e)
		}
	}
	return all
}

// lacks says what of its due the endpoint was not told, or not in order; "" where nothing
// lacks. What takes a record away is due only to who has it.
func (e *endpoint) lacks(due []event) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	n, has := 0, map[string]bool{}
	idle := func() bool { return n < len(due) && due[n].recalls() && !has[due[n].Data.ID] }
	for _, got := range e.order {
		for idle() && got.String() != due[n].String() {
			n++
		}
		if n < len(due) && got.String() == due[n].String() {
			n++
		}
		has[got.Data.ID] = !got.recalls()
	}
	for idle() {
		n++
	}
	if n == len(due) {
		return ""
	}
	return fmt.Sprintf("%d of %d events in order, then not %s", n, len(due), due[n])
}

// holds is what the endpoint has if it does as the contract says: it takes in each event that
// has the indicator, and drops what is recalled.
func (e *endpoint) holds() map[string]int {
	e.mu.Lock()
	defer e.mu.Unlock()
	has := map[string]int{}
	for _, got := range e.order {
		if got.recalls() {
			delete(has, got.Data.ID)
		} else {
			has[got.Data.ID] = got.Data.Confidence
		}
	}
	return has
}

// judge notes what is wrong.
func (s *soak) judge(feeds map[string][]event, visible map[string]map[string]int) {
	r := &s.report
	r.Endpoints, r.Misconduct = map[string]int{}, map[string]int{}
	for _, e := range s.ring.endpoints {
		if lack := e.lacks(feeds[e.member]); lack != "" {
			s.find("%s's endpoint that %s: %s", e.member, e.conduct, lack)
		}
		if has := e.holds(); !maps.Equal(has, visible[e.member]) {
			s.find("%s's endpoint that %s: by what it was told it holds %d indicators, of which %d may be read as they are held", e.member, e.conduct, len(has), same(has, visible[e.member]))
		}
		e.mu.Lock()
		for _, f := range e.faults {
			s.find("%s's endpoint that %s: %s", e.member, e.conduct, f)
		}
		if e.member == outsider {
			r.Leaked += e.taken
		}
		if e.conduct != sound && e.conduct != rebinds && e.met == 0 {
			s.find("%s's endpoint that %s was never asked while it did", e.member, e.conduct)
		}
		r.Told, r.Again = r.Told+e.taken, r.Again+e.taken-len(e.order)
		r.Endpoints[string(e.conduct)] += e.taken
		r.Misconduct[string(e.conduct)] += e.met
		e.mu.Unlock()
	}
	r.Misconduct[string(rebinds)] = int(s.ring.dns.n.Load())
	r.Dialled = int(s.ring.dialled.Load())
	if r.Dialled > 0 {
		s.find("%d connections to addresses that must not be dialled", r.Dialled)
	}
	if r.Leaked > 0 || len(feeds[outsider]) > 0 {
		s.find("%d posts and %d events of the feed told to a member that may see nothing", r.Leaked, len(feeds[outsider]))
	}
	if r.Events == 0 {
		s.find("nothing was told")
	}
	grown, entries := r.Late.Own-r.Early.Own, int64(r.Late.Entries-r.Early.Entries)
	if s.For >= settled && float64(grown) > allowance*float64(r.Early.Own)+float64(perEntry*entries) {
		s.find("memory grew from %d to %d MB over %d changes", r.Early.Own>>20, r.Late.Own>>20, entries)
	}
}

func (s *soak) find(format string, args ...any) {
	s.report.Findings = append(s.report.Findings, fmt.Sprintf(format, args...))
}

// middle is the one of the median size.
func middle(ms []Memory) Memory {
	if len(ms) == 0 {
		return Memory{}
	}
	slices.SortFunc(ms, func(a, b Memory) int { return int(a.Own - b.Own) })
	return ms[len(ms)/2]
}
