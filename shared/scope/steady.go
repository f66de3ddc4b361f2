package scope

// Steady reads with what a viewer may do now, and reads again where that has changed while it
// was read: a right that is gone never meets a record that is newer than its end. It is sound
// for whatever is fed after the directory is: what it may read, the rights show already.
func Steady(now func() *View, read func(*View)) {
	for v := now(); ; {
		read(v)
		next := now()
		if next == v || next.Equal(v) {
			return
		}
		v = next
	}
}
