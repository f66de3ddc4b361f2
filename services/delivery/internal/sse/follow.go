package sse

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/scope"
)

// Gap is the type of the event that tells that the Last-Event-ID given is not one that this
// caller's feed gave: what came before now may have been missed.
const Gap = "gap"

// together is how many events are decided on at once.
const together = 16

// retrying is when it is looked again after what indicators say could not be read.
const retrying = time.Second

// Stream is one that is to be followed. Follow it, or Close it.
type Stream struct {
	all    *Streams
	by     access.Caller
	viewer string
	cursor catalog.Mark // up to where it has looked
	begin  []byte       // what it begins with
}

// Begin opens a stream for a caller, after the event with the id last; "" is from now on. It
// returns ErrTooMany for a member that has enough,
// and catalog.ErrBodies.
func (s *Streams) Begin(ctx context.Context, by access.Caller, last string) (*Stream, error) {
	viewer := by.Viewer()
	if err := s.enter(viewer); err != nil {
		return nil, err
	}
	st := &Stream{all: s, by: by, viewer: viewer}
	b := append(strconv.AppendInt([]byte("retry: "), s.o.Retry.Milliseconds(), 10), '\n')
	after, known := catalog.Mark(0), false
	if last != "" {
		after, known = catalog.OpenMark(s.o.Sealer, viewer, last)
	}
	if known {
		st.cursor, st.begin = after, append(b, '\n')
		return st, nil
	}
	newest := s.o.Newest()
	st.cursor = catalog.MarkAfter(newest)
	given, err := s.given(ctx, viewer, newest)
	if err != nil {
		st.Close()
		return nil, err
	}
	id := given.Seal(s.o.Sealer, viewer)
	b = append(append(append(b, "id: "...), id...), '\n')
	if last != "" {
		b = append(b, "event: "+Gap+"\ndata: {\"type\":\""+Gap+"\",\"timestamp\":\""...)
		b = s.o.Now().UTC().AppendFormat(b, time.RFC3339Nano)
		b = append(b, "\"}\n"...)
	}
	st.begin = append(b, '\n')
	return st, nil
}

// given is the mark of the newest event, up to a position, that the viewer may be told of: what
// it would hold if it had followed all along. That of the ledger itself would show, from one
// connection to the next, what is hidden from it.
func (s *Streams) given(ctx context.Context, viewer string, newest ledger.Position) (catalog.Mark, error) {
	view, now := s.o.View(viewer), s.o.Now()
	return catalog.Newest(newest, func(after catalog.Mark) (e catalog.Event, any bool, err error) {
		events, _, err := s.o.Feed.Events(ctx, view, after, 1, now)
		if err != nil || len(events) == 0 {
			return e, false, err
		}
		return events[0], true, nil
	}, func(*catalog.Event) bool { return true })
}

// Close gives back the place of a stream that is not followed.
func (st *Stream) Close() { st.all.leave(st.viewer) }

// Follow writes events until the client leaves, ctx or draining ends, the key is no longer in
// force, or the reader does not keep up.
func (st *Stream) Follow(ctx context.Context, draining <-chan struct{}, w http.ResponseWriter) {
	defer st.Close()
	s := st.all
	out := writer{w: w, c: http.NewResponseController(w), patience: s.o.Patience}
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // nginx would hold events back
	w.WriteHeader(http.StatusOK)
	if !st.write(&out, st.begin) {
		return
	}
	beat := time.NewTicker(s.o.Heartbeat)
	defer beat.Stop()
	var frame []byte
	for {
		bell := *s.bell.Load() // before looking, so that nothing is missed
		events, looked, err := st.look(ctx)
		if !s.o.Current(st.by) { // after looking: the key was good for all that was found
			return
		}
		frame = frame[:0]
		for i := range events {
			s.o.Shown(st.by, []catalog.Item{events[i].Item})
			frame = st.append(frame, &events[i])
		}
		if len(frame) > 0 && !st.write(&out, frame) {
			return
		}
		s.sent.Add(uint64(len(events)))
		st.cursor = looked
		if len(events) > 0 { // there may be more: how many come at once is the feed's choice
			select {
			case <-ctx.Done():
				return
			case <-draining:
				return
			default:
				continue
			}
		}
		var again <-chan time.Time // it could not look
		if err != nil {
			again = time.After(retrying)
		}
		select {
		case <-bell:
		case <-again:
		case <-beat.C:
			if !s.o.Current(st.by) || !st.write(&out, []byte(":\n\n")) {
				return
			}
		case <-draining:
			return
		case <-ctx.Done():
			return
		}
	}
}

// look finds the next events, and how far it looked. Rights that are nobody's (the member is
// suspended, or what it may do is not known just now) do not move the cursor.
func (st *Stream) look(ctx context.Context) (events []catalog.Event, looked catalog.Mark, err error) {
	o := &st.all.o
	scope.Steady(func() *scope.View { return o.View(st.viewer) }, func(v *scope.View) {
		if events, looked, err = o.Feed.Events(ctx, v, st.cursor, together, o.Now()); err != nil || v.Name() != st.viewer {
			events, looked = nil, st.cursor
		}
	})
	return events, looked, err
}

// append frames an event: the object of the change feed on one line.
func (st *Stream) append(b []byte, e *catalog.Event) []byte {
	id := e.Mark.Seal(st.all.o.Sealer, st.viewer)
	b = append(append(append(b, "id: "...), id...), "\nevent: "...)
	b = append(append(append(b, e.Type...), "\ndata: {\"id\":\""...), id...)
	b = strconv.AppendQuote(append(b, `","type":`...), e.Type)
	b = e.At.UTC().AppendFormat(append(b, `,"timestamp":"`...), time.RFC3339Nano)
	b = e.Item.AppendJSON(append(b, `","data":`...))
	return append(b, "}\n\n"...)
}

func (st *Stream) write(out *writer, b []byte) bool {
	ok, slow := out.write(b)
	if slow {
		st.all.cut.Add(1)
	}
	return ok
}
