package publish

import (
	"errors"
	"io/fs"
)

// clearLeftovers puts back a tree that was moved aside by a build killed
// between two renames, and removes all else that killed builds left. The lock
// is held, so none of it is in use.
func (p place) clearLeftovers() error {
	entries, err := p.disk.readDir(p.parent)
	if err != nil {
		return err
	}
	var staging, old []string
	for _, e := range entries {
		if id, ok := p.idOf(stagingKind, e.Name()); ok && e.IsDir() {
			staging = append(staging, id)
		}
		if id, ok := p.idOf(oldKind, e.Name()); ok && e.IsDir() {
			old = append(old, id)
		}
	}
	if err := p.putBack(old); err != nil {
		return err
	}
	for _, id := range staging {
		if err := p.disk.removeAll(p.beside(stagingKind, id)); err != nil {
			return err
		}
	}
	if gone, err := p.disk.absent(p.target()); gone || err != nil {
		return err // an old tree that is not ours to put back is not ours to delete
	}
	for _, id := range old {
		if err := p.removeOld(id); err != nil {
			return err
		}
	}
	return nil
}

// putBack gives an old tree of ours its place again, if the place is empty.
func (p place) putBack(old []string) error {
	for _, id := range old {
		if gone, err := p.disk.absent(p.target()); !gone {
			return err
		}
		dir := p.beside(oldKind, id)
		mine, err := p.disk.ours(dir)
		if err != nil {
			return err
		}
		if mine {
			if err := p.disk.rename(dir, p.target()); err != nil {
				return err
			}
		}
	}
	return nil
}

// removeOld deletes an old tree. It loses its name before it loses files, so
// that a half-deleted one is never put back.
func (p place) removeOld(id string) error {
	doomed := p.beside(stagingKind, id)
	err := p.disk.rename(p.beside(oldKind, id), doomed)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // put back
	}
	if err != nil {
		return err
	}
	return p.disk.removeAll(doomed)
}
