package load

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestSteady: what was read of a folder stays, of others it does not.
func TestSteady(t *testing.T) {
	dir := t.TempDir()
	put := func(name, text string) {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put("i18n/fr.toml", "old")
	put("i18next/fr.toml", "old")
	put("data/a.toml", "old")
	fsys := Steady(os.DirFS(dir), "i18n", "themes")
	read := func(name string) string {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err.Error()
		}
		return string(data)
	}
	names := []string{"i18n/fr.toml", "i18next/fr.toml", "data/a.toml"}
	for _, name := range names {
		if got := read(name); got != "old" {
			t.Errorf("%s holds %q", name, got)
		}
	}
	missing := read("themes/a.html")
	list, err := fs.ReadDir(fsys, "i18n")
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	for _, name := range append(names, "i18n/en.toml", "themes/a.html") {
		put(name, "new")
	}
	for name, want := range map[string]string{"i18n/fr.toml": "old", "i18n/en.toml": "new", "i18next/fr.toml": "new", "data/a.toml": "new", "themes/a.html": missing} {
		if got := read(name); got != want {
			t.Errorf("%s holds %q, want %q", name, got, want)
		}
	}
	n := 0
	if err := fs.WalkDir(fsys, "i18n", func(_ string, e fs.DirEntry, err error) error { n++; return err }); err != nil || n != 2 {
		t.Errorf("%d entries, %v", n, err)
	}
	if err := os.Symlink("a.toml", filepath.Join(dir, "data/link.toml")); err == nil {
		if info, err := fs.Lstat(fsys, "data/link.toml"); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("the link is not seen: %v", err)
		}
		if to, err := fs.ReadLink(fsys, "data/link.toml"); to != "a.toml" {
			t.Errorf("the link leads to %q: %v", to, err)
		}
	}
}
