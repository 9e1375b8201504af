package test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"passerelle/internal/lang"
)

// results is what the search page shows.
type results struct {
	Pages             []string // addresses, as links have them
	Says, Role, Query string   // what is said, where, and the query in the address
	Focus             int      // which result has the focus, from 1; 0: the field; -1: anything else
	More              bool
}

// found waits until the search page has looked a query up, and tells what it
// shows.
func found(t *testing.T, ctx context.Context, query string) results {
	t.Helper()
	const asking = `(async () => {
		const box = document.querySelector(".search"), input = document.getElementById("q"), seen = (e) => e.checkVisibility();
		while (box.dataset.done?.trim() !== %q) await new Promise((next) => setTimeout(next, 5));
		const links = [...box.querySelectorAll(".what a")].filter(seen), status = box.querySelector(".search-status");
		return {
			Pages: links.map((a) => a.href), Says: status.textContent, Role: status.getAttribute("role"),
			Query: new URLSearchParams(location.search).get("q") ?? "",
			Focus: document.activeElement === input ? 0 : links.indexOf(document.activeElement) + 1 || -1,
			More: seen(box.querySelector(".search-more")),
		};
	})()`
	return ask[results](t, ctx, query, fmt.Sprintf(asking, query))
}

// TestSearchKeyboard searches by the keyboard only: the arrows lead from the
// field through the results and back, Enter opens a result.
func TestSearchKeyboard(t *testing.T) {
	site, ctx := host(t), browser(t)
	for tag, query := range map[string]string{"fr": "oiseaux", "en": "birds", "es": "aves"} {
		address := tag + "/search/"
		do(t, ctx, address, chromedp.Navigate(site+address))
		tabTo(t, ctx, address, `[document.getElementById("q")]`)
		for _, letter := range query {
			do(t, ctx, address, chromedp.KeyEvent(string(letter)))
		}
		r := found(t, ctx, query)
		if len(r.Pages) < 3 || r.Focus != 0 || r.Query != query {
			t.Fatalf("%s: %q shows %+v", address, query, r)
		}
		if r.Role != "status" || !strings.Contains(r.Says, query) || !strings.ContainsAny(r.Says, "123456789") {
			t.Errorf("%s: %q is said, as %q; it must tell how many results there are for %s", address, r.Says, r.Role, query)
		}
		for _, step := range []struct {
			key   string
			focus int
		}{{kb.ArrowUp, 0}, {kb.ArrowDown, 1}, {kb.ArrowDown, 2}, {kb.ArrowUp, 1}, {kb.ArrowUp, 0}, {kb.ArrowDown, 1}, {kb.ArrowDown, 2}} {
			do(t, ctx, address, chromedp.KeyEvent(step.key))
			if r := found(t, ctx, query); r.Focus != step.focus {
				t.Fatalf("%s: an arrow leads to result %d, want %d", address, r.Focus, step.focus)
			}
		}
		do(t, ctx, address, chromedp.KeyEvent("\r"))
		arrive(t, ctx, address, r.Pages[1])
		// The address of a search, as others are given it, searches.
		do(t, ctx, address, chromedp.Navigate(site+address+"?q="+query))
		if again := found(t, ctx, query); !slices.Equal(again.Pages, r.Pages) || again.Says != r.Says {
			t.Errorf("%s?q=%s shows %+v, want %+v", address, query, again, r)
		}
	}
}

// TestSearchMore asks for more results until there are no more: each time the
// focus goes to the first that is new.
func TestSearchMore(t *testing.T) {
	site, ctx := host(t), browser(t)
	const address, query = "en/search/", "sharks"
	do(t, ctx, address, chromedp.Navigate(site+address+"?q="+query))
	r := found(t, ctx, query)
	if !r.More {
		t.Fatalf("%s: %q has no more than %d results", address, query, len(r.Pages))
	}
	for n := 0; r.More; n++ {
		before := r.Pages
		tabTo(t, ctx, address, `[document.querySelector(".search-more")]`)
		do(t, ctx, address, chromedp.KeyEvent("\r"))
		ask[bool](t, ctx, address, fmt.Sprintf(`(async () => {
			while (document.querySelectorAll(".search .what a").length <= %d) await new Promise((next) => setTimeout(next, 5));
			return true;
		})()`, len(before)))
		r = found(t, ctx, query)
		if r.Focus != len(before)+1 || !slices.Equal(r.Pages[:len(before)], before) {
			t.Fatalf("%s: of %d results instead of %d, the focus is on %d", address, len(r.Pages), len(before), r.Focus)
		}
	}
	if all := slices.Sorted(slices.Values(r.Pages)); len(slices.Compact(all)) != len(r.Pages) || !strings.HasPrefix(r.Says, fmt.Sprint(len(r.Pages), " ")) {
		t.Errorf("%s: %d results are shown, some perhaps twice, and it says %q", address, len(r.Pages), r.Says)
	}
}

// TestSearchSays types what a sentence could take for something else than
// words: it is told as it was typed.
func TestSearchSays(t *testing.T) {
	site, ctx := host(t), browser(t)
	const address = "en/search/"
	for _, query := range []string{"birds $& $' $1", "<b>birds</b>", "xyzzyx $&", "[n] birds"} {
		do(t, ctx, address, chromedp.Navigate(site+address))
		do(t, ctx, address, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`(() => {
			const input = document.getElementById("q");
			input.value = %q;
			input.dispatchEvent(new Event("input"));
		})()`, query)))
		if r := found(t, ctx, query); !strings.Contains(r.Says, "“"+query+"”") || r.Query != query {
			t.Errorf("%s: %q for %q, with %q in the address", address, r.Says, query, r.Query)
		}
	}
}

// TestNamesWithoutScripts looks for partners with scripts switched off: the
// search page says that it cannot search and leads, by letters, to the list of
// all names; and that list has every name of every partner, under its letter.
func TestNamesWithoutScripts(t *testing.T) {
	site, ctx := host(t), browser(t)
	do(t, ctx, "off", scripting(false))
	read := &shelf{public: published(t)}
	p := open(t, root)
	for _, tag := range tags {
		address := tag + "/search/"
		var letters []string // where the search page's letters lead
		for _, nav := range elements(read.page(t, address), classed("letters")) {
			for _, a := range elements(nav, named(atom.A)) {
				path, place := leads(t, address, a)
				letters = append(letters, path+"#"+place)
			}
		}
		var headings []string // of all parts of the list
		names := map[string][]string{}
		for _, part := range slices.Sorted(maps.Keys(parts(t, tag))) {
			for _, section := range elements(read.page(t, tag+"/"+part), func(e *html.Node) bool { return e.DataAtom == atom.Section && has(e, "aria-labelledby") }) {
				headings = append(headings, part+"#"+attr(section, "aria-labelledby"))
				for _, line := range elements(section, named(atom.Li)) {
					for _, a := range elements(line, named(atom.A)) {
						path, _ := leads(t, tag+"/"+part, a)
						names[path] = append(names[path], plain(a))
					}
				}
			}
		}
		first := map[string]bool{} // a letter may go on on the next part
		headings = slices.DeleteFunc(headings, func(h string) bool {
			_, letter, _ := strings.Cut(h, "#")
			defer func() { first[letter] = true }()
			return first[letter]
		})
		if !slices.Equal(letters, headings) || len(letters) < 20 {
			t.Errorf("%s leads to\n%s, and the names are at\n%s", address, letters, headings)
		}
		for _, r := range p.set.Partners {
			all := slices.Clone(r.AlsoKnownAs)
			for _, text := range []lang.Text{r.Name, r.Acronym} {
				for of, s := range text {
					all = append(all, lang.Typeset(of, s))
				}
			}
			for _, name := range all {
				if !slices.Contains(names["partners/"+string(r.ID)+"/"], single(name)) {
					t.Errorf("%s: no letter leads to %q, a name of %s", address, name, r.ID)
				}
			}
		}
		do(t, ctx, address, chromedp.Navigate(site+address))
		if notice := ask[bool](t, ctx, address, `document.querySelector("noscript").checkVisibility() && document.querySelector("noscript").innerText.length > 40`); !notice {
			t.Errorf("%s does not say that it needs a script", address)
		}
		for _, i := range []int{0, len(letters) / 2, len(letters) - 1} {
			do(t, ctx, address, chromedp.Navigate(site+address))
			letter := fmt.Sprintf(`document.querySelectorAll(".letters a")[%d]`, i)
			to := ask[string](t, ctx, address, letter+".href")
			click(t, ctx, address, "["+letter+"]")
			arrive(t, ctx, address, to)
			if !ask[bool](t, ctx, to, `(() => { const r = document.querySelector(":target").getBoundingClientRect(); return r.top >= 0 && r.top < innerHeight; })()`) {
				t.Errorf("%s: %s is not on the screen", address, to)
			}
		}
	}
}

// parts returns the addresses of the parts of the list of names.
func parts(t *testing.T, tag string) map[string]bool {
	t.Helper()
	out := map[string]bool{"names/": true}
	entries, err := os.ReadDir(filepath.Join(published(t), tag, "names"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			out["names/"+e.Name()+"/"] = true
		}
	}
	return out
}

// TestFromDisk opens a portable site from a folder, without a server: the
// search finds, a result opens, the filters filter, the finder ranks.
func TestFromDisk(t *testing.T) {
	ctx, c := browser(t), take(t, root)
	site := "file://" + filepath.ToSlash(build(t, "--portable")) + "/"
	do(t, ctx, "search", chromedp.Navigate(site+"fr/search/index.html?q=requins"))
	r := found(t, ctx, "requins")
	if len(r.Pages) < 5 {
		t.Fatalf("%+v", r)
	}
	click(t, ctx, "search", `[...document.querySelectorAll(".search .what a")]`)
	arrive(t, ctx, "a result", r.Pages[0])
	if text := ask[string](t, ctx, "a result", `document.querySelector("h1").innerText`); !strings.Contains(strings.ToLower(text), "requin") {
		t.Errorf("the first result for requins is %q, at %s", text, r.Pages[0])
	}
	n := narrowIn(t, ctx, c, site, "fr/partners/")
	for _, choice := range chosen["fr/partners/"] {
		n.choose(choice...)
		n.expect(choice...)
	}
	n = narrowIn(t, ctx, c, site, "en/entry-points/")
	n.choose(shark...)
	n.ranking(shark...)
}
