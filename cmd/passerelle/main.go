// Command passerelle makes a public partnerships portal from structured data.
package main

import (
	"os"

	"passerelle/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdout, os.Stderr))
}
