package importing

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

func TestLines(t *testing.T) {
	long := strings.Repeat("x", MaxLine)
	for name, c := range map[string]struct {
		body string
		want []string // lines; "!" stands for a fault
	}{
		"nothing":                {"", nil},
		"no end at the end":      {"a\nb", []string{"a", "b"}},
		"both ends of line":      {"a\r\n\nb\n", []string{"a", "", "b"}},
		"a byte order mark":      {"\xef\xbb\xbfa\n", []string{"a"}},
		"the longest":            {long + "\r\nb\n", []string{long, "b"}},
		"one byte more":          {long + "x\nb\n", []string{"!", "b"}},
		"much more":              {strings.Repeat(long, 5) + "\nb", []string{"!", "b"}},
		"much more, and the end": {"a\n" + strings.Repeat(long, 3), []string{"a", "!"}},
		"not UTF-8":              {"\xff\xfe\nb\n", []string{"!", "b"}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, body := range []io.Reader{strings.NewReader(c.body), iotest.HalfReader(strings.NewReader(c.body))} {
				l := newLines(body)
				var got []string
				for {
					line, err := l.next()
					if errors.Is(err, io.EOF) {
						break
					}
					if errors.Is(err, ErrLine) || errors.Is(err, ErrLineLong) {
						line = []byte("!")
					} else if err != nil {
						t.Fatal(err)
					}
					got = append(got, string(line))
				}
				if !slices.Equal(got, c.want) || l.n != int64(len(c.want)) {
					t.Errorf("got %d lines, the last has number %d", len(got), l.n)
				}
			}
		})
	}

	t.Run("a body that breaks off", func(t *testing.T) {
		broken := errors.New("broken")
		l := newLines(io.MultiReader(strings.NewReader("a\nhal"), iotest.ErrReader(broken)))
		if line, err := l.next(); string(line) != "a" || err != nil {
			t.Errorf("got %q, %v", line, err)
		}
		if line, err := l.next(); !errors.Is(err, broken) {
			t.Errorf("half a line came out: %q, %v", line, err)
		}
	})
}

func FuzzLines(f *testing.F) {
	f.Add("a\nb\r\n\xff")
	f.Fuzz(func(t *testing.T, body string) {
		l := newLines(strings.NewReader(body))
		for {
			line, err := l.next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err == nil && strings.Contains(string(line), "\n") {
				t.Errorf("a line with an end inside: %q", line)
			}
		}
		want := int64(strings.Count(body, "\n"))
		if body != "" && !strings.HasSuffix(body, "\n") {
			want++
		}
		if l.n != want {
			t.Errorf("%d lines of %d", l.n, want)
		}
	})
}
