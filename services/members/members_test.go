package members_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	client "github.com/entente-hub/entente/api/members"
	"github.com/entente-hub/entente/services/internal/process"
	"github.com/entente-hub/entente/services/members"
)

// hub runs the service alone on a data folder, and returns its client and how to end it.
func hub(t *testing.T, data string) (*client.ClientWithResponses, func()) {
	t.Helper()
	c := process.Default()
	c.Data, c.BootstrapKey, c.Sync, c.Log = data, "the-admins-own-key", time.Minute, slog.New(slog.DiscardHandler)
	p, err := process.Start(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	e, err := p.Engine()
	if err != nil {
		t.Fatal(err)
	}
	parts, err := members.Assemble(t.Context(), p, e)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 2)
	go func() { ended <- p.Run(ctx) }()
	go func() { ended <- parts[0].Run(ctx) }()
	<-p.Ready()
	s := httptest.NewServer(e)
	admin, err := client.NewClientWithResponses(s.URL, client.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer the-admins-own-key")
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	return admin, func() {
		s.Close()
		cancel()
		<-ended
		<-ended
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
}

// What was answered is there after a restart, keys included.
func TestAlone(t *testing.T) {
	data := t.TempDir()
	admin, stop := hub(t, data)
	made, err := admin.EnrolMemberWithResponse(t.Context(), nil, client.MemberEnrolment{ID: "brand-a", Name: "Maison A", Kind: client.Brand})
	if err != nil || made.JSON201 == nil {
		t.Fatalf("%v, %s", err, made.Body)
	}
	k, err := admin.CreateCredentialWithResponse(t.Context(), "brand-a", nil, client.CredentialDraft{Name: "desk"})
	if err != nil || k.JSON201 == nil {
		t.Fatalf("%v, %s", err, k.Body)
	}
	stop()

	admin, stop = hub(t, data)
	defer stop()
	again, err := admin.GetMemberWithResponse(t.Context(), "brand-a", nil)
	if err != nil || again.JSON200 == nil || *again.JSON200.Etag != *made.JSON201.Etag {
		t.Fatalf("%v, it was %s and is %s", err, made.Body, again.Body)
	}
	me, err := admin.WhoAmIWithResponse(t.Context(), nil, func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+k.JSON201.Key)
		return nil
	})
	if err != nil || me.JSON200 == nil || me.JSON200.Member.Name != "Maison A" {
		t.Fatalf("%v, %s", err, me.Body)
	}
}
