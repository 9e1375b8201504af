package test

import (
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// matrices are the tables of coverage: what their rows and columns are.
var matrices = map[string]struct{ rows, columns string }{
	"animals":     {"region", "animals"},
	"resolutions": {"region", "resolution"},
	"themes":      {"partner", "theme"},
}

// axis returns the work that each thing of a sort has to do with: for partners
// what they take part in, otherwise what touches it.
func (c *census) axis(dimension string) map[string]facts {
	all := map[string]facts{}
	switch dimension {
	case "partner":
		for address, work := range c.work {
			all[strings.TrimSuffix(strings.TrimPrefix(address, "partners/"), "/")] = work
		}
		return all
	case "region":
		for _, r := range c.set.Regions {
			all[string(r.ID)] = facts{}
		}
	case "theme":
		for _, r := range c.set.Themes {
			all[string(r.ID)] = facts{}
		}
	case "resolution":
		for _, r := range c.set.Resolutions {
			all[string(r.ID)] = facts{}
		}
	case "animals":
		for _, r := range c.set.Taxa {
			all[r.Group] = facts{}
		}
	}
	for id := range all {
		for address, own := range c.facts {
			if own[dimension+"="+id] && (strings.HasPrefix(address, "agreements/") || strings.HasPrefix(address, "activities/")) {
				all[id].add(address)
			}
		}
	}
	return all
}

// crossing is where a row and a column meet.
type crossing struct{ row, column string }

// cell is what a matrix says where a row and a column meet.
type cell struct {
	state   string // as tables for programs name it
	records string // addresses, in their order
}

// cells returns what a matrix must say, by row and column. Of a partner the
// source may say that there is neither an agreement nor an activity.
func (c *census) cells(name string) map[crossing]cell {
	none := facts{}
	for _, r := range c.set.Partners {
		if slices.Contains(r.DocumentedNone, "agreements") && slices.Contains(r.DocumentedNone, "activities") {
			none.add(string(r.ID))
		}
	}
	out := map[crossing]cell{}
	columns := c.axis(matrices[name].columns)
	for row, work := range c.axis(matrices[name].rows) {
		for column, other := range columns {
			both := facts{}
			for address := range work {
				if other[address] {
					both.add(address)
				}
			}
			is := cell{"not-reported", ""}
			switch {
			case len(both) > 0:
				is = cell{"covered", strings.Join(both.list(), " ")}
			case matrices[name].rows == "partner" && none[row]:
				is.state = "none"
			}
			out[crossing{row, column}] = is
		}
	}
	return out
}

// headed returns what a head of a matrix is about, by where it leads.
func headed(t *testing.T, address string, head *html.Node) string {
	t.Helper()
	links := elements(head, named(atom.A))
	if len(links) != 1 {
		t.Fatalf("%s: the head %q has %d links", address, plain(head), len(links))
	}
	path, place := leads(t, address, links[0])
	if group, ok := strings.CutPrefix(place, "taxa-group-"); ok {
		return group
	}
	_, id, _ := strings.Cut(strings.TrimSuffix(path, "/"), "/")
	return id
}

// drawn reads a matrix as readers see it: the number in each cell, and the
// list that it leads to.
func drawn(t *testing.T, address string, doc *html.Node, words map[string]string) map[crossing]cell {
	t.Helper()
	out := map[crossing]cell{}
	table := elements(doc, classed("matrix"))
	if len(table) != 1 {
		t.Fatalf("%s has %d matrices", address, len(table))
	}
	var columns []string
	lists := 0
	for i, tr := range elements(table[0], named(atom.Tr)) {
		heads, data := elements(tr, named(atom.Th)), elements(tr, named(atom.Td))
		if i == 0 {
			for _, head := range heads[1:] {
				columns = append(columns, headed(t, address, head))
			}
			continue
		}
		if len(heads) != 1 || len(data) != len(columns) {
			t.Fatalf("%s: row %d has %d heads and %d cells", address, i, len(heads), len(data))
		}
		row := headed(t, address, heads[0])
		for j, td := range data {
			at := crossing{row, columns[j]}
			links := elements(td, named(atom.A))
			if len(links) == 0 {
				out[at] = cell{words[strings.TrimSpace(strings.TrimPrefix(plain(td), "–"))], ""}
				continue
			}
			_, place := leads(t, address, links[0])
			list := elements(doc, having("id", place))
			if len(list) != 1 {
				t.Errorf("%s: %s leads to %d lists", address, at, len(list))
				continue
			}
			lists++
			var records []string
			for _, dd := range elements(list[0], named(atom.Dd)) {
				path, _ := leads(t, address, elements(dd, named(atom.A))[0])
				records = append(records, path)
			}
			slices.Sort(records)
			out[at] = cell{"covered", strings.Join(records, " ")}
			n := strconv.Itoa(len(records))
			if head := plain(elements(list[0], named(atom.Dt))[0]); plain(links[0]) != n || !strings.HasPrefix(attr(links[0], "aria-label"), n+" ") || !strings.Contains(head, "("+n+")") {
				t.Errorf("%s: %s shows %s, read aloud %q, and leads to %q, a list of %s", address, at, plain(links[0]), attr(links[0], "aria-label"), head, n)
			}
		}
	}
	for _, part := range elements(doc, classed("cells")) {
		if all := elements(part, named(atom.Dt)); len(all) != lists {
			t.Errorf("%s has %d lists for %d numbers", address, len(all), lists)
		}
	}
	return out
}

// tabled reads a matrix as programs do: the file beside it.
func tabled(t *testing.T, file string) map[crossing]cell {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	out := map[crossing]cell{}
	for _, row := range rows[1:] {
		var records []string
		for _, r := range strings.Fields(row[5]) {
			records = append(records, r+"/")
		}
		out[crossing{row[0], row[2]}] = cell{row[4], strings.Join(records, " ")}
	}
	if len(out) != len(rows)-1 {
		t.Errorf("%s has two lines for the same cell", file)
	}
	return out
}

// thousands is what parts the thousands of a number from its hundreds.
var thousands = regexp.MustCompile(`(\d)[ ,.](\d{3})\b`)

// compareMatrices compares each matrix of a site, in each language, as a page
// and as a file, with what the records say.
func compareMatrices(t *testing.T, c *census, public string) {
	t.Helper()
	site := &shelf{public: public}
	words := map[string]map[string]string{
		"fr": {"aucun": "none", "non mentionné": "not-reported"},
		"en": {"none": "none", "not reported": "not-reported"},
		"es": {"ninguno": "none", "no consta": "not-reported"},
	}
	for name := range matrices {
		want := c.cells(name)
		covered := 0
		for _, is := range want {
			if is.state == "covered" {
				covered++
			}
		}
		for _, tag := range tags {
			address := tag + "/coverage/" + name + "/"
			doc := site.page(t, address)
			for form, have := range map[string]map[crossing]cell{
				"page": drawn(t, address, doc, words[tag]),
				"file": tabled(t, filepath.Join(public, filepath.FromSlash(address), name+".csv")),
			} {
				var faults []string
				for at, is := range want {
					if have[at] != is {
						faults = append(faults, fmt.Sprintf("%s: %v, want %v", at, have[at], is))
					}
				}
				for at := range maps.Keys(have) {
					if _, known := want[at]; !known {
						faults = append(faults, fmt.Sprintf("%s is not to be there", at))
					}
				}
				report(t, address+" as a "+form, faults)
			}
			sum := plain(elements(doc, classed("count"))[0])
			if numbers := regexp.MustCompile(`\d+`).FindAllString(thousands.ReplaceAllString(sum, "$1$2"), -1); len(numbers) != 2 || numbers[0] != strconv.Itoa(covered) || numbers[1] != strconv.Itoa(len(want)) {
				t.Errorf("%s says %q, want %d of %d", address, sum, covered, len(want))
			}
		}
	}
}

// TestRecountMatrices compares the matrices of coverage with the records.
func TestRecountMatrices(t *testing.T) {
	compareMatrices(t, take(t, root), published(t))
}

// TestRecountEdited compares filters and matrices with records that say what
// the report does not say today: that a partner has neither an agreement nor an
// activity, which is no silence; that a region is a part of the world and bats
// are of all animals, which gives the world and all animals nothing.
func TestRecountEdited(t *testing.T) {
	dir := replica(t)
	quiet := func(id, none string) {
		write(t, dir, "data/partners/"+id+".toml", `kind = "ngo"
name = { mul = "`+id+`" }
relationship = "informal"
as_of = "2014"
documented_none = `+none+`
summary = { mul = "Quiet." }
cite = ["cop11-doc-21-1#21"]
`)
	}
	quiet("quiet", `["agreements", "activities"]`)
	quiet("half-quiet", `["agreements"]`) // which leaves open whether there is an activity
	for file, parent := range map[string]string{"regions/europe": "global", "regions/arctic": "global", "taxa/bats": "migratory-species"} {
		name := "data/" + file + ".toml"
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, dir, name, "parent = \""+parent+"\"\n"+string(text))
	}
	c, public := take(t, dir), publish(t, dir)
	for at, is := range c.cells("themes") {
		if at.row == "quiet" && is.state != "none" || at.row == "half-quiet" && is.state != "not-reported" {
			t.Fatalf("%s is recounted as %v", at, is)
		}
	}
	compareMatrices(t, c, public)
	compareFilters(t, c, public)
}
