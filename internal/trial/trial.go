// Package trial tells tests how much to try. What promises rest on many trials
// (a thousand faults, two hundred kills) is tried at a smaller number by go
// test, so that it stays short, and in full where everything must be tested:
// with PASSERELLE_TRIALS=full, as in .ci/run. docs/testing.md says more.
package trial

import (
	"os"
	"testing"
)

// Full reports whether every promise is tried in full.
func Full() bool { return os.Getenv("PASSERELLE_TRIALS") == "full" }

// Count returns how many trials to make: full ones in a full run, else few,
// and with -short a tenth of these, at least one.
func Count(few, full int) int {
	switch {
	case Full():
		return full
	case testing.Short():
		return max(1, few/10)
	}
	return few
}
