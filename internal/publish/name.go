package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// names is the set of paths in a tree, which must be a tree on every file
// system: also on one that ignores case or Unicode normalisation.
type names struct {
	taken map[string]taken // by folded path
}

type taken struct {
	name   string
	folder bool
}

func newNames() names {
	return names{taken: map[string]taken{Marker: {name: Marker}}}
}

// claim takes a file's name. It returns the folders that this file is the
// first to need, outermost first.
func (n *names) claim(name string) (folders []string, err error) {
	if err := checkName(name); err != nil {
		return nil, err
	}
	key := fold(name)
	if other, ok := n.taken[key]; ok {
		return nil, conflict(name, other)
	}
	for dir, k := path.Dir(name), path.Dir(key); dir != "."; dir, k = path.Dir(dir), path.Dir(k) {
		if other, ok := n.taken[k]; ok {
			if other.name != dir || !other.folder {
				return nil, conflict(dir, other)
			}
			break // and so its parents are taken too
		}
		folders = append(folders, dir)
	}
	slices.Reverse(folders)
	for _, dir := range folders {
		n.taken[fold(dir)] = taken{dir, true}
	}
	n.taken[key] = taken{name, false}
	return folders, nil
}

func conflict(name string, other taken) error {
	switch {
	case other.name == Marker:
		return errors.New("the name is kept for the marker of the folder")
	case other.name != name:
		return fmt.Errorf("%s and %s are one name where case or accents are not told apart", name, other.name)
	case other.folder:
		return fmt.Errorf("%s is a folder already", name)
	}
	return fmt.Errorf("%s is a file already", name)
}

// fold maps a path to what a file system that ignores case and normalisation
// takes it for, and for what ignores accents too: i, ı and İ lose and gain theirs
// with the case. Upper before lower case, so that σ and ς, s and ſ meet.
func fold(name string) string {
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(strings.ToUpper(name)))
	return strings.ToLower(bare)
}

// checkName refuses what is not a plain relative path, and what Windows would
// silently turn into another name.
func checkName(name string) error {
	if !fs.ValidPath(name) || name == "." {
		return errors.New("the name is not a relative path with single slashes and without . or .. parts")
	}
	if i := strings.IndexFunc(name, unportable); i >= 0 {
		return fmt.Errorf("the name holds %q, which not every system allows", []rune(name[i:])[0])
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") {
			return fmt.Errorf("the part %q ends in a dot or a space, which not every system keeps", part)
		}
	}
	return nil
}

func unportable(r rune) bool {
	return unicode.IsControl(r) || strings.ContainsRune(`\<>:"|?*`, r)
}
