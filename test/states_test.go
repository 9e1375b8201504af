package test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// states are what pages become by their scripts, each with what must then be
// seen on it. Their addresses say it all.
var states = map[string]string{
	"fr/search/?q=oiseaux+migrateurs": ".search-results .what a",
	"en/search/?q=qwertzuiop":         ".search-hints",
	"es/partners/?kind=ngo&kind=igo&region=oceans&animals=sharks&theme=bycatch": ".chip",
	"fr/activities/?status=ongoing&status=completed&resolution=10-21":           ".chip",
	"en/agreements/?status=in-force&kind=joint-work-plan&instrument=aewa":       ".chip",
	"es/agreements/?kind=secondment&animals=bats":                               ".chip", // nothing matches
	"fr/entry-points/?audience=ngo&animals=sharks&region=pacific-islands":       ".ranked .because-yes",
	"en/entry-points/?audience=donor&contribution=funds&benefit=training":       ".ranked .because-not",
}

// TestStates looks at what scripts make of pages: with filters opened and
// choices made, with results and without, ranked. On a phone and on a desktop
// nothing leaves the screen; axe finds nothing, in light and in dark.
func TestStates(t *testing.T) {
	engine := engine(t)
	site := host(t)
	list := slices.Sorted(maps.Keys(states))
	if testing.Short() {
		list = list[:2]
	}
	inTabs(t, list, func(t *testing.T, ctx context.Context) func(string) {
		return func(address string) {
			do(t, ctx, address, screen(wide), prefer("light"), chromedp.Navigate(site+address), engine, unfold(true))
			shown := ask[int](t, ctx, address, fmt.Sprintf(`(async () => {
				const search = document.querySelector(".search");
				while (search && search.dataset.done === undefined) await new Promise((next) => setTimeout(next, 5));
				return [...document.querySelectorAll(%q)].filter((e) => e.checkVisibility()).length;
			})()`, states[address]))
			if shown == 0 {
				t.Fatalf("%s shows no %s", address, states[address])
			}
			for _, width := range []int64{wide, narrow} {
				at := fmt.Sprintf("/%s at %d", address, width)
				do(t, ctx, at, screen(width), prefer("light"))
				report(t, at, ask[[]string](t, ctx, at, script("layout.js")))
				judge(t, ctx, at, "light", "dark")
			}
		}
	})
}

// TestMatrixScrolls scrolls each matrix on a phone: it moves within its own
// box, its heads stay where they are, and the page does not move. Keys scroll
// it as well.
func TestMatrixScrolls(t *testing.T) {
	site, ctx := host(t), browser(t)
	type point struct{ X, Y int }
	type heads struct{ Column, Row, Cell, Corner point }
	type scroll struct {
		Before, After     heads
		Right, Down, Page int
		Top               bool
	}
	for name := range matrices {
		address := "fr/coverage/" + name + "/"
		do(t, ctx, address, screen(narrow), chromedp.Navigate(site+address))
		s := ask[scroll](t, ctx, address, script("matrix.js")+"(150, 120)")
		if s.Right != 150 || s.Down != 120 {
			t.Errorf("%s scrolls by %d and %d, want 150 and 120", address, s.Right, s.Down)
		}
		moved := func(a, b point) point { return point{a.X - b.X, a.Y - b.Y} }
		for what, have := range map[string][2]point{
			"a cell":      {moved(s.Before.Cell, s.After.Cell), {s.Right, s.Down}},
			"column head": {moved(s.Before.Column, s.After.Column), {s.Right, 0}},
			"row head":    {moved(s.Before.Row, s.After.Row), {0, s.Down}},
			"the corner":  {moved(s.Before.Corner, s.After.Corner), {}},
		} {
			if have[0] != have[1] {
				t.Errorf("%s: %s moves by %v, want %v", address, what, have[0], have[1])
			}
		}
		if s.Page > 0 || !s.Top {
			t.Errorf("%s: the page is %d wider than the screen; the corner lies on top: %t", address, s.Page, s.Top)
		}
		tabTo(t, ctx, address, `[document.querySelector(".matrix-scroll")]`)
		do(t, ctx, address, chromedp.KeyEvent(strings.Repeat(kb.ArrowRight, 3)))
		if !ask[bool](t, ctx, address, fmt.Sprintf(`(async () => {
			for (let i = 0; i < 200 && document.querySelector(".matrix-scroll").scrollLeft <= %d; i++) await new Promise((next) => setTimeout(next, 5));
			return document.querySelector(".matrix-scroll").scrollLeft > %d;
		})()`, s.Right, s.Right)) {
			t.Errorf("%s: the arrow keys do not scroll the matrix", address)
		}
	}
}

// TestMatrixFocus walks through matrices on a phone by the tabulator key, to
// the end and back: no stop is wholly covered by the heads that stay in place.
func TestMatrixFocus(t *testing.T) {
	site, ctx := host(t), browser(t)
	for _, name := range []string{"animals", "resolutions"} {
		address := "fr/coverage/" + name + "/"
		do(t, ctx, address, screen(narrow), chromedp.Navigate(site+address))
		tabTo(t, ctx, address, `[document.querySelector(".matrix-scroll")]`)
		for _, way := range []chromedp.Action[chromedp.Void]{
			chromedp.KeyEvent("\t"), chromedp.KeyEvent("\t", chromedp.KeyModifiers(chromedp.ModifierShift)),
		} {
			stops := 0
			for do(t, ctx, address, way); ; do(t, ctx, address, way) {
				s := ask[*struct {
					Name       string
					Wide, High float64
				}](t, ctx, address, script("uncovered.js"))
				if s == nil {
					break
				}
				stops++
				if s.Wide < 1 || s.High < 1 {
					t.Errorf("%s: of %q %.0f by %.0f pixels are seen", address, s.Name, s.Wide, s.High)
				}
			}
			if stops < 60 {
				t.Errorf("%s has only %d stops", address, stops)
			}
		}
	}
}
