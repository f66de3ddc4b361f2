package httpapi

import (
	"context"
	"net/url"
	"strconv"

	api "github.com/entente-hub/entente/api/screening"
	"github.com/entente-hub/entente/services/screening/internal/network"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/ledger"
	"github.com/entente-hub/entente/shared/observable"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/scope"
)

// FindNetwork is GET /v1/networks.
func (d *Door) FindNetwork(ctx context.Context, q api.FindNetworkRequestObject) (api.FindNetworkResponseObject, error) {
	p := q.Params
	start, err := observableOf(p.Type, p.Value, p.Region)
	if err != nil {
		return nil, err
	}
	c := paging{d.Sealer, access.From(ctx).Viewer(), d.Networks.Seal(start)}
	limit, after, err := c.open(p.Limit, p.Cursor)
	if err != nil {
		return nil, err
	}
	n, err := d.network(ctx, start)
	if err != nil {
		return nil, err
	}
	page := n.Page(after, limit)
	d.noteNodes(ctx, "GET /v1/networks", page.Nodes)
	out := api.FindNetwork200JSONResponse{Body: toNetwork(n, page)}
	if len(n.Nodes) > 0 {
		out.Body.ID = &c.id
	}
	out.Body.NextCursor, out.Headers.Link = c.next(page, limit)
	return out, nil
}

// GetNetwork is GET /v1/networks/{network}. Whether there is anything for the caller comes before
// what it asks of it.
func (d *Door) GetNetwork(ctx context.Context, q api.GetNetworkRequestObject) (api.GetNetworkResponseObject, error) {
	n, err := d.named(ctx, q.Network)
	if err != nil {
		return nil, err
	}
	c := paging{d.Sealer, access.From(ctx).Viewer(), q.Network}
	limit, after, err := c.open(q.Params.Limit, q.Params.Cursor)
	if err != nil {
		return nil, err
	}
	page := n.Page(after, limit)
	d.noteNodes(ctx, "GET /v1/networks/{network}", page.Nodes)
	out := api.GetNetwork200JSONResponse{Body: toNetwork(n, page)}
	out.Body.ID = &c.id
	out.Body.NextCursor, out.Headers.Link = c.next(page, limit)
	return out, nil
}

// GetNetworkPath is GET /v1/networks/{network}/path.
func (d *Door) GetNetworkPath(ctx context.Context, q api.GetNetworkPathRequestObject) (api.GetNetworkPathResponseObject, error) {
	n, err := d.named(ctx, q.Network)
	if err != nil {
		return nil, err
	}
	p := q.Params
	var to string
	switch {
	case p.To != nil && p.Type == nil && p.Value == nil:
		to = *p.To
	case p.To == nil && p.Type != nil && p.Value != nil:
		o, err := observableOf(*p.Type, *p.Value, p.Region)
		if err != nil {
			return nil, err
		}
		to = d.Book.Name(o.Key())
	default:
		return nil, httpd.ErrParameter.With("to: name the other end by to, or by type and value")
	}
	path, ok := n.Path(to)
	if !ok {
		return nil, network.ErrNotFound
	}
	d.noteNodes(ctx, "GET /v1/networks/{network}/path", path.Nodes)
	out := api.GetNetworkPath200JSONResponse{Nodes: toNodes(path.Nodes), Edges: []api.NetworkEdge{}}
	for _, step := range path.Edges {
		out.Edges = append(out.Edges, toEdges(step)...)
	}
	return out, nil
}

// named finds the network of an id: hidden and absent are one.
func (d *Door) named(ctx context.Context, id string) (*network.Network, error) {
	start, ok := d.Networks.Open(id)
	if !ok {
		return nil, network.ErrNotFound
	}
	n, err := d.network(ctx, start)
	if err == nil && len(n.Nodes) == 0 {
		err = network.ErrNotFound
	}
	return n, err
}

// network finds one network at a time for each caller: a large one takes a while.
func (d *Door) network(ctx context.Context, start observable.Observable) (n *network.Network, err error) {
	leave, err := d.readers.Enter(ctx, access.From(ctx).Viewer())
	if err != nil {
		return nil, err
	}
	defer leave()
	d.steady(ctx, func(v *scope.View) { n, err = d.Book.Find(ctx, v, start) })
	return n, err
}

// noteNodes writes down what of the nodes is sensitive.
func (d *Door) noteNodes(ctx context.Context, exit string, nodes []network.Node) {
	by := access.From(ctx)
	d.Notes.Shown(ctx, by.Viewer(), by.Actor(), exit, network.Sensitive(nodes))
}

// observableOf reads what is asked about.
func observableOf(typ, value string, region *string) (observable.Observable, error) {
	var o observable.Options
	if region != nil {
		o.Region = *region
	}
	x, err := observable.Parse(typ, value, o)
	if err != nil {
		return x, httpd.ErrParameter.With("value: %s", err.Error())
	}
	return x, nil
}

// The limits of a page.
const (
	defaultLimit = 100
	maxLimit     = 1000
)

// limitOf is how many things a page has.
func limitOf(limit *int) (int, error) {
	n := defaultLimit
	if limit != nil {
		n = *limit
	}
	if n < 1 || n > maxLimit {
		return 0, httpd.ErrParameter.With("limit: must be from 1 to %d", maxLimit)
	}
	return n, nil
}

// paging is one network as one caller pages through it.
type paging struct {
	sealer *position.Sealer
	viewer string
	id     string
}

func (p paging) bind() string { return "network|" + p.viewer + "|" + p.id }

func (p paging) open(limit *int, cursor *string) (n int, after network.Rank, err error) {
	if n, err = limitOf(limit); err != nil || cursor == nil {
		return n, 0, err
	}
	opened, ok := p.sealer.Open(position.Cursor, p.bind(), *cursor)
	if !ok {
		return 0, 0, httpd.ErrParameter.With("cursor: is not one of this network's")
	}
	return n, network.Rank(opened), nil // a number that was sealed, not a position
}

// next is the cursor after a page, and the Link header with it; nil at the end.
func (p paging) next(page network.Page, limit int) (cursor, link *string) {
	if !page.More {
		return nil, nil
	}
	sealed := p.sealer.Seal(position.Cursor, p.bind(), ledger.Position(page.Last))
	q := url.Values{"cursor": {sealed}, "limit": {strconv.Itoa(limit)}}
	return &sealed, new("</v1/networks/" + p.id + "?" + q.Encode() + `>; rel="next"`)
}
