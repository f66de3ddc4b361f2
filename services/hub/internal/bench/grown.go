package bench

import (
	"context"
	"fmt"
	"time"

	"github.com/entente-hub/entente/services/hub/internal/child"
)

// grown puts a hub of 10,000 indicators beside one of 1,000,000, both with their bodies in MongoDB, and both beside the
// raw driver.
func (b *bench) grown(ctx context.Context, uri string) error {
	var all []*shelf
	for _, m := range []struct {
		name string
		n    int
	}{{"bodies-large", b.size(1_000_000)}, {"bodies-small", b.size(10_000)}} {
		s, err := b.store(uri)
		if err != nil {
			return err
		}
		defer s.drop(ctx)
		f, empty, err := b.fill(ctx, m.name, s, m.n)
		if f != nil {
			defer func() { f.Kill() }()
		}
		if err != nil {
			return err
		}
		if m.n == b.size(1_000_000) {
			if err := b.weigh(ctx, m.name, f, empty); err != nil {
				return err
			}
		}
		if err := f.look(ctx); err != nil {
			return err
		}
		all = append(all, f)
	}
	client := clientFor(2)
	pages, ones := b.size(2000)/5, b.size(10_000)/5
	for range 5 {
		for _, f := range all {
			if err := f.round(ctx, client, pages, ones); err != nil {
				return err
			}
		}
	}
	large, small := all[0], all[1]
	for _, f := range []*shelf{small, large} {
		o, l := rates(pages, f.page), rates(pages, f.rawPage)
		b.add(row{fmt.Sprintf("page of 100 (%d kB) over HTTP, bodies in MongoDB, of %d / the raw driver's _id $in of the same 100, 2 clients each", f.size>>10, f.n), perSecond(o), perSecond(l), o / l, 0.8})
		o, l = rates(ones, f.one), rates(ones, f.rawOne)
		b.add(row{fmt.Sprintf("one indicator over HTTP, body in MongoDB, of %d / the raw driver's find by _id, 2 clients each", f.n), perSecond(o), perSecond(l), o / l, 0.8})
	}
	grew := func(what string, calls int, small, large []time.Duration, bar float64) {
		s, l := median(small)/time.Duration(calls), median(large)/time.Duration(calls)
		b.add(row{what, ms(s), ms(l), float64(s) / float64(l), bar})
	}
	grew(fmt.Sprintf("a page of %d / of %d, bodies in MongoDB, time a page", small.n, large.n), pages, small.page, large.page, 1/1.5)
	grew("the same, the raw driver's", pages, small.rawPage, large.rawPage, 0)
	return nil
}

// weigh starts the hub anew, with its bodies in a file and then in MongoDB, and takes how long each takes to be ready and
// what it has in memory; and asks the server how large the collection is.
func (b *bench) weigh(ctx context.Context, name string, f *shelf, empty child.Memory) error {
	f.Kill()
	h, err := b.hub(ctx, name)
	if err != nil {
		return err
	}
	inFile := h.Ready
	time.Sleep(3 * time.Second)
	file, err := h.Memory()
	h.Kill()
	if err != nil {
		return err
	}
	if f.Hub, err = b.hubOn(ctx, name, f.store); err != nil {
		return err
	}
	n, err := owing(ctx, f.Hub)
	if err != nil {
		return err
	}
	if n > 0 {
		return fmt.Errorf("restarted, the database does not have %d bodies", n)
	}
	time.Sleep(3 * time.Second)
	there, err := f.Memory()
	if err != nil {
		return err
	}
	each := func(full, empty int64) int64 { return (full - empty) / int64(f.n) }
	b.add(row{
		fmt.Sprintf("restart with %d indicators, to ready, bodies in MongoDB / in a file", f.n),
		fmt.Sprintf("%.1f s", f.Ready.Seconds()), fmt.Sprintf("%.1f s", inFile.Seconds()), inFile.Seconds() / f.Ready.Seconds(), 0,
	})
	own := each(there.Own, empty.Own)
	b.add(row{
		fmt.Sprintf("memory an indicator, of %d by %d members, bodies in MongoDB (the whole hub's own, with its NATS, resident, after restart) / 150 B", f.n, publishers),
		fmt.Sprintf("%d B", own), "150 B", 150 / float64(own), 1,
	})
	b.add(row{what: "the same: mapped from files, which the kernel may take back", ours: fmt.Sprintf("%d B", each(there.File, empty.File))})
	b.add(row{what: "the same with bodies in a file: own, and mapped from files", ours: fmt.Sprintf("%d B, %d B", each(file.Own, empty.Own), each(file.File, empty.File))})
	size, err := f.Size(ctx, f.of)
	if err != nil {
		return err
	}
	said := func(n int64) string {
		if n == 0 {
			return "not said"
		}
		return fmt.Sprintf("%d B", n/int64(f.n))
	}
	b.add(row{
		what: fmt.Sprintf("a body's room in MongoDB, of %d (collStats): document, stored, index of _id", f.n),
		ours: said(size.Documents) + ", " + said(size.Storage) + ", " + said(size.Index),
	})
	return nil
}
