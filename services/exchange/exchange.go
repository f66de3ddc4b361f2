// Package exchange is the service of what members say: infringer indicators, published,
// listed, revoked and imported, and the feed of their changes. See README.md.
package exchange

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/entente-hub/entente/services/exchange/internal/dispute"
	"github.com/entente-hub/entente/services/exchange/internal/httpapi"
	"github.com/entente-hub/entente/services/exchange/internal/importing"
	"github.com/entente-hub/entente/services/exchange/internal/indicator"
	"github.com/entente-hub/entente/services/exchange/internal/moderation"
	"github.com/entente-hub/entente/services/exchange/internal/register"
	"github.com/entente-hub/entente/services/exchange/internal/safelist"
	"github.com/entente-hub/entente/services/exchange/internal/search"
	"github.com/entente-hub/entente/services/exchange/internal/sighting"
	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/budget"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/journal"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/run"
	"github.com/entente-hub/entente/shared/scope"
	"github.com/entente-hub/entente/shared/warninglist"
)

// Config are the settings of the service. Start from Default.
type Config struct {
	WarningLists string `conf:"warning-lists" help:"folder of more warning lists in MISP's format; those in its sub-folder refuse take a reason, the others warn"`
	DisputeDays  int    `conf:"dispute-days" help:"days within which a dispute should be settled: its parties and the stewards read when it is due"`
}

// Default returns the settings of a hub on one machine.
func Default() Config { return Config{DisputeDays: 14} }

// blindHits is how often a day a member is told that a blind list has something.
const blindHits = 200

// Service is the exchange, on a process.
type Service struct {
	door    *httpapi.Door
	janitor *indicator.Janitor
}

// New makes the service. Beside the process's catalog it has the reports of imports, which
// are no ledger's: they are kept for a month.
func New(ctx context.Context, p *process.Process, c Config) (*Service, error) {
	lists, err := warninglist.Open(c.WarningLists)
	if err != nil {
		return nil, fmt.Errorf("exchange: %w", err)
	}
	protected, err := p.Protections()
	if err != nil {
		return nil, fmt.Errorf("exchange: %w", err)
	}
	// Reports are kept for a month: long enough to mend what was rejected.
	shelf, err := p.Journal(ctx, "IMPORTS", journal.Limits{MaxAge: 30 * 24 * time.Hour, MaxBytes: 1 << 30, MaxPerSubject: 1})
	if err != nil {
		return nil, fmt.Errorf("exchange: %w", err)
	}
	book := &indicator.Book{
		Directory: p.Directory, Catalog: p.Catalog, Ledger: p.Fold, Head: p.Ledger, Current: p.Keyring.Current,
		View: func(viewer string) *scope.View { return p.Policies.Snapshot().View(viewer) },
		Refused: func(by access.Caller, a scope.Act, r scope.Record, i id.Indicator) {
			p.Refused(context.WithoutCancel(ctx), by, a, r, i, "writing")
		},
		ID: indicator.NewID(p.Key.ID), Salt: func() string { return base64.RawStdEncoding.EncodeToString(random(16)) }, Now: p.Now,
		Archive: p.Ledger,
		Lists:   lists, Guard: protected, Budget: &budget.Budget{PerDay: blindHits},
		Forced: func(by access.Caller, i *catalog.Indicator) {
			p.Forced(context.WithoutCancel(ctx), by, i.ID, i.Warnings)
		},
	}
	book.Janitor = &indicator.Janitor{Archive: p.Ledger, Now: p.Now, Failed: func(err error) {
		p.Log.WarnContext(ctx, "erased and not yet overwritten", slog.Any("error", err))
	}}
	if err := p.AddView("erasures", book.Janitor); err != nil {
		return nil, fmt.Errorf("exchange: %w", err)
	}
	sighted := &sighting.Book{
		Catalog: p.Catalog, Ledger: p.Fold, Aim: book.Aim, Current: book.Current, View: book.View, Refused: book.Refused,
		ID: sighting.NewID(p.Key.ID), Random: random, Now: p.Now,
	}
	disputes := register.New()
	book.Attached = []indicator.Attachment{
		{Kind: ledger.KindSighting, Of: names(p.Catalog.SightingsAbout), Strip: catalog.StripSighting},
		{Kind: ledger.KindDispute, Of: names(disputes.DisputesOf), Strip: register.Strip},
	}
	if err := p.AddView("disputes", disputes); err != nil {
		return nil, fmt.Errorf("exchange: %w", err)
	}
	disputed := &dispute.Book{
		Register: disputes, Catalog: p.Catalog, Ledger: p.Fold, Head: p.Ledger, Current: book.Current, View: book.View, Refused: book.Refused,
		ID: dispute.NewID(p.Key.ID), Random: random, Now: p.Now,
	}
	queue := moderation.NewQueue(moderation.NewID(p.Key.ID))
	if err := p.AddView("moderation", queue); err != nil {
		return nil, fmt.Errorf("exchange: %w", err)
	}
	moderated := &moderation.Desk{Queue: queue, Indicators: book, Directory: p.Directory, Ledger: p.Fold, Head: p.Ledger, Current: book.Current, View: book.View, Now: p.Now}
	safe := &safelist.Book{
		Shelf: protected, Ledger: p.Fold, Current: book.Current, Hash: p.Key.ID, Now: p.Now,
		NewID: func() id.Protection { return id.Protection("prot_" + p.Key.ID("protection id", string(random(16)))) },
	}
	searches := search.NewShelf()
	if err := p.AddView("searches", searches); err != nil {
		return nil, fmt.Errorf("exchange: %w", err)
	}
	kept := &search.Book{
		Shelf: searches, Ledger: p.Fold, Current: p.Keyring.Current, ID: search.NewID(p.Key.ID), Random: random, Now: p.Now,
	}
	desk := &importing.Desk{
		Book: book, Shelf: shelf, Decode: httpapi.DecodeDraft,
		NewID: newImport(p), Now: p.Now, Log: p.Log,
	}
	for _, m := range desk.Collectors() {
		if err := p.Metrics.Register(m); err != nil {
			return nil, fmt.Errorf("exchange: %w", err)
		}
	}
	if !p.Config.Shared() {
		if err := desk.Recover(ctx); err != nil {
			return nil, fmt.Errorf("exchange: %w", err)
		}
	}
	return &Service{janitor: book.Janitor, door: &httpapi.Door{
		Book: book, Sighted: sighted, Disputes: disputed, DisputeDays: c.DisputeDays, Moderated: moderated, Searches: kept, Safe: safe, Imports: desk, Catalog: p.Catalog, Ledger: p.Ledger, Views: p.Fold, Keys: p.Requests,
		Callers: p.Keyring, People: p.Directory, Notes: p, Sealer: p.Sealer, Now: p.Now,
		Rights: func(viewer string) (*scope.View, uint64) {
			s := p.Policies.Snapshot()
			return s.View(viewer), s.Version()
		},
	}}, nil
}

// Mount puts the exchange's routes on the front.
func (s *Service) Mount(e *httpd.Engine) error {
	e.Except(httpapi.Routes()...)
	return s.door.Mount(e)
}

// Run returns when ctx ends. Beside answering it overwrites what was erased, where that was left
// undone. An import runs in its request.
func (s *Service) Run(ctx context.Context) error {
	s.janitor.Run(ctx)
	return nil
}

// names gives ids of any kind as the ledger has them.
func names[T ~string](of func(id.Indicator) []T) func(id.Indicator) []string {
	return func(i id.Indicator) []string {
		var all []string
		for _, name := range of(i) {
			all = append(all, string(name))
		}
		return all
	}
}

// Assemble is the service alone in its process (process.Main).
func (c Config) Assemble(ctx context.Context, p *process.Process, e *httpd.Engine) ([]run.Part, error) {
	s, err := New(ctx, p, c)
	if err != nil {
		return nil, err
	}
	return []run.Part{{Name: "exchange", Run: s.Run}}, s.Mount(e)
}

// newImport names an import: by its request if there is one, so that it is one import however
// often it is asked for.
func newImport(p *process.Process) func(request string) id.Import {
	return func(request string) id.Import {
		if request != "" {
			return id.Import("imp_" + p.Key.ID("import", request))
		}
		return id.Import("imp_" + strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(random(16))))
	}
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	return b
}
