package load

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"passerelle/internal/diag"
	"passerelle/internal/trial"
)

// numbered repeats a text whose %d is its number.
func numbered(text string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, text, i)
	}
	return b.String()
}

// crowd is a file system with one folder of very many files, which are made as
// they are listed.
type crowd struct {
	fstest.MapFS
	dir, file string // the folder, and the form of the names in it
	n         int
}

func (c crowd) Open(name string) (fs.File, error) {
	f, err := c.MapFS.Open(name)
	if name == c.dir && err == nil {
		return &crowded{File: f, crowd: c}, nil
	}
	return f, err
}

// ReadDir is what fs.ReadDir would call.
func (c crowd) ReadDir(name string) ([]fs.DirEntry, error) {
	f, err := c.Open(name)
	if err != nil {
		return nil, err
	}
	return f.(fs.ReadDirFile).ReadDir(-1)
}

type crowded struct {
	fs.File
	crowd
	next int
}

func (c *crowded) ReadDir(n int) ([]fs.DirEntry, error) {
	var out []fs.DirEntry
	for ; c.next < c.n && (n <= 0 || len(out) < n); c.next++ {
		out = append(out, entry(fmt.Sprintf(c.file, c.next)))
	}
	if n > 0 && len(out) == 0 {
		return nil, io.EOF
	}
	return out, nil
}

func (c *crowded) Stat() (fs.FileInfo, error) { return c.File.Stat() }
func (c *crowded) Read(b []byte) (int, error) { return c.File.Read(b) }
func (c *crowded) Close() error               { return c.File.Close() }

type entry string

func (e entry) Name() string               { return string(e) }
func (e entry) IsDir() bool                { return false }
func (e entry) Type() fs.FileMode          { return 0 }
func (e entry) Info() (fs.FileInfo, error) { return nil, fs.ErrNotExist }

// What is made to exhaust the program is refused, in less than a tenth of a
// second (folders of a million files: in a second) and with less than 64 MB of
// memory in all.
func TestBombs(t *testing.T) {
	const (
		record = "data/partners/x.toml"
		page   = "content/fr/x.md"
		head   = "+++\ntitle = 'x'\ndescription = 'y'\n+++\n"
	)
	file := func(name, text string) func(t *testing.T) fs.FS {
		return func(t *testing.T) fs.FS { return site(map[string]string{name: text}) }
	}
	text := func(s string) func(t *testing.T) fs.FS { return file(record, s) }
	sparse := func(name string) func(t *testing.T) fs.FS {
		return func(t *testing.T) fs.FS {
			root := disk(t)
			f, err := os.Create(filepath.Join(root, filepath.FromSlash(name)))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if err := f.Truncate(1 << 30); err != nil {
				t.Skip("no such file here: ", err)
			}
			return os.DirFS(root)
		}
	}
	folders := func(dir string, depth int) func(t *testing.T) fs.FS {
		return func(t *testing.T) fs.FS {
			root := disk(t)
			if err := os.MkdirAll(filepath.Join(root, filepath.FromSlash(dir), strings.Repeat("a/", depth)), 0o755); err != nil {
				t.Fatal(err)
			}
			return os.DirFS(root)
		}
	}
	full := func(dir, form string) func(t *testing.T) fs.FS {
		return func(t *testing.T) fs.FS { return crowd{site(), dir, form, 1_000_000} }
	}
	const most = 262_144 // bytes that are read

	for _, tt := range []struct {
		name string
		fsys func(t *testing.T) fs.FS
		code string
	}{
		// Depth.
		{"lists 100,000 deep", text("a = " + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000)), "too-deep"},
		{"lists 9,000 deep", text("a = " + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000)), "too-deep"},
		{"inline tables 60,000 deep", text("a = " + strings.Repeat("{a=", 60_000)), "too-deep"},
		{"lists and inline tables 40,000 deep", text("a = " + strings.Repeat("[{a=", 40_000)), "too-deep"},
		{"dotted key of 4,000 parts", text(strings.Repeat("a.", 4_000) + "a = 1"), "too-deep"},
		{"dotted keys of 4,000 parts, thirty times", text(numbered(strings.Repeat("a.", 4_000)+"k%d = 1\n", 30)), "too-deep"},
		{"header of 100,000 parts", text("[" + strings.Repeat("a.", 100_000) + "a]"), "too-deep"},
		{"folders 500 deep in a collection", folders("data/partners", 500), "stray-file"},
		{"folders 500 deep beside the collections", folders("data/deep", 500), "unknown-collection"},
		{"folders 500 deep among the pages", folders("content/fr", 500), "stray-file"},

		// Number.
		{"a million items", text("a = [" + strings.Repeat("1,", 1_000_000) + "]"), "too-large"},
		{"as many items as fit", text("a = [" + strings.Repeat("1,", 130_000) + "]"), "too-many-values"},
		{"ten thousand keys", text(numbered("k%d = 1\n", 10_000)), "too-many-keys"},
		{"ten thousand keys of an inline table", text("a = {" + numbered("k%d=1,", 10_000) + "z=1}"), "too-many-keys"},
		{"ten thousand tables", text(numbered("[t%d]\n", 10_000)), "too-many-keys"},
		{"ten thousand tables in a table", text(numbered("[a.t%d]\n", 10_000)), "too-many-keys"},
		{"twenty times 200 keys", text(strings.ReplaceAll(numbered("[t%d]\n#", 20), "#", numbered("k%d = 1\n", 200))), "unknown-key"},
		{"the same header 30,000 times", text(strings.Repeat("[a]\n", 30_000)), "syntax"},
		{"the same list of tables 40,000 times", text(strings.Repeat("[[a]]\n", 40_000)), "too-many-values"},
		{"the same key 40,000 times", text(strings.Repeat("a = 1\n", 40_000)), "too-many-values"},
		{"200,000 line ends", text(strings.Repeat("\n", 200_000)), "missing-key"},
		{"a million line ends", text(strings.Repeat("\n", 1_000_000)), "too-large"},
		{"a million files", full("data/partners", "p%d.toml"), "too-many-files"},
		{"a million files of no kind", full("data/partners", "p%d"), "too-many-files"},
		{"a million hidden files", full("data/partners", ".p%d"), "too-many-files"},
		{"a million pages", full("content/fr", "p%d.md"), "too-many-files"},
		{"a million folders of no collection", full("data", "p%d"), "too-many-files"},

		// Size.
		{"a text of 10 MB", text("kind = '" + strings.Repeat("x", 10<<20) + "'"), "too-large"},
		{"a line of 1 MB", text("#" + strings.Repeat("x", 1<<20)), "too-large"},
		{"a line as long as may be", text("#" + strings.Repeat("é", most/2-1)), "missing-key"},
		{"a key of 1 MB", text(strings.Repeat("k", 1<<20) + " = 1"), "too-large"},
		{"a key as long as may be", text(strings.Repeat("k", most-4) + " = 1"), "unknown-key"},
		{"a key in quotes as long as may be", text(`"` + strings.Repeat("é", most/2-4) + `" = 1`), "unknown-key"},
		{"a word as long as may be", text("kind = '" + strings.Repeat("x", most-10) + "'"), "unknown-word"},
		{"an id as long as may be", text("parent = '" + strings.Repeat("a-", most/2-10) + "a'"), "bad-id"},
		{"an address as long as may be", text("website = 'https://" + strings.Repeat("a.", most/2-20) + "org'"), "bad-url"},
		{"a date as long as may be", text("as_of = '" + strings.Repeat("2014/", most/5-10) + "'"), "bad-date"},
		{"a whole number of 200,000 digits", text("a = " + strings.Repeat("9", 200_000)), "syntax"},
		{"a number of 200,000 digits", text("centre = [1" + strings.Repeat("0", 200_000) + ".5]"), "syntax"},
		{"an exponent of 200,000 digits", text("a = 1e" + strings.Repeat("9", 200_000)), "syntax"},
		{"a text left open", text("kind = \"\"\"" + strings.Repeat("x\n", most/2-10)), "syntax"},
		{"a list left open", text("a = [" + strings.Repeat("\n", most-10)), "syntax"},
		{"comments as long as may be", text(strings.Repeat("# é\n", most/5)), "missing-key"},
		{"a record of 1 GB", sparse(record), "too-large"},
		{"a page of 1 GB", sparse(page), "too-large"},
		{"countries of 1 GB", sparse("data/countries.toml"), "too-large"},

		// Faults.
		{"as many wrong items as may be", text("taxa = [" + strings.Repeat("1,", 9_990) + "]"), "wrong-type"},
		{"as many bad ids as may be", text("taxa = [" + strings.Repeat("'A b',", 9_990) + "]"), "bad-id"},
		{"as many unknown words as may be", text("documented_none = [" + strings.Repeat("'agreemints',", 9_990) + "]"), "unknown-word"},
		{"as many tables that lack keys as may be", text("resolutions = [" + strings.Repeat("{a=1},", 3_330) + "]"), "missing-key"},
		{"as many texts that are not composed as may be", text("a = [" + strings.Repeat("'e\u0301',", 9_990) + "]"), "not-normalised"},
		{"nothing but null", text(strings.Repeat("\x00", most)), "hidden-character"},
		{"nothing but direction marks", text(strings.Repeat("\u202e", most/3)), "hidden-character"},
		{"nothing but byte order marks", text(strings.Repeat("\ufeff", most/3)), "hidden-character"},
		{"nothing but bytes that are not UTF-8", text(strings.Repeat("\xff", most)), "not-utf-8"},
		{"escaped direction marks", text("a = [" + strings.Repeat(`"\u202e",`, 9_990) + "]"), "hidden-character"},
		{"a letter with 80,000 accents", text("kind = 'e" + strings.Repeat("\u0301", 80_000) + "'"), "not-normalised"},

		// Pages.
		{"a page that has no end of its head", file(page, "+++\n"+strings.Repeat("# x\n", 15_000)), "no-front-matter"},
		{"a page of many keys", file(page, "+++\n"+numbered("k%d = 1\n", 5_000)+head[4:]), "too-many-values"},
		{"a page of hidden characters", file(page, head+strings.Repeat("\u200b", 20_000)), "hidden-character"},
		{"a page of links that are not closed", file(page, head+strings.Repeat("[a](", 16_000)), "too-many-marks"},
		{"a page of quotes in quotes", file(page, head+strings.Repeat(">", 60_000)), "too-many-marks"},
		{"a table of very many cells", file(page, head+"a|b\n-|-\n"+strings.Repeat("|\n", 15_000)), "too-many-marks"},
		{"a page of 10 MB", file(page, head+strings.Repeat("x", 10<<20)), "too-large"},
		{"countries without number", file("data/countries.toml", numbered("[countries.A%d]\n", 9_000)), "too-many-keys"},
		{"as many countries as may be, all wrong", file("data/countries.toml", numbered("[countries.A%d]\n", 1_000)), "bad-country"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fsys := tt.fsys(t)
			limit := patience * 100 * time.Millisecond
			if tt.code == "too-many-files" { // a folder may hold 200,000: their names must be read
				limit *= 10
			}
			const memory = 64 << 20
			took, bytes := time.Hour, uint64(memory*1024)
			for range 8 { // others may be using the machine
				var before, after runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&before)
				start := trial.Used()
				_, list := Data(fsys, "data", portal)
				_, more := Pages(fsys, "content", portal)
				took = min(took, trial.Used()-start)
				runtime.ReadMemStats(&after)
				bytes = min(bytes, after.TotalAlloc-before.TotalAlloc)
				list.Append(more)
				if !told(list, tt.code) || !list.Failed(false) {
					t.Fatalf("not refused as %s: %d findings", tt.code, list.Len())
				}
				if took < limit && bytes < memory {
					break
				}
			}
			t.Logf("%6.1f ms, %4.1f MB", float64(took.Microseconds())/1000, float64(bytes)/(1<<20))
			if took >= limit || bytes >= memory {
				t.Errorf("takes %v and %d MB", took, bytes>>20)
			}
		})
	}
}

// told reports whether a rule's finding is in the list.
func told(list *diag.List, code string) bool {
	for _, d := range list.Sorted() {
		if d.Rule.Code == code {
			return true
		}
	}
	return false
}

// The limits leave room: real files are at most a fifth of them.
func TestRoomBelowTheLimits(t *testing.T) {
	root := os.DirFS("../..")
	largest, most := int64(0), 0
	err := fs.WalkDir(root, "data", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() {
			entries, err := fs.ReadDir(root, name)
			most = max(most, len(entries))
			return err
		}
		info, err := e.Info()
		if path.Base(name) != CountriesFile {
			largest = max(largest, info.Size())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the largest record has %d bytes, the largest folder %d files", largest, most)
	if largest*5 > 256<<10 || most*5 > maxFiles {
		t.Errorf("the largest record has %d bytes, the largest folder %d files: too near to the limits", largest, most)
	}
}
