package httpapi

import (
	"context"
	"time"

	contract "github.com/entente-hub/entente/api/members"
	"github.com/entente-hub/entente/services/members/internal/taskforce"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
)

// ListTaskForces shows the task forces: all to an admin, its own to a member.
func (d *Door) ListTaskForces(ctx context.Context, in contract.ListTaskForcesRequestObject) (contract.ListTaskForcesResponseObject, error) {
	by := access.From(ctx)
	ts, next, link, err := page(ctx, d, list[directory.TaskForce]{
		path: "/v1/task-forces", all: d.Directory.TaskForces(),
		id:     func(t directory.TaskForce) string { return string(t.ID) },
		hidden: func(t directory.TaskForce) bool { return !taskforce.Shows(t, by) },
	}, in.Params.Limit, in.Params.Cursor)
	if err != nil {
		return nil, err
	}
	out := contract.TaskForcePage{Items: make([]contract.TaskForce, 0, len(ts)), NextCursor: next}
	for _, t := range ts {
		out.Items = append(out.Items, d.toTaskForce(by, t))
	}
	return contract.ListTaskForces200JSONResponse{Body: out, Headers: contract.ListTaskForces200ResponseHeaders{Link: link}}, nil
}

// GetTaskForce shows one of them.
func (d *Door) GetTaskForce(ctx context.Context, in contract.GetTaskForceRequestObject) (contract.GetTaskForceResponseObject, error) {
	by := access.From(ctx)
	t, ok := d.Directory.TaskForce(id.TaskForce(in.TaskForce))
	if !ok || !taskforce.Shows(t, by) {
		return nil, taskforce.ErrNotFound
	}
	return contract.GetTaskForce200JSONResponse{
		Body: d.toTaskForce(by, t), Headers: contract.GetTaskForce200ResponseHeaders{ETag: header(d.etag(t.Position))},
	}, nil
}

// ChangeTaskForce changes one of them.
func (d *Door) ChangeTaskForce(ctx context.Context, in contract.ChangeTaskForceRequestObject) (contract.ChangeTaskForceResponseObject, error) {
	change := taskforce.Change{Name: in.Body.Name, Purpose: in.Body.Purpose, Seats: fromSeats(in.Body.Members)}
	if in.Body.EndsAt.Given {
		change.EndsAt = &time.Time{} // null
		if !in.Body.EndsAt.Null {
			*change.EndsAt = moment(in.Body.EndsAt.Value)
		}
	}
	by := access.From(ctx)
	t, err := d.TaskForces.Change(ctx, by, id.TaskForce(in.TaskForce), change, d.match(in.Params.IfMatch))
	if err != nil {
		return nil, err
	}
	return contract.ChangeTaskForce200JSONResponse{
		Body:    d.toTaskForce(by, t),
		Headers: contract.ChangeTaskForce200ResponseHeaders{ETag: header(d.etag(t.Position)), LedgerPosition: d.token(t.Position)},
	}, nil
}
