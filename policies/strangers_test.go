package policies

import (
	"slices"
	"testing"

	"github.com/entente-hub/entente/shared/directory"
	"github.com/entente-hub/entente/shared/id"
	"github.com/entente-hub/entente/shared/ledger"
)

func TestStrangers(t *testing.T) {
	r := newRoom(t)
	r.member("brand-a", directory.StateSuspended)
	r.taskForce("handbags", r.now())
	r.put(ledger.KindPerson, "ann", directory.EncodePerson(directory.Person{ID: id.Person("ann"), Roles: []string{directory.RoleAuditor}}))
	set := parsed(t, "p, m:brand-a, by:m:brand-a, *, red, see, deny\np, m:brnad-a, *, *, red, see, deny # a slip\n"+
		"p, tf:handbags:lead, tf:handbags, *, red, see, deny\np, tf:hatbags, tf:shoes, *, red, see, deny\np, u:ann, by:m:nobody, *, red, see, deny\n"+
		"p, u:admin, *, *, red, see, deny\np, u:an, own, *, red, see, deny\ng, tf:handbags, tf:wallets\ng, m:nobody, role:club")
	want := []string{
		"line 2: there is no member brnad-a", "line 4: there is no task force hatbags", "line 4: there is no task force shoes",
		"line 5: there is no member nobody", "line 7: there is no person an", "line 8: there is no task force wallets", "line 9: there is no member nobody",
	}
	if got := Strangers(set, r.Directory, 100); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := Strangers(set, r.Directory, 2); len(got) != 2 {
		t.Errorf("%d named", len(got))
	}
	if got := Strangers(Default(), r.Directory, 100); len(got) != 0 {
		t.Errorf("default.csv: %q", got)
	}
}
