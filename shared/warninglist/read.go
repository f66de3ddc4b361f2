package warninglist

import (
	"compress/gzip"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/go-json-experiment/json"
)

// The limits of a list.
const (
	maxBytes   = 64 << 20 // of a file, unpacked
	maxValues  = 2_000_000
	maxPattern = 1000 // bytes of a regex
	maxRegexes = 1000 // of a list
)

// ErrList says that a file is no list that can be used: matched with errors.Is.
var ErrList = errors.New("warning list")

//go:embed lists
var bundled embed.FS

// Default returns the lists that come with the hub (lists/NOTICE.md): read once a process.
var Default = sync.OnceValues(func() ([]List, error) {
	sub, err := fs.Sub(bundled, "lists")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrList, err)
	}
	return folder(sub, "", nil)
})

// Open returns the set of the lists that come with the hub and of those in a folder, "" for none.
// A file NAME.json or NAME.json.gz in the folder takes the place of the hub's list of that name,
// with its levels; the others warn, those in the folder's sub-folder "refuse" refuse. A file that
// is no good list is ErrList, with its name.
func Open(dir string) (*Set, error) {
	lists, err := Default()
	if err != nil || dir == "" {
		if err != nil {
			return nil, err
		}
		return New(lists)
	}
	warn, refuse := Levels{Warn, Warn, Warn}, Levels{Refuse, Refuse, Refuse}
	own, err := folder(os.DirFS(dir), dir, &warn)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path.Join(dir, "refuse")); err == nil {
		sub := path.Join(dir, "refuse")
		more, err := folder(os.DirFS(sub), sub, &refuse)
		if err != nil {
			return nil, err
		}
		own = append(own, more...)
	}
	all := slices.Clone(lists)
	for _, l := range own {
		if n := slices.IndexFunc(all, func(x List) bool { return x.ID == l.ID }); n >= 0 {
			all[n] = l
		} else {
			all = append(all, l)
		}
	}
	return New(all)
}

// folder reads the lists of one folder, in order of their names.
func folder(from fs.FS, name string, unknown *Levels) ([]List, error) {
	files, err := fs.ReadDir(from, ".")
	if err != nil {
		return nil, fmt.Errorf("%w: folder %s: %w", ErrList, name, err)
	}
	var all []List
	for _, f := range files {
		id, packed := strings.CutSuffix(f.Name(), ".gz")
		id, isList := strings.CutSuffix(id, ".json")
		if f.IsDir() || !isList {
			continue
		}
		l, err := file(from, f.Name(), packed)
		if err != nil {
			return nil, fmt.Errorf("%w %s: %w", ErrList, path.Join(name, f.Name()), err)
		}
		l.ID = strings.ReplaceAll(id, "_", "-")
		known, ok := levels(l.ID)
		switch {
		case ok:
			l.Levels = known
		case unknown == nil:
			return nil, fmt.Errorf("%w %s has no level", ErrList, l.ID)
		default:
			l.Levels = *unknown
		}
		l.Kind = folded(l.ID, l.Kind)
		all = append(all, l)
	}
	return all, nil
}

func file(from fs.FS, name string, packed bool) (l List, err error) {
	f, err := from.Open(name)
	if err != nil {
		return List{}, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	var r io.Reader = f
	if packed {
		z, err := gzip.NewReader(f)
		if err != nil {
			return List{}, err
		}
		r = z
	}
	return Read(r)
}

// Read reads one list (MISP warning lists, schema.json): unknown members, a type that is none and
// a list without values are refused.
func Read(r io.Reader) (List, error) {
	body, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return List{}, err
	}
	if len(body) > maxBytes {
		return List{}, fmt.Errorf("it has more than %d bytes", maxBytes)
	}
	var w struct {
		Name        string   `json:"name"`
		Version     int      `json:"version"`
		Description string   `json:"description"`
		Type        Kind     `json:"type"`
		Attributes  []string `json:"matching_attributes"`
		List        []string `json:"list"`
	}
	if err := json.Unmarshal(body, &w, json.RejectUnknownMembers(true)); err != nil {
		return List{}, err
	}
	switch {
	case w.Name == "":
		return List{}, errors.New("it has no name")
	case !slices.Contains([]Kind{String, Substring, Hostname, CIDR, Regex}, w.Type):
		return List{}, fmt.Errorf("the type %q is none of string, substring, hostname, cidr, regex", w.Type)
	case len(w.List) == 0:
		return List{}, errors.New("it has no values")
	case len(w.List) > maxValues:
		return List{}, fmt.Errorf("it has %d values; the most is %d", len(w.List), maxValues)
	}
	return List{Name: w.Name, Version: w.Version, Description: w.Description, Kind: w.Type, Attributes: w.Attributes, Values: w.List}, nil
}
