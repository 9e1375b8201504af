package test

import (
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/internal/lang"
	"passerelle/internal/load"
	"passerelle/internal/message"
)

// situations make what no example can show: each brings the fault about in the
// sample and returns what the program prints. The document tells it in words.
var situations = map[string]func(t *testing.T, s *sample) string{
	"too-large": func(t *testing.T, s *sample) string {
		return s.check(t, map[string]string{"data/themes/law.toml": "name = { mul = \"Law\" }\n" + strings.Repeat("# more\n", 40_000)})
	},
	"too-many-keys": func(t *testing.T, s *sample) string {
		var b strings.Builder
		b.WriteString("[name]\n")
		for i := range 300 {
			fmt.Fprintf(&b, "a%d = \"x\"\n", i)
		}
		return s.check(t, map[string]string{"data/themes/law.toml": b.String()})
	},
	"too-many-values": func(t *testing.T, s *sample) string {
		return s.check(t, map[string]string{"data/themes/law.toml": "name = { mul = \"Law\" }\ncite = [" + strings.Repeat("\"a#1\",", 20_000) + "]\n"})
	},
	"too-many-marks": func(t *testing.T, s *sample) string {
		return s.check(t, map[string]string{"content/en/history.md": "+++\ntitle = \"History\"\ndescription = \"How it began.\"\n+++\n\n" + strings.Repeat("[a](b\n", 750) + "\n"})
	},
	"text-too-long": func(t *testing.T, s *sample) string {
		return s.check(t, map[string]string{"data/themes/law.toml": "name = { mul = \"Law\" }\ndefinition = { fr = \"Droit.\", en = \"" + strings.Repeat("Law. ", 1000) + "\" }\n"})
	},
	"unreadable": func(t *testing.T, s *sample) string {
		wordsOfTheSystem(t)
		defer s.undo(t, "data/countries.toml")
		if err := os.Remove(s.path("data/countries.toml")); err != nil {
			t.Fatal(err)
		}
		return s.check(t, nil)
	},
	"not-a-file": func(t *testing.T, s *sample) string {
		defer s.undo(t, "data/themes/law.toml")
		if err := os.Symlink("flyways.toml", s.path("data/themes/law.toml")); err != nil {
			t.Skip("no symbolic links here: ", err)
		}
		return s.check(t, nil)
	},
	// So many files on a disk would take longer than all the other examples.
	"too-many-files": func(t *testing.T, s *sample) string {
		fsys := crowded{fstest.MapFS{}}
		for name, text := range s.files {
			fsys.MapFS[name] = &fstest.MapFile{Data: []byte(text)}
		}
		_, list := load.Data(fsys, "data", sampleLanguages)
		return printed(list)
	},
	"message-no-file": func(t *testing.T, s *sample) string {
		defer s.undo(t, "i18n/en.toml")
		if err := os.Remove(s.path("i18n/en.toml")); err != nil {
			t.Fatal(err)
		}
		return s.check(t, nil)
	},
	"message-unreadable": func(t *testing.T, s *sample) string {
		wordsOfTheSystem(t)
		name := "themes/passerelle/layouts/sample.html"
		defer s.undo(t, name)
		if err := os.Symlink("nothing.html", s.path(name)); err != nil {
			t.Skip("no symbolic links here: ", err)
		}
		return s.check(t, nil)
	},
	// The program refuses such strings before it runs them.
	"message-fails": func(t *testing.T, _ *sample) string {
		catalogue, _ := message.Load(fstest.MapFS{
			"i18n/fr.toml": {Data: []byte("[welcome]\nother = \"Bienvenue à {{ .Name }}\"\n")},
			"i18n/en.toml": {Data: []byte("[welcome]\nother = \"Welcome\"\n")},
		}, "i18n", sampleLanguages)
		return printed(catalogue.Exercise())
	},
	"page-place": func(t *testing.T, s *sample) string {
		return s.audit("", map[string]string{"public/de/404.html": s.files["public/404.html"]})
	},
	"page-untranslated": func(t *testing.T, s *sample) string {
		return s.audit("", map[string]string{"public/fr/about/index.html": gone})
	},
	"root-page": func(t *testing.T, s *sample) string {
		return s.audit("", map[string]string{"public/404.html": gone})
	},
}

var sampleLanguages = lang.Set{{Tag: "fr", Locale: "fr"}, {Tag: "en", Locale: "en"}}

// wordsOfTheSystem skips an example whose line quotes the operating system
// where that has other words.
func wordsOfTheSystem(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows words it otherwise")
	}
}

// crowded is a site whose folder data/themes lists more files than it may.
type crowded struct{ fstest.MapFS }

func (c crowded) Open(name string) (fs.File, error) {
	f, err := c.MapFS.Open(name)
	if name == "data/themes" && err == nil {
		return crowdedFolder{f.(fs.ReadDirFile)}, nil
	}
	return f, err
}

// crowdedFolder lists its files again and again.
type crowdedFolder struct{ fs.ReadDirFile }

func (f crowdedFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	all, err := f.ReadDirFile.ReadDir(-1)
	for len(all) < n {
		all = append(all, all...)
	}
	return all, err
}
