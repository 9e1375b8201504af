package message

import (
	"maps"
	"slices"
	"strconv"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"passerelle/internal/diag"
)

// forms are the plural forms of CLDR in its order.
var forms = []string{"zero", "one", "two", "few", "many", "other"}

// samples are numbers among which every form of every language occurs, and
// twice if it stands for more than one integer (a test says so).
var samples = func() (s []string) {
	for n := range 31 {
		s = append(s, strconv.Itoa(n))
	}
	return append(s, "40", "60", "61", "62", "63", "71", "80", "81", "100", "101", "102", "103", "111", "200",
		"1000", "2000", "21000", "100000", "1000000", "2000000", "0.0", "0.1", "0.2", "1.0", "1.1", "1.5", "2.0", "2.4", "10.1")
}()

// plurals is go-i18n's rules and messages for one language.
type plurals struct {
	localizer *i18n.Localizer
	tag       language.Tag
	numbers   map[string][]string // by form, the samples that take it
}

// probe is the id of a message whose text in each form is the form's name;
// go-i18n exports its rules in no other way.
const probe = "?"

// newPlurals gives go-i18n the messages of f. It returns nil if go-i18n does
// not know the language.
func newPlurals(f *file, list *diag.List) *plurals {
	p := rulesOf(f.lang.BCP47(), f)
	if p == nil || p.tag == language.Und {
		list.Add(diag.Position{File: f.path}, ruleLocale, f.lang.Locale)
		return nil
	}
	if language.Make(f.lang.Tag) == p.tag {
		return p
	}
	if t := rulesOfName(f.lang.Tag); t == nil || !maps.EqualFunc(p.numbers, t.numbers, slices.Equal) {
		list.Add(diag.Position{File: f.path}, ruleFileName, f.lang.Tag, f.lang.Locale)
	}
	return p
}

// rulesOfName returns the rules that Hugo applies to <name>.toml: if there is
// no such language, those of English by way of an artificial one.
func rulesOfName(name string) *plurals {
	if p := rulesOf(language.Make(name), nil); p != nil {
		return p
	}
	return rulesOf(language.Make("art-x-"+name), nil)
}

// rulesOf returns the rules of a language and the messages of f, if there is
// one.
func rulesOf(tag language.Tag, f *file) *plurals {
	bundle := i18n.NewBundle(tag)
	all := []*i18n.Message{{ID: probe, Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"}}
	if f != nil {
		for _, id := range f.order {
			all = append(all, f.messages[id].goi18n())
		}
	}
	if bundle.AddMessages(tag, all...) != nil {
		return nil
	}
	p := &plurals{localizer: i18n.NewLocalizer(bundle, tag.String()), tag: tag, numbers: map[string][]string{}}
	for _, n := range samples {
		form, _ := p.localizer.Localize(&i18n.LocalizeConfig{MessageID: probe, PluralCount: n})
		p.numbers[form] = append(p.numbers[form], n)
	}
	return p
}

// forms returns the forms that the language has, in the order of CLDR.
func (p *plurals) forms() []string {
	return slices.DeleteFunc(slices.Clone(forms), func(f string) bool { return p.numbers[f] == nil })
}

// integers returns the whole numbers among the samples that take a form.
func (p *plurals) integers(form string) (out []string) {
	for _, n := range p.numbers[form] {
		if _, err := strconv.Atoi(n); err == nil {
			out = append(out, n)
		}
	}
	return out
}

func (m *message) goi18n() *i18n.Message {
	out := &i18n.Message{ID: m.id}
	for _, t := range m.texts {
		switch t.form {
		case "zero":
			out.Zero = t.value
		case "one":
			out.One = t.value
		case "two":
			out.Two = t.value
		case "few":
			out.Few = t.value
		case "many":
			out.Many = t.value
		case "other":
			out.Other = t.value
		}
	}
	return out
}
