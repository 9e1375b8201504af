// Package graph links the records of a portal: every relation is stored on one
// side in the data and derived here for the other. It is pure: the same
// records give the same graph, in the same order.
//
// What a body does, it does through its records: a partner's regions, animals,
// themes, instruments, norms and paragraphs are its own plus those of the
// agreements, activities and ways in that it takes part in. What touches a
// part (the Sargasso Sea, the blue whale) touches the whole that it belongs to
// (the ocean, the whales), except wholes that mean everything.
package graph

import (
	"cmp"
	"slices"
	"strings"

	"passerelle/internal/lang"
	"passerelle/internal/record"
)

// Countries is the collection name of country entries, whose ids are their
// codes in lower case. They come from data/countries.toml.
const Countries = "countries"

// Entry is a record and what the others say of it. Lists are in the order of
// the ids, without repetition.
type Entry struct {
	Collection string
	ID         record.ID
	Record     record.Record // nil for a country
	Name       lang.Text
	Acronym    lang.Text

	Parent   *Entry
	Children []*Entry

	// Of a body: what it takes part in. Of anything else: what touches it.
	Partners    []*Entry
	Agreements  []*Entry
	Activities  []*Entry
	EntryPoints []*Entry
	Instruments []*Entry // instruments that name this taxon or region

	Members  []*Entry // of a body
	MemberOf []*Entry
	Events   []*Entry // that a body organises

	Roles  []Role // who takes part in an agreement or activity, as the record orders them
	Facets Facets // own ones; of a partner also those of its records
	Ties   []Tie  // norms; of a norm, the records tied to it

	Cites []record.Cite // own paragraphs; of a partner also those of its records, in reading order
	Own   []record.Cite // own paragraphs alone, without those of ties

	basis map[*Entry][]record.Cite // what each facet rests on

	Later   []*Entry // what renews, supersedes or takes the place of this one
	Earlier []*Entry // what this one renews or supersedes
}

// Role is a body's part in an agreement or activity.
type Role struct {
	Body *Entry
	Role string
}

// Facets is where, for which animals, on what, under which instrument.
type Facets struct {
	Regions, Countries, Taxa, Themes, Instruments []*Entry
}

// Tie is a link with a norm. Other is the norm, or, on a norm, the record
// tied to it. Through is the records that a partner's tie comes from, if it is
// not the partner's own; its paragraphs are theirs.
type Tie struct {
	Other     *Entry
	Provision string
	Explicit  bool
	Cites     []record.Cite
	Through   []*Entry
}

// Anchor is a paragraph of a source document and the records that rest on it.
// Those of which only a tie with a norm does are apart.
type Anchor struct {
	record.Anchor
	Entries []*Entry
	Tied    []*Entry
}

// Model is the linked records.
type Model struct {
	Set     *record.Set
	AsOf    record.Date
	Source  *record.Document
	entries map[string]map[record.ID]*Entry
	order   map[record.Cite]int // place of each paragraph in the reading order
}

// Build links the records. They must have passed check.
func Build(set *record.Set, source record.ID, asOf record.Date) *Model {
	m := &Model{Set: set, AsOf: asOf, entries: map[string]map[record.ID]*Entry{}, order: map[record.Cite]int{}}
	documents := slices.Clone(set.Documents)
	slices.SortFunc(documents, func(a, b *record.Document) int { return cmp.Compare(a.ID, b.ID) })
	for _, d := range documents {
		if d.ID == source {
			m.Source = d
		}
		for _, a := range d.Anchors {
			m.order[record.Cite{Document: d.ID, Anchor: a.ID}] = len(m.order)
		}
	}
	m.enter()
	m.parents()
	m.work()
	m.inherit()
	m.inverse()
	m.lineage()
	m.finish()
	return m
}

// Entries returns the entries of a collection in the order of their ids.
func (m *Model) Entries(collection string) []*Entry {
	out := make([]*Entry, 0, len(m.entries[collection]))
	for _, e := range m.entries[collection] {
		out = append(out, e)
	}
	return sorted(out)
}

// All returns every entry, in no order.
func (m *Model) All() []*Entry {
	var out []*Entry
	for _, es := range m.entries {
		for _, e := range es {
			out = append(out, e)
		}
	}
	return out
}

// Entry returns one entry, or nil.
func (m *Model) Entry(collection string, id record.ID) *Entry { return m.entries[collection][id] }

// body returns the entry of an id of the bodies' shared id space.
func (m *Model) body(id record.ID) *Entry {
	for _, c := range []string{"partners", "organisations", "instruments"} {
		if e := m.entries[c][id]; e != nil {
			return e
		}
	}
	return nil
}

func (m *Model) lookup(collection string, ids []record.ID) []*Entry {
	var out []*Entry
	for _, id := range ids {
		if e := m.entries[collection][id]; e != nil {
			out = append(out, e)
		}
	}
	return out
}

func (m *Model) countries(codes []record.Country) []*Entry {
	var out []*Entry
	for _, c := range codes {
		if e := m.entries[Countries][countryID(c)]; e != nil {
			out = append(out, e)
		}
	}
	return out
}

func countryID(c record.Country) record.ID { return record.ID(strings.ToLower(string(c))) }

// Anchors returns the paragraphs of a document with what rests on each.
func (m *Model) Anchors(d *record.Document) []Anchor {
	on, tied := map[record.Mark][]*Entry{}, map[record.Mark][]*Entry{}
	for _, r := range m.Set.All() {
		h := r.Base()
		e := m.entries[h.Collection][h.ID]
		for _, c := range ownCites(r) {
			switch {
			case c.Document != d.ID || h.ID == d.ID:
			case slices.Contains(h.Cite, c):
				on[c.Anchor] = append(on[c.Anchor], e)
			default:
				tied[c.Anchor] = append(tied[c.Anchor], e)
			}
		}
	}
	out := make([]Anchor, len(d.Anchors))
	for i, a := range d.Anchors {
		out[i] = Anchor{a, sorted(on[a.ID]), sorted(tied[a.ID])}
	}
	return out
}

// sorted orders entries by collection and id and drops repetitions.
func sorted(es []*Entry) []*Entry {
	slices.SortFunc(es, func(a, b *Entry) int {
		return cmp.Or(cmp.Compare(a.Collection, b.Collection), cmp.Compare(a.ID, b.ID))
	})
	return slices.Compact(es)
}

// sortCites puts paragraphs into reading order and drops repetitions.
func (m *Model) sortCites(cs []record.Cite) []record.Cite {
	cs = slices.Clone(cs)
	slices.SortFunc(cs, func(a, b record.Cite) int { return cmp.Compare(m.order[a], m.order[b]) })
	return slices.Compact(cs)
}
