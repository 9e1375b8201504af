package load

import (
	"io/fs"
	"strings"
	"sync"
)

// Steady returns a file system whose files and listings below some folders are
// read once and stay as they were, so that who checks them and who works with
// them see the same, whatever is saved in between. What is returned must not be
// changed.
func Steady(fsys fs.FS, dirs ...string) fs.FS {
	return &steady{FS: fsys, dirs: dirs, files: map[string]*kept[[]byte]{}, lists: map[string]*kept[[]fs.DirEntry]{}}
}

type steady struct {
	fs.FS
	dirs  []string
	mu    sync.Mutex
	files map[string]*kept[[]byte]
	lists map[string]*kept[[]fs.DirEntry]
}

type kept[T any] struct {
	once  sync.Once
	value T
	err   error
}

// ReadFile returns what is in a file.
func (s *steady) ReadFile(name string) ([]byte, error) {
	return once(s, s.files, name, fs.ReadFile)
}

// ReadDir lists a folder.
func (s *steady) ReadDir(name string) ([]fs.DirEntry, error) {
	return once(s, s.lists, name, fs.ReadDir)
}

// Stat describes a file, or what a link leads to.
func (s *steady) Stat(name string) (fs.FileInfo, error) { return fs.Stat(s.FS, name) }

// Lstat describes a file or link.
func (s *steady) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(s.FS, name) }

// ReadLink returns what a link leads to.
func (s *steady) ReadLink(name string) (string, error) { return fs.ReadLink(s.FS, name) }

// once reads something, or returns what was read before.
func once[T any](s *steady, from map[string]*kept[T], name string, read func(fs.FS, string) (T, error)) (T, error) {
	if !s.holds(name) {
		return read(s.FS, name)
	}
	s.mu.Lock()
	k := from[name]
	if k == nil {
		k = new(kept[T])
		from[name] = k
	}
	s.mu.Unlock()
	k.once.Do(func() { k.value, k.err = read(s.FS, name) })
	return k.value, k.err
}

func (s *steady) holds(name string) bool {
	for _, dir := range s.dirs {
		if name == dir || strings.HasPrefix(name, dir+"/") {
			return true
		}
	}
	return false
}
