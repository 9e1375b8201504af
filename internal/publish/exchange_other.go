//go:build !linux

package publish

// exchange swaps the staging tree and an existing target by renames.
func (d disk) exchange(staging, target, spare string) error {
	return d.exchangeByRename(staging, target, spare)
}

// mounted is not known here; a mount point fails to be renamed and nothing is
// published.
func mounted(string) bool { return false }
