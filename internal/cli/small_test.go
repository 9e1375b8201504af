package cli

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fewRecords makes a site of few records that builds in a fraction of a second:
// the invented one of testdata, in English and French, with the theme and the
// strings of the repository.
func fewRecords(t *testing.T) string {
	t.Helper()
	site := t.TempDir()
	copyTree(t, "testdata/languages", site)
	copyTree(t, filepath.Join(repository, "themes"), filepath.Join(site, "themes"))
	copyTree(t, filepath.Join(repository, "i18n"), filepath.Join(site, "i18n"))
	must(t, os.Remove(filepath.Join(site, "i18n/es.toml")))
	must(t, os.Rename(filepath.Join(site, "content/pt"), filepath.Join(site, "content/en")))
	languages := strings.NewReplacer("pt = ", "en = ", "ar = ", "fr = ", "languages.pt", "languages.en", "languages.ar", "languages.fr",
		`locale = "pt"`, `locale = "en"`, `locale = "ar"`, `locale = "fr"`, `direction = "rtl"`, `direction = "ltr"`)
	for _, dir := range []string{"data", "config.toml"} {
		must(t, filepath.WalkDir(filepath.Join(site, dir), func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			return os.WriteFile(name, []byte(languages.Replace(string(data))), 0o644)
		}))
	}
	return site
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
