package load

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/internal/record"
	"passerelle/internal/syntax"
)

// disk writes the sound site into a folder and returns the folder.
func disk(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range sound {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

// A link could lead out of the site: none is followed, whatever it leads to.
func TestLinks(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.MkdirAll(secret, 0o755); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(secret, "law.toml")
	if err := os.WriteFile(file, []byte("name = { mul = \"Secret\" }\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, link, target string }{
		{"to a record", "data/themes/law.toml", file},
		{"to nothing", "data/themes/law.toml", filepath.Join(secret, "nothing")},
		{"to a record of the site", "data/themes/law.toml", "poaching.toml"},
		{"in place of a folder of a collection", "data/themes/more", secret},
		{"in place of a collection", "data/events", secret},
		{"beside the collections", "data/secret", secret},
		{"in place of the countries", "data/countries.toml", file},
		{"to a page", "content/fr/law.md", file},
		{"in place of a language", "content/es", secret},
	} {
		t.Run(tt.name, func(t *testing.T) {
			root := disk(t)
			link := filepath.Join(root, filepath.FromSlash(tt.link))
			if err := os.RemoveAll(link); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(tt.target, link); err != nil {
				t.Skip("no symbolic links here: ", err)
			}
			set, list := Data(os.DirFS(root), "data", portal)
			pages, more := Pages(os.DirFS(root), "content", portal)
			want := tt.link + `: error[not-a-file]: "` + filepath.Base(tt.link) + `" is a symbolic link; only ordinary files and folders are read (put the file itself here)`
			got := lines(list, more)
			if !slices.Contains(got, want) {
				t.Errorf("\n got %s\nwant %s", strings.Join(got, "\n     "), want)
			}
			if len(set.Themes) != 1 || len(pages) != 3 {
				t.Errorf("%d themes and %d pages: the link was followed", len(set.Themes), len(pages))
			}
			if tt.link == "data/countries.toml" && (set.Countries != nil || len(got) != 1) {
				t.Errorf("the countries were read: %v, %q", set.Countries, got)
			}
		})
	}
}

func TestNotAnOrdinaryFile(t *testing.T) {
	fsys := site()
	fsys["data/themes/law.toml"] = &fstest.MapFile{Mode: fs.ModeNamedPipe}
	_, list := Data(fsys, "data", portal)
	want := []string{`data/themes/law.toml: error[not-a-file]: "law.toml" is not an ordinary file; only ordinary files and folders are read (put the file itself here)`}
	if got := lines(list); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMissingFiles(t *testing.T) {
	for _, tt := range []struct {
		name, gone string // the beginning of the names that are gone
		want       []string
	}{
		{"no data", "data/", []string{
			"data: error[unreadable]: the file cannot be read: there is none of that name",
			"data/countries.toml: error[unreadable]: the file cannot be read: there is none of that name"}},
		{"no countries", "data/countries.toml", []string{
			"data/countries.toml: error[unreadable]: the file cannot be read: there is none of that name"}},
		{"no pages", "content/", []string{"content: error[unreadable]: the file cannot be read: there is none of that name"}},
		{"a collection without a folder", "data/themes/", nil},
		{"a language without pages", "content/en/", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fsys := site()
			for name := range sound {
				if strings.HasPrefix(name, tt.gone) {
					delete(fsys, name)
				}
			}
			_, list := Data(fsys, "data", portal)
			_, more := Pages(fsys, "content", portal)
			if got := lines(list, more); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// A file that is too large is refused by its size, unread.
func TestTooLarge(t *testing.T) {
	long := strings.Repeat("#", 1<<18+1)
	for _, tt := range []struct{ file, limit string }{
		{"data/themes/law.toml", "262144"}, {"data/countries.toml", "262144"}, {"content/fr/long.md", "65536"},
	} {
		t.Run(tt.file, func(t *testing.T) {
			fsys := site(map[string]string{tt.file: long})
			_, list := Data(fsys, "data", portal)
			_, more := Pages(fsys, "content", portal)
			want := []string{tt.file + ": error[too-large]: the file holds 262145 bytes; at most " + tt.limit + " are read (a record is one subject; split it, or shorten its texts)"}
			if got := lines(list, more); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// Whatever a file of a collection holds: no panic, and either a record or a
// reason why there is none.
func FuzzRecord(f *testing.F) {
	files := []string{CountriesFile}
	for _, c := range record.Collections {
		files = append(files, c.Name+"/x.toml")
	}
	for i, name := range files {
		for file, text := range sound {
			if strings.HasPrefix(file, path.Join("data", path.Dir(name))) {
				f.Add(uint8(i), text)
			}
		}
		f.Add(uint8(i), "name.fr = 'x'\n[name.en]\n")
		f.Add(uint8(i), "kind = 1979-05-27\ncentre = [1, nan, inf, 1e400, [2]]")
		f.Add(uint8(i), "[[resolutions]]\n[[resolutions.cite]]\n")
		f.Add(uint8(i), "regions = [[]]\nScope = { regions = [] }\nHead.cite = 1")
	}
	f.Fuzz(func(t *testing.T, i uint8, text string) {
		file := files[int(i)%len(files)]
		name := path.Join("data", file)
		fsys := fstest.MapFS{"data/countries.toml": {Data: []byte(sound["data/countries.toml"])}}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
		set, list := Data(fsys, "data", portal)
		if read := len(set.All()) > 0 || file == CountriesFile && set.Countries != nil; read == list.Failed(false) {
			t.Errorf("read: %t, but %q", read, lines(list))
		}
		for _, d := range list.Sorted() {
			if d.Pos.Line == 0 && d.Rule != syntax.TooLarge {
				t.Errorf("no place: %v", d)
			}
		}
	})
}
