package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// Refused says that a path must not be replaced, and what to do.
type Refused struct {
	Path   string // as the caller gave it
	Reason string // continues the sentence that the path begins
}

func (e *Refused) Error() string { return e.Path + " " + e.Reason }

// place is a target and the names beside it.
type place struct {
	disk   disk
	shown  string // as the caller gave it
	parent string // absolute, without symbolic links
	base   string
}

// The kinds of folders beside a target.
const (
	stagingKind = "staging"
	oldKind     = "old"
)

func (p place) target() string { return filepath.Join(p.parent, p.base) }

func (p place) lockFile() string { return filepath.Join(p.parent, "."+p.base+".lock") }

func (p place) beside(kind, id string) string {
	return filepath.Join(p.parent, "."+p.base+"."+kind+"-"+id)
}

const idLen = 16

// newID returns the random part of a folder's name.
func newID() string { return fmt.Sprintf("%0*x", idLen, rand.Uint64()) }

// idOf returns the random part of a folder of the kind beside the target. Its
// form is checked so that a target called public.staging-x, with a lock and a
// staging folder of its own, is not taken for a leftover of public.
func (p place) idOf(kind, name string) (id string, ok bool) {
	id, ok = strings.CutPrefix(name, "."+p.base+"."+kind+"-")
	return id, ok && len(id) == idLen && strings.Trim(id, "0123456789abcdef") == ""
}

func (p place) refuse(reason string) error { return &Refused{Path: p.shown, Reason: reason} }

// failed says of what went wrong that nothing was published; what refuses says
// so itself.
func (p place) failed(err error) error {
	_, refused := errors.AsType[*Refused](err)
	_, locked := errors.AsType[*Locked](err)
	if refused || locked {
		return err
	}
	return fmt.Errorf("%s is not published: %w", p.shown, err)
}

// locate resolves a target. The parent is resolved once, so that a link above
// the target that changes during the build cannot split it over two places.
func (d disk) locate(target string) (place, error) {
	p := place{disk: d, shown: filepath.Clean(target)}
	abs, err := filepath.Abs(target)
	if err != nil {
		return p, err
	}
	p.base = filepath.Base(abs)
	if filepath.Dir(abs) == abs {
		return p, p.refuse("is the root of a file system; choose a folder below it")
	}
	parent := filepath.Dir(abs)
	switch info, err := d.stat(parent); {
	case errors.Is(err, fs.ErrNotExist):
		return p, p.refuse("cannot be made because the folder " + parent + " does not exist; make that folder first")
	case err != nil:
		return p, p.refuse("cannot be reached: " + err.Error() + "; choose another folder")
	case !info.IsDir():
		return p, p.refuse("cannot be made because " + parent + " is not a folder; choose another folder")
	}
	if p.parent, err = d.resolve(parent); err != nil {
		return p, err
	}
	for dir := p.parent; ; dir = filepath.Dir(dir) {
		if mine, err := d.marked(dir); err == nil && mine {
			return p, p.refuse("lies in " + dir + ", which a build replaces as a whole; choose a folder outside it")
		}
		if filepath.Dir(dir) == dir {
			return p, nil
		}
	}
}

// inspect reports whether the target exists, or refuses it.
func (p place) inspect() (exists bool, err error) {
	target := p.target()
	info, err := p.disk.lstat(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case info.Mode()&fs.ModeSymlink != 0:
		return true, p.refuse("is a symbolic link, which a build does not replace; give the folder it leads to, or move the link away")
	case !info.IsDir():
		return true, p.refuse("is a file and not a folder; choose another folder, or move it away")
	case holdsWorkingDir(info):
		return true, p.refuse("is or holds the folder you are working in; choose a folder below it")
	case mounted(target):
		return true, p.refuse("is a mount point, which cannot be exchanged in one step; choose a folder below it")
	}
	mine, err := p.disk.ours(target)
	if !mine {
		// Another build may have taken its place, and be deleting what we look at.
		if now, gone := p.disk.lstat(target); errors.Is(gone, fs.ErrNotExist) || gone == nil && !os.SameFile(info, now) {
			return p.inspect()
		}
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return true, p.refuse("cannot be read; choose another folder, or change its permissions")
	case err != nil:
		return true, err
	case !mine:
		return true, p.refuse("exists and was not made by passerelle; choose another folder, or move it away")
	}
	return true, nil
}

// holdsWorkingDir reports whether a folder is the current one or one above it,
// by identity and not by name because either path may lead through links.
func holdsWorkingDir(info fs.FileInfo) bool {
	dir, err := os.Getwd()
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir)
	}
	for err == nil {
		var here fs.FileInfo
		if here, err = os.Stat(dir); err == nil && os.SameFile(here, info) {
			return true
		}
		up := filepath.Dir(dir)
		if up == dir {
			return false
		}
		dir = up
	}
	return false // the current folder is gone or hidden: then the target is not it
}
