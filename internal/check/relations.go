package check

import (
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

func (c *checker) cycles(key, collection string, next map[record.ID]record.ID) {
	for start := range next {
		path := []string{string(start)}
		for at := next[start]; at != "" && len(path) <= len(next); at = next[at] {
			path = append(path, string(at))
			if at == start {
				if r := c.find(start, []string{collection}); r != nil {
					c.list.Add(r.Base().Pos(key), Cycle, key, strings.Join(path, " → "))
				}
				break
			}
		}
	}
}

// supersession refuses a norm that replaces itself, however far around.
func (c *checker) supersession() {
	norms := map[record.ID]*record.Resolution{}
	for _, r := range c.set.Resolutions {
		norms[r.ID] = r
	}
	for _, start := range c.set.Resolutions {
		seen := map[record.ID]bool{}
		queue := append([]record.ID(nil), start.Supersedes...)
		for len(queue) > 0 {
			id := queue[0]
			queue = queue[1:]
			if id == start.ID {
				c.list.Add(start.Pos("supersedes"), Cycle, "supersedes", string(id))
				break
			}
			if seen[id] || norms[id] == nil {
				continue
			}
			seen[id] = true
			queue = append(queue, norms[id].Supersedes...)
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
		email := strings.Count(k.Value, "@") == 1 && !strings.ContainsAny(k.Value, " <>\"',;?&") && strings.Contains(k.Value[strings.Index(k.Value, "@")+1:], ".")
		switch {
		case k.Channel == "email" && !email, k.Channel == "web" && !record.ValidURL(k.Value), k.Channel != "" && k.Value == "":
			c.list.Add(e.Pos("contact", "value"), BadContact, k.Value, k.Channel)
		}
	}
}

func (c *checker) sources() {
	documents := []string{"documents"}
	if c.find(c.Source, documents) == nil && !c.broken(c.Source, documents) {
		c.list.Add(diag.Position{File: "config.toml"}, NotASource, c.Source)
	}
}
