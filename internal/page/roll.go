package page

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"passerelle/internal/graph"
	"passerelle/internal/lang"
	"passerelle/internal/search"
)

// namesPath is the list of all names, below its language; its first part
// stands there, the others below it.
const namesPath = "names/"

// namesPerPage bounds a part of the list of names.
const namesPerPage = 400

// NamesView is a part of the alphabetical list of all names.
type NamesView struct {
	Heading string  `json:"heading"`
	Intro   string  `json:"intro"`
	Part    string  `json:"part,omitempty"` // which part it is
	Letters []Link  `json:"letters"`        // of the whole list
	Groups  []Group `json:"groups"`
	Before  *Link   `json:"before,omitempty"`
	After   *Link   `json:"after,omitempty"`
}

// listed is a line of the list of names: a name and what it is the name of.
type listed struct {
	name
	entry *graph.Entry
	main  bool // it is the name under which pages speak of the entry
}

// roll returns all names of a language, unsorted: those of what has a page, and
// of the bodies that only others' pages tell of.
func (w *writer) roll() []listed {
	var out []listed
	add := func(e *graph.Entry) {
		for i, n := range w.namesOf(e) {
			out = append(out, listed{n, e, i == 0})
		}
	}
	for _, s := range w.nav {
		for _, e := range s.entries {
			add(e)
		}
	}
	for _, e := range w.m.Entries("organisations") {
		if len(w.tellers(e)) > 0 {
			add(e)
		}
	}
	return out
}

// tellers returns what tells of a body that has no page.
func (w *writer) tellers(e *graph.Entry) []*graph.Entry {
	var out []*graph.Entry
	for _, list := range [][]*graph.Entry{e.MemberOf, e.Agreements, e.Activities, e.EntryPoints} {
		for _, o := range list {
			if hasPage(o) {
				out = append(out, o)
			}
		}
	}
	return out
}

// parts is into how many pages the list of names is divided: as many in each
// language, so that each page has its like in the others.
func (w *writer) parts() int {
	most := 1
	for _, o := range w.tongues {
		most = max(most, len(o.roll()))
	}
	return (most + namesPerPage - 1) / namesPerPage
}

func partPath(i int) string {
	if i == 0 {
		return namesPath
	}
	return namesPath + strconv.Itoa(i+1) + "/"
}

// directory is the list of names, divided into pages.
type directory struct {
	parts   [][]listed
	letters []Link         // each to the first name that begins with it
	first   map[string]int // the part in which a letter begins
}

// directory sorts the names of the language and divides them.
func (w *writer) directory() *directory {
	all := w.roll()
	lang.Sort(lang.NewCollator(w.lang), all,
		func(l listed) string { return initial(l.Text) + " " + l.Text },
		func(l listed) string { return l.Text + "\x00" + l.entry.Collection + "/" + string(l.entry.ID) })
	// The order may take two letters for one, such as a full-width and an
	// ordinary one: each still has all of its names in one place.
	at := map[string]int{}
	for i, l := range all {
		if _, ok := at[initial(l.Text)]; !ok {
			at[initial(l.Text)] = i
		}
	}
	slices.SortStableFunc(all, func(a, b listed) int { return cmp.Compare(at[initial(a.Text)], at[initial(b.Text)]) })
	d := &directory{first: map[string]int{}}
	k := w.parts()
	for i := range k {
		d.parts = append(d.parts, all[i*len(all)/k:(i+1)*len(all)/k])
	}
	for i, part := range d.parts {
		for _, l := range part {
			if letter := initial(l.Text); len(d.letters) == 0 || d.letters[len(d.letters)-1].Text != letter {
				d.letters = append(d.letters, Link{Str: Str{Text: letter}})
				d.first[letter] = i
			}
		}
	}
	return d
}

// others heads the names that begin with no letter.
const others = "0–9"

// initial returns the letter under which a name is listed: its first, without
// an accent, as a capital.
func initial(s string) string {
	for _, r := range norm.NFKC.String(search.Fold(strings.ToLower(s))) {
		switch {
		case unicode.IsLetter(r):
			return string(unicode.ToUpper(r))
		case unicode.IsDigit(r):
			return others
		}
	}
	return others
}

// lettersFor links the letters from a page.
func (d *directory) lettersFor(p *Page) []Link {
	var out []Link
	for _, l := range d.letters {
		l.Href = p.local(partPath(d.first[l.Text]) + "#" + letterID(l.Text))
		out = append(out, l)
	}
	return out
}

// letterID is the fragment of a letter on its page.
func letterID(letter string) string {
	if letter == others {
		return "digits"
	}
	return "letter-" + strings.ToLower(letter)
}

// names makes the pages of the list of names.
func (w *writer) listNames() {
	d := w.names
	for i, part := range d.parts {
		p := w.page(partPath(i), "names", w.text("names"), w.text("names_intro"))
		p.dir, p.name, p.Type = "names", strconv.Itoa(i+1), "names"
		p.crumb(Link{Str: Str{Text: w.text("search")}, Href: p.local(searchPath)})
		v := &NamesView{Heading: p.title, Intro: p.description, Letters: d.lettersFor(p)}
		if len(d.parts) > 1 {
			v.Part = w.text("part_of_parts", "N", w.msg.Number(i+1), "All", w.msg.Number(len(d.parts)))
			p.HeadTitle = p.title + " (" + strconv.Itoa(i+1) + ") – " + w.lang.Title
		}
		for _, l := range part {
			letter := initial(l.Text)
			if len(v.Groups) == 0 || v.Groups[len(v.Groups)-1].Heading != letter {
				v.Groups = append(v.Groups, Group{ID: letterID(letter), Heading: letter})
			}
			g := &v.Groups[len(v.Groups)-1]
			g.Items = append(g.Items, p.listedItem(l))
		}
		if i > 0 {
			v.Before = &Link{Str: Str{Text: span(d.parts[i-1])}, Href: p.local(partPath(i - 1))}
		}
		if i+1 < len(d.parts) {
			v.After = &Link{Str: Str{Text: span(d.parts[i+1])}, Href: p.local(partPath(i + 1))}
		}
		p.Names = v
		w.write(p, "")
	}
}

// span names the first and last letter of a part.
func span(part []listed) string {
	if len(part) == 0 {
		return others
	}
	a, z := initial(part[0].Text), initial(part[len(part)-1].Text)
	if a == z {
		return a
	}
	return a + "–" + z
}

// listedItem returns a name as a line of the list: it links what it names, or,
// if that has no page, is followed by what tells of it.
func (p *Page) listedItem(l listed) Item {
	it := Item{Link: Link{Str: Str{Text: l.Text}}}
	if l.Lang != p.w.lang.Tag && l.Lang != lang.Any && l.Lang != "" {
		if of := p.w.site.Languages.Get(l.Lang); of.Locale != "" {
			it.Lang = of.Locale
			if of.Direction != p.w.lang.Direction {
				it.Dir = of.Direction
			}
		} else {
			it.Lang = l.Lang
		}
	}
	if path := pathOf(l.entry); path != "" {
		it.Href = p.local(path)
	} else {
		it.With = p.links(p.w.tellers(l.entry))
	}
	if !l.main {
		it.Note = p.entryName(l.entry).Text
	}
	return it
}
