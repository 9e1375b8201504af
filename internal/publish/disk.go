package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// disk is the file system as a publication uses it. Its zero value is the real
// one. Tests set before, which is called ahead of each operation: it can make
// the operation fail, or be the last thing that the program does.
type disk struct {
	before func(op, path string) error
}

// ask is called ahead of an operation that other packages carry out.
func (d disk) ask(op, path string) error {
	if d.before == nil {
		return nil
	}
	return d.before(op, path)
}

func (d disk) lstat(path string) (fs.FileInfo, error) {
	if err := d.ask("lstat", path); err != nil {
		return nil, err
	}
	return os.Lstat(path)
}

func (d disk) stat(path string) (fs.FileInfo, error) {
	if err := d.ask("stat", path); err != nil {
		return nil, err
	}
	return os.Stat(path)
}

func (d disk) resolve(path string) (string, error) {
	if err := d.ask("resolve", path); err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(path)
}

func (d disk) readDir(dir string) ([]fs.DirEntry, error) {
	if err := d.ask("read folder", dir); err != nil {
		return nil, err
	}
	return os.ReadDir(dir)
}

func (d disk) readFile(file string) ([]byte, error) {
	if err := d.ask("read", file); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
}

func (d disk) open(path string, flag int, mode fs.FileMode) (*os.File, error) {
	if err := d.ask("open", path); err != nil {
		return nil, err
	}
	return os.OpenFile(path, flag, mode)
}

func (d disk) write(f *os.File, data []byte) error {
	if err := d.ask("write", f.Name()); err != nil {
		return err
	}
	_, err := f.Write(data)
	return err
}

func (d disk) truncate(f *os.File) error {
	if err := d.ask("truncate", f.Name()); err != nil {
		return err
	}
	return f.Truncate(0)
}

func (d disk) chmod(path string, mode fs.FileMode) error {
	if err := d.ask("chmod", path); err != nil {
		return err
	}
	return os.Chmod(path, mode)
}

func (d disk) chmodFile(f *os.File) error {
	if err := d.ask("chmod", f.Name()); err != nil {
		return err
	}
	return f.Chmod(fileMode)
}

// close closes a file that was written: what could not be stored may be told
// only now.
func (d disk) close(f *os.File) error {
	asked := d.ask("close", f.Name())
	if err := f.Close(); err != nil {
		return err
	}
	return asked
}

func (d disk) mkdir(dir string) error {
	if err := d.ask("make folder", dir); err != nil {
		return err
	}
	return os.Mkdir(dir, folderMode)
}

func (d disk) link(old, file string) error {
	if err := d.ask("link", file); err != nil {
		return err
	}
	return os.Link(old, file)
}

func (d disk) rename(old, path string) error {
	if err := d.ask("rename", old); err != nil {
		return err
	}
	return os.Rename(old, path)
}

func (d disk) remove(path string) error {
	if err := d.ask("remove", path); err != nil {
		return err
	}
	return os.Remove(path)
}

func (d disk) removeAll(dir string) error {
	if err := d.ask("remove all", dir); err != nil {
		return err
	}
	return os.RemoveAll(dir)
}

// absent reports whether nothing has a name, not even a link to nowhere.
func (d disk) absent(path string) (bool, error) {
	_, err := d.lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	return false, err
}
