// Package cli is the command line of Entente: a command a file. Data goes to standard output,
// all else to standard error. Exit codes: 0 done, 1 failed, 2 called wrongly; screen has one more.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// IO is where a command reads and writes.
type IO struct {
	In       io.Reader
	Out, Err io.Writer
	TTY      bool // Err is a terminal: progress may be drawn
}

// Terminal is the process's own IO.
func Terminal() IO {
	return IO{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, TTY: term.IsTerminal(int(os.Stderr.Fd()))}
}

// usageError marks an error as a wrong call: exit code 2.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// Main runs one command and returns the exit code. The first interrupt ends the command's
// context; a second one ends the process.
func Main(args []string, io IO) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	root := command(io)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	if _, matched := errors.AsType[matchedError](err); matched {
		return 3
	}
	fmt.Fprintln(io.Err, "entente: "+err.Error())
	if _, usage := errors.AsType[usageError](err); usage || isCobraUsage(err) {
		return 2
	}
	return 1
}

// isCobraUsage recognises the errors that cobra itself makes of a wrong call; it has no type
// for them (spf13/cobra#914).
func isCobraUsage(err error) bool {
	for _, start := range []string{"unknown command", "required flag(s)", "accepts ", "requires at least", "unknown flag", "unknown shorthand"} {
		if strings.HasPrefix(err.Error(), start) {
			return true
		}
	}
	return false
}

func command(io IO) *cobra.Command {
	root := &cobra.Command{
		Use:   "entente",
		Short: "The hub through which an alliance shares what it knows of counterfeiters",
		Long: "Entente is the hub through which an alliance of brands, marketplaces, payment and shipping\n" +
			"companies and law enforcement shares what it knows of counterfeiters.\n\n" +
			"  entente serve             runs the hub\n" +
			"  entente publish FILE      tells the alliance what is in FILE\n" +
			"  entente screen VALUE      asks whether something is known\n" +
			"  entente tail              shows what you are told, as it happens",
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.SetIn(io.In)
	root.SetOut(io.Out)
	root.SetErr(io.Err)
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return usagef("%w (see '%s --help')", err, c.CommandPath())
	})
	root.AddCommand(
		serveCommand(io), publishCommand(io), indicatorCommand(io), disputeCommand(io), moderationCommand(io), searchCommand(io), screenCommand(io), networkCommand(io),
		tailCommand(io), subscriptionCommand(io), feedCommand(io), memberCommand(io), personCommand(io), keyCommand(io), policyCommand(io), ledgerCommand(io), viewCommand(io),
		generateCommand(io), benchCommand(io), soakCommand(io), nodeCommand(io), demoCommand(io), readyCommand(io), versionCommand(io),
	)
	return root
}

// needsVerb is what a command does that has commands of its own, and was given none of them.
func needsVerb(c *cobra.Command, args []string) error {
	verbs := make([]string, 0, len(c.Commands()))
	for _, v := range c.Commands() {
		verbs = append(verbs, v.Name())
	}
	if len(args) > 0 {
		return usagef("unknown command %q for %q: it has %s", args[0], c.CommandPath(), strings.Join(verbs, ", "))
	}
	return usagef("%s needs one of %s (see '%s --help')", c.CommandPath(), strings.Join(verbs, ", "), c.CommandPath())
}
