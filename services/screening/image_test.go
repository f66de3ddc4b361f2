package screening_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io"
	"math"
	"net/http"
	"strings"
	"testing"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/tlp"
)

// picture is some bag, of any size.
func picture(w, h int) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			u, v := float64(x)/float64(w), float64(y)/float64(h)
			c := uint8(127 + 60*math.Sin(9*u*v) + 50*math.Cos(5*u-7*v*v))
			m.Set(x, y, color.RGBA{c, c / 2, 255 - c, 255})
		}
	}
	return m
}

type imageAnswer struct {
	Canonical    string
	Fingerprints []struct{ Algorithm, Hash string }
	Matches      []struct {
		match
		Algorithm string
		Distance  int
	}
}

func (h *house) postImage(who, kind string, file []byte) (a imageAnswer, status int, body string) {
	h.t.Helper()
	req, err := http.NewRequestWithContext(h.t.Context(), http.MethodPost, h.url+"/v1/screen/image", bytes.NewReader(file))
	if err != nil {
		h.t.Fatal(err)
	}
	req.Header.Set("Content-Type", kind)
	req.Header.Set("Authorization", "Bearer "+h.keys[who])
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	if res.StatusCode == http.StatusOK {
		if err := json.Unmarshal(b, &a); err != nil {
			h.t.Fatalf("%s: %v", b, err)
		}
	}
	return a, res.StatusCode, string(b)
}

func TestScreenImage(t *testing.T) {
	h := open(t)
	var file, small, other bytes.Buffer
	if err := png.Encode(&file, picture(400, 300)); err != nil {
		t.Fatal(err)
	}
	if err := jpeg.Encode(&small, picture(200, 150), &jpeg.Options{Quality: 60}); err != nil {
		t.Fatal(err)
	}
	noise := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for n := range noise.Pix {
		noise.Pix[n] = uint8(n * n * 7919 >> 5)
	}
	if err := png.Encode(&other, noise); err != nil {
		t.Fatal(err)
	}
	nothing, status, body := h.postImage("market-b", "image/png", file.Bytes())
	sum := sha256.Sum256(file.Bytes())
	if status != http.StatusOK || nothing.Canonical != hex.EncodeToString(sum[:]) || len(nothing.Fingerprints) != 1 || len(nothing.Matches) != 0 {
		t.Fatalf("%d %s", status, body)
	}
	prints := func(i *catalog.Indicator) {
		i.Fingerprints = []observable.Fingerprint{{Algorithm: "phash", Hash: nothing.Fingerprints[0].Hash, Quality: -1}}
	}
	h.publish("brand-a", "image", nothing.Canonical, prints)
	if got, _, body := h.postImage("market-b", "image/png", file.Bytes()); len(got.Matches) != 1 || got.Matches[0].Kind != "exact" {
		t.Errorf("itself: %s", body)
	}
	got, _, body := h.postImage("market-b", "image/jpeg", small.Bytes())
	if len(got.Matches) != 1 || got.Matches[0].Kind != "image" || got.Matches[0].Algorithm != "phash" || got.Matches[0].Observable.Canonical != nothing.Canonical {
		t.Errorf("smaller, and another format: %s", body)
	}
	if got, _, body := h.postImage("market-b", "image/png", other.Bytes()); len(got.Matches) != 0 {
		t.Errorf("another: %s", body)
	}
	// Narrowed, and its hash taken away: it is absent again, byte for byte.
	h.publish("brand-a", "image", nothing.Canonical, prints, func(i *catalog.Indicator) { i.TLP = tlp.Red })
	for _, file := range [][]byte{file.Bytes(), small.Bytes()} {
		if got, status, body := h.postImage("market-b", "image/png", file); status != http.StatusOK || len(got.Matches) != 0 {
			t.Errorf("hidden: %d %s", status, body)
		}
	}
	h.publish("brand-a", "image", nothing.Canonical)
	if got, _, body := h.postImage("market-b", "image/jpeg", small.Bytes()); len(got.Matches) != 0 {
		t.Errorf("without its hash: %s", body)
	}

	bomb := bytes.Clone(file.Bytes())
	copy(bomb[16:24], []byte{0, 1, 0, 0, 0, 1, 0, 0}) // 65,536 by 65,536, it says
	for name, c := range map[string]struct {
		kind, file string
		status     int
	}{
		"no image": {"image/png", "no image", 422}, "a bomb": {"image/png", string(bomb), 422}, "cut short": {"image/png", file.String()[:200], 422},
		"too large": {"image/png", strings.Repeat("x", 10<<20+1), 413}, "another kind": {"image/tiff", "x", 415}, "empty": {"image/png", "", 422},
	} {
		if _, status, body := h.postImage("market-b", c.kind, []byte(c.file)); status != c.status {
			t.Errorf("%s: %d %s", name, status, body)
		}
	}
}
