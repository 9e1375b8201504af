package page

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"passerelle/internal/check"
	"passerelle/internal/config"
	"passerelle/internal/diag"
	"passerelle/internal/graph"
	"passerelle/internal/lang"
	"passerelle/internal/load"
	"passerelle/internal/message"
	"passerelle/internal/record"
)

// repository holds the real portal, whose languages and messages are used.
var repository = os.DirFS("../..")

// shipped is the languages and messages of the real portal.
var shipped = sync.OnceValues(func() (lang.Set, *message.Catalogue) {
	conf, list := config.Load(repository)
	msgs, found := message.Load(repository, "i18n", conf.Languages)
	list.Append(found)
	if list.Failed(true) {
		panic(list.Sorted()[0].String())
	}
	return conf.Languages, msgs
})

// portal is a site before its pages are made. Its zero value is not of use:
// begin with newPortal and change what the test is about.
type portal struct {
	files fstest.MapFS // data and content
	site  Site
	asOf  string
}

func newPortal(t *testing.T) *portal {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/portal.txtar")
	if err != nil {
		t.Fatal(err)
	}
	p := &portal{files: fstest.MapFS{}, asOf: "2014-07"}
	p.site.Languages, _ = shipped()
	p.site.BaseURL = "https://example.org/portal/"
	for _, f := range archive.Files {
		p.files[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return p
}

// set puts a file into the portal.
func (p *portal) set(name, text string) { p.files[name] = &fstest.MapFile{Data: []byte(text)} }

// edit replaces text that a file of the portal must have.
func (p *portal) edit(t *testing.T, name, old, new string) {
	t.Helper()
	text := string(p.files[name].Data)
	if !strings.Contains(text, old) {
		t.Fatalf("%s does not have %q", name, old)
	}
	p.set(name, strings.Replace(text, old, new, 1))
}

// model links the records, which must be without fault.
func (p *portal) model(t *testing.T) *graph.Model {
	t.Helper()
	var asOf record.Date
	if err := asOf.UnmarshalText([]byte(p.asOf)); err != nil {
		t.Fatal(err)
	}
	set, list := load.Data(p.files, "data", p.site.Languages)
	list.Append(check.Set(set, check.Options{Languages: p.site.Languages, AsOf: asOf, Source: "report"}))
	for _, d := range list.Sorted() {
		t.Fatal(d)
	}
	return graph.Build(set, "report", asOf)
}

func (p *portal) editorial(t *testing.T) []load.Editorial {
	t.Helper()
	pages, list := load.Pages(p.files, "content", p.site.Languages)
	for _, d := range list.Sorted() {
		t.Fatal(d)
	}
	return pages
}

// content makes the pages of the portal.
func (p *portal) content(t *testing.T) (*Content, *diag.List) {
	t.Helper()
	_, msgs := shipped()
	c, list, err := Make(p.model(t), p.editorial(t), msgs, p.site)
	if err != nil {
		t.Fatal(err)
	}
	return c, list
}

// writer returns the writer of a language, for what it makes in parts.
func (p *portal) writer(t *testing.T, tag string) *writer {
	t.Helper()
	_, msgs := shipped()
	m, editorial := p.model(t), p.editorial(t)
	w := newWriter(m, editorial, msgs, p.site, p.site.Languages.Get(tag), sitePaths(m, editorial))
	t.Cleanup(func() {
		if err := w.msg.Err(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// made is a content file, read back.
type made struct {
	front
	Body string // what follows the front matter
	File File
}

// pages makes the portal's pages and reads them back, by output file. There
// must be no findings.
func (p *portal) pages(t *testing.T) map[string]made {
	t.Helper()
	c, list := p.content(t)
	for _, d := range list.Sorted() {
		t.Error(d)
	}
	return read(t, c)
}

func read(t *testing.T, c *Content) map[string]made {
	t.Helper()
	pages := map[string]made{}
	for _, f := range c.Files {
		m := made{File: f}
		dec := json.NewDecoder(strings.NewReader(string(f.Data)))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&m.front); err != nil {
			t.Fatalf("%s: %v", f.Path, err)
		}
		m.Body = strings.TrimPrefix(string(f.Data[dec.InputOffset():]), "\n")
		if m.Page == nil {
			t.Fatalf("%s has no page", f.Path)
		}
		pages[f.Output] = m
	}
	return pages
}

// at returns the page of an output file, named without its index.html.
func at(t *testing.T, pages map[string]made, address string) made {
	t.Helper()
	m, ok := pages[address+"index.html"]
	if !ok {
		t.Fatalf("there is no page at %q", address)
	}
	return m
}

// texts returns what links read, with their notes in brackets.
func texts(links []Link) []string {
	var out []string
	for _, l := range links {
		s := l.Text
		if l.Note != "" {
			s += " (" + l.Note + ")"
		}
		out = append(out, s)
	}
	return out
}

// sectionOf returns a section of a record's page by its id.
func sectionOf(t *testing.T, v *RecordView, id string) Section {
	t.Helper()
	for _, s := range v.Sections {
		if s.ID == id {
			return s
		}
	}
	t.Fatalf("there is no section %q", id)
	return Section{}
}

// say returns a message of the real portal. Tests ask for messages by their
// ids, so that translators are free to choose the words.
func say(t *testing.T, tag, id string, args ...any) string {
	t.Helper()
	_, msgs := shipped()
	l := msgs.For(tag)
	s := l.Text(id, args...)
	if err := l.Err(); err != nil {
		t.Fatal(err)
	}
	return s
}

// rows compares rows of facts, by the message of their label in English, with
// what stands there, or with what says that nothing does.
func rows(t *testing.T, facts []Fact, want map[string]string) {
	t.Helper()
	for id, w := range want {
		label := say(t, "en", id)
		i := slices.IndexFunc(facts, func(f Fact) bool { return f.Label == label })
		if i < 0 {
			t.Errorf("there is no row %q", id)
			continue
		}
		got := facts[i].Absent
		if facts[i].Time != nil {
			got = facts[i].Time.Text
		} else if len(facts[i].Links) > 0 {
			got = strings.Join(texts(facts[i].Links), ", ")
		}
		if got != w {
			t.Errorf("%s: got %q, want %q", id, got, w)
		}
	}
}

func equal(t *testing.T, what string, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\ngot\n\t%s\nwant\n\t%s", what, strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}
