// Package record holds the records of a portal: one Go type a collection, one
// TOML file a record, and the small value types that their fields are made of.
//
// The struct tags are the schema. Every reader of it (the loader's strictness,
// the reference checks, the documentation test) walks the same tags:
//
//	toml:"regions"             the key
//	ref:"regions"              an id, or ids, of records of these collections
//	enum:"formal,informal"     the words that are allowed
//	req:"true"                 the key must be there
//
// A value type checks itself when it is decoded ([encoding.TextUnmarshaler])
// and says what is wrong with a [Fault]. Absent is not empty: an optional
// field that the source does not report is left out of the file.
package record

import (
	"passerelle/internal/diag"
	"passerelle/internal/lang"
	"passerelle/internal/syntax"
)

// Head is what every record has. It is embedded first in each type.
type Head struct {
	ID         ID           `toml:"-"` // the file's name
	Collection string       `toml:"-"`
	Source     *syntax.Node `toml:"-"` // places of the keys and values
	Cite       []Cite       `toml:"cite"`
	Note       lang.Text    `toml:"note"`       // a doubt or remark, shown on the page
	CheckedOn  Date         `toml:"checked_on"` // day of the second reading against the source
}

// Base returns the head, so that code can treat records alike.
func (h *Head) Base() *Head { return h }

// Pos returns the place of the value at path in the record's file.
func (h *Head) Pos(path ...any) diag.Position { return h.Source.At(path...) }

// Record is a record of any collection.
type Record interface{ Base() *Head }

// Fault is why a value is refused. It is the error that value types return.
type Fault struct {
	Rule     *diag.Rule
	Args     []any
	Hint     *diag.Hint
	HintArgs []any
}

// Phrase is the sentence of the fault, for messages that name it as a reason.
func (f *Fault) Phrase() diag.Phrase { return diag.Say(f.Rule.Sentence, f.Args...) }

func (f *Fault) Error() string {
	return diag.Diagnostic{Rule: f.Rule, Args: f.Args, Hint: f.Hint, HintArgs: f.HintArgs}.Sentence()
}

// Tie links a record to a norm. An explicit tie is one that the source itself
// names; an implied one follows from the source's structure and is shown so.
type Tie struct {
	ID        ID     `toml:"id" ref:"resolutions" req:"true"`
	Provision string `toml:"provision"`
	Kind      string `toml:"tie" enum:"explicit,implied" req:"true"`
	Cite      []Cite `toml:"cite" req:"true"`
}

// Party is a body that takes part in an agreement, and as what.
type Party struct {
	ID   ID     `toml:"id" ref:"partners,organisations,instruments" req:"true"`
	Role string `toml:"role" enum:"party,lead,member,founding-member,host,funder,supporter" req:"true"`
}

// Actor is a body that takes part in an activity, and as what.
type Actor struct {
	ID   ID     `toml:"id" ref:"partners,organisations,instruments" req:"true"`
	Role string `toml:"role" enum:"lead,organiser,host,participant,supporter,funder,beneficiary" req:"true"`
}

// Scope is the facets that partners, agreements, activities and entry points
// share: where, for which animals, on what, under which instrument.
type Scope struct {
	Regions     []ID      `toml:"regions" ref:"regions"`
	Countries   []Country `toml:"countries"`
	Taxa        []ID      `toml:"taxa" ref:"taxa"`
	Themes      []ID      `toml:"themes" ref:"themes"`
	Instruments []ID      `toml:"instruments" ref:"instruments"`
}
