package page

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"passerelle/internal/record"
)

// TestUses: every message that a page may ask for is in the real portal.
func TestUses(t *testing.T) {
	_, msgs := shipped()
	for _, d := range msgs.Check(Uses()).Sorted() {
		if d.Rule.Code == "message-unknown" {
			t.Error(d)
		}
	}
	if n := len(Uses()); n < 250 {
		t.Errorf("only %d uses are listed", n)
	}
}

// unshown are the enumerated fields whose words no page shows.
var unshown = map[string]string{
	"organisations.kind":         "an organisation has no page",
	"entry-points.contact":       "the channel makes the link, the visibility keeps it back",
	"partners.documented_none":   "the row or list of that name says it",
	"partners.resolutions.tie":   "messages of their own say what a tie is worth",
	"agreements.resolutions.tie": "the same",
	"activities.resolutions.tie": "the same",
}

// prefixes are the beginnings of the messages of words in tables.
var prefixes = map[string]string{
	"agreements.parties.role":     "bodies.role",
	"activities.actors.role":      "bodies.role",
	"resolutions.provisions.kind": "provisions.kind",
}

// TestEveryWord walks the schema: each word of each enumerated field is used
// by pages, and so, by TestUses, has a message in every language.
func TestEveryWord(t *testing.T) {
	used := map[string]bool{}
	for _, u := range Uses() {
		used[u.ID] = true
	}
	words := 0
	var walk func(name string, of reflect.Type)
	walk = func(name string, of reflect.Type) {
		for _, f := range record.Fields(of) {
			at := name + "." + f.Key
			if unshown[at] != "" {
				continue
			}
			if table := record.Table(f.Type); table != nil {
				walk(at, table)
			}
			collection, key, _ := strings.Cut(at, ".")
			if p, ok := prefixes[at]; ok {
				collection, key, _ = strings.Cut(p, ".")
			}
			for _, word := range f.Enum {
				words++
				if id := EnumMessage(collection, key, word); !used[id] {
					t.Errorf("%s: the word %q has no message %s", at, word, id)
				}
			}
		}
	}
	for _, c := range record.Collections {
		walk(c.Name, c.Type)
	}
	if words < 100 {
		t.Errorf("only %d words were found", words)
	}
}

// TestEnumOrder: groups come in the order of the schema's words.
func TestEnumOrder(t *testing.T) {
	var got []string
	for _, id := range enumOrder {
		if strings.HasPrefix(id, "agreements_status_") {
			got = append(got, strings.TrimPrefix(id, "agreements_status_"))
		}
	}
	equal(t, "order", got, []string{"planned", "in_force", "renewal_considered", "ended", "unknown"})
	sorted := slices.Clone(enumOrder)
	slices.Sort(sorted)
	if len(slices.Compact(sorted)) != len(enumOrder) {
		t.Error("a message is listed twice")
	}
}

// TestUnknownMessage: a message that the catalogue lacks fails the whole.
func TestUnknownMessage(t *testing.T) {
	p := newPortal(t)
	_, msgs := shipped()
	w := newWriter(p.model(t), nil, msgs, p.site, p.site.Languages[0], nil)
	if w.text("no_such_message") != "" || w.msg.Err() == nil {
		t.Error("a message that is not defined is shown")
	}
}
