package message

import (
	"strings"

	"passerelle/internal/diag"
)

// exercised are the counts at which languages part ways.
var exercised = []string{"0", "1", "2", "1.5", "1000000"}

// Exercise runs every message in every language, plural ones with the counts
// 0, 1, 2, 1.5 and 1,000,000, and with a sample for each placeholder. It
// reports what fails, shows nothing or shows the marks of a missing value.
func (c *Catalogue) Exercise() *diag.List {
	list := new(diag.List)
	for _, f := range c.files {
		if f.rules == nil {
			continue
		}
		for _, id := range f.order {
			e := c.entries[id]
			if !e.count {
				exercise(f, id, e, "", list)
				continue
			}
			for _, n := range exercised {
				exercise(f, id, e, n, list)
			}
		}
	}
	return list
}

func exercise(f *file, id string, e *entry, count string, list *diag.List) {
	data := map[string]any{}
	for _, name := range e.fields {
		data[name] = "‹" + name + "›"
	}
	var n any
	with := diag.Say("")
	if count != "" {
		data["Count"], with = count, diag.Say(" with %s", count)
	}
	if e.plural {
		n = count
	}
	s, err := f.rules.render(id, n, data)
	switch {
	case err != nil:
	case strings.TrimSpace(s) == "":
		err = diag.Say("it shows nothing")
	case strings.Contains(s, "<no value>"):
		err = diag.Say("it shows <no value>")
	default:
		for _, name := range e.fields {
			if !strings.Contains(s, data[name].(string)) {
				err = diag.Say("it does not show %s", name)
			}
		}
	}
	if err != nil {
		list.Add(f.messages[id].pos, ruleFails, id, with, err)
	}
}
