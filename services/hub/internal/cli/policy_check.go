package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/entente-hub/entente/policies"
)

func lintPolicy(io IO) *cobra.Command {
	return &cobra.Command{
		Use:   "lint FILE",
		Short: "Say all that is wrong with a file of rules; it needs no hub",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			set, err := linted(io, args[0])
			if err != nil {
				return err
			}
			fmt.Fprintf(io.Out, "%s: %d rules, %d group lines, nothing wrong\n", args[0], len(set.Rules), len(set.Edges))
			return nil
		},
	}
}

// errWrong says that the findings were shown.
var errWrong = errors.New("it cannot be loaded")

// linted reads a set, and shows what is wrong with it.
func linted(io IO, name string) (policies.Set, error) {
	text, err := read(name)
	if err != nil {
		return policies.Set{}, err
	}
	set, err := policies.Parse([]byte(text))
	if err == nil {
		if found := policies.Lint(set); len(found) > 0 {
			err = &policies.RefusedError{Findings: found}
		}
	}
	return set, refused(io, name, err)
}

// refused shows findings, each with the file that it is in.
func refused(io IO, name string, err error) error {
	found, ok := errors.AsType[*policies.RefusedError](err)
	if !ok {
		return err
	}
	for _, f := range found.Findings {
		fmt.Fprintf(io.Out, "%s: %s\n", name, f)
	}
	return fmt.Errorf("%s: %w", name, errWrong)
}

func testPolicy(io IO) *cobra.Command {
	file := ""
	c := &cobra.Command{
		Use:   "test FILE",
		Short: "Decide a file's cases by its rules; it needs no hub",
		Long: "Test decides each case by casbin and by both compiled forms of the rules, and shows those that come out\n" +
			"otherwise than they say, and the kinds of case that rules lack. Without --cases it takes those of the default.",
		Example: "  entente policy test policy.csv --cases cases.csv",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			set, err := linted(io, args[0])
			if err != nil {
				return err
			}
			text, name := policies.DefaultCases(), "cases.csv of the default"
			if file != "" {
				name = file
				if text, err = read(file); err != nil {
					return err
				}
			}
			cases, err := policies.ParseCases([]byte(text))
			if err != nil {
				return refused(io, name, err)
			}
			wrong, err := cases.TryContext(c.Context(), set)
			if err != nil {
				return refused(io, args[0], err)
			}
			for _, f := range wrong {
				fmt.Fprintf(io.Out, "%s: %s\n", name, f)
			}
			for _, m := range cases.Missing(set) {
				fmt.Fprintf(io.Out, "missing: %s\n", m)
			}
			fmt.Fprintf(io.Out, "%d cases, %d wrong\n", cases.Len(), len(wrong))
			if len(wrong) > 0 {
				return fmt.Errorf("%s does not decide what its cases say", args[0])
			}
			return nil
		},
	}
	c.Flags().StringVar(&file, "cases", "", "file of cases")
	return c
}
