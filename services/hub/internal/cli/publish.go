package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"
)

// mediaTypes are what an import's file can be, by --format.
var mediaTypes = map[string]string{"ndjson": "application/x-ndjson", "csv": "text/csv", "list": "text/plain"}

type publishing struct {
	remote  remote
	format  string
	rejects string
	quiet   bool
	dry     bool // what would become of each line, and no more
	output  string
	fill    url.Values // what fills a CSV's or a list's empty columns
}

func publishCommand(io IO) *cobra.Command {
	p := &publishing{fill: url.Values{}}
	var kind, tlp string
	var taskForces, members, brands, tags []string
	c := &cobra.Command{
		Use:   "publish FILE",
		Short: "Publish a file of indicators: NDJSON, CSV, or a plain list of hosts",
		Long: "Publish reads FILE ('-' is standard input) and publishes each line as one indicator of yours.\n\n" +
			"  NDJSON  a publish body a line, as POST /v1/indicators takes it\n" +
			"  CSV     a header line; columns type, value, tlp, brands, tags, confidence, …\n" +
			"  list    a host a line (also '0.0.0.0 host', as in hosts files); '#' starts a comment\n\n" +
			"The flags --type, --tlp, --task-force … fill what a CSV or a list leaves open. A bad line never loses\n" +
			"a good one. Interrupted, run the same command again: what is there already counts as duplicate.",
		Example: "  entente publish shops.txt --type domain --tlp amber --task-force handbags --brand maison-a --preview\n" +
			"  entente publish shops.txt --type domain --tlp amber --task-force handbags --brand maison-a\n" +
			"  entente generate --count 1000 | entente publish -",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			for name, values := range map[string][]string{"type": {kind}, "tlp": {tlp}, "task_force": taskForces, "member": members, "brand": brands, "tag": tags} {
				for _, v := range values {
					if v != "" {
						p.fill.Add(name, v)
					}
				}
			}
			if p.output != "text" && p.output != "ndjson" {
				return usagef("--output %q is not one of text, ndjson", p.output)
			}
			if err := p.remote.open(false); err != nil {
				return err
			}
			return p.run(c.Context(), io, args[0])
		},
	}
	p.remote.flags(c)
	f := c.Flags()
	f.StringVar(&p.format, "format", "", "ndjson, csv or list (default: by the file's name and first line)")
	f.StringVar(&kind, "type", "", "type of observable, where the file does not say")
	f.StringVar(&tlp, "tlp", "", "TLP label, where the file does not say: clear, green, amber, amber+strict, red")
	f.StringSliceVar(&taskForces, "task-force", nil, "share with this task force, where the file does not say")
	f.StringSliceVar(&members, "member", nil, "share with this member, where the file does not say")
	f.StringSliceVar(&brands, "brand", nil, "brand concerned, where the file does not say")
	f.StringSliceVar(&tags, "tag", nil, "tag, where the file does not say")
	f.StringVar(&p.rejects, "rejects", "", "write rejected lines to this file, as NDJSON {line, problem}")
	f.BoolVar(&p.quiet, "quiet", false, "no progress bar")
	f.BoolVar(&p.dry, "preview", false, "publish nothing: say what would become of each line, and how many members would see it")
	f.StringVarP(&p.output, "output", "o", "text", "of --preview: text or ndjson")
	return c
}

// report is the hub's account of an import (GET /v1/imports/{id}).
type report struct {
	ID        string   `json:"id"`
	State     string   `json:"state"`
	Reason    string   `json:"reason"`
	Total     int      `json:"total"`
	Accepted  int      `json:"accepted"`
	Duplicate int      `json:"duplicate"`
	Rejected  int      `json:"rejected"`
	Warned    int      `json:"warned"`
	Refused   int      `json:"refused"`
	Errors    []reject `json:"errors"`
}

type reject struct {
	Line    int             `json:"line"`
	Problem json.RawMessage `json:"problem"`
}

// String is the reject as a person reads it.
func (r reject) String() string {
	var p refusal
	if json.Unmarshal(r.Problem, &p) != nil {
		return fmt.Sprintf("line %d: %s", r.Line, r.Problem)
	}
	parts := []string{}
	for _, e := range p.Errors {
		parts = append(parts, strings.TrimSpace(e.Pointer+" "+e.Detail))
	}
	if len(parts) == 0 {
		parts = append(parts, strings.TrimSpace(p.Title+" "+p.Detail))
	}
	return fmt.Sprintf("line %d: %s", r.Line, strings.Join(parts, "; "))
}

func (p *publishing) run(ctx context.Context, io IO, name string) error {
	in, size, err := openInput(io, name)
	if err != nil {
		return err
	}
	defer in.Close()
	buffered := bufio.NewReaderSize(in, 64<<10)
	mediaType, err := p.mediaType(name, buffered)
	if err != nil {
		return err
	}
	if p.dry {
		return p.preview(ctx, io, mediaType, buffered)
	}
	began := time.Now()
	body, done := p.progress(io, buffered, size)
	r, err := p.send(ctx, mediaType, body)
	done()
	if err != nil {
		if ctx.Err() != nil {
			return errors.New("interrupted; what the hub acknowledged stays. Run the same command again to go on: nothing is published twice")
		}
		return err
	}
	return p.tell(ctx, io, r, time.Since(began))
}

func openInput(io IO, name string) (io.ReadCloser, int64, error) {
	if name == "-" {
		return nopCloser{io.In}, -1, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	if info.IsDir() {
		return nil, 0, errors.Join(usagef("%s is a folder; name a file", name), f.Close())
	}
	if !info.Mode().IsRegular() {
		return f, -1, nil
	}
	return f, info.Size(), nil
}

type nopCloser struct{ io.Reader }

func (nopCloser) Close() error { return nil }

// mediaType decides what the file is: by --format, its name, else its first line.
func (p *publishing) mediaType(name string, in *bufio.Reader) (string, error) {
	format := p.format
	if format == "" {
		switch strings.ToLower(filepath.Ext(name)) {
		case ".ndjson", ".jsonl", ".json":
			format = "ndjson"
		case ".csv":
			format = "csv"
		}
	}
	if format == "" {
		head, _ := in.Peek(512) // a short file is all there is
		first, _, _ := strings.Cut(strings.TrimSpace(string(head)), "\n")
		switch {
		case strings.HasPrefix(first, "{"):
			format = "ndjson"
		case strings.Contains(first, "value") && strings.Contains(first, ","):
			format = "csv"
		default:
			format = "list"
		}
	}
	mediaType, ok := mediaTypes[format]
	if !ok {
		return "", usagef("--format %q is not one of ndjson, csv, list", format)
	}
	if format == "list" {
		if p.fill.Get("tlp") == "" {
			return "", usagef("a plain list does not say who may see it: give --tlp, and --task-force or --member for amber and red")
		}
		if p.fill.Get("type") == "" {
			p.fill.Set("type", "domain")
		}
	}
	return mediaType, nil
}

// progress draws a bar on a terminal. The hub reads no faster than it writes to disk, so what
// was sent is what was worked on.
func (p *publishing) progress(io IO, in io.Reader, size int64) (io.Reader, func()) {
	if !io.TTY || p.quiet {
		return in, func() {}
	}
	bar := progressbar.NewOptions64(size, progressbar.OptionSetWriter(io.Err), progressbar.OptionSetDescription("publishing"),
		progressbar.OptionShowBytes(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetWidth(30),
		progressbar.OptionClearOnFinish(), progressbar.OptionSetPredictTime(size > 0))
	reader := progressbar.NewReader(in, bar)
	return &reader, func() { _ = bar.Finish() } // a bar that cannot be drawn is no failure
}

// path is where a body goes, with what fills its lines.
func (p *publishing) path(path, mediaType string) string {
	if len(p.fill) > 0 && mediaType != mediaTypes["ndjson"] {
		path += "?" + p.fill.Encode()
	}
	return path
}

func (p *publishing) send(ctx context.Context, mediaType string, body io.Reader) (report, error) {
	var r report
	res, err := p.remote.do(ctx, http.MethodPost, p.path("/v1/imports", mediaType), mediaType, body)
	if err != nil {
		return r, err
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(&r); err != nil {
		return r, fmt.Errorf("the hub's report: %w", err)
	}
	for r.State == "running" {
		select {
		case <-ctx.Done():
			return r, ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
		if _, err := p.remote.call(ctx, http.MethodGet, "/v1/imports/"+r.ID, nil, &r); err != nil {
			return r, err
		}
	}
	return r, nil
}

// shown is how many rejected lines are shown; --rejects keeps them all.
const shown = 20

func (p *publishing) tell(ctx context.Context, io IO, r report, took time.Duration) error {
	if p.rejects != "" {
		if err := p.keepRejects(ctx, r); err != nil {
			return fmt.Errorf("the rejected lines: %w", err)
		}
	}
	for _, e := range r.Errors[:min(shown, len(r.Errors))] {
		fmt.Fprintln(io.Err, e)
	}
	if r.Rejected > shown {
		hint := "--rejects FILE keeps them all"
		if p.rejects != "" {
			hint = "all are in " + p.rejects
		}
		fmt.Fprintf(io.Err, "… and %d more; %s\n", r.Rejected-shown, hint)
	}
	fmt.Fprintf(io.Out, "%s: %d lines, %d accepted, %d duplicate, %d rejected (%.1f s)\n", r.ID, r.Total, r.Accepted, r.Duplicate, r.Rejected, took.Seconds())
	if r.Warned+r.Refused > 0 {
		fmt.Fprintf(io.Out, "of these %d accepted with a warning, %d refused for a list that they are on\n", r.Warned, r.Refused)
	}
	switch {
	case r.State == "failed":
		return fmt.Errorf("the import stopped: %s", r.Reason)
	case r.Accepted+r.Duplicate == 0 && r.Rejected > 0:
		return errors.New("nothing was accepted")
	case r.Total == 0:
		return errors.New("the file has no line to publish")
	}
	return nil
}

func (p *publishing) keepRejects(ctx context.Context, r report) error {
	f, err := os.Create(p.rejects)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	e := json.NewEncoder(w)
	if r.Rejected > 0 {
		err = all(ctx, &p.remote, "/v1/imports/"+r.ID+"/rejects", func(x reject) error { return e.Encode(x) })
	}
	return errors.Join(err, w.Flush(), f.Close())
}
