package httpapi

import (
	"context"
	"errors"
	"strings"

	contract "github.com/entente-hub/entente/api/governance"
	"github.com/entente-hub/entente/services/governance/internal/explanation"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// Explain tells the publisher who can see its indicator, and who oversees why one viewer may or
// may not. Whether the caller may ask at all comes before what it asks.
func (d *Door) Explain(ctx context.Context, in contract.ExplainRequestObject) (contract.ExplainResponseObject, error) {
	out, err := d.explain(ctx, in)
	if errors.Is(err, explanation.ErrNotFound) {
		d.Denied(ctx, access.From(ctx), scope.See, id.Indicator(in.Params.Indicator), "GET /v1/explain")
	}
	return out, err
}

func (d *Door) explain(ctx context.Context, in contract.ExplainRequestObject) (contract.ExplainResponseObject, error) {
	by, i := access.From(ctx), id.Indicator(in.Params.Indicator)
	act, actErr := parseAct(in.Params.Act)
	if in.Params.Viewer == nil {
		return d.explainWho(ctx, by, i, in.Params.Act != nil, act, actErr)
	}
	viewer := *in.Params.Viewer
	why, err := d.Desk.Why(by, i, viewer, act)
	switch {
	case err != nil:
		return nil, err
	case actErr != nil:
		return nil, actErr
	case !isViewer(viewer):
		return nil, errViewer
	}
	out := contract.Explanation{Indicator: string(i), Viewer: &viewer, Act: new(act.String()), Known: &why.Known, Allowed: &why.Allowed}
	if why.By != nil {
		out.By = new(why.By.String())
	}
	out.Applies, out.Near = []string{}, []contract.ExplanationMiss{}
	for _, r := range why.Applies {
		out.Applies = append(out.Applies, r.String())
	}
	for _, m := range why.Near {
		out.Near = append(out.Near, contract.ExplanationMiss{Rule: m.Rule.String(), Lacks: string(m.Lacks)})
	}
	return contract.Explain200JSONResponse(out), nil
}

func (d *Door) explainWho(ctx context.Context, by access.Caller, i id.Indicator, one bool, act scope.Act, actErr error) (contract.ExplainResponseObject, error) {
	acts := []scope.Act{act}
	if !one {
		acts = acts[:0]
		for a := range scope.ActCount {
			acts = append(acts, a)
		}
	}
	readers, err := d.Desk.Who(ctx, by, i, acts)
	if err != nil {
		return nil, err
	}
	if actErr != nil {
		return nil, actErr
	}
	return contract.Explain200JSONResponse{Indicator: string(i), Readers: toReaders(readers)}, nil
}

func toReaders(rs []explanation.Reader) []contract.ExplanationReader {
	out := make([]contract.ExplanationReader, 0, len(rs))
	for _, r := range rs {
		x := contract.ExplanationReader{Viewer: r.Viewer, Acts: make([]contract.ExplanationGrant, 0, len(r.Grants))}
		for _, g := range r.Grants {
			x.Acts = append(x.Acts, contract.ExplanationGrant{Act: g.Act.String(), Rule: g.Rule})
		}
		out = append(out, x)
	}
	return out
}

// errViewer refuses what nobody is called: an empty answer would read as "nothing was found".
var errViewer = httpd.ErrParameter.With("viewer: write m:<member> or u:<person>")

// isViewer reports whether somebody could be called s.
func isViewer(s string) bool {
	kind, name, _ := strings.Cut(s, ":")
	return (kind == "m" || kind == "u") && id.IsSlug(name)
}

// parseAct reads the parameter, see where there is none.
func parseAct(s *string) (scope.Act, error) {
	if s == nil {
		return scope.See, nil
	}
	act, ok := scope.ParseAct(*s)
	if !ok {
		return scope.See, httpd.ErrParameter.With("act: must be one of %s", strings.Join(scope.ActNames(), ", "))
	}
	return act, nil
}
