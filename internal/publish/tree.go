package publish

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

const (
	fileMode   fs.FileMode = 0o644
	folderMode fs.FileMode = 0o755
)

// tree is the list of what is in a published folder. Its zero value is the
// tree of a target that does not exist.
type tree struct {
	disk    disk
	dir     string
	regular map[string]bool // files by slash-separated path; false for links, devices and the like
}

// readTree lists a folder. It goes into real folders only, so that a path in
// the list never leads through a symbolic link.
func (d disk) readTree(dir string) (tree, error) {
	t := tree{disk: d, dir: dir, regular: map[string]bool{}}
	if gone, err := d.absent(dir); gone || err != nil {
		return t, err
	}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() {
			err = d.ask("read folder", name)
		}
		if err != nil || e.IsDir() || name == Marker {
			return err
		}
		t.regular[name] = e.Type().IsRegular()
		return nil
	})
	return t, err
}

func (t tree) files() int { return len(t.regular) }

func (t tree) has(name string) bool {
	_, ok := t.regular[name]
	return ok
}

// link makes file a hard link to the tree's file of that name, if that has the
// bytes and the mode that file is to have. Failing is no error: the caller
// then writes the file.
func (t tree) link(name string, data []byte, file string) bool {
	if !t.regular[name] {
		return false
	}
	old := filepath.Join(t.dir, filepath.FromSlash(name))
	return t.disk.same(old, data) && t.disk.link(old, file) == nil
}

// same reports whether a file has the bytes and our mode.
func (d disk) same(file string, data []byte) bool {
	f, err := d.open(file, os.O_RDONLY, 0)
	if err != nil {
		return false
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(len(data)) {
		return false
	}
	// Windows has no such modes, Go makes them up.
	if runtime.GOOS != "windows" && info.Mode().Perm() != fileMode {
		return false
	}
	buf := make([]byte, min(len(data), 32<<10))
	for len(data) > 0 {
		part := buf[:min(len(data), len(buf))]
		if _, err := io.ReadFull(f, part); err != nil || !bytes.Equal(part, data[:len(part)]) {
			return false
		}
		data = data[len(part):]
	}
	return true
}

// makeFolder and create set modes themselves because the umask takes bits away.

func (d disk) makeFolder(dir string) error {
	if err := d.mkdir(dir); err != nil {
		return err
	}
	return d.chmod(dir, folderMode)
}

func (d disk) create(file string, data []byte) error {
	f, err := d.open(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	return errors.Join(d.write(f, data), d.chmodFile(f), d.close(f))
}
