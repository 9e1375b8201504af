//go:build race

package syntax

// patience is how many times slower the race detector may make the tests.
const patience = 10
