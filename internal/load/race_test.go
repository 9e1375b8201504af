//go:build race

package load

// patience is how many times slower the race detector may make the tests.
const patience = 10
