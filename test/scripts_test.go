package test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// fixture is a step that opens a page with a body of our own.
func fixture(body string) chromedp.Action[chromedp.Void] {
	return chromedp.Navigate("data:text/html," + url.PathEscape(`<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>x</title><body style="margin:0">`+body))
}

// TestLayoutScript shows what layout.js finds, on a screen of 320.
func TestLayoutScript(t *testing.T) {
	ctx := browser(t)
	do(t, ctx, "layout.js", screen(narrow))
	for body, want := range map[string]string{
		`<p>a`:                             "",
		`<div style="width:400px">a</div>`: "the page is 400 wide",
		`<div style="margin-left:-20px;width:100px">a</div>`:                                                                                    "leaves the screen",
		`<div style="overflow:hidden;width:100px"><p style="white-space:nowrap">` + strings.Repeat("a ", 99):                                    "is cut off",
		`<div style="width:50px">` + strings.Repeat("a", 20):                                                                                    "spills out of its box",
		`<div style="overflow-x:auto"><p style="width:400px">a`:                                                                                 "",
		`<p style="position:absolute;overflow:hidden;width:1px;height:1px;clip-path:inset(50%);white-space:nowrap">` + strings.Repeat("a ", 99): "",
		`<a href="#x" style="position:absolute;left:-999px">a</a>`:                                                                              "",
		`<details><summary>a</summary><p style="width:400px">b</details>`:                                                                       "",
		`<details open><summary>a</summary><p style="width:400px">b</details>`:                                                                  "the page is 400 wide",
		`<table><tr><td style="width:100px">` + strings.Repeat("a", 99) + `</table>`:                                                            "leaves the screen",
		`<html dir="rtl"><div style="width:100px;margin-right:-20px">a</div>`:                                                                   "leaves the screen",
		`<style>html{direction:rtl}</style><div style="position:relative;left:250px;width:100px;float:left">a</div>`:                            "leaves the screen",
	} {
		do(t, ctx, body, fixture(body))
		found := strings.Join(ask[[]string](t, ctx, body, script("layout.js")), "\n")
		if want == "" && found != "" || !strings.Contains(found, want) {
			t.Errorf("%s: found %q, want %q", body, found, want)
		}
	}
}

// TestFocusScript shows what focus.js finds of the first stop of a page.
func TestFocusScript(t *testing.T) {
	ctx := browser(t)
	for body, want := range map[string]string{
		`<a href="#">a</a>`:                                       "",
		`<a href="#" style="outline:none">a</a>`:                  "nothing shows",
		`<a href="#" style="outline:3px solid transparent">a</a>`: "nothing shows",
		`<a href="#" style="outline-width:0">a</a>`:               "nothing shows",
		`<style>p:focus-within{outline:2px solid red}</style><p><a href="#" style="outline:none">a</a>`: "",
		`<a href="#" style="position:absolute;left:-999px">a</a>`:                                       "off the screen",
		`<a href="#"></a>`: "no box",
		`<a href="#">a</a><div style="position:fixed;inset:0;background:red">b</div>`: "lies over it",
		`<div style="position:absolute;inset:0">b</div><a href="#">a</a>`:             "",
	} {
		do(t, ctx, body, fixture(body))
		s := press(t, ctx, body)
		if found := strings.Join(s.Faults, "\n"); s.Place < 0 || want == "" && found != "" || !strings.Contains(found, want) {
			t.Errorf("%s: %s: found %q, want %q", body, s.Name, found, want)
		}
	}
}

// TestStopsScript shows what stops.js takes for a stop.
func TestStopsScript(t *testing.T) {
	ctx := browser(t)
	const body = `<a href="#">1</a><a>no</a><button>2</button><button disabled>no</button><input type="hidden"><input value="3">
		<p tabindex="0">4</p><p tabindex="-1">no</p><div inert><a href="#">no</a></div><a href="#" style="display:none">no</a>
		<details><summary>5</summary><a href="#">no</a></details><details open><summary>6</summary><a href="#">7</a></details>`
	do(t, ctx, "stops.js", fixture(body))
	if stops := ask[[]int](t, ctx, "stops.js", script("stops.js")); len(stops) != 7 {
		t.Errorf("stops.js finds %d stops, want 7: %v", len(stops), stops)
	}
}

// TestHiddenScript shows what hidden.js takes for a text that nobody sees.
func TestHiddenScript(t *testing.T) {
	ctx := browser(t)
	const body = `<main><p>a<p style="display:none">1<p style="opacity:0">2<p style="visibility:hidden">3<p hidden>b<details><summary>c</summary>d</details><svg><title>e</title></svg></main>`
	do(t, ctx, "hidden.js", fixture(body))
	if list := ask[[]string](t, ctx, "hidden.js", script("hidden.js")); len(list) != 3 {
		t.Errorf("hidden.js finds %q, want three texts", list)
	}
}
