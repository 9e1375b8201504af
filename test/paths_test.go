package test

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"passerelle/internal/record"
	"passerelle/internal/trial"
)

// reserved are names that Windows keeps for itself, whatever follows a point,
// and names that it cuts or refuses.
var reserved = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)|[<>:"\\|?*\x00-\x1f]|[. ]$`)

// misplaced lists the paths below a folder that some host could not hold: two
// that are one to it, names that it keeps, paths that are too long.
func misplaced(paths []string) []string {
	var faults []string
	fold, seen := cases.Fold(), map[string]string{}
	for _, path := range paths {
		key := norm.NFKC.String(fold.String(norm.NFKC.String(path)))
		if other, ok := seen[key]; ok {
			faults = append(faults, fmt.Sprintf("%q and %q are one path where case or form does not count", other, path))
		}
		seen[key] = path
		if len(path) > 200 {
			faults = append(faults, fmt.Sprintf("%q has %d bytes", path, len(path)))
		}
		for _, name := range strings.Split(path, "/") {
			if reserved.MatchString(name) {
				faults = append(faults, fmt.Sprintf("%q: some hosts hold no %q", path, name))
			}
		}
	}
	return faults
}

// pathsOf returns the paths of all files and folders of a site.
func pathsOf(t *testing.T, public string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(public, func(name string, _ fs.DirEntry, err error) error {
		if rel, _ := filepath.Rel(public, name); rel != "." && err == nil {
			list = append(list, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// TestMisplaced shows what misplaced finds.
func TestMisplaced(t *testing.T) {
	for _, bad := range [][]string{
		{"fr/a/index.html", "fr/A/index.html"}, {"fr/stra\u00dfe", "fr/STRASSE"}, {"\u00e9", "e\u0301"}, {"fr/con/index.html"}, {"fr/aux.html"}, {"fr/a./b"}, {"fr/a:b"},
		{"fr/" + strings.Repeat("x", 200)}, {"NUL"}, {"fr/lpt1.tar.gz"},
	} {
		if len(misplaced(bad)) == 0 {
			t.Errorf("nothing is found in %q", bad)
		}
	}
	if faults := misplaced([]string{"fr", "fr/con-a/index.html", "fr/console.html", "fr/common/aux-nul/com10"}); len(faults) > 0 {
		t.Error(faults)
	}
}

// TestPaths checks the paths of the repository's site.
func TestPaths(t *testing.T) {
	all := pathsOf(t, published(t))
	report(t, "the site", misplaced(all))
	if len(all) < 2000 {
		t.Errorf("only %d paths were read", len(all))
	}
}

// awkward are ids that are also something else: parts of paths, ids of elements
// on pages, words of the interface, names of files, and as long as can be.
var awkward = []string{
	"by", "index", "1", "search", "kind", "region", "names", "coverage", "row", "row-by", "letter-a", "y2013", "main", "cite", "find", "q", "results", "facts", "p-1", "p-20b",
	"all", "fr", "css", "js", "img", "404", "home", "index-html", "constructor", "prototype", "tostring", "digits", "undated-workshop", "legend", "cells", "filter", "other-names", "0", "2013", "animals", "resolutions",
	"a-b", "b", "a", "b-c", "a-b-c", strings.Repeat("x", 64), strings.TrimSuffix(strings.Repeat("xyz-", 16), "-"),
}

// TestAwkwardIDs builds small sites whose records have awkward ids: each page,
// also of the values of filters, has its own path and lists what it should, and
// no id stands twice on a page.
func TestAwkwardIDs(t *testing.T) {
	const each = 12
	for start := 0; start < trial.Count(each, len(awkward)); start += each {
		ids := map[string][]string{}
		for i, c := range record.Collections {
			for k := range min(each, len(awkward)-start) {
				id := awkward[start+k]
				// Bodies share one space, so each id goes to one sort of body.
				if bodies := []string{"partners", "organisations", "instruments"}; slices.Contains(bodies, c.Name) && bodies[(k+start/each)%3] != c.Name {
					id = fmt.Sprintf("%c%d", 'a'+i, k)
				}
				ids[c.Name] = append(ids[c.Name], id)
			}
		}
		dir := t.TempDir()
		harmless(ids).write(t, dir)
		public := publish(t, dir)
		report(t, "the small site", misplaced(pathsOf(t, public)))
		all := map[string]bool{}
		eachPage(t, public, func(name string, doc *html.Node) {
			all[name] = true
			seen := map[string]bool{}
			for e := range doc.Descendants() {
				if id := attr(e, "id"); id != "" {
					if seen[id] {
						t.Errorf("%s has the id %q twice", name, id)
					}
					seen[id] = true
				}
			}
		})
		for _, c := range record.Collections {
			for _, id := range ids[c.Name] {
				folder := c.Name
				switch c.Name {
				case "organisations", "events":
					continue
				case "documents":
					folder = "sources"
				}
				for _, tag := range tags {
					if name := tag + "/" + folder + "/" + id + "/index.html"; !all[name] {
						t.Errorf("%s is not there", name)
					}
				}
			}
		}
		c, read := take(t, dir), &shelf{public: public}
		values := 0
		for name := range all {
			tag, rest, _ := strings.Cut(strings.TrimSuffix(name, "index.html"), "/")
			section, value, ok := strings.Cut(rest, "/by/")
			if !ok || value == "" || tag != "en" || section == "entry-points" {
				continue
			}
			values++
			dimension, id, _ := strings.Cut(strings.TrimSuffix(value, "/"), "/")
			want := c.matching(section+"/", []string{dimension + "=" + id})
			address := strings.TrimSuffix(name, "index.html")
			if have := lines(t, address, elements(read.page(t, address), named(atom.Main))[0]); !slices.Equal(have, want) {
				t.Errorf("%s lists %s, want %s", name, have, want)
			}
		}
		if values < 30 {
			t.Errorf("only %d pages of values were read", values)
		}
	}
}
