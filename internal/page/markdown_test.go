package page

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"passerelle/internal/diag"
	"passerelle/internal/lang"
	"passerelle/internal/trial"
)

// known resolves targets as on a site with one page.
func known(target string) (string, *diag.Rule) {
	switch {
	case target == "/x/":
		return "../x/", nil
	case strings.HasPrefix(target, "https://"):
		return target, nil
	}
	return "", BadTarget
}

func french(text string) string { return lang.Typeset("fr", text) }

func TestRewrite(t *testing.T) {
	for source, want := range map[string]string{
		"[a](/x/) [b](</x/>) [c]( /x/ \"t\")":                          "[a](../x/) [b](<../x/>) [c]( ../x/ \"t\")",
		"[a][x] [x] [X][]\n\n[x]: /x/ 't'\n":                           "[a][x] [x] [X][]\n\n[x]: ../x/ 't'\n",
		"[x]\n\n[x]: /x/\n[x]: /x/\n":                                  "[x]\n\n[x]: ../x/\n[x]: ../x/\n",
		"a[^1] [b](/x/)\n\n[^1]: [c](/x/)\n\n[d](/x/)":                 "a[^1] [b](../x/)\n\n[^1]: [c](../x/)\n\n[d](../x/)",
		"a | b\n--|--\n[a](/x/) | `[b](/x/)`\n":                        "a | b\n--|--\n[a](../x/) | `[b](/x/)`\n",
		"```\n[a](/x/)\n```\n[a](/x/)":                                 "```\n[a](/x/)\n```\n[a](../x/)",
		"[a `](/x/)` b](/x/)":                                          "[a `](/x/)` b](../x/)",
		"```\n[a]: /x/\n```\n\n[a]: /x/\n\n[a]":                        "```\n[a]: /x/\n```\n\n[a]: ../x/\n\n[a]",
		"| [p|q](/x/) |\n|--|--|\n":                                    "| [p|q](/x/) |\n|--|--|\n",
		"| [p|q](/x/) | b |\n|--|--|\n| [p](/x/) | 2 ? |\n":            "| [p|q](../x/) | b |\n|--|--|\n| [p](../x/) | 2\u202f? |\n",
		"a | b\n:-- | --:\n1 : | 2\n":                                  "a | b\n:-- | --:\n1\u202f: | 2\n",
		"Terme\n :   définition : [p](/x/)\n":                          "Terme\n :   définition\u202f: [p](../x/)\n",
		"    !code ?\n\n`a ? b`, «\u00a0c », *d* ?\n\n```\n? ! ?\n```": "    !code ?\n\n`a ? b`, «\u00a0c\u202f», *d*\u202f?\n\n```\n? ! ?\n```",
		`[a](/x\/) [b](&#47;x/)`:                                       "[a](../x/) [b](../x/)",
		"> - [*a* `](` b](/x/)":                                        "> - [*a* `](` b](../x/)",
		"[a](https://example.org/x/)":                                  "[a](https://example.org/x/)",
		`\[a](/x/) [a\](/x/) [\]](/x/)`:                                `\[a](/x/) [a\](/x/) [\]](../x/)`,
	} {
		got, found := rewrite([]byte(source), rewriter{resolve: known, typeset: french})
		if got != want || len(found) > 0 {
			t.Errorf("%q\n got %q\nwant %q\n%v", source, got, want, found)
		}
	}
}

// FuzzRewrite: places are in the text, and what is not reported leads to pages
// as resolved.
func FuzzRewrite(f *testing.F) {
	for _, s := range []string{"[a](/x/)", "[a](</x/> 't')", "[a][b]\n\n[b]: /x/", "a[^1]\n\n[^1]: [c](/x/)", "<b\nc>", "<div>\n", "# a\n\nb\n=", "![a](/x/)", "http://a.b <http://a>", "> - `[a](/x/)`", "{{< a >}}", "[a]:\n/x/", "[a\nb]: /x/\n\n[a b]"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		out, found := rewrite(source, rewriter{resolve: known, typeset: french})
		for _, w := range found {
			if w.at < 0 || w.at > len(source) {
				t.Fatalf("the place is %d", w.at)
			}
		}
		if len(found) > 0 {
			return
		}
		ast.Walk(markdownParser.Parse(text.NewReader([]byte(out))), func(n ast.Node, _ bool) (ast.WalkStatus, error) {
			if link, ok := n.(*ast.Link); ok && string(link.Destination) != "../x/" && !strings.HasPrefix(string(link.Destination), "https://") {
				t.Fatalf("%q leads to %q", out, link.Destination)
			}
			return ast.WalkContinue, nil
		})
	})
}

// TestMarkdownIsQuick reads the worst pages that the loader lets through: as
// many bytes as a page may have, in paragraphs of as many marks.
func TestMarkdownIsQuick(t *testing.T) {
	const bytes, marks = 64 << 10, 600
	for _, unit := range []string{"[", "[a](", "![", "[![", "> ", ">", "*a ", "**a_ ", "*a", "a**bc* ", "`a``b", "<a ", "<!-- ", "<?", "[a](/x)", "[a](b \"", "[a]: ", "[^a] ", "<http:", "|", "#"} {
		n := 0
		for _, r := range unit {
			if strings.ContainsRune("*_[]<>`|#", r) {
				n++
			}
		}
		paragraph := strings.Repeat(unit, marks/n) + "\n\n"
		page := strings.Repeat(paragraph, max(1, bytes/len(paragraph)))
		if unit == "|" {
			page = "a|b\n-|-\n" + strings.Repeat("|\n", marks)
		}
		took, memory := time.Hour, uint64(1<<40)
		for range 8 { // others may be using the machine
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := trial.Used()
			markdownParser.Parse(text.NewReader([]byte(page)))
			took = min(took, trial.Used()-start)
			runtime.ReadMemStats(&after)
			if memory = min(memory, after.TotalAlloc-before.TotalAlloc); took < 100*time.Millisecond {
				break
			}
		}
		t.Logf("%-10q %v, %d MB", unit, took.Round(time.Millisecond), memory>>20)
		if took > 100*time.Millisecond || memory > 64<<20 {
			t.Errorf("%q takes %v and %d MB", unit, took, memory>>20)
		}
	}
}
