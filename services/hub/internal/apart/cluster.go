package apart

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
)

// Nodes is how many nodes a cluster has: one may be lost.
const Nodes = 3

// Cluster is a NATS cluster.
type Cluster struct {
	Nodes []*Process
	URL   string // of all its nodes, for --nats
}

// ClusterOptions say how one runs.
type ClusterOptions struct {
	Program  string   // entente, which runs a node as its nats-node command
	Dir      string   // folder, which is there
	Accounts []string // public nkeys of users: each has an account of its own, with JetStream; none: one account for all
	TLS      TLS      // of the nodes and their clients
}

// TLS are files in PEM.
type TLS struct{ CA, Cert, Key string }

// StartCluster runs one. It does not wait for it to be up: services do.
func StartCluster(o ClusterOptions) (*Cluster, error) {
	addresses, err := freeAddresses(2 * Nodes)
	if err != nil {
		return nil, err
	}
	clients, routes := addresses[:Nodes], addresses[Nodes:]
	c := &Cluster{}
	scheme := "nats://"
	if o.TLS.CA != "" {
		scheme = "tls://"
	}
	c.URL = scheme + strings.Join(clients, ","+scheme)
	for n := range Nodes {
		name := fmt.Sprintf("nats-%d", n)
		var text bytes.Buffer
		fmt.Fprintf(&text, "server_name: %s\nlisten: %q\njetstream { store_dir: %q }\n", name, clients[n], filepath.Join(o.Dir, name))
		fmt.Fprintf(&text, "cluster { name: entente, listen: %q, routes: [\"nats://%s\"] }\n", routes[n], strings.Join(routes, `", "nats://`))
		if o.TLS.CA != "" {
			fmt.Fprintf(&text, "tls { ca_file: %q, cert_file: %q, key_file: %q, verify: true, timeout: 5 }\n", o.TLS.CA, o.TLS.Cert, o.TLS.Key)
		}
		if len(o.Accounts) > 0 {
			text.WriteString("accounts {\n")
			for i, key := range o.Accounts {
				fmt.Fprintf(&text, "  A%d { jetstream: enabled, users: [{nkey: %s}] }\n", i, key)
			}
			text.WriteString("}\n")
		}
		file := filepath.Join(o.Dir, name+".conf")
		if err := write(file, &text); err != nil {
			return nil, errors.Join(err, c.Close())
		}
		p := &Process{Name: name, program: o.Program, args: []string{"nats-node", file}, out: filepath.Join(o.Dir, name+".out")}
		if err := p.Start(); err != nil {
			return nil, errors.Join(err, c.Close())
		}
		c.Nodes = append(c.Nodes, p)
	}
	return c, nil
}

// Close kills the nodes.
func (c *Cluster) Close() error {
	for _, n := range c.Nodes {
		n.Kill()
	}
	return nil
}
