package httpapi

import (
	"context"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"

	contract "github.com/entente-hub/entente/api/governance"
	"github.com/entente-hub/entente/shared/httpd"
	"github.com/entente-hub/entente/shared/position"
	"github.com/entente-hub/entente/shared/transparency"
)

// GetProof proves that an entry is in the tree, or that an earlier tree is its beginning.
func (d *Door) GetProof(_ context.Context, in contract.GetProofRequestObject) (contract.GetProofResponseObject, error) {
	now, err := d.Tree.Now()
	if err != nil {
		return nil, fmt.Errorf("proof: %w", err)
	}
	size := now.Size
	if in.Params.Size != nil {
		size = *in.Params.Size
	}
	var out contract.AuditProof
	switch q := in.Params; {
	case (q.Position == nil) == (q.From == nil):
		return nil, httpd.ErrParameter.With("position, from: exactly one of them must be given")
	case size < 1 || size > now.Size:
		return nil, httpd.ErrParameter.With("size: must be from 1 to %d", now.Size)
	case q.Position != nil:
		out, err = d.include(*q.Position, size)
	default:
		out, err = d.extend(*q.From, size)
	}
	if err != nil {
		return nil, err
	}
	return contract.GetProof200JSONResponse(out), nil
}

func (d *Door) include(sealed string, size int64) (contract.AuditProof, error) {
	at, ok := d.Sealer.Open(position.Token, "", sealed)
	if !ok {
		return contract.AuditProof{}, httpd.ErrParameter.With("position: is not that of an audit item")
	}
	index, err := d.Tree.Index(at)
	if err == nil {
		var p transparency.Inclusion
		if p, err = d.Tree.Include(index, size); err == nil {
			leaf := p.Leaf.String()
			return contract.AuditProof{Size: p.Size, Root: p.Root.String(), Index: &p.Index, Leaf: &leaf, Hashes: texts(p.Proof)}, nil
		}
	}
	if errors.Is(err, transparency.ErrRange) {
		return contract.AuditProof{}, httpd.ErrParameter.With("position: is not among the first %d entries", size)
	}
	return contract.AuditProof{}, fmt.Errorf("proof: %w", err)
}

func (d *Door) extend(from, size int64) (contract.AuditProof, error) {
	p, err := d.Tree.Extend(from, size)
	if errors.Is(err, transparency.ErrRange) {
		return contract.AuditProof{}, httpd.ErrParameter.With("from: must be from 1 to %d", size)
	}
	if err != nil {
		return contract.AuditProof{}, fmt.Errorf("proof: %w", err)
	}
	root := p.Old.Root.String()
	return contract.AuditProof{Size: p.New.Size, Root: p.New.Root.String(), From: &p.Old.Size, FromRoot: &root, Hashes: texts(p.Proof)}, nil
}

func texts(hs []tlog.Hash) []string {
	out := make([]string, len(hs))
	for i, h := range hs {
		out[i] = h.String()
	}
	return out
}
