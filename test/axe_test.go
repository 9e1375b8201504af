package test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"passerelle/internal/trial"
)

// verdict is what axe says of a page.
type verdict struct {
	Ran        []string // ids of the rules
	Unsure     int      // elements that a rule could not judge
	Violations []struct{ Rule, Target, Summary string }
}

// expected is rules that must be among those that axe runs: one of each of the
// sets that the portal holds to (WCAG 2.0, 2.1 and 2.2 at A and AA, best
// practices), so that a change of axe's defaults does not go unseen.
var expected = []string{"image-alt", "color-contrast", "avoid-inline-spacing", "autocomplete-valid", "target-size", "region", "heading-order"}

// TestAccessibility runs axe on one page of each sort in three languages, in
// light and in dark, on a phone and on a desktop: no violation. At the
// desktop's width what can be folded is closed, at the phone's open.
func TestAccessibility(t *testing.T) {
	start := time.Now()
	engine := engine(t)
	site := host(t)
	list := addresses()
	var runs, unsure atomic.Int64
	inTabs(t, list, func(t *testing.T, ctx context.Context) func(string) {
		return func(address string) {
			do(t, ctx, address, screen(wide), prefer("light"), chromedp.Navigate(site+address), engine)
			for _, width := range []int64{wide, narrow} {
				do(t, ctx, address, screen(width), unfold(width == narrow))
				schemes := []string{"light", "dark"}
				if width == narrow && !trial.Full() {
					schemes = schemes[:1] // the colours are those of the wide page
				}
				n, u := judge(t, ctx, fmt.Sprintf("/%s at %d", address, width), schemes...)
				runs.Add(int64(n))
				unsure.Add(int64(u))
			}
		}
	})
	t.Logf("%d runs of axe on %d pages in %.1fs; %d times it could not judge an element", runs.Load(), len(list), time.Since(start).Seconds(), unsure.Load())
}

// engine is a step that puts axe into a page.
func engine(t testing.TB) chromedp.Action[chromedp.Void] {
	t.Helper()
	text, err := os.ReadFile(axe(t))
	if err != nil {
		t.Fatal(err)
	}
	return chromedp.Evaluate[chromedp.Void](string(text))
}

// judge runs axe, which engine has put into the page, in one or both colour
// schemes and tells each violation. In the second scheme it runs the rules that
// read colours, and the others only if the page shows anything else or in
// another place: they take most of the time. It returns the runs and what axe
// could not judge in them.
func judge(t *testing.T, ctx context.Context, at string, schemes ...string) (runs, unsure int) {
	t.Helper()
	const shape = `[document.body.innerText, document.documentElement.scrollHeight, document.querySelectorAll("*").length].join()`
	var seen string
	for _, scheme := range schemes {
		do(t, ctx, at, prefer(scheme))
		s := ask[string](t, ctx, at, shape)
		all := s != seen
		seen = s
		v := ask[verdict](t, ctx, at, fmt.Sprintf("(%s)(%t)", script("axe.js"), !all))
		for _, rule := range expected {
			if all && !slices.Contains(v.Ran, rule) {
				t.Errorf("%s: axe did not run its rule %s", at, rule)
			}
		}
		var faults []string
		for _, x := range v.Violations {
			faults = append(faults, fmt.Sprintf("%s: %s: %s", x.Rule, x.Target, x.Summary))
		}
		report(t, at+" in "+scheme, faults)
		runs++
		unsure += v.Unsure
	}
	return runs, unsure
}
