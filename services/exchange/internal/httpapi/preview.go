package httpapi

import (
	"context"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/shared/access"
)

// PreviewIndicator is POST /v1/indicators/preview.
func (d *Door) PreviewIndicator(ctx context.Context, q api.PreviewIndicatorRequestObject) (api.PreviewIndicatorResponseObject, error) {
	draft := draftOf(q.Body)
	p, err := d.Book.Preview(ctx, access.From(ctx), &draft)
	if err != nil {
		return nil, err
	}
	return api.PreviewIndicator200JSONResponse(previewOf(&p)), nil
}

func previewOf(p *indicator.Preview) api.Preview {
	o := p.Indicator.Observable
	out := api.Preview{
		Outcome: api.PreviewOutcome(p.Outcome), Detail: some(p.Refusal), BlindLeft: p.Left, Warnings: []api.Warning{}, Readers: []api.PreviewReader{},
		Observable: api.Observable{Type: api.ObservableType(o.Type.String()), Value: some(o.Raw), Canonical: some(o.Canonical)},
		Counts:     map[string]int{"see": len(p.Readers)}, Findings: findingsOf(p.Indicator.Findings),
	}
	for _, w := range p.Indicator.Warnings {
		out.Warnings = append(out.Warnings, api.Warning{Pointer: w.Pointer, List: w.List, Level: api.WarningLevel(w.Level), Detail: w.Detail})
	}
	for _, r := range p.Readers {
		x := api.PreviewReader{Member: string(r.Member), Name: r.Name, Reads: []string{}}
		for _, c := range r.Reads {
			out.Counts[c]++
			x.Reads = append(x.Reads, c)
		}
		out.Readers = append(out.Readers, x)
	}
	return out
}
