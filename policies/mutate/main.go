// Package main seeds bugs: one at a time, from a table, into the compiler of policies and whatever
// carries policies out, and runs the tests that must notice. It promises that each of them is
// noticed by a test that fails, and exits with 1 where one is not:
//
//	make mutate                                      # all of them, some minutes
//	go run ./policies/mutate -only 'deny'            # those whose names match
//	go run ./policies/mutate -list                   # what there is, and whether each still has its place
//
// Nothing in the tree is touched: go test reads the changed file through -overlay. The table
// cannot rot in silence. A text that does not stand in its file exactly once, a bug that does not
// compile, a pattern that runs no test, and tests that fail without any bug are errors.
//
// To add a bug: a line in compiler.go (casbin's rules to masks), evaluators.go (who decides by
// them) or shelf.go (the catalog, which carries them out). Where it survives, write the test that
// is missing; one that changes nothing that anybody could observe does not belong here.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"regexp"
	"runtime"
	"slices"
	"sync"
	"time"
)

// mutation is one bug, and the tests that must fail by it.
type mutation struct {
	name string
	file string // from the top of the repository
	old  string // stands in file exactly once
	new  string
	by   suite
}

// suite is a run of go test.
type suite struct {
	pkg   string // from the top of the repository
	run   string // as -run has it
	rapid bool   // the package's tests use rapid
}

// result is what became of a mutation.
type result struct {
	killer string // the test that failed; "" where none did
	took   time.Duration
	err    error // of the table
}

func main() {
	only := flag.String("only", "", "only mutations whose name matches this regular expression")
	list := flag.Bool("list", false, "list the mutations and run none")
	at := flag.Int("j", max(1, runtime.NumCPU()/2), "how many to run at once")
	flag.Parse()
	match, err := regexp.Compile(*only)
	if err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(2)
	}
	all := slices.DeleteFunc(slices.Concat(compiler(), evaluators(), shelf()), func(m mutation) bool { return !match.MatchString(m.name) })
	if *list {
		os.Exit(show(all))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, all, *at)
	stop()
	os.Exit(code)
}

// run prints a line a mutation, and returns 0 only where all were killed.
func run(ctx context.Context, all []mutation, at int) int {
	if len(all) == 0 {
		fmt.Fprintln(os.Stderr, "mutate: no mutation has such a name")
		return 2
	}
	for _, s := range suites(all) {
		if err := s.passes(ctx); err != nil {
			fmt.Fprintln(os.Stderr, "mutate: without any bug:", err)
			return 2
		}
	}
	results := make([]result, len(all))
	turns := make(chan struct{}, at)
	var wg sync.WaitGroup
	var printing sync.Mutex
	began := time.Now()
	fmt.Printf("| seeded bug | file | killed by | seconds |\n|---|---|---|---|\n")
	for i, m := range all {
		turns <- struct{}{}
		wg.Go(func() {
			defer func() { <-turns }()
			results[i] = m.try(ctx)
			printing.Lock()
			defer printing.Unlock()
			fmt.Printf("| %s | %s | %s | %.1f |\n", m.name, m.file, results[i].killedBy(), results[i].took.Seconds())
		})
	}
	wg.Wait()
	survived, wrong := 0, 0
	for _, r := range results {
		switch {
		case r.err != nil:
			wrong++
		case r.killer == "":
			survived++
		}
	}
	fmt.Printf("\n%d seeded bugs, %d killed, %d survived, %d are no bugs; %.0f s\n",
		len(all), len(all)-survived-wrong, survived, wrong, time.Since(began).Seconds())
	if survived+wrong > 0 {
		return 1
	}
	return 0
}

// show lists the mutations, and returns 1 where one has lost its place.
func show(all []mutation) int {
	code := 0
	for _, m := range all {
		place := m.file
		if _, _, err := m.seeded(); err != nil {
			place, code = place+": "+err.Error(), 1
		}
		fmt.Printf("%s (%s)\n", m.name, place)
	}
	return code
}

// suites lists what the mutations are put to, each once.
func suites(all []mutation) []suite {
	var out []suite
	for _, m := range all {
		if !slices.Contains(out, m.by) {
			out = append(out, m.by)
		}
	}
	return out
}

func (r result) killedBy() string {
	switch {
	case r.err != nil:
		return "**" + r.err.Error() + "**"
	case r.killer == "":
		return "**survived**"
	}
	return r.killer
}
