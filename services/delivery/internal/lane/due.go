package lane

import (
	"container/heap"
	"context"
	"time"
)

// due is a lane to be tried at a time. It is void once the lane's own time is another.
type due struct {
	at   time.Time
	lane *lane
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

// wait lets a lane rest until a time. d.mu is held.
func (d *Desk) wait(l *lane, until time.Time) {
	l.due = until
	heap.Push(&d.due, due{until, l})
	poke(d.again)
}

// next is how long until the first lane is due.
func (d *Desk) next() time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.due) == 0 {
		return time.Hour
	}
	return max(0, time.Until(d.due[0].at))
}

// retry gives the lanes that are due their turn.
func (d *Desk) retry(ctx context.Context) {
	var ready []*lane
	d.mu.Lock()
	head := d.head
	for now := time.Now(); len(d.due) > 0 && !d.due[0].at.After(now); {
		x, ok := heap.Pop(&d.due).(due)
		if ok && x.lane.due.Equal(x.at) {
			x.lane.due = time.Time{}
			ready = append(ready, x.lane)
		}
	}
	d.mu.Unlock()
	for _, l := range ready {
		d.turn(ctx, l, head)
	}
}
