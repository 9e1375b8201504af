package graph

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"passerelle/internal/check"
	"passerelle/internal/lang"
	"passerelle/internal/load"
	"passerelle/internal/record"
)

// date reads a date in EDTF.
func date(t *testing.T, s string) record.Date {
	t.Helper()
	var d record.Date
	if err := d.UnmarshalText([]byte(s)); err != nil && s != "" {
		t.Fatal(err)
	}
	return d
}

// records reads testdata/portal.txtar.
func records(t *testing.T) *record.Set {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/portal.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range archive.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	set, list := load.Data(fsys, "data", lang.Set{{Tag: "en"}})
	list.Append(check.Set(set, check.Options{AsOf: date(t, "2014-07"), Source: "report"}))
	for _, d := range list.Sorted() {
		t.Error(d)
	}
	return set
}

// portal is the linked records of testdata/portal.txtar.
func portal(t *testing.T) *Model {
	t.Helper()
	return Build(records(t), "report", date(t, "2014-07"))
}

// entry returns an entry by "collection/id".
func entry(t *testing.T, m *Model, name string) *Entry {
	t.Helper()
	collection, id, _ := strings.Cut(name, "/")
	e := m.Entry(collection, record.ID(id))
	if e == nil {
		t.Fatalf("there is no entry %s", name)
	}
	return e
}

// ids names entries, in their order.
func ids(es []*Entry) string {
	var out []string
	for _, e := range es {
		out = append(out, string(e.ID))
	}
	return strings.Join(out, " ")
}

func cites(cs []record.Cite) string {
	var out []string
	for _, c := range cs {
		out = append(out, c.String())
	}
	return strings.Join(out, " ")
}

// tie tells of a tie: "10-9 (2) implied through plan-2012: report#20a".
func tie(t Tie) string {
	s := string(t.Other.ID)
	if t.Provision != "" {
		s += " (" + t.Provision + ")"
	}
	if t.Explicit {
		s += " explicit"
	} else {
		s += " implied"
	}
	if len(t.Through) > 0 {
		s += " through " + ids(t.Through)
	}
	return s + ": " + cites(t.Cites)
}

func ties(ts []Tie) []string {
	var out []string
	for _, t := range ts {
		out = append(out, tie(t))
	}
	return out
}

// lists names the lists of an entry.
func lists(e *Entry) map[string][]*Entry {
	return map[string][]*Entry{
		"children": e.Children, "partners": e.Partners, "agreements": e.Agreements, "activities": e.Activities,
		"ways in": e.EntryPoints, "instruments": e.Instruments, "members": e.Members, "member of": e.MemberOf,
		"events": e.Events, "later": e.Later, "earlier": e.Earlier,
		"own regions": e.Facets.Regions, "own countries": e.Facets.Countries, "own taxa": e.Facets.Taxa,
		"own themes": e.Facets.Themes, "own instruments": e.Facets.Instruments,
	}
}

// dump tells all of a model, an entry a paragraph.
func dump(m *Model) string {
	var b strings.Builder
	all := m.All()
	slices.SortFunc(all, func(a, b *Entry) int {
		return strings.Compare(a.Collection+"/"+string(a.ID), b.Collection+"/"+string(b.ID))
	})
	for _, e := range all {
		fmt.Fprintf(&b, "%s/%s %v %v\n", e.Collection, e.ID, e.Name, e.Acronym)
		if e.Parent != nil {
			fmt.Fprintf(&b, "\tparent: %s\n", e.Parent.ID)
		}
		of := lists(e)
		for _, name := range []string{
			"children", "partners", "agreements", "activities", "ways in", "instruments", "members", "member of", "events",
			"later", "earlier", "own regions", "own countries", "own taxa", "own themes", "own instruments",
		} {
			if len(of[name]) > 0 {
				fmt.Fprintf(&b, "\t%s: %s\n", name, ids(of[name]))
			}
		}
		for _, r := range e.Roles {
			fmt.Fprintf(&b, "\trole: %s %s\n", r.Body.ID, r.Role)
		}
		for _, t := range e.Ties {
			fmt.Fprintf(&b, "\ttie: %s\n", tie(t))
		}
		fmt.Fprintf(&b, "\tcites: %s\n", cites(e.Cites))
	}
	for _, d := range m.Set.Documents {
		if d == m.Source {
			for _, a := range m.Anchors(d) {
				fmt.Fprintf(&b, "%s#%s: %s\n", d.ID, a.ID, ids(a.Entries))
			}
		}
	}
	return b.String()
}
