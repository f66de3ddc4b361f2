package cli

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"

	"github.com/entente-hub/entente/shared/observable"
)

// rangeKey is what to ask for ranges with (GET /v1/screen/range).
type rangeKey struct {
	Key        string `json:"key"`
	Algorithm  string `json:"algorithm"`
	PrefixBits int    `json:"prefix_bits"`
	SuffixBits int    `json:"suffix_bits"`
	Epoch      int    `json:"epoch"`
}

// tag is a key's: the digits that the hub is told, and those that are looked for here.
func (k *rangeKey) tag(of observable.Key) (prefix, suffix string, err error) {
	secret, err := hex.DecodeString(k.Key)
	if err != nil || k.Algorithm != "HMAC-SHA256" || k.PrefixBits%4 != 0 || k.SuffixBits%4 != 0 || k.PrefixBits < 0 || k.SuffixBits < 0 || k.PrefixBits+k.SuffixBits > 8*sha256.Size {
		return "", "", errors.New("the hub's range key is none that this version can use")
	}
	mac := hmac.New(sha256.New, secret)
	_, _ = mac.Write([]byte(of)) // never fails
	tag := hex.EncodeToString(mac.Sum(nil))
	at := k.PrefixBits / 4
	return tag[:at], tag[at:][:k.SuffixBits/4], nil
}

// askPrivately finds what is known of a batch without telling the hub what is in it: of each value
// it learns three digits of a keyed hash.
func (s *screenCommandLine) askPrivately(ctx context.Context, batch []screened) ([]screening, error) {
	var key rangeKey
	if _, err := s.remote.call(ctx, http.MethodGet, "/v1/screen/range", nil, &key); err != nil {
		return nil, err
	}
	results := make([]screening, len(batch))
	known := map[string]map[string]screenedMatch{} // by prefix and suffix
	for n, x := range batch {
		results[n] = screening{Type: x.Type, Value: x.Value, Matches: []screenedMatch{}}
		o, err := observable.Parse(x.Type, x.Value, observable.Options{Region: x.Region})
		if e, ok := errors.AsType[*observable.Error](err); ok {
			results[n].Problem = &struct {
				Field  string `json:"field"`
				Rule   string `json:"rule"`
				Detail string `json:"detail"`
			}{e.Field, e.Rule, e.Detail}
			continue
		}
		results[n].Canonical = o.Canonical
		for _, k := range append([]observable.Key{o.Key()}, o.MatchKeys()...) {
			prefix, suffix, err := key.tag(k)
			if err != nil {
				return nil, err
			}
			if known[prefix] == nil {
				if known[prefix], err = s.entries(ctx, prefix, key.Epoch); err != nil {
					return nil, err
				}
			}
			m, ok := known[prefix][suffix]
			if !ok {
				continue
			}
			if k != o.Key() && m.Kind == "exact" { // it is another's canonical form
				m.Kind = "seller"
			}
			results[n].Matches = append(results[n].Matches, m)
		}
	}
	return results, nil
}

// entries asks for a range.
func (s *screenCommandLine) entries(ctx context.Context, prefix string, epoch int) (map[string]screenedMatch, error) {
	var a struct {
		Epoch   int `json:"epoch"`
		Entries []struct {
			Suffix     string `json:"suffix"`
			Kind       string `json:"kind"`
			Publishers int    `json:"publishers"`
		} `json:"entries"`
	}
	if _, err := s.remote.call(ctx, http.MethodGet, "/v1/screen/range/"+prefix, nil, &a); err != nil {
		return nil, err
	}
	if a.Epoch != epoch {
		return nil, errors.New("the hub's range key has changed meanwhile: run the command again")
	}
	all := make(map[string]screenedMatch, len(a.Entries))
	for _, e := range a.Entries {
		all[e.Suffix] = screenedMatch{Kind: e.Kind, Publishers: e.Publishers}
	}
	return all, nil
}
