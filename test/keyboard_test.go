package test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/chromedp/chromedp"
)

// walked is the pages that are walked through by the tabulator key.
var walked = []string{"", "fr/", "es/partners/birdlife/", "en/agreements/", "fr/entry-points/small-grants/"}

// stop is what has the focus.
type stop struct {
	Place  int // its place among the elements of the page, -1: nothing
	Name   string
	Faults []string
}

// press presses the tabulator key and returns where that leads.
func press(t *testing.T, ctx context.Context, at string) stop {
	t.Helper()
	do(t, ctx, at, chromedp.KeyEvent("\t"))
	return ask[stop](t, ctx, at, script("focus.js"))
}

// TestTabulator walks pages from start to end by the tabulator key: it stops at
// everything that can be operated, once, in the order of the text; each stop
// is to be seen; nothing holds the focus fast. What can be folded is as it is
// served on a desktop, and open on a phone.
func TestTabulator(t *testing.T) {
	site := host(t)
	list := walked
	if testing.Short() {
		list = list[:2]
	}
	inTabs(t, list, func(t *testing.T, ctx context.Context) func(string) {
		return func(address string) {
			for _, width := range []int64{wide, narrow} {
				at := fmt.Sprintf("/%s at %d", address, width)
				do(t, ctx, at, screen(width), chromedp.Navigate(site+address))
				if width == narrow {
					do(t, ctx, at, unfold(true))
				}
				walk(t, ctx, at)
			}
		}
	})
}

// walk walks a page from its start to its end.
func walk(t *testing.T, ctx context.Context, at string) {
	t.Helper()
	want := ask[[]int](t, ctx, at, script("stops.js"))
	if len(want) < 3 {
		t.Errorf("%s has only %d stops", at, len(want))
	}
	var have []int
	last := -1
	// A box that scrolls may be a stop too, so there may be more than wanted.
	for range len(want) + 50 {
		s := press(t, ctx, at)
		if s.Place < 0 || len(have) > 0 && s.Place == have[0] {
			break // the end of the page, or its start again
		}
		for _, fault := range s.Faults {
			t.Errorf("%s: %s: %s", at, s.Name, fault)
		}
		if slices.Contains(have, s.Place) {
			t.Errorf("%s: the focus is held at %s", at, s.Name)
			break
		}
		if s.Place < last {
			t.Errorf("%s: %s comes after what it stands before", at, s.Name)
		}
		last = s.Place
		have = append(have, s.Place)
	}
	for _, place := range want {
		if !slices.Contains(have, place) {
			name := ask[string](t, ctx, at, fmt.Sprintf(`document.querySelectorAll("*")[%d].outerHTML.slice(0, 100)`, place))
			t.Errorf("%s: the tabulator key passes over %s", at, name)
		}
	}
}

// TestKeyboard operates pages by the keyboard only, on a desktop and on a
// phone: the link past the navigation, the navigation, the languages, what
// folds in the header, and the register of agreements.
func TestKeyboard(t *testing.T) {
	site := host(t)
	ctx := browser(t)
	for _, width := range []int64{wide, narrow} {
		open := func(t *testing.T, address string) {
			t.Helper()
			do(t, ctx, address, screen(width), chromedp.Navigate(site+address))
		}
		t.Run(fmt.Sprintf("past the navigation at %d", width), func(t *testing.T) {
			const at = "es/partners/caff/"
			open(t, at)
			if s := press(t, ctx, at); len(s.Faults) > 0 {
				t.Errorf("the first stop, %s, is not shown: %v", s.Name, s.Faults)
			}
			const leads = `document.activeElement.getAttribute("href")?.startsWith("#") && document.activeElement.closest("nav") === null`
			if !ask[bool](t, ctx, at, leads) {
				t.Fatal("the first stop is no link past the navigation")
			}
			do(t, ctx, at, chromedp.KeyEvent("\r"))
			const inMain = `document.querySelector("main").contains(document.activeElement) || document.activeElement.contains(document.querySelector("main")) && document.activeElement !== document.body`
			if !ask[bool](t, ctx, at, inMain) {
				do(t, ctx, at, chromedp.KeyEvent("\t")) // the place is moved, if not the focus
				if !ask[bool](t, ctx, at, inMain) {
					t.Error("the link past the navigation does not lead into the main part")
				}
			}
		})
		t.Run(fmt.Sprintf("navigation at %d", width), func(t *testing.T) {
			const at = "fr/partners/caff/"
			open(t, at)
			tabTo(t, ctx, at, `[...document.querySelectorAll("header nav a")].filter(a => a.pathname === "/fr/agreements/")`)
			do(t, ctx, at, chromedp.KeyEvent("\r"))
			arrive(t, ctx, at, site+"fr/agreements/")
		})
		t.Run(fmt.Sprintf("languages at %d", width), func(t *testing.T) {
			at := "fr/partners/caff/"
			open(t, at)
			for _, tag := range []string{"en", "es", "fr"} {
				tabTo(t, ctx, at, fmt.Sprintf(`[...document.querySelectorAll("body a[hreflang=%s]")]`, tag))
				do(t, ctx, at, chromedp.KeyEvent("\r"))
				at = tag + "/partners/caff/"
				arrive(t, ctx, at, site+at)
			}
		})
		t.Run(fmt.Sprintf("menus at %d", width), func(t *testing.T) { menus(t, ctx, open) })
		t.Run(fmt.Sprintf("register at %d", width), func(t *testing.T) {
			const at = "en/agreements/"
			open(t, at)
			stops := ask[[]int](t, ctx, at, script("stops.js"))
			links := ask[[]int](t, ctx, at, `[...document.querySelectorAll("*")].flatMap((e, i) => e.matches("main table a[href]") ? [i] : [])`)
			if len(links) < 50 {
				t.Errorf("only %d links stand in tables", len(links))
			}
			for _, l := range links {
				if !slices.Contains(stops, l) { // TestTabulator tells whether a stop is a good one
					t.Errorf("link %d of the page is no stop", l)
				}
			}
		})
	}
}

// menus opens and closes each <details> that the header shows.
func menus(t *testing.T, ctx context.Context, open func(t *testing.T, address string)) {
	const at = "fr/partners/caff/"
	open(t, at)
	const all = `[...document.querySelectorAll("header details > summary")].filter(s => !s.closest("main") && s.checkVisibility({ visibilityProperty: true }))`
	n := ask[int](t, ctx, at, all+".length")
	t.Logf("%d menus", n)
	for i := range n {
		open(t, at)
		tabTo(t, ctx, at, fmt.Sprintf("[%s[%d]]", all, i))
		isOpen := func() bool { return ask[bool](t, ctx, at, `window.wanted.parentElement.open`) }
		before := isOpen()
		do(t, ctx, at, chromedp.KeyEvent("\r"))
		if isOpen() == before {
			t.Errorf("Enter does nothing on menu %d", i)
		}
		if !isOpen() {
			do(t, ctx, at, chromedp.KeyEvent("\r"))
		}
		if s := press(t, ctx, at); len(s.Faults) > 0 || !ask[bool](t, ctx, at, `window.wanted.parentElement.contains(document.activeElement)`) {
			t.Errorf("the tabulator key leads from menu %d to %s %v, not into it", i, s.Name, s.Faults)
		}
		do(t, ctx, at, chromedp.KeyEvent("\t", chromedp.KeyModifiers(chromedp.ModifierShift)), chromedp.KeyEvent("\r"))
		if isOpen() {
			t.Errorf("menu %d does not close again", i)
		}
	}
}
