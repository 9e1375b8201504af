package test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// heading is where the main heading stands.
type heading struct {
	Dir, Direction    string
	Left, Right       float64 // gaps between its first line and the edges of its box
	BoxLeft, BoxRight float64 // gaps between its box and the edges of the main part
}

// TestRightToLeft builds the site with one language written from right to left
// and opens one page of each sort on a phone and on a desktop: the page says
// so, its main heading begins at the right, and nothing leaves the screen at
// either side.
func TestRightToLeft(t *testing.T) {
	start := time.Now()
	chromium(t)
	dir := replica(t)
	conf, err := os.ReadFile(filepath.Join(dir, "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	const table = "[languages.en]\n"
	if strings.Count(string(conf), table) != 1 {
		t.Fatalf("config.toml has no %q", table)
	}
	write(t, dir, "config.toml", strings.Replace(string(conf), table, table+"direction = \"rtl\"\n", 1))
	site := serve(t, publish(t, dir))
	list := below("en", kinds)
	if testing.Short() {
		list = below("en", fewKinds)
	}
	list = append(list, unspoken...)
	inTabs(t, list, func(t *testing.T, ctx context.Context) func(string) {
		return func(address string) {
			do(t, ctx, address, screen(wide), chromedp.Navigate(site+address))
			for _, width := range []int64{wide, narrow} {
				at := fmt.Sprintf("/%s at %d", address, width)
				do(t, ctx, at, screen(width), unfold(width == narrow))
				report(t, at, ask[[]string](t, ctx, at, script("layout.js")))
				if language(address) == "" {
					continue
				}
				h := ask[heading](t, ctx, at, script("heading.js"))
				if h.Dir != "rtl" || h.Direction != "rtl" {
					t.Errorf("%s is not written from right to left: %+v", at, h)
				}
				if h.Right > 2 || h.Right < -2 || h.BoxRight > h.BoxLeft+2 {
					t.Errorf("%s: the main heading does not begin at the right: %+v", at, h)
				}
			}
		}
	})
	t.Logf("%d pages at 2 widths in %.1fs", len(list), time.Since(start).Seconds())
}
