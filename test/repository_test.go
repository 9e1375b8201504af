package test

import (
	"bytes"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"passerelle/internal/config"
	"passerelle/internal/message"
	"passerelle/internal/record"
)

// TestMessages runs every message of the interface in every language with
// counts of each sort.
func TestMessages(t *testing.T) {
	fsys := os.DirFS(root)
	conf, list := config.Load(fsys)
	if conf == nil {
		t.Fatal(list.Sorted())
	}
	catalogue, list := message.Load(fsys, "i18n", conf.Languages)
	list.Append(catalogue.Exercise())
	for _, d := range list.Sorted() {
		t.Error(d)
	}
}

// TestDataDocumentation checks that docs/data.md names every key and every
// allowed word of every collection in the collection's section.
func TestDataDocumentation(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(root, "docs/data.md"))
	if err != nil {
		t.Fatal(err)
	}
	sections := map[string]string{}
	for _, s := range strings.Split("\n"+string(data), "\n## ")[1:] {
		head, body, _ := strings.Cut(s, "\n")
		sections[strings.TrimSpace(head)] = body
	}
	for _, c := range record.Collections {
		body, ok := sections[c.Name]
		if !ok {
			t.Errorf("docs/data.md has no section %q", c.Name)
			continue
		}
		var walk func(fields []record.Field)
		walk = func(fields []record.Field) {
			for _, f := range fields {
				for _, word := range append([]string{f.Key}, f.Enum...) {
					if !strings.Contains(body, "`"+word+"`") {
						t.Errorf("docs/data.md: the section %q does not name `%s`", c.Name, word)
					}
				}
				if table := record.Table(f.Type); table != nil {
					walk(record.Fields(table))
				}
			}
		}
		walk(record.Fields(c.Type))
	}
}

// stages is the direction of the data: a package may import those in its own
// row's left, never to its right.
var stages = []string{
	"trial", "diag", "lang", "syntax", "record", "prose", "load", "config", "check", "graph", "draw", "search", "host", "message", "page", "site", "audit", "publish", "serve", "cli",
}

// pure packages do no input or output and import none that does.
var pure = []string{"diag", "lang", "record", "prose", "check", "graph", "draw", "search", "host"}

// TestDirection checks what the packages import: no stage one to its right,
// Hugo only in site, no package for input or output in a pure one.
func TestDirection(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, "internal/*/*.go"))
	if err != nil || len(files) < 50 {
		t.Fatal(err, len(files))
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		pkg := filepath.Base(filepath.Dir(name))
		at := slices.Index(stages, pkg)
		if at < 0 {
			t.Errorf("%s: the package has no place in the direction", name)
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range f.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			if own, ok := strings.CutPrefix(imported, "passerelle/internal/"); ok && slices.Index(stages, own) >= at {
				t.Errorf("%s imports %s, a stage to its right", name, own)
			}
			if strings.HasPrefix(imported, "github.com/gohugoio/hugo") && pkg != "site" {
				t.Errorf("%s imports Hugo", name)
			}
			if slices.Contains(pure, pkg) && slices.Contains([]string{"os", "io/fs", "net", "net/http", "time/tzdata", "os/exec"}, imported) {
				t.Errorf("%s: the pure package imports %s", name, imported)
			}
		}
	}
}

// TestTrackedFiles: what the repository holds was written by someone: no file is
// a program or larger than anyone would read.
func TestTrackedFiles(t *testing.T) {
	out, err := exec.Command("git", "-C", root, "ls-files", "-z").Output()
	if err != nil {
		t.Skip("no checkout of git here: ", err)
	}
	names := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			continue // removed, but not committed yet
		}
		if len(data) > 1<<20 || bytes.HasPrefix(data, []byte("\x7fELF")) {
			t.Errorf("%s has %d bytes", name, len(data))
		}
	}
	if len(names) < 500 {
		t.Errorf("only %d files are tracked", len(names))
	}
}

// timed packages may ask what time it is: how long something took, when a
// preview began, how long a lock is waited for. Nothing of it is published.
var timed = []string{"trial", "publish", "serve", "cli"}

// TestClock: what makes pages does not ask what time it is, so no clock can
// change them.
func TestClock(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, "internal/*/*.go"))
	if err != nil {
		t.Fatal(err)
	}
	asks := regexp.MustCompile(`\btime\.(Now|Since|Until)\b`)
	read := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || slices.Contains(timed, filepath.Base(filepath.Dir(name))) {
			continue
		}
		read++
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if s := asks.Find(data); s != nil {
			t.Errorf("%s: %s", name, s)
		}
	}
	if read < 50 {
		t.Errorf("only %d files were read", read)
	}
}

// TestTemplates checks the first contract in the theme's files: no template
// looks another page up, and none trusts data.
func TestTemplates(t *testing.T) {
	forbidden := regexp.MustCompile(`RegularPages|GetPage|site\.Data|hugo\.Data|AllTranslations|\.Translations|\.Pages|\.Site\.|safeHTML|safeJS|safeURL|safeCSS|safeHTMLAttr|markdownify|RenderString|resources\.GetRemote|now|getenv|readFile`)
	err := filepath.WalkDir(filepath.Join(root, "themes"), func(name string, e os.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".html" {
			return err
		}
		data, err := os.ReadFile(name)
		for _, action := range regexp.MustCompile(`\{\{.*?\}\}`).FindAllString(string(data), -1) {
			if forbidden.MatchString(action) && !strings.HasPrefix(strings.TrimLeft(action, "{- "), "/*") {
				t.Errorf("%s: %s", name, action)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
