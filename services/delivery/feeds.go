package delivery

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/entente-hub/entente/policies"
	"github.com/entente-hub/entente/services/delivery/internal/direct"
	"github.com/entente-hub/entente/services/delivery/internal/feed"
	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/scope"
)

// openFeeds wires members' direct feeds: the rules always, so that one that was turned on can be
// read and turned off, and the server and its writer where an address is given.
func (s *Service) openFeeds(ctx context.Context, p *process.Process, c Config, view func(viewer string) *scope.View) error {
	register := feed.NewRegister()
	taken := c.FeedListen != "" || c.FeedWebSocket != ""
	s.door.Feeds = &feed.Book{
		Taken: taken, Register: register, Events: p.Catalog, Ledger: p.Fold, Current: p.Keyring.Current, View: view, Now: p.Now,
	}
	if err := p.AddView("feeds", register); err != nil || !taken {
		return err
	}
	o := direct.Options{Dir: filepath.Join(p.Config.Data, "feed"), Listen: c.FeedListen, WebSocket: c.FeedWebSocket, Keys: p.Keyring, On: register.Since, Log: p.Log}
	if c.FeedCert+c.FeedKey != "" {
		var err error
		if o.TLS, err = direct.Certificate(c.FeedCert, c.FeedKey); err != nil {
			return fmt.Errorf("%w: %w", process.ErrSetting, err)
		}
	}
	var err error
	if s.direct, err = direct.Start(o); err != nil {
		if errors.Is(err, direct.ErrPlain) {
			err = fmt.Errorf("%w: %w", process.ErrSetting, err)
		}
		return err
	}
	s.door.Direct = s.direct
	s.feeds = direct.NewWriter(direct.WriterOptions{
		Server: s.direct, Feeds: register, Events: p.Catalog, View: view, Sealer: p.Sealer, Now: p.Now, Ready: p.Ready(),
		Keep: c.FeedKeep, Size: c.FeedSize, Log: p.Log,
		Shown: func(m id.Member, items []catalog.Item) {
			p.Shown(ctx, policies.Viewer(m), "m:"+string(m)+"/feed", "feed", items)
		},
	})
	err = p.AddView("feed writer", s.feeds)
	for _, m := range s.feeds.Collectors() {
		err = errors.Join(err, p.Metrics.Register(m))
	}
	if err != nil {
		return errors.Join(err, s.direct.Close())
	}
	return nil
}
