package audit

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"passerelle/internal/diag"
)

// addAt reports a finding at a link of a file.
func (a *Audit) addAt(name string, l link, rule *diag.Rule, args ...any) {
	a.found.add(diag.Diagnostic{
		Pos:  diag.Position{File: name, Line: int(l.line), Col: int(l.col)},
		Rule: rule,
		Args: args,
	})
}

// checkLinks follows each link to its file and fragment.
func (a *Audit) checkLinks() {
	for n, f := range a.files {
		if f == nil {
			continue
		}
		for _, l := range f.links {
			to := a.files[l.path]
			if to == nil {
				a.addAt(a.texts[n], l, ruleBroken, a.texts[l.path])
			} else if l.fragment != 0 && to.addressed && !a.hasID(to, l.fragment) {
				a.addAt(a.texts[n], l, ruleFragment, a.texts[l.path], a.texts[l.fragment])
			}
		}
	}
}

func (a *Audit) hasID(f *file, fragment uint32) bool {
	_, ok := slices.BinarySearch(f.ids, maphash.String(a.seed, a.texts[fragment]))
	return ok
}

// checkAlternates holds that alternates are pages, and that each names the
// pages that name it. A page whose alternate in that place is missing or no
// address has a finding of its own for it.
func (a *Audit) checkAlternates() {
	for n, f := range a.files {
		if f == nil {
			continue
		}
		for _, l := range f.alternates {
			if l.path == 0 {
				continue // missing, which has been reported
			}
			to, target := a.files[l.path], a.texts[l.path]
			if to == nil || !to.page {
				a.addAt(a.texts[n], l, ruleAlternateTarget, a.address(target))
			} else if !a.namesBack(to, uint32(n)) {
				a.addAt(a.texts[n], l, ruleAlternateOneWay, target)
			}
		}
	}
}

func (a *Audit) namesBack(f *file, page uint32) bool {
	i := a.language([]byte(a.texts[page]))
	if i < 0 {
		i = len(a.site.Languages) // x-default
	}
	return i < len(f.alternates) && f.alternates[i].path == 0 ||
		slices.ContainsFunc(f.alternates, func(l link) bool { return l.path == page })
}

// checkPaths applies the rules on the set of output files.
func (a *Audit) checkPaths() {
	var names []string
	for n, f := range a.files {
		if f != nil {
			names = append(names, a.texts[n])
		}
	}
	slices.Sort(names)
	a.checkCase(names)
	a.checkLanguages(names)
	for _, name := range []string{"index.html", "404.html"} {
		if _, ok := slices.BinarySearch(names, name); !ok {
			a.addAt(name, link{}, ruleRoot)
		}
	}
}

// checkCase reports paths that are one to a file system without case.
func (a *Audit) checkCase(names []string) {
	first := make(map[string]string, len(names))
	for _, name := range names {
		key := fold(name)
		if other, ok := first[key]; ok {
			a.addAt(name, link{}, ruleCase, other)
		} else {
			first[key] = name
		}
	}
}

// fold returns the same string for strings that are equal but for case.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf {
			return unicode.ToUpper(r) // less than the others it is equal to
		}
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return least
	}, s)
}

// checkLanguages reports pages that a language lacks and another has, at the
// first language that has it.
func (a *Audit) checkLanguages(names []string) {
	type version struct {
		path     string // after the language
		language int
	}
	var versions []version
	for _, name := range names {
		if i := a.language([]byte(name)); i >= 0 && a.files[a.ids[name]].page {
			versions = append(versions, version{name[len(a.site.Languages[i].Tag)+1:], i})
		}
	}
	slices.SortFunc(versions, func(x, y version) int {
		return cmp.Or(cmp.Compare(x.path, y.path), cmp.Compare(x.language, y.language))
	})
	for len(versions) > 0 {
		path, has := versions[0].path, versions[0].language
		next := 0
		for i, l := range a.site.Languages {
			if next < len(versions) && versions[next] == (version{path, i}) {
				next++
			} else {
				a.addAt(a.site.Languages[has].Tag+"/"+path, link{}, ruleLanguage, l.Tag+"/"+path)
			}
		}
		versions = versions[next:]
	}
}
