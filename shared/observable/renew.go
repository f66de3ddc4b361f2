package observable

// Renew gives an observable that an older canonicaliser read the form that it has by the rules of
// now: anew from what was given, with its region, else from its old form. One that is taken no
// more in either, or that a newer canonicaliser read, stays as it is. It hangs on nothing but o
// and the rules, so that all processes of one version agree.
func (o Observable) Renew() Observable {
	if o.Version >= Version || o.Canonical == "" {
		return o
	}
	canonical, err := canonicalise(o.Type, o.Raw, Options{Region: o.Region})
	if err != nil {
		canonical, err = canonicalise(o.Type, o.Canonical, Options{})
	}
	if err != nil {
		return o
	}
	o.Canonical, o.Version = canonical, Version
	return o
}
