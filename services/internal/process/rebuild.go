package process

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/mongodb"
)

// rebuild makes the view of bodies anew, of the whole ledger, while the old one serves and is written to. It is a part of
// what the writer does, a handful of entries at a time: nothing is switched while something is written.
type rebuild struct {
	to     *mongodb.Rebuild
	upTo   ledger.Position // to has everything
	texts  int             // written by this process
	next   []ledger.Entry  // read, and not yet in it
	read   chan []ledger.Entry
	failed chan error
	stop   context.CancelFunc
	began  time.Time
	told   time.Time
}

// tellEvery is how often the log says how far a rebuild is.
const tellEvery = 30 * time.Second

// beginAnew begins a rebuild, or goes on with one that another process began.
func (b *bodies) beginAnew(ctx context.Context, into string) error {
	to, upTo, err := b.view.Rebuild(ctx, into)
	if err != nil {
		return err
	}
	reading, stop := context.WithCancel(ctx)
	r := &rebuild{to: to, upTo: upTo, read: make(chan []ledger.Entry), failed: make(chan error, 1), stop: stop, began: time.Now(), told: time.Now()}
	go func() {
		r.failed <- b.follow(reading, upTo, func(es []ledger.Entry) error {
			select {
			case r.read <- es:
				return nil
			case <-reading.Done():
				return reading.Err()
			}
		})
	}()
	b.anew = r
	b.log.InfoContext(ctx, "the view of bodies is made anew; the old one serves meanwhile", slog.String("into", into), slog.Uint64("from", uint64(upTo)), slog.Uint64("to", b.written.Load()))
	return nil
}

// leave leaves a rebuild to whoever writes next, which takes it up before it writes.
func (b *bodies) leave() {
	if b.anew != nil {
		b.anew.stop()
		b.anew, b.looked = nil, time.Time{}
	}
}

// wait waits until there is something to do for a rebuild, or ctx ends.
func (r *rebuild) wait(ctx context.Context) {
	if len(r.next) > 0 {
		return
	}
	select {
	case r.next = <-r.read:
	case <-ctx.Done():
	}
}

// rebuild writes a handful, and has the new view serve once it has what the old one has. It reports whether there may
// be more to do at once.
func (b *bodies) rebuild(ctx context.Context) (more bool, err error) {
	r := b.anew
	select {
	case err := <-r.failed:
		b.leave()
		return false, err
	default:
	}
	if len(r.next) == 0 && r.upTo < ledger.Position(b.written.Load()) {
		waiting, cancel := context.WithTimeout(ctx, bodiesPoll)
		r.wait(waiting)
		cancel()
	}
	if len(r.next) > 0 {
		if err := b.leaveLost(b.renew(ctx, r)); err != nil {
			return false, err
		}
	}
	if r.upTo < ledger.Position(b.written.Load()) {
		if time.Since(r.told) > tellEvery {
			r.told = time.Now()
			b.log.InfoContext(ctx, "the view of bodies is being made anew", slog.Uint64("at", uint64(r.upTo)), slog.Uint64("to", b.written.Load()), slog.Int("texts", r.texts))
		}
		return true, nil
	}
	err = r.to.Switch(ctx)
	if err != nil && !errors.Is(err, mongodb.ErrMoved) {
		return false, err
	}
	b.leave()
	if err != nil {
		b.log.WarnContext(ctx, "the view that was made anew does not serve: it is not asked for any longer", slog.String("into", r.to.Name()))
		return false, nil
	}
	b.swept, b.lost = false, false
	b.log.InfoContext(ctx, "the view that was made anew serves", slog.String("name", r.to.Name()), slog.Int("texts", r.texts), slog.Duration("took", time.Since(r.began)))
	return false, nil
}

// renew writes the bodies of the next entries, once they are folded: those that are of indicators as they are now.
func (b *bodies) renew(ctx context.Context, r *rebuild) error {
	last := r.next[len(r.next)-1].Position
	if err := b.grown(ctx, last); err != nil {
		return err
	}
	texts, err := b.catalog.Current(r.next)
	if err != nil {
		return err
	}
	for all := inDatabase(texts); ; {
		n, size := 0, 0
		for ; n < min(len(all), b.most) && size < bytesAtOnce; n++ {
			size += len(all[n].Text)
		}
		upTo := r.upTo // until the last of them
		if n == len(all) {
			upTo = last
		}
		if err := r.to.Write(ctx, all[:n], r.upTo, upTo); err != nil {
			return err
		}
		r.texts += n
		if all = all[n:]; len(all) == 0 {
			break
		}
	}
	r.upTo, r.next = last, nil
	return nil
}

// bury takes from a rebuild under way what says nothing any longer. What was erased, or published anew under a key of its
// own, may be in it from when it still said something, and no later entry is of that key.
func (b *bodies) bury(ctx context.Context, bodies []mongodb.Body) error {
	if b.anew == nil {
		return nil
	}
	var empty []mongodb.Body
	for _, x := range bodies {
		if len(x.Text) == 0 {
			empty = append(empty, x)
		}
	}
	if len(empty) == 0 {
		return nil
	}
	return b.leaveLost(b.anew.to.Write(ctx, empty, b.anew.upTo, b.anew.upTo))
}

// leaveLost leaves a rebuild that has lost what was written to it, to begin it again.
func (b *bodies) leaveLost(err error) error {
	if errors.Is(err, mongodb.ErrLost) {
		b.leave()
	}
	return err
}
