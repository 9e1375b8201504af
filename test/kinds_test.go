package test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"passerelle/internal/trial"
)

// kinds is one page of each sort, below its language. It is the one list of
// the pages that are opened in a browser; TestKinds tells what it lacks.
var kinds = []string{
	"",
	"partners/", "partners/birdlife/",
	"regions/", "regions/arctic/",
	"resolutions/", "resolutions/10-21/",
	"agreements/", "agreements/noaa-letter/",
	"activities/", "activities/pre-cop-workshops/",
	"entry-points/", "entry-points/small-grants/",
	"instruments/", "instruments/aewa/",
	"taxa/", "taxa/sharks/",
	"themes/", "themes/bycatch/",
	"countries/", "countries/deu/",
	"sources/", "sources/cop11-doc-21-1/",
	"partners/by/kind/ngo/", "agreements/by/status/in-force/", "activities/by/resolution/10-21/", "entry-points/by/animals/sharks/",
	"coverage/", "coverage/animals/", "coverage/resolutions/", "coverage/themes/",
	"search/", "names/", "names/2/",
	"about/", "accessibility/", "hosting/", "legal/", "open-questions/", "partnering/", "privacy/",
}

// unspoken is the pages that belong to no language.
var unspoken = []string{"", "404.html"}

// fewKinds is what is opened of kinds where time is short (go test -short).
var fewKinds = []string{"", "partners/birdlife/", "agreements/", "about/"}

// addresses returns the addresses of the pages to open, from the site's root:
// one page of each sort in every language in a full run, in one language and
// few in the others else, and with -short few in one language.
func addresses() []string {
	if testing.Short() {
		return append(below("fr", fewKinds), unspoken...)
	}
	var list []string
	for i, tag := range tags {
		if i == 0 || trial.Full() {
			list = append(list, below(tag, kinds)...)
		} else {
			list = append(list, below(tag, fewKinds)...)
		}
	}
	return append(list, unspoken...)
}

// below returns the addresses of pages in a language.
func below(tag string, paths []string) []string {
	list := make([]string, len(paths))
	for i, p := range paths {
		list[i] = tag + "/" + p
	}
	return list
}

// language returns the language of an address, and "" if it has none.
func language(address string) string {
	if tag, _, ok := strings.Cut(address, "/"); ok && slices.Contains(tags, tag) {
		return tag
	}
	return ""
}

// TestKinds checks that the list of kinds is whole: the index of each section,
// a page below it, each editorial page, and no page that is not there.
func TestKinds(t *testing.T) {
	public := published(t)
	folders := func(name string) []string {
		entries, err := os.ReadDir(filepath.Join(public, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, e := range entries {
			_, err := os.Stat(filepath.Join(public, filepath.FromSlash(name), e.Name(), "index.html"))
			if e.IsDir() && err == nil {
				list = append(list, e.Name())
			}
		}
		return list
	}
	for _, section := range folders("fr") {
		if !slices.Contains(kinds, section+"/") {
			t.Errorf("kinds lacks %s/", section)
		}
		isBelow := func(kind string) bool { return strings.HasPrefix(kind, section+"/") && kind != section+"/" }
		if len(folders("fr/"+section)) > 0 && !slices.ContainsFunc(kinds, isBelow) {
			t.Errorf("kinds lacks a page below %s/", section)
		}
	}
	for _, address := range addresses() {
		file := filepath.Join(public, filepath.FromSlash(address))
		if address == "" || strings.HasSuffix(address, "/") {
			file = filepath.Join(file, "index.html")
		}
		if _, err := os.Stat(file); err != nil {
			t.Errorf("kinds has a page that is not there: %v", err)
		}
	}
	for _, kind := range fewKinds {
		if !slices.Contains(kinds, kind) {
			t.Errorf("%q is among the few kinds, and not among the kinds", kind)
		}
	}
}
