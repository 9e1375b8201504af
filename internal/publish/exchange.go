package publish

import (
	"errors"
	"fmt"
)

// exchangeByRename swaps two folders with renames over a spare name, for
// systems that cannot in one step. Between the first two renames there is no
// target. When it returns nil, the old tree has the staging name, or the spare
// one if only the last rename failed.
func (d disk) exchangeByRename(staging, target, spare string) error {
	if err := d.rename(target, spare); err != nil {
		return err
	}
	if err := d.rename(staging, target); err != nil {
		if back := d.rename(spare, target); back != nil {
			return errors.Join(err, fmt.Errorf("the old tree is left in %s: %w", spare, back))
		}
		return err
	}
	// The new tree is out; if this fails, the next Begin removes the old one.
	_ = d.rename(spare, staging)
	return nil
}
