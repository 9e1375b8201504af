package load

import (
	"cmp"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"passerelle/internal/diag"
	"passerelle/internal/syntax"
)

// folder lists what is in a folder, in order. Hidden entries are left out;
// links and whatever else is neither file nor folder are reported.
func folder(fsys fs.FS, dir string, list *diag.List) []fs.DirEntry {
	entries, err := entries(fsys, dir)
	if err != nil {
		list.Add(diag.Position{File: dir}, Unreadable, syntax.Reason(err))
		return nil
	}
	if len(entries) > maxFiles {
		list.Add(diag.Position{File: dir}, TooManyFiles, maxFiles)
		return nil
	}
	var out []fs.DirEntry
	for _, e := range entries {
		switch {
		case strings.HasPrefix(e.Name(), "."):
		case !e.IsDir() && !e.Type().IsRegular():
			list.Add(diag.Position{File: path.Join(dir, e.Name())}, NotAFile, e.Name(), kindOf(e))
			list.Advise(putTheFile)
		default:
			out = append(out, e)
		}
	}
	return out
}

// entries lists a folder in order, but stops when there are too many.
func entries(fsys fs.FS, dir string) ([]fs.DirEntry, error) {
	f, err := fsys.Open(dir)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	d, ok := f.(fs.ReadDirFile)
	if !ok {
		return fs.ReadDir(fsys, dir)
	}
	all, err := d.ReadDir(maxFiles + 1)
	if err == io.EOF { // an empty folder
		err = nil
	}
	slices.SortFunc(all, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return all, err
}

// filesIn lists the names, without their ending, of the files directly in a
// folder; anything else is reported with the hint what belongs there.
func filesIn(fsys fs.FS, dir, ending string, hint *diag.Hint, list *diag.List) []string {
	var names []string
	for _, e := range folder(fsys, dir, list) {
		name, ok := strings.CutSuffix(e.Name(), ending)
		if e.IsDir() || !ok {
			list.Add(diag.Position{File: path.Join(dir, e.Name())}, StrayFile, e.Name())
			if id, typo := misnamed(e.Name()); typo && !e.IsDir() {
				list.Advise(renameTo, id+ending)
			} else {
				list.Advise(hint)
			}
			continue
		}
		names = append(names, name)
	}
	return names
}

// renameTo is the hint for a file whose ending an editor got wrong.
var renameTo = &diag.Hint{Sentence: "if it is meant to be read, rename it to %q; have your system show the endings of files"}

// misnamed returns the name without the endings that text editors add, and
// whether there were any.
func misnamed(name string) (id string, typo bool) {
	id = strings.TrimSuffix(strings.TrimSuffix(name, ".txt"), ".toml")
	id = strings.TrimSuffix(id, ".md")
	return id, id != name && strings.HasSuffix(name, ".txt")
}

func kindOf(e fs.DirEntry) diag.Phrase {
	if e.Type()&fs.ModeSymlink != 0 {
		return diag.Say("a symbolic link")
	}
	return diag.Say("not an ordinary file")
}
