package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"

	"github.com/spf13/cobra"

	"github.com/entente-hub/entente/services/hub"
	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/shared/conf"
	"github.com/entente-hub/entente/shared/embedded"
)

func serveCommand(io IO) *cobra.Command {
	c := hub.Default()
	file := ""
	fields, err := conf.Fields(&c)
	serve := &cobra.Command{
		Use:   "serve",
		Short: "Run the hub: all services, with NATS inside unless --nats names one",
		Long: "Serve runs the hub. Every setting is a flag, an ENTENTE_… variable and a line of the --config file of one name;\n" +
			"a flag wins over the environment, and that over the file. The first start makes DATA/hub.key (back it up)\n" +
			"and DATA/admin.key.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err != nil {
				return err
			}
			if err := conf.Load(fields, file, os.Environ()); err != nil {
				return usagef("%w", err)
			}
			c.Process.FromOthers(os.Environ())
			return run(cmd.Context(), io, c)
		},
	}
	serve.Flags().StringVar(&file, "config", process.ConfigFile(os.Environ()), "YAML file of settings (ENTENTE_CONFIG)")
	for _, f := range fields {
		if f.Flag {
			serve.Flags().Var(f, f.Name, f.Help+" ("+f.Env+")")
		}
	}
	return serve
}

func run(ctx context.Context, io IO, c hub.Config) (err error) {
	l, err := c.Process.Open(ctx)
	if err != nil {
		return fmt.Errorf("%w (--listen gives another address)", err)
	}
	greeted := process.Greet(l)
	h, err := hub.New(ctx, c)
	greeted()
	if err != nil {
		err = errors.Join(err, l.Close())
	}
	if errors.Is(err, embedded.ErrInUse) {
		return fmt.Errorf("%w: another hub runs on this folder; stop it, or give --data another", err)
	}
	if errors.Is(err, process.ErrSetting) {
		return usagef("%w", err)
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	fmt.Fprintf(io.Out, "Entente answers at http://%s (API reference: /docs)\n", l.Addr())
	switch {
	case h.Process.AdminKeyMade:
		fmt.Fprintf(io.Out, "admin key, shown this once and kept in %s: %s\n", c.Process.AdminKeyFile(), string(h.Process.AdminKey))
	case string(c.Process.BootstrapKey) != "":
		fmt.Fprintln(io.Out, "admin key: the one in ENTENTE_BOOTSTRAP_KEY")
	default:
		fmt.Fprintf(io.Out, "admin key: in %s\n", c.Process.AdminKeyFile())
	}
	if err := sayPortal(io, c, h, l); err != nil {
		return err
	}
	return h.Serve(ctx, l)
}

// sayPortal says where the portal is. On loopback the admin is at this terminal, and gets a link
// to come in by; elsewhere what a hub prints is kept in somebody's log.
func sayPortal(io IO, c hub.Config, h *hub.Hub, l net.Listener) error {
	if h.Portal == nil {
		return nil
	}
	if _, secure := c.Process.Cookie(); secure || c.Process.PublicURL != "" {
		fmt.Fprintf(io.Out, "portal: %s/ui/ (entente person link admin makes a link to sign in by)\n", c.Process.Origin())
		return nil
	}
	link, err := h.Portal.FirstLink()
	if err != nil {
		return err
	}
	fmt.Fprintf(io.Out, "portal, signed in as the admin (once, within a quarter of an hour): http://%s%s\n", l.Addr(), link)
	return nil
}
