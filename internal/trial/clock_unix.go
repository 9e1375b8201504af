//go:build unix

package trial

import (
	"syscall"
	"time"
)

// Used returns the processor time that the tests have used so far. Unlike the
// clock it does not run while others use the machine.
func Used() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return time.Since(begin)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

var begin = time.Now()
