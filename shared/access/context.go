package access

import "context"

type callerKey struct{}

// With returns ctx carrying the caller; From reads it, the zero Caller if there is none.
func With(ctx context.Context, c Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

// From returns the caller that With put there. The zero Caller may do nothing.
func From(ctx context.Context) Caller {
	c, _ := ctx.Value(callerKey{}).(Caller)
	return c
}
