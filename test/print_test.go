package test

import (
	"strings"
	"testing"

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
