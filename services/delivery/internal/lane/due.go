package lane

import (
	"container/heap"
	"time"
)

// due is a lane, or a track of it, to be tried at a time. It is void once that is another.
type due struct {
	at time.Time
	of *time.Time // lane.due or track.parked
	l  *lane
}

type dues []due

func (d dues) Len() int           { return len(d) }
func (d dues) Less(i, j int) bool { return d[i].at.Before(d[j].at) }
func (d dues) Swap(i, j int)      { d[i], d[j] = d[j], d[i] }

// Push is heap.Interface's.
func (d *dues) Push(x any) { *d = append(*d, x.(due)) }

// Pop is heap.Interface's.
func (d *dues) Pop() any {
	last := len(*d) - 1
	x := (*d)[last]
	(*d)[last] = due{}
	*d = (*d)[:last]
	return x
}

// wait lets a lane rest until a time; park a track of it. d.mu is held.
func (d *Desk) wait(l *lane, until time.Time) { d.rouse(l, &l.due, until) }

func (d *Desk) park(t *track, until time.Time) { d.rouse(t.of, &t.parked, until) }

func (d *Desk) rouse(l *lane, of *time.Time, at time.Time) {
	*of = at
	heap.Push(&d.due, due{at, of, l})
	poke(d.again)
}

// idle is how long until the first lane is due.
func (d *Desk) idle() time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.due) == 0 {
		return time.Hour
	}
	return max(0, time.Until(d.due[0].at))
}

// retry gives the lanes that are due their turn.
func (d *Desk) retry() {
	var ready []*lane
	d.mu.Lock()
	for now := time.Now(); len(d.due) > 0 && !d.due[0].at.After(now); {
		x, ok := heap.Pop(&d.due).(due)
		if ok && x.of.Equal(x.at) {
			*x.of = time.Time{}
			ready = append(ready, x.l)
		}
	}
	d.mu.Unlock()
	for _, l := range ready {
		d.turn(&l.live)
		d.turn(&l.again)
	}
}
