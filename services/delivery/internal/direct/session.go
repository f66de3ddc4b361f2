package direct

import (
	"crypto/subtle"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"github.com/entente-hub/entente/shared/access"
	"github.com/entente-hub/entente/shared/id"
)

// hub is the user that the hub itself is.
const hub = "hub"

// session is one connection of a member's.
type session struct {
	by     access.Caller
	member id.Member
}

var _ server.Authentication = (*Server)(nil)

// Check lets a client in, with the key of a member as its token or password, into the account of
// that member. A person's key is nobody's here: the feed shows what the member may see.
func (s *Server) Check(c server.ClientAuthentication) bool {
	o := c.GetOpts()
	name, key := o.Username, o.Password
	if o.Token != "" {
		key = o.Token
	}
	o.Username, o.Password, o.Token = "", "", "" // so that no log has a key that somebody put in the wrong place
	if c.Kind() != server.CLIENT {
		return false
	}
	if name == hub && subtle.ConstantTimeCompare([]byte(key), []byte(s.secret)) == 1 {
		c.RegisterUser(&server.User{Username: hub, Account: s.ns.GlobalAccount()})
		return true
	}
	select {
	case <-s.admitted:
	case <-s.closing:
		return false
	case <-time.After(authTimeout): // by now the server has told it that this took too long
		return false
	}
	by, err := s.o.Keys.Authenticate("Bearer " + key)
	if err != nil || by.Person != "" || by.Member == "" || !by.Can(access.Read) {
		return false
	}
	a := s.enter(c.GetID(), by)
	if a == nil {
		return false
	}
	c.RegisterUser(&server.User{Username: string(by.Member), Account: a, Permissions: permissions(by.Member)})
	if !s.o.Keys.Current(by) { // it was taken away before the sweep could find the session
		s.leave(c.GetID())
		return false
	}
	return true
}

// enter counts a session in, and returns its account; nil where the member has no feed, or as
// many sessions as it may.
func (s *Server) enter(client uint64, by access.Caller) *server.Account {
	s.mu.Lock()
	defer s.mu.Unlock()
	g := s.guests[by.Member]
	if !s.lets(by.Member, g) {
		return nil
	}
	n := 0
	for other, x := range s.sessions {
		if x.member != by.Member {
			continue
		}
		if s.ns.GetClient(other) == nil {
			delete(s.sessions, other)
			continue
		}
		n++
	}
	if n >= s.o.Most {
		return nil
	}
	s.sessions[client] = session{by: by, member: by.Member}
	return g.account
}

// lets reports whether a member's clients may be here: its feed is open, and the one that is on.
func (s *Server) lets(m id.Member, g *guest) bool {
	return g != nil && g.open && (s.o.On == nil || s.o.On(m).Equal(g.since) && !g.since.IsZero())
}

func (s *Server) leave(client uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sessions, client)
}

// Sweep ends the sessions whose key is no longer in force or whose member has no feed any more,
// and forgets those that have ended.
func (s *Server) Sweep() {
	var out []uint64
	s.mu.Lock()
	for client, x := range s.sessions {
		g := s.guests[x.member]
		if gone := s.ns.GetClient(client) == nil; gone || !s.lets(x.member, g) || !s.o.Keys.Current(x.by) {
			delete(s.sessions, client)
			if !gone {
				out = append(out, client)
			}
		}
	}
	s.mu.Unlock()
	for _, client := range out {
		_ = s.ns.DisconnectClientByID(client) // one that has just left is no error
	}
}

// Sessions returns how many clients of members are connected.
func (s *Server) Sessions() int {
	s.Sweep()
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.sessions)
}
