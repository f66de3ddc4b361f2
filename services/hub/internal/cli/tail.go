package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/spf13/cobra"
	sse "github.com/tmaxmax/go-sse"
)

func tailCommand(io IO) *cobra.Command {
	var r remote
	var output, after string
	c := &cobra.Command{
		Use:   "tail",
		Short: "Show what you are told, as it happens",
		Long: "Tail follows your stream: an event a line. It resumes by itself when the connection drops.\n" +
			"--after takes the id of the last event you have; without it, tail shows what comes from now on.",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if output != "table" && output != "ndjson" {
				return usagef("--output %q is not one of table, ndjson", output)
			}
			if err := r.open(false); err != nil {
				return err
			}
			return tail(c.Context(), io, &r, after, output)
		},
	}
	r.flags(c)
	c.Flags().StringVar(&after, "after", "", "go on after the event with this id")
	c.Flags().StringVarP(&output, "output", "o", "table", "table or ndjson")
	return c
}

func tail(ctx context.Context, io IO, r *remote, after, output string) error {
	// Ask once as an ordinary request, so that a refusal is read and told, not retried for ever.
	if _, err := r.call(ctx, http.MethodGet, "/v1/changes?limit=1", nil, nil); err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.base+"/v1/stream", nil)
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+r.key)
	if after != "" {
		req.Header.Set("Last-Event-ID", after)
	}
	client := sse.Client{
		HTTPClient: r.client,
		OnRetry: func(err error, wait time.Duration) {
			fmt.Fprintf(io.Err, "entente: the stream broke (%v); again in %s\n", err, wait.Round(100*time.Millisecond))
		},
		Backoff: sse.Backoff{InitialInterval: time.Second, MaxInterval: 30 * time.Second, MaxRetries: -1, Multiplier: 2, Jitter: 0.5},
	}
	conn := client.NewConnection(req)
	conn.Buffer(nil, 1<<20)
	conn.SubscribeToAll(func(e sse.Event) {
		if e.Data == "" {
			return // the id on connecting
		}
		if output == "ndjson" {
			fmt.Fprintln(io.Out, e.Data)
			return
		}
		fmt.Fprintln(io.Out, line(e))
	})
	err = conn.Connect()
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// line is an event as a person reads it.
func line(e sse.Event) string {
	var body struct {
		Type      string    `json:"type"`
		Timestamp time.Time `json:"timestamp"`
		Data      struct {
			ID         string `json:"id"`
			Publisher  string `json:"publisher"`
			TLP        string `json:"tlp"`
			Observable struct {
				Type  string `json:"type"`
				Value string `json:"value"`
			} `json:"observable"`
		} `json:"data"`
	}
	if json.Unmarshal([]byte(e.Data), &body) != nil {
		return e.Type + " " + e.Data
	}
	d := body.Data
	publisher := d.Publisher
	if publisher == "" {
		publisher = "-"
	}
	return fmt.Sprintf("%s  %-20s %-13s %-16s %s %s  %s", body.Timestamp.UTC().Format(time.RFC3339), body.Type, d.TLP, publisher, d.Observable.Type, d.Observable.Value, d.ID)
}
