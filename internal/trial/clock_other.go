//go:build !unix

package trial

import "time"

// Used returns the time since the tests began, where the processor's is not
// told.
func Used() time.Duration { return time.Since(begin) }

var begin = time.Now()
