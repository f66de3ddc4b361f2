package httpapi

import (
	"context"

	contract "github.com/entente-hub/entente/api/members"
	"github.com/entente-hub/entente/services/members/internal/taskforce"
	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/idempotency"
)

// CreateTaskForce adds a task force.
func (d *Door) CreateTaskForce(ctx context.Context, in contract.CreateTaskForceRequestObject) (contract.CreateTaskForceResponseObject, error) {
	r, err := idempotency.Ask(access.From(ctx).Viewer(), "createTaskForce", in.Params.IdempotencyKey, in.Body)
	if err != nil {
		return nil, err
	}
	draft := taskforce.Draft{
		ID: id.TaskForce(in.Body.ID), Name: in.Body.Name, Purpose: in.Body.Purpose, Seats: fromSeats(in.Body.Members),
	}
	if in.Body.EndsAt != nil {
		draft.EndsAt = moment(*in.Body.EndsAt)
	}
	by := access.From(ctx)
	t, _, err := idempotency.Once(ctx, d.Memory, r, directory.DecodeTaskForce, func() (directory.TaskForce, error) {
		return d.TaskForces.Create(ctx, by, draft, r)
	})
	if err != nil {
		return nil, err
	}
	return contract.CreateTaskForce201JSONResponse{
		Body: d.toTaskForce(by, t),
		Headers: contract.CreateTaskForce201ResponseHeaders{
			Location: "/v1/task-forces/" + string(t.ID), ETag: header(d.etag(t.Position)), LedgerPosition: d.token(t.Position),
		},
	}, nil
}

// fromSeats keeps nil, which means that none were given.
func fromSeats(in []contract.Seat) []directory.Seat {
	if in == nil {
		return nil
	}
	seats := make([]directory.Seat, len(in))
	for i, s := range in {
		seats[i] = directory.Seat{Member: id.Member(s.Member), Role: string(s.Role)}
	}
	return seats
}
