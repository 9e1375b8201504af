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

const fileMode fs.FileMode = 0o644

// tree is the list of what is in a published folder. Its zero value is the
// tree of a target that does not exist.
type tree struct {
	dir     string
	regular map[string]bool // files by slash-separated path; false for links, devices and the like
}

// readTree lists a folder. It goes into real folders only, so that a path in
// the list never leads through a symbolic link.
func readTree(dir string) (tree, error) {
	t := tree{dir: dir, regular: map[string]bool{}}
	if absent(dir) {
		return t, nil
	}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == Marker {
			return err
		}
		t.regular[name] = d.Type().IsRegular()
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
	return same(old, data) && os.Link(old, file) == nil
}

// same reports whether a file has the bytes and our mode.
func same(file string, data []byte) bool {
	f, err := os.Open(file)
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

// mkdir and create set modes themselves because the umask takes bits away.

func mkdir(dir string) error {
	if err := os.Mkdir(dir, 0o755); err != nil {
		return err
	}
	return os.Chmod(dir, 0o755)
}

func create(file string, data []byte) error {
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, fileMode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Chmod(fileMode), f.Close())
}
