package test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// linkTo is the expression for the links of a page that lead to an address,
// those of the text before those of drawings.
func linkTo(address string) string {
	return fmt.Sprintf(`[...document.querySelectorAll("body a[href]")].filter(a => new URL(a.getAttribute("href"), document.baseURI).href === %q)
		.sort((a, b) => (a instanceof SVGElement) - (b instanceof SVGElement))`, address)
}

// seek marks the element of a page that is to be operated to get to the first
// of some elements, and says whether that is the element itself; otherwise it
// is what unfolds the <details> that hides it.
func seek(t *testing.T, ctx context.Context, at, elements string) bool {
	t.Helper()
	switch what := ask[string](t, ctx, at, fmt.Sprintf("(%s)(%s)", script("wanted.js"), elements)); what {
	case "itself":
		return true
	case "fold":
		return false
	default:
		t.Fatalf("%s: there is %s to operate of %s", at, what, elements)
		return false
	}
}

// unfoldTo opens what hides the first of some elements, by means of operate,
// and leaves that element marked.
func unfoldTo(t *testing.T, ctx context.Context, at, elements string, operate func()) {
	t.Helper()
	for range 5 { // levels of folding
		if seek(t, ctx, at, elements) {
			return
		}
		operate()
	}
	t.Fatalf("%s: %s does not unfold", at, elements)
}

// tabTo moves the focus to the first of some elements, by the keyboard only.
func tabTo(t *testing.T, ctx context.Context, at, elements string) {
	t.Helper()
	tab := func() {
		for range 400 {
			if ask[bool](t, ctx, at, `document.activeElement === window.wanted`) {
				return
			}
			do(t, ctx, at, chromedp.KeyEvent("\t"))
		}
		t.Fatalf("%s: the tabulator key does not lead to %s", at, elements)
	}
	unfoldTo(t, ctx, at, elements, func() {
		tab()
		do(t, ctx, at, chromedp.KeyEvent("\r"))
	})
	tab()
}

// click clicks the first of some elements with the mouse, after what hides it.
func click(t *testing.T, ctx context.Context, at, elements string) {
	t.Helper()
	press := func() {
		p := ask[struct {
			X, Y   float64
			Within bool
			Hit    string
		}](t, ctx, at, script("point.js"))
		if !p.Within {
			t.Fatalf("%s: what is clicked in place of %s is %s", at, elements, p.Hit)
		}
		do(t, ctx, at, chromedp.MouseClickXY(p.X, p.Y))
	}
	unfoldTo(t, ctx, at, elements, press)
	press()
}

// place is what a tab shows.
type place struct {
	Address, State string
	Status         int
}

// arrive waits until a tab shows an address, as a page that is there.
func arrive(t *testing.T, ctx context.Context, at, address string) {
	t.Helper()
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	const asking = `({ Address: location.href, State: document.readyState, Status: performance.getEntriesByType("navigation")[0].responseStatus })`
	var last place
	for ctx.Err() == nil {
		// A page that is being left answers with an error, or not at all.
		if p, err := chromedp.Run(ctx, chromedp.Evaluate[place](asking)); err == nil {
			last = p
		}
		if last.Address == address && last.State == "complete" {
			if last.Status != http.StatusOK && !strings.HasPrefix(address, "file:") { // a disk tells no status
				t.Errorf("%s: the page answers with %d", at, last.Status)
			}
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s leads to %+v, want %s", at, last, address)
}
