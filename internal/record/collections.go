package record

import "reflect"

// Collection is a folder of data/ and the type of its records.
type Collection struct {
	Name string
	Noun string // one record of it, with its article, for messages
	Type reflect.Type
}

// Collections lists all collections in the order in which a reader of the
// data would want to meet them.
var Collections = []Collection{
	{Name: "partners", Noun: "a partner", Type: reflect.TypeFor[Partner]()},
	{Name: "organisations", Noun: "an organisation", Type: reflect.TypeFor[Organisation]()},
	{Name: "agreements", Noun: "an agreement", Type: reflect.TypeFor[Agreement]()},
	{Name: "activities", Noun: "an activity", Type: reflect.TypeFor[Activity]()},
	{Name: "resolutions", Noun: "a resolution", Type: reflect.TypeFor[Resolution]()},
	{Name: "instruments", Noun: "an instrument", Type: reflect.TypeFor[Instrument]()},
	{Name: "regions", Noun: "a region", Type: reflect.TypeFor[Region]()},
	{Name: "taxa", Noun: "a taxon", Type: reflect.TypeFor[Taxon]()},
	{Name: "themes", Noun: "a theme", Type: reflect.TypeFor[Theme]()},
	{Name: "documents", Noun: "a document", Type: reflect.TypeFor[Document]()},
	{Name: "events", Noun: "an event", Type: reflect.TypeFor[Event]()},
	{Name: "entry-points", Noun: "an entry point", Type: reflect.TypeFor[EntryPoint]()},
}

// ByName returns the collection of a folder's name.
func ByName(name string) (Collection, bool) {
	for _, c := range Collections {
		if c.Name == name {
			return c, true
		}
	}
	return Collection{}, false
}

// Set is all records of a portal, each collection in the order of its ids.
type Set struct {
	Partners      []*Partner
	Organisations []*Organisation
	Agreements    []*Agreement
	Activities    []*Activity
	Resolutions   []*Resolution
	Instruments   []*Instrument
	Regions       []*Region
	Taxa          []*Taxon
	Themes        []*Theme
	Documents     []*Document
	Events        []*Event
	EntryPoints   []*EntryPoint
	Countries     map[Country]CountryNames // nil if the list could not be read

	// Broken has the ids of files that are there but could not be read as
	// records, by collection: references to them are not wrong.
	Broken map[string]map[ID]bool
}

// Break notes that the record of a file could not be read.
func (s *Set) Break(collection string, id ID) {
	if s.Broken == nil {
		s.Broken = map[string]map[ID]bool{}
	}
	if s.Broken[collection] == nil {
		s.Broken[collection] = map[ID]bool{}
	}
	s.Broken[collection][id] = true
}

// Add puts a record into its collection.
func (s *Set) Add(r Record) {
	switch r := r.(type) {
	case *Partner:
		s.Partners = append(s.Partners, r)
	case *Organisation:
		s.Organisations = append(s.Organisations, r)
	case *Agreement:
		s.Agreements = append(s.Agreements, r)
	case *Activity:
		s.Activities = append(s.Activities, r)
	case *Resolution:
		s.Resolutions = append(s.Resolutions, r)
	case *Instrument:
		s.Instruments = append(s.Instruments, r)
	case *Region:
		s.Regions = append(s.Regions, r)
	case *Taxon:
		s.Taxa = append(s.Taxa, r)
	case *Theme:
		s.Themes = append(s.Themes, r)
	case *Document:
		s.Documents = append(s.Documents, r)
	case *Event:
		s.Events = append(s.Events, r)
	case *EntryPoint:
		s.EntryPoints = append(s.EntryPoints, r)
	}
}

// All returns every record, collection by collection.
func (s *Set) All() []Record {
	var all []Record
	all = appendAll(all, s.Partners)
	all = appendAll(all, s.Organisations)
	all = appendAll(all, s.Agreements)
	all = appendAll(all, s.Activities)
	all = appendAll(all, s.Resolutions)
	all = appendAll(all, s.Instruments)
	all = appendAll(all, s.Regions)
	all = appendAll(all, s.Taxa)
	all = appendAll(all, s.Themes)
	all = appendAll(all, s.Documents)
	all = appendAll(all, s.Events)
	return appendAll(all, s.EntryPoints)
}

func appendAll[R Record](all []Record, records []R) []Record {
	for _, r := range records {
		all = append(all, r)
	}
	return all
}
