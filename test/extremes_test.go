package test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"

	"passerelle/internal/trial"
)

// TestExtremes builds the site with records that are as long and as short as
// can be and opens their pages, and the indexes that list them, on a phone and
// on a desktop: nothing leaves the screen or its box, axe finds nothing, no
// box is empty and no heading without a text.
func TestExtremes(t *testing.T) {
	start := time.Now()
	engine := engine(t)
	dir := replica(t)
	long(t, dir)
	public := publish(t, dir)
	paths := []string{
		"partners/extreme-long/", "partners/extreme-short/", "activities/extreme-activity-01/", "agreements/extreme-agreement-02/",
		"partners/", "activities/", "agreements/",
	}
	var list []string
	for _, tag := range tags {
		if tag == "fr" || trial.Full() {
			list = append(list, below(tag, paths)...)
		}
	}
	read := 0
	eachPage(t, public, func(name string, doc *html.Node) {
		if !slices.Contains(list, strings.TrimSuffix(name, "index.html")) {
			return
		}
		read++
		report(t, name, hollow(doc))
	})
	if read != len(list) {
		t.Errorf("%d pages of %d were found", read, len(list))
	}
	site := serve(t, public)
	inTabs(t, list, func(t *testing.T, ctx context.Context) func(string) {
		return func(address string) {
			do(t, ctx, address, screen(wide), chromedp.Navigate(site+address), engine)
			for _, width := range []int64{wide, narrow} {
				at := fmt.Sprintf("/%s at %d", address, width)
				do(t, ctx, at, screen(width), unfold(width == narrow))
				report(t, at, ask[[]string](t, ctx, at, script("layout.js")))
			}
			judge(t, ctx, address, "light")
		}
	})
	t.Logf("%d pages at 2 widths in %.1fs", len(list), time.Since(start).Seconds())
}
