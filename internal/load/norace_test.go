//go:build !race

package load

const patience = 1
