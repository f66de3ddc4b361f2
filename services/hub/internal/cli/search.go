package cli

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"github.com/spf13/cobra"
)

// filters are the flags of search that are the parameters of GET /v1/indicators: those that may be
// repeated, and those that may not.
var (
	manyFilters = map[string]string{
		"type": "type of the observable", "value": "the observable, as you write it", "brand": "brand", "tag": "tag", "infringement": "what is wrong",
		"basis": "what it rests on", "tlp": "label", "publisher": "publisher", "task-force": "task force it is shared with", "state": "state, or all",
	}
	oneFilter = map[string]string{
		"prefix": "what the canonical value begins with", "registrable": "registrable domain it hangs on", "min-confidence": "least confidence",
		"since": "modified at or after", "until": "modified before", "created-since": "first published at or after",
		"search": "id of a search that you keep", "sort": "created or modified, newest first",
	}
)

func searchCommand(io IO) *cobra.Command {
	var r remote
	var output string
	var most int
	var facets bool
	many, one := map[string]*[]string{}, map[string]*string{}
	c := &cobra.Command{
		Use:   "search [WORD…]",
		Short: "Find indicators",
		Long: "Search lists the indicators that you may see and in which all words occur: in the value, a tag, a brand or the note.\n" +
			"Filters may be repeated where it makes sense: any of their values will do. --facets counts what was found instead.",
		RunE: func(c *cobra.Command, words []string) error {
			if !slices.Contains([]string{"table", "json", "ndjson", "csv"}, output) {
				return usagef("--output %q is not one of table, json, ndjson, csv", output)
			}
			if most < 1 {
				return usagef("--limit must be at least 1")
			}
			asked := url.Values{}
			for name, values := range many {
				for _, v := range *values {
					asked.Add(strings.ReplaceAll(name, "-", "_"), v)
				}
			}
			for name, v := range one {
				if *v != "" {
					asked.Set(strings.ReplaceAll(name, "-", "_"), *v)
				}
			}
			if len(words) > 0 {
				asked.Set("q", strings.Join(words, " "))
			}
			if err := r.open(false); err != nil {
				return err
			}
			if facets {
				return countFound(c.Context(), io, &r, asked, output)
			}
			return listFound(c.Context(), io, &r, asked, most, output)
		},
	}
	r.flags(c)
	for name, what := range manyFilters {
		many[name] = c.Flags().StringArray(name, nil, what)
	}
	for name, what := range oneFilter {
		one[name] = c.Flags().String(name, "", what)
	}
	c.Flags().BoolVar(&facets, "facets", false, "count what is found, by type, brand, tag …")
	c.Flags().IntVarP(&most, "limit", "n", 100, "how many to show; it pages by itself")
	c.Flags().StringVarP(&output, "output", "o", "table", "table, json, ndjson or csv")
	return c
}

// hit is an indicator as a line shows it.
type hit struct {
	ID         string `json:"id"`
	Publisher  string `json:"publisher"`
	TLP        string `json:"tlp"`
	State      string `json:"state"`
	Confidence *int   `json:"confidence"`
	Observable struct {
		Type      string `json:"type"`
		Canonical string `json:"canonical"`
	} `json:"observable"`
	Tags          []string  `json:"tags"`
	Corroboration int       `json:"corroboration"`
	Modified      time.Time `json:"modified_at"`
}

func (h *hit) cells() []string {
	confidence := ""
	if h.Confidence != nil {
		confidence = strconv.Itoa(*h.Confidence)
	}
	cells := []string{
		h.Observable.Type, h.Observable.Canonical, h.TLP, h.State, confidence, strconv.Itoa(h.Corroboration), h.Publisher,
		strings.Join(h.Tags, ";"), h.Modified.UTC().Format(time.RFC3339), h.ID,
	}
	for n, s := range cells {
		cells[n] = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
				return ' ' // nothing that others wrote steers a terminal
			}
			return r
		}, s)
	}
	return cells
}

func listFound(ctx context.Context, io IO, r *remote, asked url.Values, most int, output string) error {
	table := tabwriter.NewWriter(io.Out, 0, 0, 2, ' ', 0)
	sheet := csv.NewWriter(io.Out)
	head := []string{"type", "value", "tlp", "state", "confidence", "corroboration", "publisher", "tags", "modified_at", "id"}
	switch output {
	case "csv":
		_ = sheet.Write(head) // Flush tells
	case "table":
		fmt.Fprintln(table, strings.ToUpper(strings.Join(head, "\t")))
	}
	all := []json.RawMessage{}
	for n := 0; n < most; {
		asked.Set("limit", strconv.Itoa(min(most-n, 1000)))
		var page struct {
			Items []json.RawMessage `json:"items"`
			Next  *string           `json:"next_cursor"`
		}
		if _, err := r.call(ctx, http.MethodGet, "/v1/indicators?"+asked.Encode(), nil, &page); err != nil {
			return err
		}
		for _, item := range page.Items {
			var h hit
			if err := json.Unmarshal(item, &h); err != nil {
				return fmt.Errorf("an indicator of the answer: %w", err)
			}
			switch output {
			case "json":
				all = append(all, item)
			case "ndjson":
				fmt.Fprintln(io.Out, string(item))
			case "csv":
				_ = sheet.Write(h.cells())
			case "table":
				fmt.Fprintln(table, strings.Join(h.cells(), "\t"))
			}
		}
		if n += len(page.Items); page.Next == nil {
			break
		}
		asked.Set("cursor", *page.Next)
	}
	switch output {
	case "json":
		encoder := json.NewEncoder(io.Out)
		encoder.SetEscapeHTML(false)
		return encoder.Encode(all)
	case "csv":
		sheet.Flush()
		return sheet.Error()
	}
	return table.Flush()
}

func countFound(ctx context.Context, io IO, r *remote, asked url.Values, output string) error {
	asked.Del("sort")
	var counts struct {
		Total  int `json:"total"`
		Facets map[string][]struct {
			Value string `json:"value"`
			Count int    `json:"count"`
		} `json:"facets"`
	}
	if _, err := r.call(ctx, http.MethodGet, "/v1/indicators/facets?"+asked.Encode(), nil, &counts); err != nil {
		return err
	}
	if output == "json" || output == "ndjson" {
		return json.NewEncoder(io.Out).Encode(counts)
	}
	sheet := csv.NewWriter(io.Out)
	table := tabwriter.NewWriter(io.Out, 0, 0, 2, ' ', 0)
	row := func(cells ...string) {
		if output == "csv" {
			_ = sheet.Write(cells) // Flush tells
		} else {
			fmt.Fprintln(table, strings.Join(cells, "\t"))
		}
	}
	row("facet", "value", "count")
	row("total", "", strconv.Itoa(counts.Total))
	for _, name := range slices.Sorted(maps.Keys(counts.Facets)) {
		for _, b := range counts.Facets[name] {
			row(name, b.Value, strconv.Itoa(b.Count))
		}
	}
	sheet.Flush()
	if err := sheet.Error(); err != nil {
		return err
	}
	return table.Flush()
}
