package httpapi

import (
	"context"
	"fmt"
	"io"
	"net/http"

	api "github.com/entente-hub/entente/api/screening"
	"github.com/entente-hub/entente/services/screening/internal/screen"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/scope"
)

// Routes are the routes that are not like the others: an image is no JSON, and larger.
func Routes() []httpd.Route {
	return []httpd.Route{{
		Method: http.MethodPost, Path: "/v1/screen/image",
		MediaTypes: []string{"image/png", "image/jpeg", "image/gif", "image/webp"}, BodyLimit: screen.MaxImage,
	}}
}

// ScreenImage is POST /v1/screen/image.
func (d *Door) ScreenImage(ctx context.Context, q api.ScreenImageRequestObject) (api.ScreenImageResponseObject, error) {
	if q.Body == nil {
		return nil, screen.ErrImage.With("There is none.")
	}
	asked, err := d.printed(ctx, q.Body)
	if err != nil {
		return nil, err
	}
	var results []screen.Result
	d.steady(ctx, func(v *scope.View) {
		results, err = d.Desk.Screen(v, screen.Request{Asked: []screen.Asked{asked}, Limit: q.Params.Limit})
	})
	if err != nil {
		return nil, err
	}
	d.note(ctx, "POST /v1/screen/image", results)
	return newAnswerOf(&results[0]), nil
}

// printed reads one image at a time for each caller: a thousand at once would fill the memory before
// the first is looked at.
func (d *Door) printed(ctx context.Context, body io.Reader) (screen.Asked, error) {
	leave, err := d.lenders.Enter(ctx, access.From(ctx).Viewer())
	if err != nil {
		return screen.Asked{}, err
	}
	defer leave()
	file, err := io.ReadAll(body) // bounded by the engine
	if err != nil {
		return screen.Asked{}, fmt.Errorf("read the image: %w", err)
	}
	return d.Desk.Printed(ctx, file)
}
