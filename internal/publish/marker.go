package publish

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Marker is the file at the top of a published tree that allows the next build
// to replace it.
const Marker = ".passerelle"

const (
	// markerSign is the line that a marker is known by: it must stay as it is
	// so that later versions can replace what this one made.
	markerSign = "This folder was made by passerelle.\n"
	markerText = markerSign +
		"Each build replaces it as a whole: files added or changed here by hand are lost.\n" +
		"Change the sources of the site and build again instead.\n"
)

// ours reports whether a folder may be replaced: it is empty or has the marker.
func (d disk) ours(dir string) (bool, error) {
	f, err := d.open(dir, os.O_RDONLY, 0)
	if err != nil {
		return false, err
	}
	defer f.Close()
	switch _, err := f.Readdirnames(1); {
	case err == io.EOF:
		return true, nil
	case err != nil:
		return false, err
	}
	return d.marked(dir)
}

// marked reports whether a folder has the marker, as a regular file with our
// first line: another tool's folder may hold the same name.
func (d disk) marked(dir string) (bool, error) {
	file := filepath.Join(dir, Marker)
	info, err := d.lstat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case !info.Mode().IsRegular() || info.Size() > 4096:
		return false, nil
	}
	text, err := d.readFile(file)
	return strings.HasPrefix(string(text), markerSign), err
}
