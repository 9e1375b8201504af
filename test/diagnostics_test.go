package test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"passerelle/internal/audit"
	"passerelle/internal/cli"
	"passerelle/internal/diag"
)

const diagnostics = "docs/diagnostics.md"

var printAnew = flag.Bool("update", false, "write what the program prints into "+diagnostics)

// TestDiagnosticsComplete checks that docs/diagnostics.md has an entry for
// each code that the program knows, and no other; that each entry says why and
// how; and that an example of it shows each of the code's rules.
func TestDiagnosticsComplete(t *testing.T) {
	guide, all := entries(t, documented(t))
	entryOf := map[string]*entry{}
	for _, e := range all {
		if entryOf[e.code] != nil {
			t.Errorf("%s has two entries", e.code)
		}
		entryOf[e.code] = e
	}
	codes := map[string]bool{}
	for _, r := range rules(t) {
		codes[r.code] = true
		e := entryOf[r.code]
		if e == nil {
			t.Errorf("%s: %s has no entry in %s", r.place, r.code, diagnostics)
			continue
		}
		if !slices.ContainsFunc(e.examples, func(x *example) bool { return slices.ContainsFunc(x.printed, r.shown) }) {
			t.Errorf("%s: no example of %s prints %q", r.place, r.code, r.sentence)
		}
	}
	var order []string
	for _, e := range all {
		order = append(order, e.code)
		if !codes[e.code] {
			t.Errorf("%s is no code of the program", e.code)
		}
		for _, part := range []string{"\n**Why it is refused.** ", "\n**How to mend it.**\n\n1. "} {
			if !strings.Contains(e.text, part) {
				t.Errorf("%s has no part %q", e.code, strings.TrimSpace(part))
			}
		}
		for _, x := range e.examples {
			if (len(x.wrong) == 0) != (situations[e.code] != nil) {
				t.Errorf("%s: what is wrong is shown, or else made by this test", e.code)
			}
			if len(x.right) == 0 {
				t.Errorf("%s: what is right is not shown", e.code)
			}
		}
	}
	if line := entryOf["unknown-key"].examples[0].printed[0]; !strings.Contains(guide, "\n"+line+"\n") {
		t.Errorf("the guide does not take %q apart, but another line", line)
	}
	var contents []string
	for _, m := range regexp.MustCompile("\\[`([a-z0-9-]+)`\\]\\(#([a-z0-9-]+)\\)").FindAllStringSubmatch(guide, -1) {
		if m[1] != m[2] {
			t.Errorf("the contents lead from %s to %s", m[1], m[2])
		}
		contents = append(contents, m[1])
	}
	if !slices.Equal(contents, order) {
		t.Errorf("the contents are\n%q\nthe entries\n%q", contents, order)
	}
}

// TestDiagnosticsExamples runs the program on every example: of what is wrong
// it prints what the document says, and nothing else; of what is right, nothing.
func TestDiagnosticsExamples(t *testing.T) {
	lines := documented(t)
	_, all := entries(t, lines)
	s := newSample(t)
	sound := s.check(t, nil) + s.audit("", map[string]string{}) + s.audit("link-folder", map[string]string{})
	if sound != "" {
		t.Fatalf("the sample is not without a fault:\n%s", sound)
	}
	for _, e := range slices.Backward(all) { // so that new lines move no earlier ones
		for _, x := range slices.Backward(e.examples) {
			t.Run(e.code, func(t *testing.T) {
				got := s.wrong(t, e.code, x)
				if *printAnew {
					lines = slices.Replace(lines, x.from, x.to, strings.Split(strings.TrimSuffix(got, "\n"), "\n")...)
				} else if want := strings.Join(x.printed, "\n") + "\n"; got != want {
					t.Errorf("of what is wrong the program prints\n%sthe document says\n%s", got, want)
				}
				if !strings.Contains(got, "["+e.code+"]: ") {
					t.Errorf("the example does not show %s:\n%s", e.code, got)
				}
				if got := s.right(t, e.code, x); got != "" {
					t.Errorf("of what is right the program prints\n%s", got)
				}
			})
		}
	}
	if *printAnew {
		if err := os.WriteFile(filepath.Join(root, diagnostics), []byte(strings.Join(lines, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func documented(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, diagnostics))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
}

// sample is a small site without a fault, in a folder, that examples change.
type sample struct {
	dir   string
	files map[string]string // what it is made of; public/ holds finished pages
}

// newSample writes the sample: the records that the tests of package check
// have, what testdata/diagnostics.txtar adds, the repository's theme and,
// after the sample's own, its strings.
func newSample(t *testing.T) *sample {
	t.Helper()
	s := &sample{t.TempDir(), map[string]string{}}
	for _, name := range []string{"../internal/check/testdata/valid.txtar", "testdata/diagnostics.txtar"} {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range archive.Files {
			s.files[f.Name] = strings.ReplaceAll(string(f.Data), "\r\n", "\n")
		}
	}
	for _, name := range []string{"i18n/fr.toml", "i18n/en.toml"} {
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		s.files[name] += "\n" + string(data)
	}
	if err := os.CopyFS(filepath.Join(s.dir, "themes"), os.DirFS(filepath.Join(root, "themes"))); err != nil {
		t.Fatal(err)
	}
	for name, text := range s.files {
		s.put(t, name, text)
	}
	return s
}

func (s *sample) path(name string) string { return filepath.Join(s.dir, filepath.FromSlash(name)) }

func (s *sample) put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(s.path(name)), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.path(name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// undo gives a file of the sample its text again, or takes away one that is
// not of the sample, with the folder that was made for it.
func (s *sample) undo(t *testing.T, name string) {
	t.Helper()
	if err := os.RemoveAll(s.path(name)); err != nil {
		t.Fatal(err)
	}
	if text, ok := s.files[name]; ok {
		s.put(t, name, text)
	} else {
		os.Remove(filepath.Dir(s.path(name))) // refused if it holds anything
	}
}

// check runs "passerelle check" with some files changed and returns what it
// prints of them, without the closing count.
func (s *sample) check(t *testing.T, changed map[string]string) string {
	t.Helper()
	for name, text := range changed {
		s.put(t, name, text)
		defer s.undo(t, name)
	}
	var out, msg bytes.Buffer
	code := cli.Run(context.Background(), []string{"check", "--strict", "-s", s.dir}, &out, &msg)
	lines := strings.SplitAfter(msg.String(), "\n")
	if n := len(lines) - 2; n >= 0 {
		lines = lines[:n] // without the count, and what follows the last line break
	}
	got := strings.Join(lines, "")
	if (code == 0) != (got == "") {
		t.Errorf("exit %d, but %q", code, msg.String())
	}
	return got
}

// audit audits the finished pages of the sample with some of them changed.
func (s *sample) audit(code string, changed map[string]string) string {
	a := audit.New(audit.Site{BaseURL: "https://example.org/", Languages: sampleLanguages, Portable: portable(code)})
	for name := range s.files {
		if _, ok := changed[name]; !ok {
			changed[name] = s.sound(code, name)
		}
	}
	for name, text := range changed {
		if name, ok := strings.CutPrefix(name, "public/"); ok && text != gone {
			a.File(name, []byte(text))
		}
	}
	return printed(a.Finish())
}

// gone stands for the text of a file that is not there.
const gone = "\x00gone"

func printed(list *diag.List) string {
	var b strings.Builder
	for _, d := range list.Sorted() {
		b.WriteString(d.String() + "\n")
	}
	return b.String()
}

// run checks or audits the sample, by the folder of what is changed.
func (s *sample) run(t *testing.T, code string, changed map[string]string) string {
	t.Helper()
	for name := range changed {
		if strings.HasPrefix(name, "public/") {
			return s.audit(code, changed)
		}
	}
	return s.check(t, changed)
}

// wrong makes what is wrong and returns what the program prints. A part is put
// in place of what is right in the same file.
func (s *sample) wrong(t *testing.T, code string, x *example) string {
	t.Helper()
	if bringAbout := situations[code]; bringAbout != nil {
		return bringAbout(t, s)
	}
	changed := map[string]string{}
	parts := map[string]int{} // how many of a file were put in place
	for _, b := range x.wrong {
		text := b.text
		if !b.whole {
			rights := slices.DeleteFunc(slices.Clone(x.right), func(r block) bool { return r.whole || r.file != b.file })
			if parts[b.file] >= len(rights) {
				t.Fatalf("the part of %s that is wrong has no right counterpart", b.file)
			}
			right := rights[parts[b.file]]
			parts[b.file]++
			if _, ok := changed[b.file]; !ok {
				changed[b.file] = s.sound(code, b.file)
			}
			if n := strings.Count(changed[b.file], right.text); n != 1 {
				t.Fatalf("the part of %s that is right is there %d times:\n%s", b.file, n, right.text)
			}
			text = strings.Replace(changed[b.file], right.text, text, 1)
		}
		if strings.HasSuffix(code, "utf-8") { // no document in UTF-8 can hold the byte itself
			text = strings.ReplaceAll(text, "\uFFFD", "\xe9")
		}
		changed[b.file] = text
	}
	return s.run(t, code, changed)
}

// right runs what is right: whole files beside the sample. Of a part it is
// enough that the sample has it, which is without a fault.
func (s *sample) right(t *testing.T, code string, x *example) string {
	t.Helper()
	changed := map[string]string{}
	for _, b := range x.right {
		if b.whole {
			changed[b.file] = b.text
		} else if !strings.Contains(s.sound(code, b.file), b.text) {
			t.Errorf("%s does not have the part that is right:\n%s", b.file, b.text)
		}
	}
	if len(changed) == 0 {
		return ""
	}
	return s.run(t, code, changed)
}

// sound returns a file of the sample without a fault. In a portable site links
// to folders name index.html.
func (s *sample) sound(code, name string) string {
	if portable(code) && strings.HasPrefix(name, "public/") {
		return strings.NewReplacer(`"../"`, `"../index.html"`, `"../#top"`, `"../index.html#top"`, `"/en/"`, `"en/index.html"`).Replace(s.files[name])
	}
	return s.files[name]
}

// portable reports whether a code is one of sites that were built to be opened
// from a folder.
func portable(code string) bool { return code == "link-folder" }
