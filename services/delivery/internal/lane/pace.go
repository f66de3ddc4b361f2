package lane

import (
	"context"
	"time"

	"golang.org/x/time/rate"
)

// brief is how long a worker waits for its lane's bucket; for longer the lane is parked, which
// costs no goroutine.
const brief = 20 * time.Millisecond

// The rate after trouble: it grows by a quarter a second, from no less than one post in ten
// seconds, up to what its owner wants or, without a wish, to eight times what it was halved to.
const (
	leastRate = 0.1
	growth    = 1.25
	recovered = 8
)

// pace is how fast a lane may post. The zero one is not limited. d.mu guards it.
type pace struct {
	bucket *rate.Limiter // nil: not limited
	most   rate.Limit    // what its owner wants; 0: no limit
	enough rate.Limit    // where it has recovered; 0: it is not slowed

	changed time.Time
	posts   int // since
	since   time.Time
}

// want sets what the owner wants, in posts a second; 0 is no limit.
func (p *pace) want(perSecond float64) {
	if most := rate.Limit(perSecond); most != p.most || (most > 0 && p.bucket == nil) {
		*p = pace{most: most}
		if most > 0 {
			p.bucket = rate.NewLimiter(most, burst(most))
		}
	}
}

// burst is what goes at once: a tenth of a second's.
func burst(r rate.Limit) int { return max(1, int(r/10)) }

// take takes n posts from the bucket, or says how long until they are there.
func (p *pace) take(now time.Time, n int) time.Duration {
	if now.Sub(p.since) > time.Second {
		p.posts, p.since = 0, now
	}
	if p.bucket != nil {
		r := p.bucket.ReserveN(now, min(n, p.bucket.Burst()))
		if wait := r.DelayFrom(now); wait > 0 {
			r.CancelAt(now)
			return wait
		}
	}
	p.posts += n
	return 0
}

// slow halves the rate: the endpoint says that it is too much for it (429, 502, 504).
func (p *pace) slow(now time.Time) {
	was := rate.Limit(float64(p.posts) / max(1, now.Sub(p.since).Seconds()))
	if p.bucket != nil {
		was = p.bucket.Limit()
	}
	half := max(was/2, leastRate)
	p.bucket, p.changed = rate.NewLimiter(half, burst(half)), now
	if p.enough = p.most; p.most == 0 {
		p.enough = half * recovered
	}
}

// well lets the rate grow again.
func (p *pace) well(now time.Time) {
	if p.enough == 0 || now.Sub(p.changed) < time.Second {
		return
	}
	more := p.bucket.Limit() * growth
	p.changed = now
	if more < p.enough {
		p.bucket.SetLimitAt(now, more)
		p.bucket.SetBurstAt(now, burst(more))
		return
	}
	p.enough, p.bucket = 0, nil
	if p.most > 0 {
		p.bucket = rate.NewLimiter(p.most, burst(p.most))
	}
}

// paced waits until a track may post: the lane's bucket comes before the desk's turns, so that
// who waits for the one holds none of the others. ok is false where the track is parked, or
// stops. slow tells that it waited.
func (d *Desk) paced(ctx context.Context, t *track) (slow, ok bool) {
	for {
		d.mu.Lock()
		if t.ahead >= d.bound(t) { // there is nothing to post; what there is to find out, next does
			d.mu.Unlock()
			return slow, true
		}
		now := time.Now()
		wait := t.of.pace.take(now, 1)
		if t.replay && wait == 0 {
			wait = d.slowly.take(now, t.of.batch())
		}
		if wait > brief {
			d.park(t, now.Add(wait))
			t.workers--
			d.mu.Unlock()
			return slow, false
		}
		d.mu.Unlock()
		if wait == 0 {
			return slow, true
		}
		slow = true
		select {
		case <-time.After(wait):
		case <-ctx.Done():
			return slow, true // next sees that it is over
		}
	}
}
