package process

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync"

	"github.com/entente-hub/entente/shared/conf"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/run"
)

// Assemble makes a service on p, mounts it on e, and returns what runs beside it.
type Assemble func(ctx context.Context, p *Process, e *httpd.Engine) ([]run.Part, error)

// Main is all of a main function of a service that runs alone. own points to the settings that
// only this service has, nil if there are none. It returns the exit code: 0, 1 failure, 2 usage.
func Main(name string, own any, assemble Assemble) int {
	c := Default()
	c.Name = name
	strangers, err := configure(&c, own, os.Args[1:], os.Environ())
	if err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		fmt.Fprintln(os.Stderr, name+": "+err.Error())
		return 2
	}
	c.FromOthers(os.Environ())
	for _, variable := range strangers {
		fmt.Fprintln(os.Stderr, name+": warning: "+variable+" is no setting")
	}
	ctx, stop := run.Signals(context.Background())
	defer stop()
	c.Alone = true
	if err := serve(ctx, c, assemble); err != nil {
		fmt.Fprintln(os.Stderr, name+": "+err.Error())
		if errors.Is(err, ErrSetting) {
			return 2
		}
		return 1
	}
	return 0
}

// configure reads flags, the environment and the file that --config or ENTENTE_CONFIG names. It
// returns the variables that look like settings and are none.
func configure(c *Config, own any, args, environ []string) (strangers []string, err error) {
	fields, err := conf.Fields(c)
	if err != nil {
		return nil, err
	}
	if own != nil {
		more, err := conf.Fields(own)
		if err != nil {
			return nil, err
		}
		fields = append(fields, more...)
	}
	flags := flag.NewFlagSet(c.Name, flag.ContinueOnError)
	file := flags.String("config", ConfigFile(environ), "YAML file of settings (ENTENTE_CONFIG)")
	for _, f := range fields {
		if f.Flag {
			flags.Var(f, f.Name, f.Help+" ("+f.Env+")")
		}
	}
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if flags.NArg() > 0 {
		return nil, fmt.Errorf("%w: %s", conf.ErrUnknown, flags.Arg(0))
	}
	for _, variable := range conf.Strangers(fields, environ) {
		if variable != conf.EnvPrefix+"CONFIG" {
			strangers = append(strangers, variable)
		}
	}
	return strangers, conf.Load(fields, *file, environ)
}

// ConfigFile is the settings' file that the environment names, "" if it names none.
func ConfigFile(environ []string) string {
	for _, line := range environ {
		if path, ok := strings.CutPrefix(line, conf.EnvPrefix+"CONFIG="); ok {
			return path
		}
	}
	return ""
}

func serve(ctx context.Context, c Config, assemble Assemble) (err error) {
	l, err := c.Open(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = l.Close() }() // closed already, where it came to answering
	greeted := sync.OnceFunc(Greet(l))
	defer greeted()
	p, err := Start(ctx, c)
	if err != nil {
		return err
	}
	defer func() {
		if closed := p.Close(); err == nil {
			err = closed
		}
	}()
	e, err := p.Engine()
	if err != nil {
		return err
	}
	parts, err := assemble(ctx, p, e)
	if err != nil {
		return err
	}
	greeted()
	p.Log.InfoContext(ctx, "listening", slog.String("address", l.Addr().String()))
	return p.Serve(ctx, l, e, parts...)
}
