package audit

import (
	"strings"

	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

// Apply folds entries.
func (t *Trail) Apply(es []ledger.Entry) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i := range es {
		t.add(&es[i])
	}
	return nil
}

func (t *Trail) add(e *ledger.Entry) {
	kind := t.kinds.number(string(e.Kind))
	n, fresh := t.entities.number(uint16(kind), e.ID)
	if fresh {
		t.entities.all[n].owner = t.owner(e)
	}
	if t.count%chunk == 0 {
		t.rows = append(t.rows, make([]row, 0, chunk))
	}
	last := &t.rows[len(t.rows)-1]
	*last = append(*last, row{
		position: e.Position, at: e.At.UnixNano(), entity: n, kind: uint16(kind),
		verb: uint16(t.verbs.number(e.Verb)), actor: t.actors.number(e.Actor),
	})
	ordinal := uint32(t.count)
	t.count++
	owner, actor := t.entities.all[n].owner, member(e.Actor)
	if owner != "" {
		t.of[owner] = append(t.of[owner], ordinal)
	}
	if actor != "" && actor != owner {
		t.of[actor] = append(t.of[actor], ordinal)
	}
	if e.Kind == ledger.KindTaskForce {
		tf := id.TaskForce(e.ID)
		t.in[tf] = append(t.in[tf], ordinal)
	}
}

// owner is the member whose the entity of a first entry is: itself, the holder of the key, the
// one who made it.
func (t *Trail) owner(e *ledger.Entry) id.Member {
	switch e.Kind {
	case ledger.KindMember:
		return id.Member(e.ID)
	case ledger.KindCredential:
		c, _ := t.directory.Credential(id.Credential(e.ID))
		return c.Member
	case ledger.KindIndicator, ledger.KindSubscription:
		return member(e.Actor)
	default:
		return ""
	}
}

// member is whose key an actor is ("m:<member>/<credential>"), "" for anyone else.
func member(actor string) id.Member {
	rest, found := strings.CutPrefix(actor, "m:")
	if !found {
		return ""
	}
	m, _, _ := strings.Cut(rest, "/")
	return id.Member(m)
}
