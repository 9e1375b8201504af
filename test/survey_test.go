package test

import (
	"context"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// visit is what a new reader's browser does with a page.
type visit struct {
	address    string
	asked      map[string]network.ResourceType // what it asks for, by address
	icons      []string                        // what it may ask for as icons
	complaints []string                        // of the browser and of scripts
	views      map[int64]view                  // by width
}

// view is what a browser makes of a page.
type view struct {
	Cookies, Storage, Rules int
	Title, Lang             string
	Misfits                 []string
}

// viewing is the expression for a view.
func viewing() string {
	return `({
	Cookies: document.cookie.length, Storage: localStorage.length + sessionStorage.length,
	Rules: [...document.styleSheets].reduce((n, s) => n + s.cssRules.length, 0),
	Title: document.title, Lang: document.documentElement.lang, Misfits: ` + script("layout.js") + `})`
}

var surveyed struct {
	once sync.Once
	list []*visit
}

// survey opens one page of each sort in three languages, with nothing in the
// browser's cache, on a desktop and then on a phone. It is done once for all
// tests that ask what came of it.
func survey(t *testing.T) []*visit {
	t.Helper()
	chromium(t)
	surveyed.once.Do(func() {
		start := time.Now()
		var mu sync.Mutex
		inTabs(t, addresses(), func(t *testing.T, ctx context.Context) func(string) {
			look := visitor(t, ctx, host(t))
			return func(address string) {
				v := look(address)
				mu.Lock()
				defer mu.Unlock()
				surveyed.list = append(surveyed.list, v)
			}
		})
		t.Logf("%d pages at 2 widths in %.1fs", len(surveyed.list), time.Since(start).Seconds())
	})
	if n := len(addresses()); len(surveyed.list) != n {
		t.Fatalf("%d pages of %d were seen", len(surveyed.list), n)
	}
	return surveyed.list
}

// visitor returns a func that visits a page in a tab.
func visitor(t *testing.T, ctx context.Context, site string) func(address string) *visit {
	t.Helper()
	var mu sync.Mutex
	now := &visit{asked: map[string]network.ResourceType{}} // what nobody waits for goes here
	err := chromedp.Listen(ctx, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		complain := func(format string, args ...any) {
			now.complaints = append(now.complaints, fmt.Sprintf(format, args...))
		}
		switch ev := ev.(type) {
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(ev.Request.URL, "data:") {
				now.asked[ev.Request.URL] = ev.Type
			}
		case *log.EventEntryAdded:
			if !strings.HasSuffix(ev.Entry.URL, "/favicon.ico") { // browsers ask for one unasked
				complain("the browser says: %s (%s)", ev.Entry.Text, ev.Entry.URL)
			}
		case *runtime.EventConsoleAPICalled:
			if (ev.Type == runtime.ConsoleAPICalledTypeError || ev.Type == runtime.ConsoleAPICalledTypeWarning) && len(ev.Args) > 0 {
				complain("a script complains: %s", ev.Args[0].Value)
			}
		case *runtime.EventExceptionThrown:
			complain("a script failed: %s", ev.ExceptionDetails.Text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	do(t, ctx, "a new reader", command(network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}))
	return func(address string) *visit {
		mu.Lock()
		v := &visit{address: address, asked: map[string]network.ResourceType{}, views: map[int64]view{}}
		now = v
		mu.Unlock()
		do(t, ctx, address, screen(wide), chromedp.Navigate(site+address))
		// Scripts may ask for more when the page is loaded.
		const settle = `new Promise(done => setTimeout(() => done([...document.querySelectorAll("link[rel~=icon]:not([href^='data:'])")].map(l => l.href)), document.scripts.length ? 300 : 0))`
		icons := ask[[]string](t, ctx, address, settle)
		for _, width := range []int64{wide, narrow} {
			do(t, ctx, address, screen(width))
			v.views[width] = ask[view](t, ctx, fmt.Sprintf("/%s at %d", address, width), viewing())
		}
		mu.Lock()
		defer mu.Unlock()
		now = &visit{asked: map[string]network.ResourceType{}}
		v.icons, v.asked = icons, maps.Clone(v.asked)
		return v
	}
}
