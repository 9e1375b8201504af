package test

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestPrint prints partners: a PDF of each page has few sheets.
func TestPrint(t *testing.T) {
	ctx := browser(t)
	for id, sheets := range map[string]int{"friends-of-cms": 2, "caff": 2, "wild-migration": 4} {
		do(t, ctx, id, chromedp.Navigate(host(t)+"fr/partners/"+id+"/"))
		pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4)))
		if err != nil {
			t.Fatal(err)
		}
		n := strings.Count(string(pdf), "/Type /Page\n")
		t.Logf("%s: %d sheets", id, n)
		if n < 1 || n > sheets {
			t.Errorf("%s is printed on %d sheets, want at most %d", id, n, sheets)
		}
	}
}

// TestPrintUnfolds shows pages as paper does: the records that an open
// question is about and those tied to a norm by implication, folded on the
// screen, are there; the navigation is not.
func TestPrintUnfolds(t *testing.T) {
	ctx := browser(t)
	const folded = `[...document.querySelectorAll("main details li, main details dd")].filter(e => !e.closest(".cite"))`
	const shown = `.filter(e => e.checkVisibility({ contentVisibilityAuto: true })).length`
	pages := []string{"en/open-questions/", "fr/resolutions/10-21/", "es/sources/cop11-doc-21-1/"}
	all := map[string]int{}
	for _, address := range pages {
		do(t, ctx, address, chromedp.Navigate(host(t)+address))
		all[address] = ask[int](t, ctx, address, folded+`.length`)
		if n := ask[int](t, ctx, address, folded+shown); n != 0 || all[address] < 20 {
			t.Errorf("%s: %d of %d folded records show on the screen", address, n, all[address])
		}
	}
	do(t, ctx, "print", command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}))
	for _, address := range pages {
		do(t, ctx, address, chromedp.Navigate(host(t)+address))
		if n := ask[int](t, ctx, address, folded+shown); n != all[address] {
			t.Errorf("%s: only %d of %d folded records are printed", address, n, all[address])
		}
		if n := ask[int](t, ctx, address, `[...document.querySelectorAll(".sections a, .languages a")]`+shown); n != 0 {
			t.Errorf("%s: %d links of the navigation are printed", address, n)
		}
	}
}
