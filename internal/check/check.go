// Package check holds the rules over the whole set of records, one file a
// family: references, texts, dates, relations. Each rule reports every record
// that breaks it; none stops the others. It is pure.
package check

import (
	"reflect"

	"passerelle/internal/diag"
	"passerelle/internal/lang"
	"passerelle/internal/record"
)

// Options are what the site's configuration says about its data.
type Options struct {
	Languages lang.Set
	Required  []string      // languages in which every text must be written
	AsOf      record.Date   // the edition's date
	Source    record.ID     // the document that the portal is made from
	SourceAt  diag.Position // where the configuration names it
}

// Set applies every rule to the records.
func Set(set *record.Set, o Options) *diag.List {
	c := &checker{set: set, Options: o, list: &diag.List{}, all: set.All(), byID: index(set)}
	for _, r := range c.all {
		c.walk(r)
	}
	for _, names := range set.Countries {
		c.table(&record.Head{Source: names.Source}, reflect.ValueOf(names), nil)
	}
	c.sharedIDs()
	c.relations()
	c.dates()
	c.none()
	c.contacts()
	c.sources()
	return c.list
}

type checker struct {
	Options
	set  *record.Set
	list *diag.List
	all  []record.Record
	byID map[record.ID][]record.Record // an id may stand in several collections

	compared int // ids, with wrong ones
}

func index(set *record.Set) map[record.ID][]record.Record {
	m := map[record.ID][]record.Record{}
	for _, r := range set.All() {
		id := r.Base().ID
		m[id] = append(m[id], r)
	}
	return m
}

// find returns the record with the id in one of the collections, or nil.
func (c *checker) find(id record.ID, collections []string) record.Record {
	for _, r := range c.byID[id] {
		for _, name := range collections {
			if r.Base().Collection == name {
				return r
			}
		}
	}
	return nil
}
