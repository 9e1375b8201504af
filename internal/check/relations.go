package check

import (
	"slices"
	"strings"

	"passerelle/internal/diag"
	"passerelle/internal/record"
)

// The findings about records together.
var (
	DuplicateID = &diag.Rule{Code: "duplicate-id", Sentence: "the id %q is also that of %s; partners, organisations and instruments share one id space"}
	Cycle       = &diag.Rule{Code: "cycle", Sentence: "%q leads back to the record itself: %s"}
	NotASource  = &diag.Rule{Code: "not-a-source", Sentence: "the edition's document %q is not in data/documents"}

	NotNone    = &diag.Rule{Code: "not-none", Sentence: "the source is said to document no %s, but there are records of some"}
	BadContact = &diag.Rule{Code: "bad-contact", Sentence: "%q is not an address for the channel %q"}

	oneBody = &diag.Hint{Sentence: "if both are the same body keep one record, else rename one"}
)

// bodies are the collections that can act and so share one id space.
var bodies = []string{"partners", "organisations", "instruments"}

func (c *checker) sharedIDs() {
	for _, records := range c.byID {
		var first record.Record
		for _, r := range records {
			h := r.Base()
			switch {
			case !contains(bodies, h.Collection):
			case first == nil:
				first = r
			default:
				c.list.Add(h.Pos(), DuplicateID, h.ID, first.Base().Pos().File)
				c.list.Advise(oneBody)
			}
		}
	}
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

// relations refuses chains that bite their own tail.
func (c *checker) relations() {
	body := map[record.ID]record.ID{}
	for _, p := range c.set.Partners {
		body[p.ID] = p.Parent
	}
	for _, o := range c.set.Organisations {
		body[o.ID] = o.Parent
	}
	instrument := map[record.ID]record.ID{}
	for _, i := range c.set.Instruments {
		instrument[i.ID] = i.Parent
	}
	region, taxon, theme := map[record.ID]record.ID{}, map[record.ID]record.ID{}, map[record.ID]record.ID{}
	for _, r := range c.set.Regions {
		region[r.ID] = r.Parent
	}
	for _, t := range c.set.Taxa {
		taxon[t.ID] = t.Parent
	}
	for _, t := range c.set.Themes {
		theme[t.ID] = t.Parent
	}
	renews, replaced := map[record.ID]record.ID{}, map[record.ID]record.ID{}
	for _, a := range c.set.Agreements {
		renews[a.ID] = a.Renews
	}
	for _, e := range c.set.EntryPoints {
		replaced[e.ID] = e.ReplacedBy
	}
	for _, chain := range []struct {
		key, collection string
		next            map[record.ID]record.ID
	}{
		{"parent", "partners", body}, {"parent", "organisations", body}, {"parent", "instruments", instrument},
		{"parent", "regions", region}, {"parent", "taxa", taxon}, {"parent", "themes", theme},
		{"renews", "agreements", renews}, {"replaced_by", "entry-points", replaced},
	} {
		c.cycles(chain.key, chain.collection, chain.next)
	}
	c.supersession()
}

// maxPath is how many records of a ring are named: a long one is as long for
// each of its records.
const maxPath = 12

// cycles refuses the records of a collection that lie on a ring. Each record is
// gone through once: those that lead to it, however many, are not on it.
func (c *checker) cycles(key, collection string, next map[record.ID]record.ID) {
	walk := map[record.ID]int{} // the walk that came by first
	n := 0
	for start := range next {
		n++
		at := start
		for at != "" && walk[at] == 0 {
			walk[at] = n
			at = next[at]
		}
		if at == "" || walk[at] != n {
			continue // an end, or what an earlier walk has told
		}
		ring := []record.ID{at}
		for id := next[at]; id != at; id = next[id] {
			ring = append(ring, id)
		}
		for i, id := range ring {
			if r := c.find(id, []string{collection}); r != nil {
				c.list.Add(r.Base().Pos(key), Cycle, key, around(ring, i))
			}
		}
	}
}

// around writes the way around a ring from one of its records.
func around(ring []record.ID, from int) string {
	var path []string
	for i := range ring {
		if i == maxPath {
			path = append(path, "…")
			break
		}
		path = append(path, string(ring[(from+i)%len(ring)]))
	}
	return strings.Join(append(path, string(ring[from])), " → ")
}

// supersession refuses a norm that replaces itself, however far around: one
// that lies in a strongly connected part (Tarjan).
func (c *checker) supersession() {
	norms := map[record.ID]*record.Resolution{}
	for _, r := range c.set.Resolutions {
		norms[r.ID] = r
	}
	index, low := map[record.ID]int{}, map[record.ID]int{}
	on := map[record.ID]bool{}
	var stack []record.ID
	var visit func(r *record.Resolution)
	visit = func(r *record.Resolution) {
		index[r.ID] = len(index) + 1
		low[r.ID], on[r.ID] = index[r.ID], true
		stack = append(stack, r.ID)
		for _, id := range r.Supersedes {
			switch {
			case norms[id] == nil:
			case index[id] == 0:
				visit(norms[id])
				low[r.ID] = min(low[r.ID], low[id])
			case on[id]:
				low[r.ID] = min(low[r.ID], index[id])
			}
		}
		if low[r.ID] != index[r.ID] {
			return
		}
		first := len(stack) - 1
		for stack[first] != r.ID {
			first--
		}
		part := stack[first:]
		stack = stack[:first]
		for _, id := range part {
			on[id] = false
			if len(part) > 1 || slices.Contains(r.Supersedes, id) {
				c.list.Add(norms[id].Pos("supersedes"), Cycle, "supersedes", string(id))
			}
		}
	}
	for _, r := range c.set.Resolutions {
		if index[r.ID] == 0 {
			visit(r)
		}
	}
}

// none refuses a partner of which the source is said to document none of
// what its records then name.
func (c *checker) none() {
	has := map[record.ID]map[string]bool{}
	note := func(id record.ID, key string) {
		if has[id] == nil {
			has[id] = map[string]bool{}
		}
		has[id][key] = true
	}
	for _, a := range c.set.Agreements {
		for _, p := range a.Parties {
			note(p.ID, "agreements")
		}
	}
	for _, a := range c.set.Activities {
		for _, p := range a.Actors {
			note(p.ID, "activities")
		}
	}
	for _, p := range c.set.Partners {
		if len(p.Regions) > 0 {
			note(p.ID, "regions")
		}
		if len(p.Taxa) > 0 {
			note(p.ID, "taxa")
		}
		for i, key := range p.DocumentedNone {
			if has[p.ID][key] {
				c.list.Add(p.Pos("documented_none", i), NotNone, key)
			}
		}
	}
}

// contacts refuses an address that could not be used.
func (c *checker) contacts() {
	for _, e := range c.set.EntryPoints {
		k := e.Contact
		switch {
		case k.Channel == "email" && !record.ValidMail(k.Value), k.Channel == "web" && !record.ValidURL(k.Value), k.Channel != "" && k.Value == "":
			c.list.Add(e.Pos("contact", "value"), BadContact, k.Value, k.Channel)
		}
	}
}

func (c *checker) sources() {
	documents := []string{"documents"}
	if c.find(c.Source, documents) == nil && !c.broken(c.Source, documents) {
		c.list.Add(c.SourceAt, NotASource, c.Source)
	}
}
