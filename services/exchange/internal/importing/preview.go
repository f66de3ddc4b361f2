package importing

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fault"
)

// Verdict is what would become of a line.
type Verdict struct {
	Line    int64
	Preview indicator.Preview // its Outcome is "" for a line that would be rejected
	Readers int               // how many other members would know of it
	Wrong   *Problem          // why it would be rejected
}

// previewer says what would become of a draft, and writes nothing.
type previewer interface {
	Verdict(ctx context.Context, by access.Caller, d *indicator.Draft) (indicator.Preview, error)
	Readers(i *catalog.Indicator) []indicator.Reader
}

var _ previewer = (*indicator.Book)(nil)

// Preview reads a body as Take does, and yields what would become of each line, in order; it writes
// nothing. It counts as an import that runs. It ends with the body, when yield returns an error, or
// when the caller may publish no longer; what an error means is as with Take.
func (d *Desk) Preview(ctx context.Context, by access.Caller, up Upload, yield func(*Verdict) error) error {
	book, ok := d.Book.(previewer)
	if !ok {
		return fmt.Errorf("import: %T has no previews", d.Book)
	}
	if err := d.Book.Admit(by); err != nil {
		return err
	}
	if err := d.check(by.Member, up.Format, &up.Defaults); err != nil {
		return err
	}
	j, err := d.begin(Report{ID: d.NewID(""), Member: by.Member, State: Running})
	if err != nil {
		return err
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
		return err
	}
	p := preview{book: book, by: by, seen: map[string]bool{}, audiences: map[string]int{}}
	for {
		line, err := l.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if _, ok := fault.As(err); err != nil && !ok {
			return cutOff(ctx)
		}
		v, skip, err := p.verdict(ctx, line, read, &up.Defaults, err)
		if err != nil {
			return err
		}
		if skip {
			continue
		}
		v.Line = l.n
		if err := yield(v); err != nil {
			return err
		}
	}
}

// preview is one Preview at work.
type preview struct {
	book      previewer
	by        access.Caller
	seen      map[string]bool // the ids of the lines before, up to maxSeen
	audiences map[string]int  // how many would know of a record of these facts: most lines have the same
}

// maxSeen is of how many lines a preview knows whether they stand twice in the body.
const maxSeen = 100_000

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
	r := i.Meant()
	facts := fmt.Sprint(r.Atoms, r.Cell, r.Embargo, r.Expiry)
	n, known := p.audiences[facts]
	if !known {
		n = len(p.book.Readers(i))
		if len(p.audiences) < maxSeen {
			p.audiences[facts] = n
		}
	}
	v.Readers = n
	return v, false, nil
}
