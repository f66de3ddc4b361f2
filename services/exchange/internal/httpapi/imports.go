package httpapi

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/entente-hub/entente/api/convention"
	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/importing"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/problem"
)

// ImportIndicators is POST /v1/imports.
func (d *Door) ImportIndicators(ctx context.Context, q api.ImportIndicatorsRequestObject) (api.ImportIndicatorsResponseObject, error) {
	c, ok := ctx.(*gin.Context)
	if !ok {
		return nil, fmt.Errorf("import: %T is not a request's context", ctx)
	}
	format, err := importing.FormatOf(c.GetHeader("Content-Type"))
	if err != nil {
		return nil, err
	}
	by := access.From(ctx)
	r, err := request(by, "importIndicators", q.Params.IdempotencyKey, nil)
	if err != nil {
		return nil, err
	}
	body := newStream(c)
	defer body.settle()
	report, err := d.Imports.Take(ctx, by, importing.Upload{
		Format:    format,
		Defaults:  defaultsOf(&q.Params),
		Body:      body,
		Interrupt: body.interrupt,
		Stopping:  httpd.Draining(ctx),
		Request:   r.Key,
	})
	if err != nil {
		return nil, err
	}
	return api.ImportIndicators202JSONResponse{
		Body: importOf(&report),
		Headers: api.ImportIndicators202ResponseHeaders{
			Location:       "/v1/imports/" + string(report.ID),
			LedgerPosition: httpd.Token(d.Sealer, report.Last),
		},
	}, nil
}

// GetImport is GET /v1/imports/{import}.
func (d *Door) GetImport(ctx context.Context, q api.GetImportRequestObject) (api.GetImportResponseObject, error) {
	r, err := d.Imports.Get(ctx, access.From(ctx).Member, id.Import(q.Import))
	if err != nil {
		return nil, err
	}
	return api.GetImport200JSONResponse(importOf(&r)), nil
}

// ListImports is GET /v1/imports. Its cursor is the time at which an import began.
func (d *Door) ListImports(ctx context.Context, q api.ListImportsRequestObject) (api.ListImportsResponseObject, error) {
	by := access.From(ctx)
	limit, err := limitOf(q.Params.Limit)
	if err != nil {
		return nil, err
	}
	bind := "imports " + by.Viewer()
	at, err := d.cursor(bind, q.Params.Cursor)
	if err != nil {
		return nil, err
	}
	var before time.Time
	if at > 0 {
		before = time.Unix(0, int64(at))
	}
	all, err := d.Imports.List(ctx, by.Member, before, limit+1)
	if err != nil {
		return nil, err
	}
	page := api.ListImports200JSONResponse{Body: api.ImportPage{Items: []api.ImportSummary{}}}
	for n := range all[:min(limit, len(all))] {
		page.Body.Items = append(page.Body.Items, summaryOf(&all[n]))
	}
	if len(all) > limit {
		cursor := d.Sealer.Seal(position.Cursor, bind, ledger.Position(all[limit-1].Created.UnixNano()))
		next := link("/v1/imports", url.Values{}, limit, cursor)
		page.Body.NextCursor, page.Headers.Link = &cursor, &next
	}
	return page, nil
}

// ListImportRejects is GET /v1/imports/{import}/rejects. Its cursor is a number of rejects.
func (d *Door) ListImportRejects(ctx context.Context, q api.ListImportRejectsRequestObject) (api.ListImportRejectsResponseObject, error) {
	by := access.From(ctx)
	limit, err := limitOf(q.Params.Limit)
	if err != nil {
		return nil, err
	}
	r, err := d.Imports.Get(ctx, by.Member, id.Import(q.Import))
	if err != nil {
		return nil, err
	}
	bind := "rejects " + by.Viewer() + " " + string(r.ID)
	from, err := d.cursor(bind, q.Params.Cursor)
	if err != nil {
		return nil, err
	}
	rejects, err := d.Imports.Rejects(ctx, &r, int64(from), limit)
	if err != nil {
		return nil, err
	}
	page := api.ListImportRejects200JSONResponse{Body: api.ImportRejectPage{Items: rejectsOf(rejects)}}
	if read := int64(from) + int64(len(rejects)); len(rejects) == limit && read < min(r.Rejected, importing.MaxRejects) {
		cursor := d.Sealer.Seal(position.Cursor, bind, ledger.Position(read))
		next := link("/v1/imports/"+string(r.ID)+"/rejects", url.Values{}, limit, cursor)
		page.Body.NextCursor, page.Headers.Link = &cursor, &next
	}
	return page, nil
}

func defaultsOf(p *api.ImportIndicatorsParams) importing.Defaults {
	return importing.Defaults{
		Type: word(p.Type), TLP: word(p.TLP), Brands: p.Brand, Tags: p.Tag,
		Share: shareOf(p.TaskForce, p.Member, p.Except),
	}
}

func importOf(r *importing.Report) api.Import {
	i := api.Import{
		ID: string(r.ID), State: api.ImportState(r.State), CreatedAt: r.Created,
		Total: r.Total(), Accepted: r.Accepted, Duplicate: r.Duplicate, Rejected: r.Rejected,
		Warned: r.Warned, Refused: r.Refused, Errors: rejectsOf(r.Errors), Warnings: warningsOf(r.Warnings), Held: r.Held,
	}
	for _, x := range r.Holds {
		i.Holds = append(i.Holds, api.ImportHold{Line: x.Line, Findings: findingsOf(x.Findings)})
	}
	if !r.Finished.IsZero() {
		i.FinishedAt = &r.Finished
	}
	if r.Why != nil {
		p := problemOf(r.Why)
		i.Problem = &p
	}
	return i
}

func summaryOf(r *importing.Report) api.ImportSummary {
	i := importOf(r)
	return api.ImportSummary{
		ID: i.ID, State: i.State, Total: i.Total, Accepted: i.Accepted, Duplicate: i.Duplicate, Rejected: i.Rejected, Warned: i.Warned, Held: i.Held, Refused: i.Refused,
		Problem: i.Problem, CreatedAt: i.CreatedAt, FinishedAt: i.FinishedAt,
	}
}

func rejectsOf(rejects []importing.Reject) []api.ImportReject {
	all := make([]api.ImportReject, len(rejects))
	for n, x := range rejects {
		all[n] = api.ImportReject{Line: x.Line, Problem: problemOf(&x.Problem)}
	}
	return all
}

func warningsOf(notes []importing.Note) []api.ImportWarning {
	all := make([]api.ImportWarning, len(notes))
	for n, x := range notes {
		all[n].Line = x.Line
		for _, w := range x.Warnings {
			all[n].Warnings = append(all[n].Warnings, api.Warning{Pointer: w.Pointer, List: w.List, Level: api.WarningLevel(w.Level), Detail: w.Detail})
		}
	}
	return all
}

func problemOf(p *importing.Problem) convention.Problem {
	x := problem.New(&fault.Fault{Kind: p.Kind, Slug: p.Slug, Title: p.Title, Detail: p.Detail, Fields: p.Fields}, "")
	out := convention.Problem{Type: x.Type, Title: x.Title, Status: x.Status}
	if x.Detail != "" {
		out.Detail = &x.Detail
	}
	for _, f := range x.Errors {
		out.Errors = append(out.Errors, convention.ProblemField{Pointer: f.Pointer, Detail: f.Detail})
	}
	return out
}
