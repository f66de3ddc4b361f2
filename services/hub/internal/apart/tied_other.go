//go:build !linux

package apart

import "syscall"

// tied has a process killed with us, where the system can do that.
func tied() *syscall.SysProcAttr { return nil }
