package cli

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/entente-hub/entente/shared/observable"
)

// screened is one observable as it is asked about.
type screened struct {
	Type   string `json:"type"`
	Value  string `json:"value"`
	Region string `json:"region,omitempty"`
}

// screening is one result (POST /v1/screen).
type screening struct {
	Type      string `json:"type"`
	Value     string `json:"value"`
	Canonical string `json:"canonical,omitempty"`
	Problem   *struct {
		Field  string `json:"field"`
		Rule   string `json:"rule"`
		Detail string `json:"detail"`
	} `json:"problem,omitempty"`
	Matches []screenedMatch `json:"matches"`
}

type screenedMatch struct {
	Kind       string `json:"kind"`
	Strength   int    `json:"strength,omitempty"`
	Algorithm  string `json:"algorithm,omitempty"`
	Distance   int    `json:"distance,omitempty"`
	How        string `json:"how,omitempty"`    // of a look-alike
	Mark       string `json:"mark,omitempty"`   // the same
	Member     string `json:"member,omitempty"` // the same
	Observable struct {
		Type      string `json:"type"`
		Canonical string `json:"canonical"`
	} `json:"observable,omitzero"`
	Publishers int               `json:"publishers"`
	Disputed   int               `json:"disputed,omitempty"`
	More       int               `json:"more,omitempty"`
	Notified   bool              `json:"notified,omitempty"`
	Indicators []json.RawMessage `json:"indicators,omitempty"`
}

type screenCommandLine struct {
	remote                     remote
	file, kind, region, format string
	private, matchCode         bool
	tell                       bool
	attribution                string // of what is told
}

func screenCommand(out IO) *cobra.Command {
	s := &screenCommandLine{}
	c := &cobra.Command{
		Use:   "screen [VALUE…]",
		Short: "Ask whether something is known: values, a file of them, or standard input",
		Long: "Screen asks the hub about each value, a thousand at a time, and prints what you may know of it. Without values\n" +
			"it reads --file, or standard input: a value a line, CSV with a header (type, value, region), or NDJSON of\n" +
			"{\"type\", \"value\", \"region\"}. What has no type is an e-mail address, a page, a telephone number with '+', an IP\n" +
			"address or a domain, whichever reads it.\n\n" +
			"With --private the hub is not told the values: it is asked for all that it knows in a range of their keyed hashes,\n" +
			"and whether there is a match is found here. That finds the same observable, and the same mailbox or seller.\n\n" +
			"A match is a lead and no verdict. Exit codes: 0 done, 1 failed, 2 called wrongly; with --exit-code 3 if anything\n" +
			"matched. A value that cannot be read is told of, and no failure.",
		Example: "  entente screen bags-outlet.example '+86 138 0013 8000'\n" +
			"  entente screen --file shops.csv --format ndjson > known.ndjson\n" +
			"  entente screen --file applicants.csv --tell --attribution named\n" +
			"  cut -f3 applicants.tsv | entente screen --type email --exit-code",
		RunE: func(c *cobra.Command, args []string) error {
			if s.file != "" && len(args) > 0 {
				return usagef("give values or --file, not both")
			}
			if err := s.remote.open(false); err != nil {
				return err
			}
			return s.run(c.Context(), out, args)
		},
	}
	f := c.Flags()
	f.StringVar(&s.file, "file", "", "file of values; '-' is standard input")
	f.StringVar(&s.kind, "type", "", "type of observable, where the input does not say")
	f.StringVar(&s.region, "region", "", "country of telephone numbers without + (ISO 3166-1 alpha-2)")
	f.StringVar(&s.format, "format", "table", "table (values defanged), json, ndjson or csv")
	f.BoolVar(&s.private, "private", false, "do not tell the hub the values")
	f.BoolVar(&s.matchCode, "exit-code", false, "exit with 3 if anything matched")
	f.BoolVar(&s.tell, "tell", false, "tell the publishers of what is met itself, once a day (needs the scope publish)")
	f.StringVar(&s.attribution, "attribution", "withheld", "of --tell: named, pseudonymous or withheld")
	s.remote.flags(c)
	return c
}

// matchedError is no failure, and has an exit code of its own.
type matchedError struct{ n int }

func (e matchedError) Error() string { return fmt.Sprintf("%d matched", e.n) }

func (s *screenCommandLine) run(ctx context.Context, out IO, args []string) error {
	p, ok := printers[s.format]
	if !ok {
		return usagef("--format is table, json, ndjson or csv")
	}
	lines := asArguments(args)
	if len(args) == 0 {
		in := out.In
		if s.file != "" && s.file != "-" {
			f, err := os.Open(s.file)
			if err != nil {
				return err
			}
			defer f.Close()
			in = f
		}
		var err error
		if lines, err = readScreened(in); err != nil {
			return err
		}
	}
	if s.tell && s.private {
		return usagef("--tell needs to know the indicators, which --private does not ask for")
	}
	ask := s.ask
	if s.private {
		ask = s.askPrivately
	}
	print := p(out.Out)
	matched, told := 0, 0
	for {
		batch, err := s.batch(lines)
		if err != nil {
			return err
		}
		if len(batch) == 0 {
			break
		}
		results, err := ask(ctx, batch)
		if err != nil {
			return err
		}
		for n := range results {
			if len(results[n].Matches) > 0 {
				matched++
			}
			for _, m := range results[n].Matches {
				if m.Notified {
					told++
				}
			}
		}
		if err := print.results(results); err != nil {
			return err
		}
	}
	if err := print.end(); err != nil {
		return err
	}
	if s.tell {
		fmt.Fprintf(out.Err, "of %d matches the publishers are told, as far as they would be and policy lets them\n", told)
	}
	if s.matchCode && matched > 0 {
		return matchedError{matched}
	}
	return nil
}

// batch reads up to a request's worth; none at the end.
func (s *screenCommandLine) batch(next func() (screened, error)) ([]screened, error) {
	const most = 1000
	var all []screened
	for len(all) < most {
		x, err := next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		if x.Region == "" {
			x.Region = s.region
		}
		if x.Type == "" {
			x.Type = s.kind
		}
		if x.Type == "" {
			x.Type = typeOf(x.Value)
		}
		all = append(all, x)
	}
	return all, nil
}

// typeOf guesses what a value is, by what it looks like and what reads it.
func typeOf(value string) string {
	for _, t := range []observable.Type{observable.Email, observable.IP, observable.Phone, observable.StoreURL, observable.Domain} {
		plain := strings.TrimSpace(value)
		if t == observable.Phone && !strings.HasPrefix(plain, "+") || t == observable.StoreURL && !strings.Contains(plain, "://") {
			continue
		}
		if _, err := observable.Parse(t.String(), value, observable.Options{}); err == nil {
			return t.String()
		}
	}
	return observable.Domain.String() // whose reader says what is wrong
}

func (s *screenCommandLine) ask(ctx context.Context, batch []screened) ([]screening, error) {
	var a struct {
		Results []screening `json:"results"`
	}
	q := map[string]any{"observables": batch}
	if s.tell {
		q["notify"], q["notify_attribution"] = true, s.attribution
	}
	_, err := s.remote.call(ctx, http.MethodPost, "/v1/screen", q, &a)
	return a.Results, err
}

// printer writes results as they come.
type printer interface {
	results([]screening) error
	end() error
}

var printers = map[string]func(io.Writer) printer{
	"table":  func(w io.Writer) printer { return &tablePrinter{tabwriter.NewWriter(w, 0, 0, 2, ' ', 0), false} },
	"json":   func(w io.Writer) printer { return &jsonPrinter{w: w} },
	"ndjson": func(w io.Writer) printer { return ndjsonPrinter{w} },
	"csv":    func(w io.Writer) printer { return &csvPrinter{csv.NewWriter(w), false} },
}

type tablePrinter struct {
	w      *tabwriter.Writer
	headed bool
}

func (p *tablePrinter) results(rs []screening) error {
	if !p.headed {
		p.headed = true
		fmt.Fprintln(p.w, "VALUE\tKNOWN\tSTRENGTH\tPUBLISHERS\tBY")
	}
	for _, r := range rs {
		shown := display(r.Type, r.Canonical)
		if r.Problem != nil {
			fmt.Fprintf(p.w, "%s\tunreadable\t\t\t%s\n", strconv.Quote(r.Value), r.Problem.Detail)
			continue
		}
		if len(r.Matches) == 0 {
			fmt.Fprintf(p.w, "%s\t-\t\t\t\n", shown)
		}
		for _, m := range r.Matches {
			kind := m.Kind
			if m.Disputed > 0 {
				kind += fmt.Sprintf(" (%d disputed)", m.Disputed)
			}
			fmt.Fprintf(p.w, "%s\t%s\t%d\t%d\t%s\n", shown, kind, m.Strength, m.Publishers, m.by())
		}
	}
	return p.w.Flush()
}

// by is what a match is with, for people's eyes.
func (m *screenedMatch) by() string {
	if m.Member == "" {
		return display(m.Observable.Type, m.Observable.Canonical)
	}
	if m.Mark == "" {
		return "a mark of " + m.Member
	}
	return strconv.Quote(m.Mark) + " of " + m.Member
}

func (p *tablePrinter) end() error { return p.w.Flush() }

// display is an observable for people's eyes: nothing that could be clicked.
func display(kind, canonical string) string {
	t, ok := observable.ParseType(kind)
	if canonical == "" {
		return ""
	}
	if !ok {
		return strconv.Quote(canonical)
	}
	return observable.Observable{Type: t, Canonical: canonical}.Display()
}

type jsonPrinter struct {
	w   io.Writer
	any bool
}

func (p *jsonPrinter) results(rs []screening) error {
	for n := range rs {
		b, err := json.Marshal(&rs[n])
		if err != nil {
			return err
		}
		before := ",\n"
		if !p.any {
			before, p.any = "{\"results\": [\n", true
		}
		if _, err := fmt.Fprintf(p.w, "%s%s", before, b); err != nil {
			return err
		}
	}
	return nil
}

func (p *jsonPrinter) end() error {
	text := "\n]}\n"
	if !p.any {
		text = "{\"results\": []}\n"
	}
	_, err := io.WriteString(p.w, text)
	return err
}

type ndjsonPrinter struct{ w io.Writer }

func (p ndjsonPrinter) results(rs []screening) error {
	e := json.NewEncoder(p.w)
	for n := range rs {
		if err := e.Encode(&rs[n]); err != nil {
			return err
		}
	}
	return nil
}

func (ndjsonPrinter) end() error { return nil }

type csvPrinter struct {
	w      *csv.Writer
	headed bool
}

// results writes a line a match, and one for what has none.
func (p *csvPrinter) results(rs []screening) error {
	if !p.headed {
		p.headed = true
		_ = p.w.Write([]string{"type", "value", "canonical", "problem", "kind", "strength", "publishers", "disputed", "known_type", "known", "mark", "member"})
	}
	for _, r := range rs {
		line := []string{r.Type, harmless(r.Value), harmless(r.Canonical), "", "", "", "", "", "", "", "", ""}
		if r.Problem != nil {
			line[3] = r.Problem.Rule
		}
		for _, m := range r.Matches {
			_ = p.w.Write(append(line[:4:4], m.Kind, strconv.Itoa(m.Strength), strconv.Itoa(m.Publishers), strconv.Itoa(m.Disputed), m.Observable.Type, harmless(m.Observable.Canonical), harmless(m.Mark), m.Member))
		}
		if len(r.Matches) == 0 {
			_ = p.w.Write(line)
		}
	}
	p.w.Flush()
	return p.w.Error()
}

func (p *csvPrinter) end() error { p.w.Flush(); return p.w.Error() }

// harmless keeps a spreadsheet from taking a value for a formula (OWASP, "CSV Injection").
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
