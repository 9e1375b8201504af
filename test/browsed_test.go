package test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	tab "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"passerelle/internal/trial"
)

// guard is a tab that notes what a page does that none should: dialogs,
// requests to another host, what hostile strings do, strange elements.
type guard struct {
	t     *testing.T
	ctx   context.Context
	site  string
	mu    sync.Mutex
	deeds []string
}

// watch opens a tab for a site. Policies of pages do not hold in it.
func watch(t *testing.T, ctx context.Context, site string) *guard {
	t.Helper()
	g := &guard{t: t, ctx: ctx, site: site}
	note := func(format string, args ...any) {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.deeds = append(g.deeds, fmt.Sprintf(format, args...))
	}
	err := chromedp.Listen(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *tab.EventJavascriptDialogOpening:
			note("a dialog opens: %s", ev.Message)
			go chromedp.Do(ctx, command(tab.HandleJavaScriptDialog, tab.HandleJavaScriptDialogParams{}))
		case *network.EventRequestWillBeSent:
			if to := ev.Request.URL; !strings.HasPrefix(to, g.site) && !strings.HasPrefix(to, "data:") {
				note("%s is asked for", to)
			}
		case *tab.EventWindowOpen:
			note("a window opens: %s", ev.URL)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	do(t, ctx, site, command(tab.SetBypassCSP, tab.SetBypassCSPParams{Enabled: true}))
	return g
}

// visit opens a page and has the script act on it, then tells what it is made
// of. What it does that it should not is an error.
func (g *guard) visit(address, act string) map[string]bool {
	g.t.Helper()
	do(g.t, g.ctx, address, chromedp.Navigate(g.site+address))
	if act != "" {
		if faults := ask[[]string](g.t, g.ctx, address, act); len(faults) > 0 {
			path, _, _ := strings.Cut(address, "?")
			report(g.t, path, faults)
		}
	}
	report(g.t, address, g.faults(address))
	return g.made(address)
}

// made tells what the page that is open is made of.
func (g *guard) made(address string) map[string]bool {
	g.t.Helper()
	attributes, _ := json.Marshal(told)
	addresses, _ := json.Marshal(addressed)
	out := map[string]bool{}
	for _, f := range ask[[]string](g.t, g.ctx, address, fmt.Sprintf("(%s)(%s, %s)", script("features.js"), attributes, addresses)) {
		out[f] = true
	}
	return out
}

// faults tells what pages have done since it was asked last.
func (g *guard) faults(address string) []string {
	g.t.Helper()
	list := ask[[]string](g.t, g.ctx, address, `(async () => {
		await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 0)));
		const list = [];
		if ("pwned" in window && window.pwned === 1) list.push("a script has run: window.pwned");
		if (document.title === "pwned") list.push("a script has run: document.title");
		if (Object.prototype.pwned) list.push("every object has been changed");
		return [...list, "at " + location];
	})()`)
	at := list[len(list)-1]
	if list = list[:len(list)-1]; !strings.HasPrefix(at, "at "+g.site) {
		list = append(list, "the page has become another one, "+at)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	list = append(list, g.deeds...)
	g.deeds = nil
	return list
}

// TestGuard shows what a guard sees, on pages that do what hostile strings
// want.
func TestGuard(t *testing.T) {
	for text, want := range map[string]string{
		`<img src=x onerror="window.pwned=1">`:                "window.pwned",
		`<script>document.title='pwned'</script>`:             "document.title",
		`<svg onload=alert(1)>`:                               "a dialog opens",
		`<img src="//evil.invalid/pwned" alt="">`:             "evil.invalid",
		`<link rel=stylesheet href=//evil.invalid/pwned.css>`: "evil.invalid",
		`<script>Object.prototype.pwned=1</script>`:           "every object",
		`<script>location='about:blank'</script>`:             "another one",
	} {
		dir := t.TempDir()
		put(t, dir, "index.html", "<!doctype html><title>a</title><meta http-equiv=Content-Security-Policy content=\"default-src 'none'\"><p>"+text)
		g := watch(t, browser(t), serve(t, dir))
		do(t, g.ctx, text, chromedp.Navigate(g.site))
		if faults := strings.Join(g.faults(text), ", "); !strings.Contains(faults, want) {
			t.Errorf("of %s is seen: %q", text, faults)
		}
		if made := g.made(text); want != "another one" && !made["<p> in <body>"] {
			t.Errorf("%s is made of %v", text, made)
		}
	}
}

// addresses returns the pages to visit: one of each sort, or all of a language,
// another one for each site.
func (c *injected) addresses(t *testing.T, public string, site int) []string {
	t.Helper()
	bySort := map[string][]string{}
	var list []string
	each(t, public, ".html", func(name string, _ []byte) {
		sort, address := sortOf(name, c.ids), strings.TrimSuffix(name, "index.html")
		bySort[sort] = append(bySort[sort], address)
		if tag := language(address); trial.Full() && (tag == "" || tag == tags[site%len(tags)]) {
			list = append(list, address)
		}
	})
	if trial.Full() {
		return list
	}
	for i, sort := range slices.Sorted(maps.Keys(bySort)) {
		all := bySort[sort]
		list = append(list, all[(site+i)*7%len(all)])
	}
	return list
}

// spread returns n of a list, evenly.
func spread(list []string, n int) []string {
	n = min(n, len(list))
	var out []string
	for i := range n {
		out = append(out, list[i*len(list)/n])
	}
	return out
}

// acts are what readers do on pages with scripts: they type hostile strings and
// a word, come with hostile strings in the address, and make choices.
func (c *injected) acts(t *testing.T, word string) map[string]string {
	t.Helper()
	queries, _ := json.Marshal(spread(c.strange, trial.Count(10, 100)))
	some := spread(c.strange, 24)
	out := map[string]string{}
	for i, tag := range tags {
		out[tag+"/search/?q="+url.QueryEscape(some[i])] = fmt.Sprintf("(%s)(%s, %q)", script("hostile_search.js"), queries, word)
		for j, section := range []string{"partners/", "agreements/", "activities/", "entry-points/"} {
			if trial.Full() || i == j%len(tags) {
				values := url.Values{"kind": {some[3+i+j], "__proto__"}, "region": {some[10+i+j]}, "theme": {some[17+i+j]}, some[5]: {some[6]}}
				out[tag+"/"+section+"?"+values.Encode()] = "(" + script("hostile_filter.js") + ")()"
			}
		}
	}
	return out
}

// walk visits the pages of a site, the number-th, and acts on some as readers
// do; of one with a number below zero it visits only those. It returns
// what they are made of, all together, and how many it has visited.
func (c *injected) walk(t *testing.T, public, word string, number int) (made map[string]map[string]bool, n int) {
	t.Helper()
	acts := c.acts(t, word)
	made = map[string]map[string]bool{"": {}}
	var list []string
	if number >= 0 {
		list = c.addresses(t, public, number)
	}
	site := serve(t, public)
	var mu sync.Mutex
	inTabs(t, slices.Concat(slices.Sorted(maps.Keys(acts)), list), func(t *testing.T, ctx context.Context) func(string) {
		g := watch(t, ctx, site)
		return func(address string) {
			features := g.visit(address, acts[address])
			mu.Lock()
			defer mu.Unlock()
			n++
			maps.Copy(made[""], features)
		}
	})
	return made, n
}
