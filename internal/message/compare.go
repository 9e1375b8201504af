package message

import (
	"slices"
	"strings"

	"passerelle/internal/diag"
)

// Use is a place that shows a message.
type Use struct {
	ID  string
	Pos diag.Position
}

// Check compares the messages with all the places that use them: it reports
// each use of an id that is not defined, and each message without a use. If no
// file could be read, no id is known to be undefined.
func (c *Catalogue) Check(used []Use) *diag.List {
	list := new(diag.List)
	seen := map[string]bool{}
	for _, u := range used {
		seen[u.ID] = true
		if c.entries[u.ID] != nil || c.reference == nil {
			continue
		}
		list.Add(u.Pos, ruleUnknown, u.ID)
		if near := diag.Nearest(u.ID, c.order); near != "" {
			list.Advise(diag.DidYouMean, near)
		}
	}
	for _, id := range c.order {
		if !seen[id] {
			list.Add(c.entries[id].pos, ruleUnused, id)
		}
	}
	return list
}

// compare reports where the languages differ from the reference and from
// their grammar. What an error hides is not reported as missing.
func (c *Catalogue) compare(list *diag.List) {
	for _, f := range c.files {
		if c.reference != nil && f != c.reference {
			c.compareIDs(f, list)
		}
		for _, id := range f.order {
			m, e := f.messages[id], c.entries[id]
			if !m.damaged && f.rules != nil {
				compareForms(f, m, e, list)
				warnOfCount(f, m, list)
			}
			for _, t := range m.texts {
				if !t.bad && e.model != nil && !slices.Equal(t.fields, e.fields) {
					list.Add(t.pos, ruleFields, t.form, id, fieldList(t.fields), fieldList(e.fields), e.model.pos)
				}
			}
		}
	}
}

func (c *Catalogue) compareIDs(f *file, list *diag.List) {
	if f.whole {
		for _, id := range c.reference.order {
			if f.messages[id] == nil {
				list.Add(diag.Position{File: f.path, Line: 1}, ruleMissing, id, c.reference.messages[id].pos)
			}
		}
	}
	for _, id := range f.order {
		if c.reference.messages[id] == nil {
			list.Add(f.messages[id].pos, ruleExtra, id, c.reference.path)
		}
	}
}

func compareForms(f *file, m *message, e *entry, list *diag.List) {
	need := []string{"other"}
	if e.plural {
		need = f.rules.forms()
	}
	var missing []string
	for _, form := range need {
		if m.text(form) == nil {
			missing = append(missing, form)
		}
	}
	if missing != nil {
		list.Add(m.pos, ruleFormMissing, m.id, strings.Join(missing, ", "), f.lang.Locale)
	}
	for _, t := range m.texts {
		if !slices.Contains(need, t.form) {
			list.Add(t.key, ruleFormExtra, f.lang.Locale, t.form)
			list.Advise(diag.OneOf, strings.Join(need, ", "))
		}
	}
}

// warnOfCount reports a form without the number among forms with it if the
// form is that of several numbers, and so of some that the text cannot mean.
func warnOfCount(f *file, m *message, list *diag.List) {
	if !slices.ContainsFunc(m.texts, func(t *text) bool { return t.count }) {
		return
	}
	for _, t := range m.texts {
		if t.bad || t.count {
			continue
		}
		if numbers := f.rules.integers(t.form); len(numbers) > 1 {
			list.Add(t.pos, ruleCountLeftOut, t.form, m.id, strings.Join(numbers[:2], ", "))
		}
	}
}

func fieldList(fields []string) any {
	if len(fields) == 0 {
		return diag.Say("(none)")
	}
	return strings.Join(fields, ", ")
}
