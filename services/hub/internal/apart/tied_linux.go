package apart

import "syscall"

// tied has a process killed with us, however we end.
func tied() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }
