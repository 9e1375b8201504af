// Package message holds the strings of the interface: i18n/<lang>.toml, one
// file a language of the site and nothing else in the folder. Two readers
// share them: the theme, through Hugo's T, and the program, through go-i18n.
//
// # The files
//
// A file is a list of messages, in this form only:
//
//	[skip_link]
//	other = "Aller au contenu"
//	[n_partners]
//	one = "{{ .Count }} partenaire"
//	many = "{{ .Count }} de partenaires"
//	other = "{{ .Count }} partenaires"
//
// An id is made of lower-case letters, digits and underscores. The keys are
// the plural forms of CLDR: zero, one, two, few, many, other. A message with
// any form but other, in any language, is plural; every language then gives
// exactly the forms that its grammar has (French and Spanish: one, many and
// other; English: one and other; Arabic: all six). A placeholder is written
// {{ .Name }}, with a capital and one space on either side; there is no other
// use of braces. The placeholders of a message are the same in all its forms
// and languages, but a form may leave out {{ .Count }} — and should only if it
// stands for one number: French "one" is also the form of 0.
//
// [Load] reads and checks all files and goes on after a problem; only a file
// that package syntax refuses is looked at no further.
// [Catalogue.Check] compares the messages with their uses, and
// [Catalogue.Exercise] runs every one of them.
//
// # The two readers
//
// Where Hugo and go-i18n would make do (another language's text, the form
// "other", "<no value>", nothing at all), a [Localizer] fails. They differ in
// one more way: {{ .Count }} is a number as the language writes it from
// [Localizer.Count], but the plain integer from T, as in T "n_partners" 12345.
// So counts are best put into words here and handed to the theme as text.
// Nothing is escaped by either; that is the template's part.
//
// Hugo takes the plural rules from the name of the file, this package from the
// locale of the language; Load refuses a pair that counts differently.
package message

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"sync"

	"passerelle/internal/diag"
	"passerelle/internal/lang"
	"passerelle/internal/syntax"
)

// Catalogue is the messages of a site in all its languages. It is safe for
// concurrent use.
type Catalogue struct {
	files     []*file           // in the order of the languages
	reference *file             // what the others are compared with; nil if no file is whole
	entries   map[string]*entry // by id, from all languages
	order     []string          // the ids, in the order of first definition
}

// entry is what a message is in all languages together.
type entry struct {
	pos    diag.Position // where it is first defined
	plural bool          // some language has a form other than "other"
	count  bool          // plural, or some text has {{ .Count }}
	fields []string      // the placeholders but Count, sorted
	model  *text         // the text whose placeholders the others must have
}

// file is the messages of one language.
type file struct {
	lang     lang.Language
	path     string
	messages map[string]*message
	order    []string
	whole    bool // it could be read: no message is hidden by an error
	rules    *plurals
}

// message is one message in one language.
type message struct {
	id      string
	pos     diag.Position
	texts   []*text // in the order of the file
	damaged bool    // some text could not be read
}

// text is one plural form of a message.
type text struct {
	form   string
	value  string
	pos    diag.Position // of the value
	key    diag.Position
	fields []string // the placeholders but Count, sorted, each once
	count  bool     // there is {{ .Count }}
	bad    bool     // reported already; not to be compared
}

func (m *message) text(form string) *text {
	if i := slices.IndexFunc(m.texts, func(t *text) bool { return t.form == form }); i >= 0 {
		return m.texts[i]
	}
	return nil
}

// Load reads <tag>.toml of every language from dir and checks the files, each
// by itself and against each other. The catalogue is never nil; it is fit for
// use only if the list has no errors.
func Load(fsys fs.FS, dir string, langs lang.Set) (*Catalogue, *diag.List) {
	list := new(diag.List)
	c := &Catalogue{entries: map[string]*entry{}}
	checkFolder(fsys, dir, langs, list)
	c.files = make([]*file, len(langs))
	lists := make([]diag.List, len(langs))
	var wg sync.WaitGroup
	for i, l := range langs {
		wg.Go(func() {
			f := readFile(fsys, path.Join(dir, l.Tag+".toml"), &lists[i])
			f.lang = l
			f.rules = newPlurals(f, &lists[i])
			c.files[i] = f
		})
	}
	wg.Wait()
	for i := range lists {
		list.Append(&lists[i])
	}
	c.join()
	c.compare(list)
	return c, list
}

// checkFolder reports what in dir is not the file of a language.
func checkFolder(fsys fs.FS, dir string, langs lang.Set, list *diag.List) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		list.Add(diag.Position{File: dir}, ruleUnreadable, syntax.Reason(err))
	}
	for _, e := range entries {
		tag, isTOML := cutTOML(e.Name())
		if e.IsDir() || !isTOML || !langs.Has(tag) {
			list.Add(diag.Position{File: path.Join(dir, e.Name())}, ruleStray)
		}
	}
}

func cutTOML(name string) (tag string, ok bool) {
	ext := path.Ext(name)
	return name[:len(name)-len(ext)], ext == ".toml"
}

// join builds the entries from the files.
func (c *Catalogue) join() {
	for _, f := range c.files {
		if c.reference == nil && f.whole {
			c.reference = f
		}
		for _, id := range f.order {
			m := f.messages[id]
			e := c.entries[id]
			if e == nil {
				e = &entry{pos: m.pos}
				c.entries[id] = e
				c.order = append(c.order, id)
			}
			e.add(m)
		}
	}
}

func (e *entry) add(m *message) {
	for _, t := range m.texts {
		e.plural = e.plural || t.form != "other"
		e.count = e.count || e.plural || t.count
	}
	t := m.text("other")
	if t == nil || t.bad || e.model != nil {
		return
	}
	e.model, e.fields = t, t.fields
}
