package page

import (
	"slices"
	"strconv"
	"strings"

	numbers "golang.org/x/text/message"
	"golang.org/x/text/number"

	"passerelle/internal/graph"
	"passerelle/internal/record"
)

// coveragePath is the page of the matrices, below its language; each has a page
// of its own below it.
const coveragePath = "coverage/"

// matrix says which things meet in the records of work: its rows and columns
// are things, a cell is the agreements and activities that touch both.
type matrix struct {
	id, message   string // of the page
	row, column   string // messages of what they are
	rows, columns []axis
	none          func(row, column axis) bool // the source documents that there is nothing
}

// axis is a row or a column: a thing and the records of work that touch it.
type axis struct {
	id    string
	label Link
	icon  string
	work  map[*graph.Entry]bool
}

// CoverageView is a matrix as a table and as lists. The index of the matrices
// has none of its own.
type CoverageView struct {
	Heading string      `json:"heading"`
	Intro   string      `json:"intro"`
	Sum     string      `json:"sum,omitempty"`
	Empty   []string    `json:"empty,omitempty"` // which rows and which columns have no cell that is covered
	Nones   bool        `json:"nones,omitempty"` // some cell says that there is nothing
	Doors   []Door      `json:"doors,omitempty"`
	Corner  string      `json:"corner,omitempty"` // what the rows and columns are
	Columns []Link      `json:"columns,omitempty"`
	Rows    []MatrixRow `json:"rows,omitempty"`
	CSV     string      `json:"csv,omitempty"`   // the table as it is shown
	Cells   string      `json:"cells,omitempty"` // a line for each cell
}

// MatrixRow is a row of a matrix.
type MatrixRow struct {
	ID    string     `json:"id"`
	Head  Link       `json:"head"`
	Cells []Cell     `json:"cells"`
	Lists []CellList `json:"lists,omitempty"` // what its cells count, by column
}

// CellList is the records that a cell counts.
type CellList struct {
	ID    string `json:"id"`
	Head  string `json:"head"`
	Links []Link `json:"links"`
}

// Cell is where a row and a column meet. It has a number and where its list is,
// or it says that there is nothing, or that nothing is reported.
type Cell struct {
	N     string `json:"n,omitempty"`
	Label string `json:"label,omitempty"` // the number read aloud
	Href  string `json:"href,omitempty"`
	None  bool   `json:"none,omitempty"`
}

// The states of a cell, as a table for programs names them.
const (
	covered     = "covered"
	noneStated  = "none"
	notReported = "not-reported"
)

// matrices returns the matrices of the portal.
func (w *writer) matrices() []matrix {
	all := slices.Concat(w.m.Entries("agreements"), w.m.Entries("activities"))
	p := &Page{w: w}
	things := func(collection string) []axis {
		entries := w.byName(slices.DeleteFunc(w.m.Entries(collection), func(e *graph.Entry) bool { return !hasPage(e) }))
		if collection == "resolutions" {
			graph.SortNorms(entries)
		}
		var out []axis
		for _, e := range entries {
			a := axis{id: string(e.ID), label: p.link(e), work: map[*graph.Entry]bool{}}
			if r, ok := e.Record.(*record.Resolution); ok && r.Kind == "resolution" {
				a.label.Text = w.text("resolution_number", "Number", string(r.Number))
			} else if collection != "regions" {
				a.label = p.short(e)
			}
			for _, o := range slices.Concat(e.Agreements, e.Activities) {
				a.work[o] = true
			}
			out = append(out, a)
		}
		return out
	}
	regions, norms, partners, themes := things("regions"), things("resolutions"), things("partners"), things("themes")
	var groups []axis
	for _, g := range animalGroups {
		if !slices.ContainsFunc(w.m.Entries("taxa"), func(t *graph.Entry) bool { return t.Record.(*record.Taxon).Group == g }) {
			continue // the index of animals has no such part
		}
		a := axis{id: g, icon: g, label: Link{Str: Str{Text: w.text(groupMessage(g))}, Href: p.local("taxa/#" + slug(groupMessage(g)))}, work: map[*graph.Entry]bool{}}
		for _, e := range all {
			if about(e, g) {
				a.work[e] = true
			}
		}
		groups = append(groups, a)
	}
	never := func(axis, axis) bool { return false }
	return []matrix{
		{"animals", "coverage_animals", "region", "animals", regions, groups, never},
		{"resolutions", "coverage_resolutions", "region", "resolutions", regions, norms, never},
		{"themes", "coverage_themes", "partner", "themes", partners, themes, func(row, _ axis) bool {
			r := w.m.Entry("partners", record.ID(row.id)).Record.(*record.Partner)
			return absent(r, "agreements", "") != "" && absent(r, "activities", "") != ""
		}},
	}
}

// coverage makes the page of each matrix and the page that leads to them.
func (w *writer) coverage() {
	p := w.page(coveragePath, "coverage", w.text("coverage"), w.text("coverage_intro"))
	p.dir, p.name, p.Type = "coverage", "all", "coverage"
	p.crumb()
	v := &CoverageView{Heading: p.title, Intro: p.description}
	for _, m := range w.matrices() {
		d := Door{Label: w.text(m.message), Text: w.text(m.message + "_intro"), Href: p.local(coveragePath + m.id + "/")}
		d.Count = w.matrix(m)
		v.Doors = append(v.Doors, d)
	}
	p.Coverage = v
	p.citable(nil)
	w.write(p, "")
}

// matrix makes the page and the file of a matrix and returns how many of its
// cells are covered.
func (w *writer) matrix(m matrix) string {
	path := coveragePath + m.id + "/"
	p := w.page(path, "coverage", w.text(m.message), w.text(m.message+"_intro"))
	p.dir, p.name, p.Type = "coverage", m.id, "coverage"
	p.crumb(Link{Str: Str{Text: w.text("coverage")}, Href: p.local(coveragePath)})
	v := &CoverageView{Heading: p.title, Intro: p.description, CSV: p.Root + w.lang.Tag + "/" + path + m.id + "-table.csv", Cells: p.Root + w.lang.Tag + "/" + path + m.id + ".csv"}
	v.Corner = w.text("by_what", "Rows", w.text(m.row), "Columns", w.text(m.column))
	shown := [][]string{{v.Corner}}
	for _, c := range m.columns {
		v.Columns = append(v.Columns, p.heads(c))
		shown[0] = append(shown[0], c.label.Text)
	}
	filled := map[string]bool{}
	table := [][]string{{m.row, m.row + "_name", m.column, m.column + "_name", "state", "records"}}
	n := 0
	for _, r := range m.rows {
		row := MatrixRow{ID: "row-" + r.id, Head: p.heads(r)}
		line := []string{r.label.Text}
		for _, c := range m.columns {
			both := w.meet(r, c)
			cell, state, word := Cell{}, notReported, w.text("coverage_silent")
			switch {
			case len(both) > 0:
				n++
				filled["row "+r.id], filled["column "+c.id] = true, true
				state, word = covered, strconv.Itoa(len(both))
				id := r.id + "--" + c.id
				cell = Cell{N: w.msg.Number(len(both)), Href: "#" + id, Label: w.text("label_value", "Label", w.msg.Count("n_records", len(both)), "Value", w.list([]string{r.label.Text, c.label.Text}))}
				row.Lists = append(row.Lists, CellList{id, w.text("label_count", "Label", r.label.Text+" – "+c.label.Text, "N", w.msg.Number(len(both))), p.workLinks(both)})
			case m.none(r, c):
				cell.None, state, word = true, noneStated, w.text("coverage_none")
				v.Nones = true
			}
			line = append(line, word)
			row.Cells = append(row.Cells, cell)
			table = append(table, []string{r.id, r.label.Text, c.id, c.label.Text, state, addresses(both)})
		}
		v.Rows = append(v.Rows, row)
		shown = append(shown, line)
	}
	v.Sum = w.text("coverage_sum", "N", w.msg.Number(n), "All", w.msg.Number(len(m.rows)*len(m.columns)))
	v.empty(w, "empty_rows", "row ", m.rows, filled)
	v.empty(w, "empty_columns", "column ", m.columns, filled)
	p.Coverage = v
	p.citable(nil)
	w.write(p, "")
	folder := w.lang.Tag + "/" + path
	w.data = append(w.data, Data{folder + m.id + ".csv", csvFile(table, ',')}, Data{folder + m.id + "-table.csv", csvFile(shown, w.separator())})
	return v.Sum
}

// empty says which rows or columns have no cell that is covered.
func (v *CoverageView) empty(w *writer, message, kind string, axes []axis, filled map[string]bool) {
	var names []string
	for _, a := range axes {
		if !filled[kind+a.id] {
			names = append(names, a.label.Text)
		}
	}
	if len(names) > 0 {
		v.Empty = append(v.Empty, w.text(message, "List", w.list(names)))
	}
}

// separator is what parts the cells of a table that people open: spreadsheets
// expect a semicolon where the comma is the decimal point.
func (w *writer) separator() rune {
	if strings.Contains(numbers.NewPrinter(w.lang.BCP47()).Sprint(number.Decimal(0.5)), ",") {
		return ';'
	}
	return ','
}

// heads returns the head of a row or column, linked from the page.
func (p *Page) heads(a axis) Link {
	l := a.label
	l.Acronym, l.Icon, l.Href = "", a.icon, p.Root+l.Href
	p.Icons = p.Icons || a.icon != ""
	return l
}

// meet returns the records of work that touch both, in the order of names.
func (w *writer) meet(a, b axis) []*graph.Entry {
	var both []*graph.Entry
	for e := range a.work {
		if b.work[e] {
			both = append(both, e)
		}
	}
	return w.byName(both)
}

// workLinks links records of work.
func (p *Page) workLinks(es []*graph.Entry) []Link {
	var out []Link
	for _, e := range es {
		l := p.link(e)
		l.Icon = ""
		out = append(out, l)
	}
	return out
}

// addresses names records by their collection and id, as data do.
func addresses(es []*graph.Entry) string {
	var out []string
	for _, e := range es {
		out = append(out, e.Collection+"/"+string(e.ID))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
