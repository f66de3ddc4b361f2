package screen

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	_ "image/gif"  // decoders
	_ "image/jpeg" // of what
	_ "image/png"  // browsers show

	"github.com/corona10/goimagehash"
	_ "golang.org/x/image/webp" // also

	"github.com/entente-hub/entente/shared/fault"
	"github.com/entente-hub/entente/shared/observable"
)

// The bounds of an image. A small file can be a picture that fills the memory: what it says of its
// size is read first.
const (
	MaxImage  = 10 << 20 // bytes
	maxPixels = 25_000_000
)

// ErrImage says why an image cannot be read.
var ErrImage = fault.New(fault.Invalid, "image-unreadable", "The image cannot be read.")

// Printed is an image as what is asked about: by its SHA-256, and by a hash that near images have
// near to it. It returns ErrImage for what is no image, and ctx's error where that ends first.
func (d *Desk) Printed(ctx context.Context, file []byte) (Asked, error) {
	size, _, err := image.DecodeConfig(bytes.NewReader(file))
	if err != nil {
		return Asked{}, ErrImage.With("It is no PNG, JPEG, GIF or WebP.")
	}
	if size.Width < 1 || size.Height < 1 || size.Width > maxPixels/size.Height {
		return Asked{}, ErrImage.With("It has %d by %d pixels; the most is 25 million.", size.Width, size.Height)
	}
	select { // so many pixels are held by few at a time
	case d.Decoding <- struct{}{}:
	case <-ctx.Done():
		return Asked{}, ctx.Err()
	}
	defer func() { <-d.Decoding }()
	picture, _, err := image.Decode(bytes.NewReader(file))
	if err != nil {
		return Asked{}, ErrImage.With("It is cut short, or broken.")
	}
	hash, err := goimagehash.PerceptionHash(picture)
	if err != nil {
		return Asked{}, ErrImage.With("It cannot be hashed.")
	}
	sum := sha256.Sum256(file)
	asked := Asked{Type: observable.Image.String(), Value: hex.EncodeToString(sum[:])}
	f, err := observable.ParseFingerprint(observable.Fingerprint{Algorithm: "phash", Hash: fmt.Sprintf("%016x", hash.GetHash()), Quality: -1})
	if err == nil { // one without anything on it has no hash, and is known as itself alone
		asked.Fingerprints = []observable.Fingerprint{f}
	}
	return asked, nil
}
