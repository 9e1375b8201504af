package test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// kinds is one page of each sort, below its language.
var kinds = []string{
	"", "partners/", "partners/birdlife/", "regions/", "regions/arctic/", "resolutions/", "resolutions/10-21/", "agreements/",
	"agreements/noaa-letter/", "activities/", "activities/pre-cop-workshops/", "entry-points/", "entry-points/small-grants/",
	"instruments/aewa/", "taxa/sharks/", "themes/bycatch/", "countries/deu/", "sources/", "sources/cop11-doc-21-1/", "about/",
}

// browser starts headless Chromium. Without one the test is skipped, but not
// where everything must be tested (CI=true).
func browser(t *testing.T) context.Context {
	t.Helper()
	var program string
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			program = p
			break
		}
	}
	switch {
	case program == "" && os.Getenv("CI") == "true":
		t.Fatal("there is no Chromium; install it (Debian: apt-get install chromium)")
	case program == "":
		t.Skip("there is no Chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// look is what a browser shows of a page.
type look struct {
	Width, Cookies, Storage, Scripts int
	Title, Lang, Font                string
}

const looking = `({
	Width: document.documentElement.scrollWidth, Cookies: document.cookie.length, Storage: localStorage.length + sessionStorage.length,
	Scripts: document.scripts.length, Title: document.title, Lang: document.documentElement.lang,
	Font: getComputedStyle(document.querySelector("h1")).fontFamily,
})`

// TestBrowser opens one page of each sort in three languages on a phone and on
// a desktop: nothing is wider than the screen, nothing is asked of another
// host or stored, nothing is complained of, the style sheet is there.
func TestBrowser(t *testing.T) {
	ctx := browser(t)
	server := httptest.NewServer(http.FileServer(http.Dir(build(t))))
	defer server.Close()
	var mu sync.Mutex
	var heard []string
	hear := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		heard = append(heard, fmt.Sprintf(format, args...))
	}
	err := chromedp.Listen(ctx, func(ev any) {
		switch ev := ev.(type) {
		case *network.EventRequestWillBeSent:
			if !strings.HasPrefix(ev.Request.URL, server.URL+"/") {
				hear("it asks for %s", ev.Request.URL)
			}
		case *log.EventEntryAdded:
			if !strings.HasSuffix(ev.Entry.URL, "/favicon.ico") {
				hear("the browser says: %s (%s)", ev.Entry.Text, ev.Entry.URL)
			}
		case *runtime.EventExceptionThrown:
			hear("a script failed: %s", ev.ExceptionDetails.Text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	listen := chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		if _, err := cdp.Call(ctx, tab, network.Enable, network.EnableParams{}); err != nil {
			return err
		}
		_, err := cdp.Call(ctx, tab, log.Enable, struct{}{})
		return err
	})
	if err := chromedp.Do(ctx, listen); err != nil {
		t.Fatal(err)
	}
	for _, width := range []int64{320, 1280} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
			t.Fatal(err)
		}
		for _, tag := range []string{"fr", "en", "es"} {
			for _, kind := range kinds {
				address := tag + "/" + kind
				if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/"+address)); err != nil {
					t.Fatalf("%s: %v", address, err)
				}
				l, err := chromedp.Run(ctx, chromedp.Evaluate[look](looking))
				if err != nil {
					t.Fatalf("%s: %v", address, err)
				}
				if l.Width > int(width) {
					t.Errorf("%s is %d wide on a screen of %d", address, l.Width, width)
				}
				if l.Cookies+l.Storage+l.Scripts > 0 {
					t.Errorf("%s stores something or runs a script: %+v", address, l)
				}
				if l.Lang != tag || l.Title == "" || !strings.Contains(l.Font, "Palatino") {
					t.Errorf("%s is not dressed: %+v", address, l)
				}
			}
		}
	}
	mu.Lock()
	defer mu.Unlock()
	for _, s := range heard {
		t.Error(s)
	}
}

// TestKeyboard walks a page by the tabulator key: the first stop is the link
// past the navigation, which leads to the main part.
func TestKeyboard(t *testing.T) {
	ctx := browser(t)
	server := httptest.NewServer(http.FileServer(http.Dir(build(t))))
	defer server.Close()
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/es/partners/caff/"), chromedp.KeyEvent("\t")); err != nil {
		t.Fatal(err)
	}
	const focused = `document.activeElement.className + " " + document.activeElement.getAttribute("href") + " " + (document.activeElement.getBoundingClientRect().top >= 0)`
	if s, err := chromedp.Run(ctx, chromedp.Evaluate[string](focused)); err != nil || s != "skip #main true" {
		t.Errorf("the first stop is %q (%v)", s, err)
	}
	if err := chromedp.Do(ctx, chromedp.KeyEvent("\r")); err != nil {
		t.Fatal(err)
	}
	if s, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.hash + " " + document.activeElement.id`)); err != nil || s != "#main main" {
		t.Errorf("the link past the navigation leads to %q (%v)", s, err)
	}
}

// TestPrint prints partners: each page has its text, without navigation, on
// few sheets.
func TestPrint(t *testing.T) {
	ctx := browser(t)
	server := httptest.NewServer(http.FileServer(http.Dir(build(t))))
	defer server.Close()
	for id, sheets := range map[string]int{"friends-of-cms": 2, "caff": 2, "wild-migration": 4} {
		if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/fr/partners/"+id+"/")); err != nil {
			t.Fatal(err)
		}
		pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPaper(chromedp.PaperA4)))
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(pdf), "/Type /Page\n"); n < 1 || n > sheets {
			t.Errorf("%s is printed on %d sheets, want at most %d", id, n, sheets)
		}
	}
}
