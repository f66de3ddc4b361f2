// Package charts tests how Entente is deployed: the Helm chart (entente/), rendered by Helm's own
// library and decoded strictly into the types of Kubernetes, its alerts and its dashboard. It has
// a module of its own, outside the workspace, so that Helm's and Kubernetes' dependencies choose
// no version of what the hub is built from.
package charts
