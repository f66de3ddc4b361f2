package httpapi

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"

	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/services/exchange/internal/importing"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/httpd"
)

// PreviewImport is POST /v1/imports/preview. Verdicts are written while lines are read; what is wrong
// with the whole is told before the first of them.
func (d *Door) PreviewImport(ctx context.Context, q api.PreviewImportRequestObject) (api.PreviewImportResponseObject, error) {
	c, ok := ctx.(*gin.Context)
	if !ok {
		return nil, fmt.Errorf("preview: %T is not a request's context", ctx)
	}
	format, err := importing.FormatOf(c.GetHeader("Content-Type"))
	if err != nil {
		return nil, err
	}
	p := api.ImportIndicatorsParams{
		Type: q.Params.Type, TLP: q.Params.TLP, TaskForce: q.Params.TaskForce, Member: q.Params.Member, Except: q.Params.Except,
		Brand: q.Params.Brand, Tag: q.Params.Tag,
	}
	body := newStream(c)
	defer body.settle()
	w := verdicts{to: c.Writer, control: http.NewResponseController(c.Writer)}
	heard, err := d.Imports.Preview(ctx, access.From(ctx), importing.Upload{
		Format: format, Defaults: defaultsOf(&p), Body: body, Interrupt: body.interrupt, Stopping: httpd.Draining(ctx),
	}, w.write)
	if err != nil && w.out == nil {
		return nil, err
	}
	w.end(heard, err)
	return written{}, nil
}

// written is an answer that has been written already.
type written struct{}

// VisitPreviewImportResponse has nothing left to do.
func (written) VisitPreviewImportResponse(http.ResponseWriter) error { return nil }

// verdicts writes what would become of lines, a line each. Its answer begins with the first.
type verdicts struct {
	to      http.ResponseWriter
	control *http.ResponseController
	out     *bufio.Writer
	flushed time.Time
	n       int64
}

func (w *verdicts) begin() {
	if w.out != nil {
		return
	}
	_ = w.control.EnableFullDuplex() // lines are still to come (HTTP/2 always is; a recorder has no need)
	w.to.Header().Set("Content-Type", "application/x-ndjson")
	w.to.WriteHeader(http.StatusOK)
	w.out, w.flushed = bufio.NewWriterSize(w.to, 64<<10), time.Now()
}

func (w *verdicts) write(v *importing.Verdict) error {
	w.begin()
	b, err := json.Marshal(verdictOf(v))
	if err != nil {
		return fmt.Errorf("verdict: %w", err)
	}
	w.n++
	_ = w.control.SetWriteDeadline(time.Now().Add(patience))
	if _, err := w.out.Write(append(b, '\n')); err != nil {
		return err
	}
	if time.Since(w.flushed) > time.Second { // progress, on a slow body
		w.flushed = time.Now()
		return w.out.Flush()
	}
	return nil
}

// end writes the last line, without which an answer has broken off.
func (w *verdicts) end(heard []importing.Heard, broken error) {
	w.begin()
	if broken == nil {
		last := api.ImportPreviewEnd{Previewed: w.n, SeenBy: make([]api.ImportPreviewReader, len(heard))}
		for n, h := range heard {
			last.SeenBy[n] = api.ImportPreviewReader{Member: string(h.Member), Name: h.Name, Lines: h.Lines}
		}
		if b, err := json.Marshal(last); err == nil {
			_, _ = w.out.Write(append(b, '\n')) // a client that has left is not told
		}
	}
	_ = w.out.Flush()
	_ = w.control.SetWriteDeadline(time.Time{})
}

func verdictOf(v *importing.Verdict) api.ImportVerdict {
	if v.Wrong != nil {
		p := problemOf(v.Wrong)
		return api.ImportVerdict{Line: v.Line, Outcome: "rejected", Problem: &p}
	}
	p := previewOf(&v.Preview)
	return api.ImportVerdict{
		Line: v.Line, Outcome: api.ImportVerdictOutcome(v.Preview.Outcome), Detail: p.Detail, Observable: &p.Observable,
		Warnings: p.Warnings, Findings: p.Findings, Readers: &v.Readers,
	}
}
