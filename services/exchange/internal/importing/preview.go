package importing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/id"
)

// Verdict is what would become of a line.
type Verdict struct {
	Line    int64
	Preview indicator.Preview // its Outcome is "" for a line that would be rejected
	Readers int               // how many other members would know of it
	Wrong   *Problem          // why it would be rejected
}

// Heard is a member that would know of some of the lines.
type Heard struct {
	Member id.Member
	Name   string
	Lines  int64
}

// previewer says what would become of a draft, and writes nothing.
type previewer interface {
	Verdict(ctx context.Context, by access.Caller, d *indicator.Draft) (indicator.Preview, error)
	Readers(i *catalog.Indicator) []indicator.Reader
}

var _ previewer = (*indicator.Book)(nil)

// Preview reads a body as Take does, and yields what would become of each line, in order; it writes
// nothing. At its end it returns which members would know of how many of the lines that would be taken,
// by name. It counts as an import that runs. It ends with the body, when yield returns an error, or
// when the caller may publish no longer; what an error means is as with Take.
func (d *Desk) Preview(ctx context.Context, by access.Caller, up Upload, yield func(*Verdict) error) ([]Heard, error) {
	book, ok := d.Book.(previewer)
	if !ok {
		return nil, fmt.Errorf("import: %T has no previews", d.Book)
	}
	if err := d.Book.Admit(by); err != nil {
		return nil, err
	}
	if err := d.check(by.Member, up.Format, &up.Defaults); err != nil {
		return nil, err
	}
	j, err := d.begin(Report{ID: d.NewID(""), Member: by.Member, State: Running})
	if err != nil {
		return nil, err
	}
	defer d.end(j)
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	disarm := context.AfterFunc(ctx, up.Interrupt)
	defer disarm()
	go breakOff(ctx, stop, up.Stopping)
	l := newLines(up.Body)
	read, err := d.open(up.Format, l, up.Defaults)
	if err != nil {
		if _, ok := fault.As(err); !ok {
			err = cutOff(ctx)
		}
		return nil, err
	}
	p := preview{book: book, by: by, seen: map[string]bool{}, audiences: map[string]*audience{}, at: map[id.Member]int{}}
	for {
		line, err := l.next()
		if errors.Is(err, io.EOF) {
			return p.told(), nil
		}
		if _, ok := fault.As(err); err != nil && !ok {
			return nil, cutOff(ctx)
		}
		v, skip, err := p.verdict(ctx, line, read, &up.Defaults, err)
		if err != nil {
			return nil, err
		}
		if skip {
			continue
		}
		v.Line = l.n
		if err := yield(v); err != nil {
			return nil, err
		}
	}
}

// preview is one Preview at work.
type preview struct {
	book      previewer
	by        access.Caller
	seen      map[string]bool      // the ids of the lines before, up to maxSeen
	audiences map[string]*audience // by the facts of a record: most lines have the same; up to maxAudiences
	heard     []Heard
	at        map[id.Member]int // where it stands in heard
}

// audience is who would know of a record: places in heard.
type audience struct {
	of    []int32
	lines int64 // of those that would be taken
}

const (
	maxSeen      = 100_000 // of how many lines a preview knows whether they stand twice in the body
	maxAudiences = 10_000  // how many it keeps: 40 MB where the alliance has a thousand members
)

func (p *preview) verdict(ctx context.Context, line []byte, read reader, fill *Defaults, wrong error) (*Verdict, bool, error) {
	v := &Verdict{}
	if wrong == nil {
		draft, skip, err := read(line)
		if skip {
			return nil, true, nil
		}
		if wrong = err; err == nil {
			fill.fill(&draft)
			v.Preview, wrong = p.book.Verdict(ctx, p.by, &draft)
		}
	}
	if wrong != nil {
		problem, ok := problemOf(wrong)
		if !ok || errors.Is(wrong, access.ErrUnauthenticated) || errors.Is(wrong, access.ErrScope) || errors.Is(wrong, catalog.ErrBodies) {
			return nil, false, wrong
		}
		return &Verdict{Wrong: &problem}, false, nil
	}
	i := &v.Preview.Indicator
	if p.seen[string(i.ID)] && (v.Preview.Outcome == indicator.WouldPublish || v.Preview.Outcome == indicator.WouldHold) {
		v.Preview.Outcome = indicator.WouldDuplicate
	}
	if len(p.seen) < maxSeen {
		p.seen[string(i.ID)] = true
	}
	to := p.audience(i)
	v.Readers = len(to.of)
	if v.Preview.Outcome == indicator.WouldPublish || v.Preview.Outcome == indicator.WouldHold {
		to.lines++
	}
	return v, false, nil
}

// audience is who would know of an indicator.
func (p *preview) audience(i *catalog.Indicator) *audience {
	r := i.Meant()
	facts := fmt.Sprint(r.Atoms, r.Cell, r.Embargo, r.Expiry)
	if to := p.audiences[facts]; to != nil {
		return to
	}
	if len(p.audiences) >= maxAudiences {
		p.tally()
		clear(p.audiences)
	}
	to := &audience{}
	for _, m := range p.book.Readers(i) {
		n, known := p.at[m.Member]
		if !known {
			n = len(p.heard)
			p.at[m.Member] = n
			p.heard = append(p.heard, Heard{Member: m.Member, Name: m.Name})
		}
		to.of = append(to.of, int32(n)) //nolint:gosec // a place among members
	}
	p.audiences[facts] = to
	return to
}

// tally gives the audiences' lines to their members.
func (p *preview) tally() {
	for _, to := range p.audiences {
		for _, n := range to.of {
			p.heard[n].Lines += to.lines
		}
	}
}

// told are the members that would know of a line, by name.
func (p *preview) told() []Heard {
	p.tally()
	all := slices.DeleteFunc(p.heard, func(h Heard) bool { return h.Lines == 0 })
	slices.SortFunc(all, func(a, b Heard) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(string(a.Member), string(b.Member)))
	})
	return all
}
