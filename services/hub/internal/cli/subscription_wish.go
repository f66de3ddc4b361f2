package cli

import (
	"fmt"
	"maps"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// wish is what a member says of a subscription by flags.
type wish struct {
	name, format, signing, where, headers string
	lists                                 map[string]*[]string // of the filter, by flag
	confidence, batch, rate, concurrency  int
	wait                                  time.Duration
	retry                                 []time.Duration
	noFilter                              bool
}

// wishLists are the flags of lists in the filter, with their names there.
var wishLists = map[string][2]string{
	"event": {"events", "type of event"}, "type": {"types", "type of observable"}, "brand": {"brands", "brand"}, "tag": {"tags", "tag"},
	"publisher": {"publishers", "publisher"}, "task-force": {"task_forces", "task force it is shared with"},
}

func (w *wish) flags(c *cobra.Command) {
	w.lists = map[string]*[]string{}
	for name, is := range wishLists {
		w.lists[name] = c.Flags().StringArray(name, nil, is[1]+"; may be repeated")
	}
	c.Flags().IntVar(&w.confidence, "min-confidence", 0, "least confidence")
	c.Flags().StringVar(&w.where, "where", "", "expression that must hold besides (CEL), such as 'confidence >= 60 && \"bags\" in tags'")
	c.Flags().StringVar(&w.name, "name", "", "what it is for")
	c.Flags().StringVar(&w.format, "format", "", "full (default), thin or cloudevents")
	c.Flags().StringVar(&w.headers, "headers-file", "", "file of lines 'Name: value': what its posts carry besides. They are kept sealed, and never a flag's value, which all processes see")
	c.Flags().IntVar(&w.batch, "batch", 1, "most events of one post; over 1 it is an array")
	c.Flags().DurationVar(&w.wait, "wait", 0, "how long the first event of a batch may wait for others")
	c.Flags().IntVar(&w.rate, "rate", 0, "most posts a second; 0: no limit")
	c.Flags().IntVar(&w.concurrency, "concurrency", 1, "most posts under way at once; 1: strict order")
	c.Flags().DurationSliceVar(&w.retry, "retry", nil, "waits before each attempt after the first, such as 5s,5m,1h (default: the hub's)")
}

// body is what was said, as the hub reads it; what was not said is left out. filter is the one that
// there is.
func (w *wish) body(c *cobra.Command, filter map[string]any) (map[string]any, error) {
	said := c.Flags().Changed
	in, batch, asked := map[string]any{}, map[string]any{}, maps.Clone(filter)
	if asked == nil || w.noFilter {
		asked = map[string]any{}
	}
	changed := w.noFilter
	for flag, is := range wishLists {
		if said(flag) {
			asked[is[0]], changed = *w.lists[flag], true
		}
	}
	if said("min-confidence") {
		asked["min_confidence"], changed = w.confidence, true
	}
	if said("where") {
		asked["where"], changed = w.where, true
	}
	if changed {
		in["filter"] = asked
	}
	for flag, value := range map[string]any{"name": w.name, "format": w.format, "signing": w.signing, "concurrency": w.concurrency} {
		if said(flag) {
			in[flag] = value
		}
	}
	if said("rate") {
		in["rate_limit"] = w.rate
	}
	if said("batch") {
		batch["max_events"] = w.batch
	}
	if said("wait") {
		batch["max_wait_ms"] = w.wait.Milliseconds()
	}
	if len(batch) > 0 {
		in["batch"] = batch
	}
	if said("retry") {
		seconds := []int{}
		for _, wait := range w.retry {
			seconds = append(seconds, int(wait/time.Second))
		}
		in["retry"] = map[string]any{"schedule_s": seconds}
	}
	if w.headers != "" {
		headers, err := readHeaders(w.headers)
		if err != nil {
			return nil, err
		}
		in["headers"] = headers
	}
	return in, nil
}

func readHeaders(file string) (map[string]string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the headers: %w", err)
	}
	headers, n := map[string]string{}, 0
	for line := range strings.Lines(string(text)) {
		n++
		if strings.TrimSpace(line) == "" {
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, usagef("%s:%d is not 'Name: value'", file, n)
		}
		headers[strings.TrimSpace(name)] = strings.TrimSpace(value)
	}
	return headers, nil
}
