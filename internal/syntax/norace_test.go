//go:build !race

package syntax

const patience = 1
