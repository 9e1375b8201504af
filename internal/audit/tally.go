package audit

import (
	"cmp"
	"maps"
	"slices"

	"passerelle/internal/diag"
)

// shown is how many findings of one rule are listed.
const shown = 20

// more tells, at the last finding listed of a rule, how many are not.
var more = &diag.Hint{Sentence: "and %d more"}

// tally collects findings: of each rule the first in file order, in whatever
// order they come, and the number of all.
type tally map[*diag.Rule]*found

type found struct {
	first []diag.Diagnostic // sorted
	total int
}

func (t tally) add(d diag.Diagnostic) {
	f := t[d.Rule]
	if f == nil {
		f = new(found)
		t[d.Rule] = f
	}
	i, again := slices.BinarySearchFunc(f.first, d, compare)
	if again {
		return
	}
	f.total++
	if i == shown {
		return
	}
	f.first = slices.Insert(f.first[:min(len(f.first), shown-1)], i, d)
}

func (t tally) list() *diag.List {
	l := new(diag.List)
	rules := slices.SortedFunc(maps.Keys(t), func(a, b *diag.Rule) int { return cmp.Compare(a.Code, b.Code) })
	for _, rule := range rules {
		f := t[rule]
		for _, d := range f.first {
			l.Add(d.Pos, d.Rule, d.Args...)
		}
		if n := f.total - len(f.first); n > 0 {
			l.Advise(more, n)
		}
	}
	return l
}

func compare(a, b diag.Diagnostic) int {
	if c := cmp.Or(
		cmp.Compare(a.Pos.File, b.Pos.File),
		cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Col, b.Pos.Col),
	); c != 0 {
		return c
	}
	return cmp.Compare(a.Sentence(), b.Sentence())
}
