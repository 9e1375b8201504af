package test

import (
	"context"
	"embed"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// narrow and wide are the widths of a small phone and of a desktop screen.
const narrow, wide = 320, 1280

// patience is how long a step in the browser may take.
const patience = 30 * time.Second

// chrome is the one browser of a run.
var chrome struct {
	once sync.Once
	ctx  context.Context
	err  error
}

// browser opens a tab of headless Chromium with a profile of its own, which
// shares nothing with other tabs.
func browser(t testing.TB) context.Context {
	t.Helper()
	program := chromium(t)
	chrome.once.Do(func() {
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU,
			chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
		ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
		atEnd(stop)
		chrome.ctx, stop = chromedp.NewContext(ctx)
		atEnd(stop)
		chrome.err = chromedp.Do(chrome.ctx)
	})
	if chrome.err != nil {
		t.Fatal(chrome.err)
	}
	ctx, stop := chromedp.NewContext(chrome.ctx, chromedp.WithNewBrowserContext())
	t.Cleanup(stop)
	if err := chromedp.Do(ctx, prefer("light"), screen(wide)); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// inTabs looks at each of some pages, in two tabs side by side. What open
// returns is called for each address that its tab is to look at.
func inTabs(t *testing.T, addresses []string, open func(t *testing.T, ctx context.Context) func(address string)) {
	t.Helper()
	queue := make(chan string, len(addresses))
	for _, a := range addresses {
		queue <- a
	}
	close(queue)
	t.Run("tabs", func(t *testing.T) {
		for i := range 2 {
			t.Run(fmt.Sprint(i+1), func(t *testing.T) {
				t.Parallel()
				look := open(t, browser(t))
				for a := range queue {
					look(a)
				}
			})
		}
	})
}

// do runs steps in a tab; at tells where.
func do(t testing.TB, ctx context.Context, at string, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatalf("%s: %v", at, err)
	}
}

// ask returns what an expression is in a page; at tells where.
func ask[T any](t testing.TB, ctx context.Context, at, expression string) T {
	t.Helper()
	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	value, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", at, err)
	}
	return value
}

// report makes a test fail of faults found somewhere. Of many faults it tells
// the first few: they mostly have one cause.
func report(t testing.TB, at string, faults []string) {
	t.Helper()
	const few = 5
	for i, fault := range faults {
		if i == few {
			t.Errorf("%s: and %d more", at, len(faults)-few)
			return
		}
		t.Errorf("%s: %s", at, fault)
	}
}

//go:embed scripts/*.js
var scripts embed.FS

// script returns the text of a script of this folder.
func script(name string) string {
	text, err := scripts.ReadFile("scripts/" + name)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// command is a step that gives the browser a command.
func command[P any](c cdp.Command[P, cdp.Empty], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, tab *chromedp.Target) error {
		_, err := cdp.Call(ctx, tab, c, params)
		return err
	})
}

// screen sets the width of the screen.
func screen(width int64) chromedp.Action[chromedp.Void] {
	return chromedp.EmulateViewport(width, 900)
}

// prefer sets the reader's colour scheme, light or dark. It asks for less
// motion too, since a smooth scroll would still be under way when a test looks.
func prefer(scheme string) chromedp.Action[chromedp.Void] {
	return command(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

// scripting switches the scripts of pages on or off. What a test asks of a
// page is answered all the same.
func scripting(on bool) chromedp.Action[chromedp.Void] {
	return command(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
}

// unfold opens every <details> of a page, or closes them. An exclusive group
// is dissolved first, since it would let only one of its members be open.
func unfold(open bool) chromedp.Action[chromedp.Void] {
	return chromedp.Evaluate[chromedp.Void](fmt.Sprintf(
		`for (const d of document.querySelectorAll("details")) { d.removeAttribute("name"); d.open = %t; }`, open))
}
