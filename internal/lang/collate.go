package lang

import (
	"cmp"
	"slices"

	"golang.org/x/text/collate"
)

// Collator puts strings into the order of a language's dictionaries, numbers
// by value ("10.9" before "10.10"). It is not safe for concurrent use.
type Collator struct {
	c *collate.Collator
	b collate.Buffer
}

// NewCollator returns the collator of a language.
func NewCollator(l Language) *Collator {
	return &Collator{c: collate.New(l.BCP47(), collate.Numeric)}
}

// Sort sorts items by name in the collator's language, then by id, which makes
// the order total.
func Sort[T any](c *Collator, items []T, name, id func(T) string) {
	type keyed struct {
		key  []byte
		id   string
		item T
	}
	ks := make([]keyed, len(items))
	for i, it := range items {
		ks[i] = keyed{c.c.KeyFromString(&c.b, name(it)), id(it), it}
	}
	slices.SortFunc(ks, func(a, b keyed) int {
		return cmp.Or(slices.Compare(a.key, b.key), cmp.Compare(a.id, b.id))
	})
	for i, k := range ks {
		items[i] = k.item
	}
	c.b.Reset()
}
