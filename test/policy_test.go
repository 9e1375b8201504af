package test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	devtools "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	hosts "passerelle/internal/host"
	"passerelle/internal/trial"
)

// policed serves a site with the headers that its own _headers gives for every
// file.
func policed(t *testing.T, public string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(public, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n/css/*")
	var headers [][2]string
	for line := range strings.Lines(strings.TrimPrefix(first, "/*\n")) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
			headers = append(headers, [2]string{name, value})
		}
	}
	if len(headers) != len(hosts.Headers()) {
		t.Fatalf("_headers gives %d headers for every file, want %d", len(headers), len(hosts.Headers()))
	}
	files := http.FileServer(http.Dir(public))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for _, h := range headers {
			w.Header().Set(h[0], h[1])
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL + "/"
}

// TestPolicy opens pages under the policy of _headers and of their own meta
// element, which are one: the browser refuses nothing of the site. A full run
// opens every page, another one page of each sort and every hundredth.
func TestPolicy(t *testing.T) {
	public := published(t)
	var list []string
	n := 0
	eachPage(t, public, func(name string, doc *html.Node) {
		n++
		if got := metaPolicy(doc); got != hosts.Policy {
			t.Errorf("%s has the policy %q", name, got)
		}
		if trial.Full() || n%100 == 0 {
			list = append(list, strings.TrimSuffix(name, "index.html"))
		}
	})
	list = append(list, "fr/search/?q=requins", "en/search/?q=zzzz", "fr/partners/?kind=ngo", "es/entry-points/?audience=ngo&animals=sharks")
	if !trial.Full() {
		list = append(list, below("en", kinds)...)
	}
	site := policed(t, public)
	inTabs(t, list, func(t *testing.T, ctx context.Context) func(string) {
		const watch = `window.refused = []; addEventListener("securitypolicyviolation", (e) => refused.push(e.violatedDirective + " " + e.blockedURI))`
		do(t, ctx, "watch", chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
			_, err := cdp.Call(ctx, tab, devtools.AddScriptToEvaluateOnNewDocument, devtools.AddScriptToEvaluateOnNewDocumentParams{Source: watch})
			return err
		}))
		return func(address string) {
			do(t, ctx, address, chromedp.Navigate(site+address))
			report(t, address, ask[[]string](t, ctx, address, `new Promise((done) => setTimeout(() => done(window.refused), 0))`))
		}
	})
	t.Logf("%d pages", len(list))
}

// metaPolicy returns the policy that a page gives itself, if it stands before
// what it is about.
func metaPolicy(doc *html.Node) string {
	for n := range doc.Descendants() {
		switch {
		case n.DataAtom == atom.Meta && strings.EqualFold(attr(n, "http-equiv"), "Content-Security-Policy"):
			return attr(n, "content")
		case n.DataAtom == atom.Link || n.DataAtom == atom.Script || n.DataAtom == atom.Body:
			return ""
		}
	}
	return ""
}

// TestPolicyRefuses shows that the policy is one: under it a script in the
// page, a style in the page and a picture of another host are refused.
func TestPolicyRefuses(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Security-Policy", hosts.Policy)
		w.Write([]byte(`<!doctype html><title>as it was</title><script>document.title = "run"</script>
			<p style="color: rgb(1, 2, 3)" onclick="document.title = 'clicked'">x</p>`))
	}))
	defer server.Close()
	ctx := browser(t)
	do(t, ctx, "refuses", chromedp.Navigate(server.URL))
	if s := ask[string](t, ctx, "refuses", `document.querySelector("p").click(), document.title + getComputedStyle(document.querySelector("p")).color`); s != "as it wasrgb(0, 0, 0)" {
		t.Errorf("the page is %q", s)
	}
}

// TestHostingSamples: what docs/hosting.md tells hosts to send is what
// _headers gives.
func TestHostingSamples(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "docs/hosting.md"))
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(text), "\n## ")
	for _, sort := range []string{"What a host", "nginx", "Apache", "Caddy"} {
		found := false
		for _, part := range parts {
			if !strings.HasPrefix(part, sort) {
				continue
			}
			found = true
			for _, h := range hosts.Headers() {
				if !strings.Contains(part, h.Name) || !strings.Contains(part, h.Value) {
					t.Errorf("docs/hosting.md, %s: %s is not %q", sort, h.Name, h.Value)
				}
			}
		}
		if !found {
			t.Errorf("docs/hosting.md has no part on %s", sort)
		}
	}
}
