package cli

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// verdict is what the hub would make of a line (POST /v1/imports/preview).
type verdict struct {
	Line       int    `json:"line"`
	Outcome    string `json:"outcome"`
	Detail     string `json:"detail"`
	Readers    int    `json:"readers"`
	Observable struct {
		Type      string `json:"type"`
		Canonical string `json:"canonical"`
	} `json:"observable"`
	Warnings []struct {
		Level  string `json:"level"`
		Detail string `json:"detail"`
	} `json:"warnings"`
	Problem   json.RawMessage `json:"problem"`
	Previewed *int            `json:"previewed"` // the last line
	SeenBy    []struct {
		Name  string `json:"name"`
		Lines int    `json:"lines"`
	} `json:"seen_by"` // of the last line
}

// String is the verdict as a person reads it.
func (v *verdict) String() string {
	if v.Outcome == "rejected" {
		return reject{Line: v.Line, Problem: v.Problem}.String()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "line %d: %s", v.Line, v.Outcome)
	if v.Outcome == "published" {
		fmt.Fprintf(&b, ", %d others would see it", v.Readers)
	}
	fmt.Fprintf(&b, ": %s %s", v.Observable.Type, v.Observable.Canonical)
	if v.Detail != "" {
		b.WriteString("\n  " + v.Detail)
	}
	for _, w := range v.Warnings {
		if w.Detail != v.Detail {
			b.WriteString("\n  " + w.Level + ": " + w.Detail)
		}
	}
	return b.String()
}

// preview shows what would become of each line, and how many of each outcome there are.
func (p *publishing) preview(ctx context.Context, io IO, mediaType string, body io.Reader) error {
	res, err := p.remote.do(ctx, http.MethodPost, p.path("/v1/imports/preview", mediaType), mediaType, body)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	counts := map[string]int{}
	lines := bufio.NewScanner(res.Body)
	lines.Buffer(nil, 1<<20)
	whole := false
	var seen []string
	out := bufio.NewWriter(io.Out)
	defer func() { _ = out.Flush() }() // what could not be printed is not the verdicts' fault
	for lines.Scan() {
		var v verdict
		if err := json.Unmarshal(bytes.TrimSpace(lines.Bytes()), &v); err != nil {
			return fmt.Errorf("the hub's verdict: %w", err)
		}
		if whole = v.Previewed != nil; whole {
			for _, m := range v.SeenBy {
				seen = append(seen, fmt.Sprintf("%s (%d)", m.Name, m.Lines))
			}
			break
		}
		counts[v.Outcome]++
		if p.output == "ndjson" {
			fmt.Fprintln(out, lines.Text())
		} else {
			fmt.Fprintln(out, v.String())
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("the hub's verdicts: %w", err)
	}
	if !whole {
		return errors.New("the hub's verdicts broke off")
	}
	fmt.Fprintf(io.Err, "nothing is published yet: %d would be published, %d duplicate, %d refused, %d rejected\n",
		counts["published"], counts["duplicate"], counts["refused"], counts["rejected"])
	if len(seen) > 0 {
		fmt.Fprintf(io.Err, "seen by: %s\n", strings.Join(seen, ", "))
	}
	return nil
}
