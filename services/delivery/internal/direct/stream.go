package direct

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Message is what a feed holds of one event.
type Message struct {
	About  string // the id of a record, or of a subscription
	Part   string // the id of the sighting, or the notice, of the record, or alarm; "": the event is of the record itself
	Masked string // what the reader may not read of it (catalog.Item)
	ID     string // of the event, as the other exits give it
	Body   []byte
}

// Headers of a message. Those who take in one event twice know it by its id.
const (
	headerID     = "Entente-Event-Id"
	headerMasked = "Entente-Redacted"
)

func subject(of id.Member, about, part string) string {
	return "feed." + string(of) + "." + about + "." + cmp.Or(part, "indicator")
}

func gapSubject(of id.Member) string { return "feed." + string(of) + ".gap" }

// Write puts a message on a member's feed. It takes the place of what the feed has of the same
// thing; erase that first where it must not stay on disk.
func (s *Server) Write(ctx context.Context, of id.Member, m Message) error {
	msg := &nats.Msg{Subject: subject(of, m.About, m.Part), Data: m.Body, Header: nats.Header{headerID: {m.ID}}}
	if m.Masked != "" {
		msg.Header.Set(headerMasked, m.Masked)
	}
	return s.publish(ctx, of, msg)
}

func (s *Server) publish(ctx context.Context, of id.Member, msg *nats.Msg) error {
	if _, err := s.js.PublishMsg(ctx, msg, jetstream.WithExpectStream(Stream(of))); err != nil {
		return fmt.Errorf("direct: write: %w", err)
	}
	return nil
}

// Erase overwrites what a member's feed has of a thing: of a record with its sightings where all
// is set, else of the record, or the part, alone.
func (s *Server) Erase(ctx context.Context, of id.Member, about, part string, all bool) error {
	filter := subject(of, about, part)
	if all {
		filter = "feed." + string(of) + "." + about + ".>"
	}
	stream, err := s.stream(ctx, of)
	if err != nil {
		return err
	}
	for {
		last, err := stream.GetLastMsgForSubject(ctx, filter)
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("direct: erase: %w", err)
		}
		if err := stream.SecureDeleteMsg(ctx, last.Sequence); err != nil {
			return fmt.Errorf("direct: erase: %w", err)
		}
	}
}

// Empty forgets all that a member's feed holds.
func (s *Server) Empty(ctx context.Context, of id.Member) error {
	stream, err := s.stream(ctx, of)
	if err != nil {
		return err
	}
	if err := stream.Purge(ctx); err != nil {
		return fmt.Errorf("direct: empty: %w", err)
	}
	return nil
}

// stream is a handle that asks nothing of the server.
func (s *Server) stream(ctx context.Context, of id.Member) (jetstream.Stream, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if g := s.guests[of]; g != nil && g.stream != nil {
		return g.stream, nil
	}
	stream, err := s.js.Stream(ctx, Stream(of))
	if err != nil {
		return nil, fmt.Errorf("direct: feed of %s: %w", of, err)
	}
	return stream, nil
}

// held is a message as a feed holds it.
type held struct {
	Message
	sequence uint64
	at       time.Time
}

// next returns the first message of a feed after a sequence; ok is false where there is none. A
// gap is about nothing.
func (s *Server) next(ctx context.Context, of id.Member, after uint64) (h held, ok bool, err error) {
	stream, err := s.stream(ctx, of)
	if err != nil {
		return h, false, err
	}
	m, err := stream.GetMsg(ctx, after+1, jetstream.WithGetMsgSubject(Subjects(of)))
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return h, false, nil
	}
	if err != nil {
		return h, false, fmt.Errorf("direct: read: %w", err)
	}
	h = held{sequence: m.Sequence, at: m.Time, Message: Message{ID: m.Header.Get(headerID), Masked: m.Header.Get(headerMasked), Body: m.Data}}
	if parts := strings.Split(m.Subject, "."); len(parts) == 4 {
		h.About = parts[2]
		if parts[3] != "indicator" {
			h.Part = parts[3]
		}
	}
	return h, true, nil
}

// Size is what a feed holds.
type Size struct {
	Messages uint64 // that the consumer has not acknowledged
	Bytes    uint64
	Oldest   time.Time // zero: there is none

	first, last uint64 // sequences
}

// errShut says that a member's clients are not let in, or not yet.
var errShut = errors.New("direct: the feed is not open")

// Size returns what a member's feed holds, once its clients are let in.
func (s *Server) Size(ctx context.Context, of id.Member) (z Size, err error) {
	s.mu.Lock()
	open := s.lets(of, s.guests[of])
	s.mu.Unlock()
	if !open {
		return z, errShut
	}
	stream, err := s.js.Stream(ctx, Stream(of))
	if err != nil {
		return z, fmt.Errorf("direct: size: %w", err)
	}
	st := stream.CachedInfo().State
	z = Size{Messages: st.Msgs, Bytes: st.Bytes, first: st.FirstSeq, last: st.LastSeq}
	if st.Msgs > 0 {
		z.Oldest = st.FirstTime
	}
	return z, nil
}

// cursor is how far a feed was written, for a feed that was put somewhere at since.
type cursor struct {
	Since ledger.Position `json:"since"`
	Mark  catalog.Mark    `json:"mark"`
}

const cursors = "CURSORS"

// openCursors makes the stream that cursors are kept in, beside what they are of.
func (s *Server) openCursors(ctx context.Context) error {
	_, err := s.js.CreateOrUpdateStream(ctx, jetstream.StreamConfig{Name: cursors, Subjects: []string{"cursor.*"}, MaxMsgsPerSubject: 1})
	if err != nil {
		return fmt.Errorf("direct: cursors: %w", err)
	}
	return nil
}

func (s *Server) keep(ctx context.Context, of id.Member, c cursor) error {
	body, err := json.Marshal(c)
	if err == nil {
		_, err = s.js.Publish(ctx, "cursor."+string(of), body)
	}
	if err != nil {
		return fmt.Errorf("direct: cursor of %s: %w", of, err)
	}
	return nil
}

func (s *Server) kept(ctx context.Context, of id.Member) (c cursor, err error) {
	stream, err := s.js.Stream(ctx, cursors)
	if err != nil {
		return c, fmt.Errorf("direct: cursors: %w", err)
	}
	m, err := stream.GetLastMsgForSubject(ctx, "cursor."+string(of))
	if errors.Is(err, jetstream.ErrMsgNotFound) {
		return c, nil
	}
	if err != nil {
		return c, fmt.Errorf("direct: cursor of %s: %w", of, err)
	}
	if err := json.Unmarshal(m.Data, &c); err != nil {
		return c, fmt.Errorf("direct: cursor of %s: %w", of, err)
	}
	return c, nil
}

// members are those that the folder holds a feed of.
func (s *Server) members(ctx context.Context) ([]id.Member, error) {
	names := s.js.StreamNames(ctx)
	var out []id.Member
	for name := range names.Name() {
		if m, ok := strings.CutPrefix(name, Stream("")); ok {
			out = append(out, id.Member(m))
		}
	}
	if err := names.Err(); err != nil {
		return nil, fmt.Errorf("direct: feeds: %w", err)
	}
	return out, nil
}
