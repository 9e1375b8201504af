package audit

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
	"golang.org/x/text/language"

	"passerelle/internal/lang"
)

// head is what has been seen of the head.
type head struct {
	doctype, html      bool
	inTitle            bool // in a title, of the page or of a drawing
	title, description bool
	titles, canonicals int
}

func (p *page) readDoctype() {
	if !p.head.html && bytes.EqualFold(p.scan.raw(), []byte("<!doctype html>")) {
		p.head.doctype = true
	}
}

// startHead applies the rules on the head to the current start tag.
func (p *page) startHead() {
	t := &p.tag
	if t.name == atom.Html {
		p.head.html = true
		p.checkHTML()
	} else if t.has(attrLang) {
		p.checkLang(t.get(attrLang))
	}
	switch t.name {
	case atom.Title:
		p.head.inTitle = true
		if len(p.svgs) > 0 {
			break
		}
		if p.head.titles++; p.head.titles > 1 {
			p.add(p.scan.start, ruleTitleRepeated)
		}
	case atom.Meta:
		if t.is(attrName, "description") && t.says(attrContent) {
			p.head.description = true
		}
	}
}

// checkHTML holds lang and dir of the html element to the page's language.
func (p *page) checkHTML() {
	languages := p.a.site.Languages
	if p.language >= 0 {
		languages = languages[p.language : p.language+1]
	}
	value := string(p.tag.get(attrLang))
	i := slices.IndexFunc(languages, func(l lang.Language) bool { return l.Locale == value })
	if i < 0 {
		p.add(p.scan.start, ruleHTMLLang, value, locales(languages))
		return
	}
	got := cmp.Or(strings.ToLower(string(p.tag.get(attrDir))), "ltr")
	if want := cmp.Or(languages[i].Direction, "ltr"); got != want {
		p.add(p.scan.start, ruleHTMLDir, got, want)
	}
}

func locales(s lang.Set) string {
	var all []string
	for _, l := range s {
		all = append(all, l.Locale)
	}
	return strings.Join(all, ", ")
}

// checkLang holds a lang attribute to the site's locales and, failing that, to
// BCP 47 and its registry.
func (p *page) checkLang(value []byte) {
	good, ok := p.goodLangs[string(value)]
	if !ok {
		s := string(value)
		good = isLocale(p.a.site.Languages, s) || isTag(s)
		p.goodLangs[s] = good
	}
	if !good {
		p.add(p.scan.start, ruleLang, string(value))
	}
}

func isLocale(s lang.Set, locale string) bool {
	return slices.ContainsFunc(s, func(l lang.Language) bool { return l.Locale == locale })
}

func isTag(s string) bool {
	_, err := language.Parse(s)
	return err == nil && !strings.Contains(s, "_") // which Parse takes for "-"
}

// startAlternates makes room for an alternate in each language and x-default.
func (p *page) startAlternates() {
	if p.anywhere {
		return
	}
	n := len(p.a.site.Languages) + 1
	p.alternates = slices.Grow(p.alternates, n)[:n]
	clear(p.alternates)
}

// checkCanonical holds the address that the page gives itself to its path.
func (p *page) checkCanonical(value []byte) {
	if p.anywhere {
		p.add(p.scan.start, ruleCanonicalUnwanted)
		return
	}
	if p.head.canonicals++; p.head.canonicals > 1 {
		p.add(p.scan.start, ruleCanonicalRepeated)
	} else if want := p.a.address(p.name); string(value) != want {
		p.add(p.scan.start, ruleCanonicalWrong, string(value), want)
	}
}

// readAlternate takes note of the page's version in another language.
func (p *page) readAlternate(hreflang, href []byte) {
	if p.anywhere {
		return
	}
	i := p.a.alternate(hreflang)
	if i < 0 {
		p.add(p.scan.start, ruleAlternateUnknown, string(hreflang))
		return
	}
	if p.alternates[i].line != 0 {
		p.add(p.scan.start, ruleAlternateRepeated, p.a.alternateName(i))
		return
	}
	p.alternates[i].line, p.alternates[i].col = p.place(p.scan.start)
	to := p.resolve(href)
	if to.kind != inside || !to.absolute || to.query || to.fragment != (span{}) {
		p.add(p.scan.start, ruleAlternateTarget, string(href))
		return
	}
	if to.index && !p.a.site.Portable {
		p.add(p.scan.start, ruleIndex, string(href))
	}
	if target := p.at(to.path); i < len(p.a.site.Languages) && p.a.language(target) != i {
		p.add(p.scan.start, ruleAlternateLanguage, p.a.alternateName(i), string(target))
		return
	}
	p.alternates[i].path = to.path
}

// alternate returns the place of a value of hreflang among a page's
// alternates, or -1.
func (a *Audit) alternate(hreflang []byte) int {
	if bytes.EqualFold(hreflang, []byte("x-default")) {
		return len(a.site.Languages)
	}
	return slices.IndexFunc(a.site.Languages, func(l lang.Language) bool {
		return strings.EqualFold(l.Locale, string(hreflang)) || strings.EqualFold(l.Tag, string(hreflang))
	})
}

func (a *Audit) alternateName(i int) string {
	if i == len(a.site.Languages) {
		return "x-default"
	}
	return a.site.Languages[i].Locale
}

// finishHead reports what the head lacks.
func (p *page) finishHead() {
	if !p.head.doctype {
		p.lack(ruleDoctype)
	}
	if !p.head.html {
		p.lack(ruleHTMLLang, "", locales(p.a.site.Languages))
	}
	if p.language < 0 && p.name != "index.html" && p.name != "404.html" {
		p.lack(rulePlace)
	}
	if !p.head.title {
		p.lack(ruleTitle)
	}
	if !p.head.description {
		p.lack(ruleDescription)
	}
	if p.head.canonicals == 0 && !p.anywhere {
		p.lack(ruleCanonical)
	}
	for i, l := range p.alternates {
		if l.line == 0 {
			p.lack(ruleAlternate, p.a.alternateName(i))
		}
	}
}
