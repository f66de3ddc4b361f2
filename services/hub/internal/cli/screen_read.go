package cli

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// asArguments yields what stands on the command line, and then io.EOF.
func asArguments(args []string) func() (screened, error) {
	return func() (screened, error) {
		if len(args) == 0 {
			return screened{}, io.EOF
		}
		x := screened{Value: args[0]}
		args = args[1:]
		return x, nil
	}
}

// readScreened reads values a line, CSV with a header, or NDJSON: its first line tells which.
func readScreened(in io.Reader) (func() (screened, error), error) {
	r := bufio.NewReaderSize(in, 64<<10)
	first, err := r.Peek(4 << 10)
	if err != nil && err != io.EOF {
		return nil, err
	}
	head, _, _ := strings.Cut(strings.TrimPrefix(string(first), "\ufeff"), "\n")
	names := strings.Split(strings.TrimSpace(head), ",")
	switch {
	case strings.HasPrefix(strings.TrimSpace(head), "{"):
		return asNDJSON(r), nil
	case slices.Contains(names, "value"):
		return asCSV(r)
	}
	return asLines(r), nil
}

func asLines(r *bufio.Reader) func() (screened, error) {
	return func() (screened, error) {
		for {
			line, err := r.ReadString('\n')
			value := strings.TrimSpace(line)
			if value != "" && !strings.HasPrefix(value, "#") {
				return screened{Value: value}, nil
			}
			if err != nil {
				return screened{}, err
			}
		}
	}
}

func asNDJSON(r *bufio.Reader) func() (screened, error) {
	number := 0
	return func() (screened, error) {
		for {
			line, err := r.ReadBytes('\n')
			number++
			if len(bytes.TrimSpace(line)) > 0 {
				var x screened
				if err := json.Unmarshal(line, &x); err != nil {
					return x, fmt.Errorf("line %d: %w", number, err)
				}
				return x, nil
			}
			if err != nil {
				return screened{}, err
			}
		}
	}
}

func asCSV(r *bufio.Reader) (func() (screened, error), error) {
	c := csv.NewReader(r)
	c.ReuseRecord, c.FieldsPerRecord = true, -1
	names, err := c.Read()
	if err != nil {
		return nil, err
	}
	names = slices.Clone(names)
	column := func(line []string, name string) string {
		if n := slices.Index(names, name); n >= 0 && n < len(line) {
			return strings.TrimSpace(line[n])
		}
		return ""
	}
	names[0] = strings.TrimPrefix(names[0], "\ufeff")
	return func() (screened, error) {
		line, err := c.Read()
		if err != nil {
			return screened{}, err
		}
		return screened{column(line, "type"), column(line, "value"), column(line, "region")}, nil
	}, nil
}
