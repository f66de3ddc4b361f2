package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http"
)

// screens shows that the shop is found under another spelling, by whoever may see it alone; and what
// comes of accusing a site that everybody knows.
func (d *demo) screens(ctx context.Context) error {
	d.say("5. A seller comes to Bazar B with 'hxxps://MAISON-A-outlet[.]example/bags'. It asks, before it opens a shop; so does Maison C.")
	asked := map[string]any{"observables": []map[string]string{{"type": "store_url", "value": "hxxps://MAISON-A-outlet[.]example/bags"}}}
	for _, member := range []string{"bazar-b", "maison-c"} {
		var answer struct {
			Results []struct {
				Matches []struct {
					Kind       string
					Strength   int
					Publishers int
				}
			}
		}
		r := d.as(member)
		if _, err := r.call(ctx, http.MethodPost, "/v1/screen", asked, &answer); err != nil {
			return err
		}
		if len(answer.Results) != 1 {
			return fmt.Errorf("%d results of one question", len(answer.Results))
		}
		if matches := answer.Results[0].Matches; len(matches) == 0 {
			d.say("   %-9s is told: nothing known.", member)
		} else {
			d.say("   %-9s is told: known (%s), strength %d, by %d member.", member, matches[0].Kind, matches[0].Strength, matches[0].Publishers)
		}
	}
	d.say("6. Maison C would accuse amazon.de:")
	r := d.as("maison-c")
	_, err := r.call(ctx, http.MethodPost, "/v1/indicators", map[string]any{"observable": map[string]string{"type": "domain", "value": "amazon.de"}, "tlp": "green"}, nil)
	no, is := errors.AsType[*refusal](err)
	if !is || no.Status != http.StatusUnprocessableEntity || len(no.Errors) == 0 {
		return fmt.Errorf("amazon.de should be refused, and was: %w", err)
	}
	d.say("   refused: %s\n", no.Errors[0].Detail)
	return nil
}
