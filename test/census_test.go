package test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"passerelle/internal/record"
)

// census is what the records say of where, for which animals and on what work
// is done. It is counted here once more, from the files of data/ alone, so that
// the program's own counting can be compared with it.
//
// Records go by their address below the language ("partners/birdlife/"), what
// they have by dimension and value as the addresses of filters name them
// ("region=arctic").
type census struct {
	set    *record.Set
	wholes map[string]string // what a thing is a part of, unless that means everything

	facts map[string]facts // of every record that a filter or the finder lists
	open  map[string]facts // of a way in: the dimensions that the source does not limit
	work  map[string]facts // of a partner: the agreements and activities that it takes part in
}

// facts is a set of names.
type facts map[string]bool

func (f facts) add(names ...string) {
	for _, name := range names {
		f[name] = true
	}
}

// list returns the names in their order.
func (f facts) list() []string { return slices.Sorted(maps.Keys(f)) }

// take counts the records of a site's folder.
func take(t *testing.T, dir string) *census {
	t.Helper()
	c := &census{set: open(t, dir).set, wholes: map[string]string{}, facts: map[string]facts{}, open: map[string]facts{}, work: map[string]facts{}}
	c.parents()
	bodies := map[record.ID][]string{} // what each takes part in
	for _, r := range c.set.Agreements {
		own := c.scope(r.Scope, r.Resolutions)
		own.add("kind="+r.Kind, "status="+r.Status)
		address := "agreements/" + string(r.ID) + "/"
		c.facts[address] = own
		for _, p := range r.Parties {
			bodies[p.ID] = append(bodies[p.ID], address)
		}
	}
	for _, r := range c.set.Activities {
		own := c.scope(r.Scope, r.Resolutions)
		own.add("kind="+r.Kind, "status="+r.Status)
		address := "activities/" + string(r.ID) + "/"
		c.facts[address] = own
		for _, a := range r.Actors {
			bodies[a.ID] = append(bodies[a.ID], address)
		}
	}
	for _, r := range c.set.EntryPoints {
		bodies[r.OfferedBy] = append(bodies[r.OfferedBy], "entry-points/"+string(r.ID)+"/")
	}
	offered := map[string]facts{}
	for _, r := range c.set.EntryPoints {
		offered["entry-points/"+string(r.ID)+"/"] = c.scope(r.Scope, nil)
	}
	for _, r := range c.set.Partners {
		own, work := c.scope(r.Scope, r.Resolutions), facts{}
		for _, address := range bodies[r.ID] {
			from := offered[address]
			if from == nil {
				from = c.facts[address]
				work.add(address)
			}
			for fact := range from { // where and on what, not of what kind and status
				if dimension, _, _ := strings.Cut(fact, "="); dimension != "kind" && dimension != "status" {
					own.add(fact)
				}
			}
		}
		own.add("kind="+r.Kind, "relationship="+r.Relationship)
		address := "partners/" + string(r.ID) + "/"
		c.facts[address], c.work[address] = own, work
	}
	for _, r := range c.set.EntryPoints {
		c.wayIn(r)
	}
	// An instrument can act: it also has what it takes part in itself. Who else
	// takes part in that does not have the instrument for it.
	for _, r := range c.set.Instruments {
		for _, address := range bodies[r.ID] {
			if offered[address] == nil {
				c.facts[address].add("instrument=" + string(r.ID))
			}
		}
	}
	return c
}

// parents notes what is a part of what. Nothing is a part of the whole world,
// of all animals or of the Convention.
func (c *census) parents() {
	everything := facts{}
	part := func(dimension string, id, parent record.ID, all bool) {
		if all {
			everything.add(dimension + "=" + string(id))
		}
		if parent != "" {
			c.wholes[dimension+"="+string(id)] = dimension + "=" + string(parent)
		}
	}
	for _, r := range c.set.Regions {
		part("region", r.ID, r.Parent, r.Kind == "global")
	}
	for _, r := range c.set.Taxa {
		part("taxon", r.ID, r.Parent, r.Group == "all")
	}
	for _, r := range c.set.Themes {
		part("theme", r.ID, r.Parent, false)
	}
	for _, r := range c.set.Instruments {
		part("instrument", r.ID, r.Parent, r.Kind == "convention")
	}
	maps.DeleteFunc(c.wholes, func(_, whole string) bool { return everything[whole] })
}

// scope returns what a scope and ties touch: what they name, and the wholes of
// which that is a part.
func (c *census) scope(s record.Scope, ties []record.Tie) facts {
	touched := facts{}
	touch := func(dimension string, ids []record.ID) {
		for _, id := range ids {
			for fact := dimension + "=" + string(id); fact != ""; fact = c.wholes[fact] {
				touched.add(fact)
			}
		}
	}
	touch("region", s.Regions)
	touch("taxon", s.Taxa)
	touch("theme", s.Themes)
	touch("instrument", s.Instruments)
	for _, r := range c.set.Taxa {
		if touched["taxon="+string(r.ID)] {
			touched.add("animals=" + r.Group)
		}
	}
	for _, tie := range ties {
		touched.add("resolution=" + string(tie.ID))
	}
	return touched
}

// wayIn notes which answers of the finder a way in fits expressly, and which
// questions the source leaves open. A way in is for a region if it is for it,
// for a part of it, for a whole that it belongs to, or for one of its countries.
func (c *census) wayIn(r *record.EntryPoint) {
	touched, own, open := c.scope(r.Scope, nil), facts{}, facts{}
	for fact := range touched {
		if dimension, value, _ := strings.Cut(fact, "="); dimension == "theme" || dimension == "region" && value != "global" || dimension == "animals" && value != "all" {
			own.add(fact)
		}
	}
	for _, region := range c.set.Regions {
		fact := "region=" + string(region.ID)
		for whole := c.wholes[fact]; whole != ""; whole = c.wholes[whole] {
			if slices.Contains(r.Regions, record.ID(strings.TrimPrefix(whole, "region="))) {
				own.add(fact)
			}
		}
		if slices.ContainsFunc(region.Countries, func(country record.Country) bool { return slices.Contains(r.Countries, country) }) {
			own.add(fact)
		}
	}
	for dimension, words := range map[string][]string{"audience": r.Audience, "contribution": r.Contributions, "benefit": r.Benefits} {
		for _, word := range words {
			own.add(dimension + "=" + word)
		}
	}
	sortOfPlace := func(id record.ID) bool { // the oceans, drylands: not a part of the world
		return slices.ContainsFunc(c.set.Regions, func(r *record.Region) bool { return r.ID == id && r.Kind == "biome" })
	}
	if touched["region=global"] || slices.ContainsFunc(r.Regions, sortOfPlace) || len(r.Regions)+len(r.Countries) == 0 {
		open.add("region")
	}
	if touched["animals=all"] || len(r.Taxa) == 0 {
		open.add("animals")
	}
	if len(r.Themes) == 0 {
		open.add("theme")
	}
	address := "entry-points/" + string(r.ID) + "/"
	c.facts[address], c.open[address] = own, open
}

// filters are the dimensions by which each section is told apart.
var filters = map[string][]string{
	"partners/":     {"kind", "relationship", "region", "animals", "theme", "resolution", "instrument"},
	"agreements/":   {"kind", "status", "region", "animals", "theme", "resolution", "instrument"},
	"activities/":   {"kind", "status", "region", "animals", "theme", "resolution", "instrument"},
	"entry-points/": {"audience", "animals", "theme", "region", "contribution", "benefit"},
}

// values returns, for each value of a section's dimensions, the records that
// have it. The finder offers every region of the world, even if no way in is
// for it, so that a reader can say where he is.
func (c *census) values(section string) map[string][]string {
	all := map[string][]string{}
	if section == "entry-points/" {
		for _, r := range c.set.Regions {
			if r.Kind != "global" {
				all["region="+string(r.ID)] = nil
			}
		}
	}
	for address, own := range c.facts {
		for fact := range own {
			if dimension, _, _ := strings.Cut(fact, "="); strings.HasPrefix(address, section) && slices.Contains(filters[section], dimension) {
				all[fact] = append(all[fact], address)
			}
		}
	}
	for _, addresses := range all {
		slices.Sort(addresses)
	}
	return all
}

// closed reports whether a way in is closed.
func (c *census) closed(address string) bool {
	return slices.ContainsFunc(c.set.EntryPoints, func(r *record.EntryPoint) bool {
		return "entry-points/"+string(r.ID)+"/" == address && r.Status == "closed"
	})
}

// answers returns how a record answers each question of a choice: 2 expressly,
// 1 by not being limited, 0 not at all. The values chosen of one dimension are
// one question; any of them will do.
func (c *census) answers(address string, choice []string) map[string]int {
	out := map[string]int{}
	for _, fact := range choice {
		dimension, _, _ := strings.Cut(fact, "=")
		has := 0
		switch {
		case c.facts[address][fact]:
			has = 2
		case c.open[address][dimension]:
			has = 1
		}
		out[dimension] = max(out[dimension], has)
	}
	return out
}

// matching returns the records of a section that answer every question of a
// choice.
func (c *census) matching(section string, choice []string) []string {
	var out []string
	for _, address := range slices.Sorted(maps.Keys(c.facts)) {
		if !strings.HasPrefix(address, section) {
			continue
		}
		if answers := slices.Collect(maps.Values(c.answers(address, choice))); !slices.Contains(answers, 0) {
			out = append(out, address)
		}
	}
	return out
}

// beside returns the number beside each value of a section while some are
// chosen: the records that have it among those that the choices of all other
// dimensions leave.
func (c *census) beside(section string, choice []string) map[string]int {
	out, left := map[string]int{}, map[string][]string{}
	for _, dimension := range filters[section] {
		left[dimension] = c.matching(section, slices.DeleteFunc(slices.Clone(choice), func(fact string) bool {
			return strings.HasPrefix(fact, dimension+"=")
		}))
	}
	for fact, addresses := range c.values(section) {
		dimension, _, _ := strings.Cut(fact, "=")
		out[fact] = 0
		for _, address := range addresses {
			if slices.Contains(left[dimension], address) {
				out[fact]++
			}
		}
	}
	return out
}
