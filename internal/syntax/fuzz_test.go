package syntax

import (
	"strings"
	"testing"
	"unicode/utf8"

	burnt "github.com/BurntSushi/toml"

	"passerelle/internal/diag"
)

// For every text: no panic, either a tree or a finding, every place inside the
// file, and a decoder that survives what is let through.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "\n", manner, "\ufeffa = 1\r\n", "a = [[1], {b = 2}]", "[[a]]\nb.c = 1\n[a.d]\n", "a = 1\na = 2", "[a]\n[a]",
		"a = { b = 1, b = 2 }", "é = 1", "a = é", "a = 'e\u0301'", `a = "\u200b\ud800\U00110000"`, "a = '\xff'", "a = \"\"\"\\\n  x\"\"\"",
		"a = 0x1_f\nb = +inf\nc = 1e-3\nd = 07:32:00.999\ne = 1979-05-27T00:32:00-07:00", "a = [", "a = {", "[", "[[", "a.", "a", "a=", "\"", "'''",
		strings.Repeat("[", 50), strings.Repeat("a.", 50), "a = []\n[[a]]", "a.b = 1\na = 2", "a = {b.c = 1}\na.b.d = 2",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		root, list := Parse("f", data, Limits{Bytes: 4 << 10, Depth: 6, Nodes: 200})
		if (root == nil) != list.Failed(false) {
			t.Fatalf("root is nil: %t, but %v", root == nil, list.Sorted())
		}
		lines := strings.Split(string(TrimBOM(data)), "\n")
		inside := func(p diag.Position) {
			if p.File != "f" || p.Line < 1 || p.Line > len(lines) || p.Col < 1 || p.Col > utf8.RuneCountInString(lines[p.Line-1])+1 {
				t.Errorf("%v is outside the file", p)
			}
		}
		for _, d := range list.Sorted() {
			if d.Rule != TooLarge {
				inside(d.Pos)
			}
		}
		if root == nil {
			return
		}
		var walk func(n *Node)
		walk = func(n *Node) {
			inside(n.Pos)
			if open := map[Kind]string{Array: "[", Table: "{"}[n.Kind]; open != "" && n.Pos != n.KeyPos && n != root {
				if line := []rune(lines[n.Pos.Line-1]); string(line[n.Pos.Col-1]) != open {
					t.Errorf("%v at %v does not begin with %s", n.Kind, n.Pos, open)
				}
			}
			for _, key := range n.Keys {
				inside(n.Get(key).KeyPos)
				walk(n.Get(key))
			}
			for _, item := range n.Items {
				walk(item)
			}
		}
		walk(root)
		var v map[string]any
		burnt.Decode(string(TrimBOM(data)), &v)
	})
}
