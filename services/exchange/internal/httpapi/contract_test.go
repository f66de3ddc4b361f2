package httpapi_test

import (
	"strings"
	"testing"

	bundle "github.com/entente-hub/entente/api"
	api "github.com/entente-hub/entente/api/exchange"
	"github.com/entente-hub/entente/api/problems"
	"github.com/entente-hub/entente/services/exchange/internal/dispute"
	"github.com/entente-hub/entente/services/exchange/internal/importing"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/services/exchange/internal/moderation"
	"github.com/entente-hub/entente/services/exchange/internal/sighting"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/idempotency"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/tlp"
)

// TestVocabularies: each word of the rules is one of the contract, and the other way round.
func TestVocabularies(t *testing.T) {
	check(t, "infringement", indicator.Infringements(), func(w string) bool { return api.Infringement(w).Valid() })
	check(t, "basis", indicator.Bases(), func(w string) bool { return api.Basis(w).Valid() })
	check(t, "attribution", indicator.Attributions(), func(w string) bool { return api.Attribution(w).Valid() })
	check(t, "relation", indicator.Relations(), func(w string) bool { return api.Relation(w).Valid() })
	check(t, "revoke", indicator.RevokeCodes(), func(w string) bool { return api.RevokeCode(w).Valid() })
	check(t, "revise", indicator.ReviseCodes(), func(w string) bool { return api.ReviseCode(w).Valid() })
	check(t, "share", indicator.ShareCodes(), func(w string) bool { return api.ShareCode(w).Valid() })
	check(t, "erase", indicator.EraseCodes(), func(w string) bool { return api.EraseCode(w).Valid() })
	check(t, "refuse", indicator.RefuseCodes(), func(w string) bool { return api.RefuseCode(w).Valid() })
	check(t, "restrict", indicator.RestrictCodes(), func(w string) bool { return api.RestrictCode(w).Valid() })
	check(t, "type", observable.Names(), func(w string) bool { return api.ObservableType(w).Valid() })
	check(t, "tlp", tlp.Names(), func(w string) bool { return api.TLP(w).Valid() })
	check(t, "dispute", dispute.Codes(), func(w string) bool { return api.DisputeCode(w).Valid() })
	check(t, "dispute's state", dispute.States(), func(w string) bool { return api.DisputeState(w).Valid() })
	check(t, "outcome", dispute.Outcomes(), func(w string) bool { return api.DisputeVerdictOutcome(w).Valid() })
	check(t, "sighting", catalog.SightingTypes(), func(w string) bool { return api.SightingType(w).Valid() })
	check(t, "audience", catalog.Audiences(), func(w string) bool { return api.SightingAudience(w).Valid() })
}

func check(t *testing.T, name string, words []string, valid func(string) bool) {
	t.Helper()
	for _, w := range words {
		if !valid(w) {
			t.Errorf("%s: the contract has no %q", name, w)
		}
	}
	contract, err := bundle.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(strings.Join(strings.Fields(string(contract)), ""), `"enum":["`+strings.Join(words, `","`)+`"]`) {
		t.Errorf("%s: the contract has not just %v", name, words)
	}
}

// TestPages: each fault has its page, of its title.
func TestPages(t *testing.T) {
	for _, f := range []*fault.Fault{
		indicator.ErrInvalid, indicator.ErrDuplicate, indicator.ErrRevoked, indicator.ErrNotFound, indicator.ErrNotPublisher,
		indicator.ErrMoved, indicator.ErrPolicy, indicator.ErrClosed, indicator.ErrErased, indicator.ErrNotWider, indicator.ErrNotNarrower,
		indicator.ErrHeld, indicator.ErrUnfit, indicator.ErrText, indicator.ErrWarned, moderation.ErrClosed, moderation.ErrPartial,
		dispute.ErrInvalid, dispute.ErrOpen, dispute.ErrClosed, dispute.ErrFull, dispute.ErrLimit, dispute.ErrOwn, dispute.ErrNoParty, dispute.ErrPartial, dispute.ErrStanding,
		sighting.ErrInvalid, sighting.ErrRetracted, sighting.ErrLimit, sighting.ErrNotSighter, sighting.ErrClosed, sighting.ErrRaced,
		importing.ErrBusy, importing.ErrHeader, importing.ErrParameter, importing.ErrMediaType, importing.ErrInterrupted,
		importing.ErrLine, importing.ErrLineLong,
		access.ErrScope, access.ErrUnauthenticated, idempotency.ErrReused,
	} {
		page, err := problems.FS.ReadFile(f.Slug + ".md")
		if err != nil {
			t.Errorf("%s has no page", f.Slug)
			continue
		}
		if title, _, _ := strings.Cut(strings.TrimPrefix(string(page), "# "), "\n"); title+"." != f.Title {
			t.Errorf("%s: %q on its page, %q in answers", f.Slug, title, f.Title)
		}
	}
}
