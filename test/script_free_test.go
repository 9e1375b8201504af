package test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// TestWithoutScripts opens one page of each sort with scripts switched off: no
// text of the main part waits for a script.
func TestWithoutScripts(t *testing.T) {
	start := time.Now()
	site := host(t)
	list := below("en", kinds)
	if testing.Short() {
		list = below("en", fewKinds)
	}
	list = append(list, unspoken...)
	inTabs(t, list, func(t *testing.T, ctx context.Context) func(string) {
		do(t, ctx, "off", scripting(false))
		return func(address string) {
			do(t, ctx, address, screen(wide), chromedp.Navigate(site+address))
			if text := ask[string](t, ctx, address, `document.querySelector("main").innerText`); len(text) < 100 {
				t.Errorf("%s has no text without scripts: %q", address, text)
			}
			unseen := ask[[]string](t, ctx, address, script("hidden.js"))
			do(t, ctx, address, screen(narrow))
			for _, text := range ask[[]string](t, ctx, address, script("hidden.js")) {
				if slices.Contains(unseen, text) {
					t.Errorf("%s: nobody without scripts sees text %s", address, text)
				}
			}
		}
	})
	t.Logf("%d pages in %.1fs", len(list), time.Since(start).Seconds())
}

// TestScriptsOff shows that scripts can be switched off.
func TestScriptsOff(t *testing.T) {
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<!doctype html><title>off</title><script>document.title = "on"</script>`)
	}))
	defer page.Close()
	ctx := browser(t)
	for title, on := range map[string]bool{"on": true, "off": false} {
		do(t, ctx, title, scripting(on), chromedp.Navigate(page.URL))
		if s := ask[string](t, ctx, title, "document.title"); s != title {
			t.Fatalf("scripts are %s, want them %s", s, title)
		}
	}
}

// TestLinksWithoutScripts clicks, with scripts switched off, every link that
// two pages show: the browser asks for the page that the link names. It is
// answered that there is nothing new, and so stays for the next click; that
// the page is there is what TestLinks checks.
func TestLinksWithoutScripts(t *testing.T) {
	public := published(t)
	asked := make(chan string, 1)
	files := http.FileServer(http.Dir(public))
	var here atomic.Value
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Sec-Fetch-Dest") == "document" && r.URL.Path != here.Load() {
			asked <- r.URL.Path
			w.WriteHeader(http.StatusNoContent)
			return
		}
		files.ServeHTTP(w, r)
	}))
	defer server.Close()
	clicks := 0
	for _, address := range []string{"es/partners/birdlife/", "fr/"} {
		here.Store("/" + address)
		// A tab of its own: the answer to the last click may still be on its way
		// into the last one, and would break off what is opened there next.
		ctx := browser(t)
		do(t, ctx, address, scripting(false), chromedp.Navigate(server.URL+"/"+address))
		for _, to := range ask[[]string](t, ctx, address, script("links.js")) {
			click(t, ctx, address, linkTo(to))
			select {
			case got := <-asked:
				if path, _, _ := strings.Cut(to, "#"); server.URL+got != path {
					t.Errorf("%s: the link to %s leads to %s", address, to, got)
				}
			case <-time.After(patience):
				t.Fatalf("%s: a click on the link to %s does nothing", address, to)
			}
			clicks++
		}
	}
	if clicks < 50 {
		t.Errorf("only %d links were found", clicks)
	}
	t.Logf("%d clicks", clicks)
}
