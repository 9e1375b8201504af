package test

import (
	"os"
	"path/filepath"
	"testing"
)

// replica copies what the site is made from, for a test that changes it.
func replica(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"content", "data", "i18n", "themes"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(root, name))); err != nil {
			t.Fatal(err)
		}
	}
	conf, err := os.ReadFile(filepath.Join(root, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "config.toml", string(conf))
	return dir
}

// write writes a file of a replica.
func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// publish builds the site of a replica and returns its folder.
func publish(t *testing.T, dir string) string {
	t.Helper()
	public := filepath.Join(dir, "public")
	if err := generate(dir, public); err != nil {
		t.Fatal(err)
	}
	return public
}
