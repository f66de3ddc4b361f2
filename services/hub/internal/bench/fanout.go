package bench

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/entente-hub/entente/shared/limits"
	"github.com/entente-hub/entente/shared/lookalike"
)

// fanout measures how fast the hub tells 1, 100 and 1,000 endpoints of what is on the ledger
// already, beside a loop of as many signed posts of the same bytes to as many addresses.
func (b *bench) fanout(ctx context.Context) error {
	for _, m := range []int{1, 100, 1000} {
		if err := b.fan(ctx, m, b.size(50_000)); err != nil {
			return fmt.Errorf("%d endpoints: %w", m, err)
		}
	}
	return nil
}

func (b *bench) fan(ctx context.Context, endpoints, posts int) error {
	h, publisher, err := b.enrolled(ctx, fmt.Sprintf("fanout-%d", endpoints))
	if err != nil {
		return err
	}
	defer h.Kill()
	s, err := openSinks(ctx, endpoints, nil)
	if err != nil {
		return err
	}
	defer s.close()
	all, err := audience(ctx, h, "bazar", s.urls, nil)
	if err != nil {
		return err
	}
	if err := tellAll(ctx, h, all, "pause"); err != nil {
		return err
	}
	events := max(1, posts/endpoints)
	if _, err := b.send(ctx, h, publisher, lookalike.New(3, lookalike.Options{}), 0, events); err != nil {
		return err
	}
	before := s.taken.Load() // what proved the endpoints
	if err := tellAll(ctx, h, all, "resume"); err != nil {
		return err
	}
	at, early := time.Now(), s.taken.Load()
	if err := s.reaches(ctx, before+int64(events*endpoints)); err != nil {
		return err
	}
	o := float64(s.taken.Load()-early) / time.Since(at).Seconds()
	h.Kill()
	l, err := b.posts(ctx, endpoints, events*endpoints, len(*s.last.Load()))
	if err != nil {
		return err
	}
	b.add(row{fmt.Sprintf("events told to %d endpoint(s), signed (HMAC) / raw signed POST loop, same bytes", endpoints), perSecond(o), perSecond(l), o / l, 0.7})
	return nil
}

// loop is a loop of raw signed posts.
type loop struct {
	URLs    []string
	N, Size int // posts, and bytes of each
}

// posts is the rate of raw signed posts, from a process of its own, as the hub is one.
func (b *bench) posts(ctx context.Context, endpoints, n, size int) (float64, error) {
	s, err := openSinks(ctx, endpoints, nil)
	if err != nil {
		return 0, err
	}
	defer s.close()
	plan, err := json.Marshal(loop{s.urls, n, size})
	if err != nil {
		return 0, err
	}
	file := b.dir + "/posts.json"
	if err := os.WriteFile(file, plan, 0o600); err != nil {
		return 0, err
	}
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	out, err := exec.CommandContext(ctx, self, "bench", "--post-bare", file).Output()
	if err != nil {
		return 0, err
	}
	took, err := time.ParseDuration(strings.TrimSpace(string(out)))
	return float64(n) / took.Seconds(), err
}

// PostBare carries out the loop that a file describes, at most 64 posts at once, and prints how long
// it took.
func PostBare(ctx context.Context, file string, out io.Writer) error {
	plan, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var l loop
	if err := json.Unmarshal(plan, &l); err != nil {
		return err
	}
	client := clientFor(64)
	body := bytes.Repeat([]byte("x"), l.Size)
	took, err := limits.Together(min(len(l.URLs), 64), l.N, func(i int) error {
		return limits.Post(ctx, client, l.URLs[i%len(l.URLs)], []byte("a secret of 24 bytes or so"), body)
	})
	fmt.Fprintln(out, took)
	return err
}
