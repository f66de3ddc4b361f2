package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// teller tells the publishers of what was met that it was: by a sighting for the publisher alone, one an
// indicator and day. Where policy does not let the caller sight an indicator, its publisher is not told.
type teller struct {
	remote      *remote
	attribution string
	own         string // the caller's member
	told, kept  int
	done        map[string]bool
}

// surely are the kinds of match that are about the indicator's own observable, and no lead.
var surely = []string{"exact", "mailbox", "seller"}

func (s *screenCommandLine) teller(ctx context.Context) (*teller, error) {
	if s.private {
		return nil, usagef("--tell needs to know the indicators, which --private does not ask for")
	}
	if !slices.Contains([]string{"named", "pseudonymous", "withheld"}, s.attribution) {
		return nil, usagef("--attribution is named, pseudonymous or withheld")
	}
	var me struct {
		Member struct {
			ID string `json:"id"`
		} `json:"member"`
	}
	if _, err := s.remote.call(ctx, http.MethodGet, "/v1/me", nil, &me); err != nil {
		return nil, err
	}
	return &teller{remote: &s.remote, attribution: s.attribution, own: me.Member.ID, done: map[string]bool{}}, nil
}

func (t *teller) tell(ctx context.Context, results []screening) error {
	for _, r := range results {
		for _, m := range r.Matches {
			if !slices.Contains(surely, m.Kind) {
				continue
			}
			for _, raw := range m.Indicators {
				var i shownIndicator
				if err := json.Unmarshal(raw, &i); err != nil {
					return err
				}
				if err := t.one(ctx, &i); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (t *teller) one(ctx context.Context, i *shownIndicator) error {
	if t.done[i.ID] || t.own != "" && i.Publisher == t.own {
		return nil
	}
	t.done[i.ID] = true
	day := time.Now().UTC().Format(time.DateOnly)
	_, err := t.remote.call(ctx, http.MethodPost, indicatorPath(i.ID)+"/sightings",
		map[string]string{"type": "seen", "audience": "publisher", "attribution": t.attribution}, nil, "Idempotency-Key", "screened-"+day+"-"+i.ID)
	no, refused := errors.AsType[*refusal](err)
	switch {
	case err == nil:
		t.told++
	case refused && (no.Status == http.StatusForbidden || no.Status == http.StatusNotFound || no.Status == http.StatusConflict):
		t.kept++ // policy, or it has gone meanwhile, or the same was said before under another name
	default:
		return err
	}
	return nil
}

func (t *teller) say(out IO) {
	fmt.Fprintf(out.Err, "the publishers of %d indicators are told that they were met; of %d they could not be\n", t.told, t.kept)
}
