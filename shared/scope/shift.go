package scope

// Shift is what becomes of one viewer's rights at one moment. Nil is nobody's: a viewer that is
// new was nobody, and one that is suspended is nobody.
type Shift struct {
	Viewer  string // its Name
	Was, Is *View
}
