package check

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"passerelle/internal/lang"
	"passerelle/internal/load"
	"passerelle/internal/record"
)

var languages = lang.Set{
	{Tag: "fr", Locale: "fr", Direction: "ltr", Weight: 1},
	{Tag: "en", Locale: "en", Direction: "ltr", Weight: 2},
}

// options are those of the site in testdata, whose edition is of July 2014.
func options() Options {
	july := record.Day{Year: 2014, Month: 7}
	return Options{
		Languages: languages, Required: []string{"fr", "en"},
		AsOf: record.Date{From: july, To: july}, Source: "report",
	}
}

// validSite returns the files of testdata/valid.txtar.
func validSite(t *testing.T) fstest.MapFS {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/valid.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range archive.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}

// loadSite reads a site that the loader has nothing against.
func loadSite(t *testing.T, fsys fs.FS) *record.Set {
	t.Helper()
	set, list := load.Data(fsys, "data", languages)
	for _, d := range list.Sorted() {
		t.Errorf("load: %v", d)
	}
	return set
}

// mutate replaces text that stands once in a file; with no old text it adds
// the file.
func mutate(t *testing.T, fsys fstest.MapFS, file, old, new string) {
	t.Helper()
	if old == "" {
		if fsys[file] != nil {
			t.Fatalf("%s is already there", file)
		}
		fsys[file] = &fstest.MapFile{Data: []byte(new)}
		return
	}
	if n := strings.Count(string(fsys[file].Data), old); n != 1 {
		t.Fatalf("%s has %q %d times, not once", file, old, n)
	}
	fsys[file] = &fstest.MapFile{Data: []byte(strings.Replace(string(fsys[file].Data), old, new, 1))}
}

// findings returns what the rules say of a set, a line each.
func findings(set *record.Set, o Options) []string {
	var lines []string
	for _, d := range Set(set, o).Sorted() {
		lines = append(lines, d.String())
	}
	return lines
}
