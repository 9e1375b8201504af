package syntax

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/internal/trial"
)

// numbered repeats a line whose %d is the number of the line.
func numbered(line string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, line, i)
	}
	return b.String()
}

func TestLimits(t *testing.T) {
	small := Limits{Bytes: 400, Depth: 3, Nodes: 10}
	tooMany := ": the file holds more than 10 keys and values"
	tooDeep := ": tables and lists are nested more than 3 deep"
	for _, tt := range []struct {
		name, text string
		want       string // "" if it is just within the limits
	}{
		{"as large as allowed", "#" + strings.Repeat("x", 399), ""},
		{"a byte more", "#" + strings.Repeat("x", 400), "too-large: the file holds 401 bytes; at most 400 are read"},

		{"dotted key as deep as allowed", "a.b.c = 1", ""},
		{"a part more", "a.b.c.d = 1", "1:7 too-deep" + tooDeep},
		{"header as deep as allowed", "[a.b.c]", ""},
		{"header with a part more", "[a.b.c.d]", "1:8 too-deep" + tooDeep},
		{"list of tables with a part more", "[[a.b.c.d]]", "1:9 too-deep" + tooDeep},
		{"key in a deep table", "[a.b]\nc = 1", ""},
		{"key in a table too deep for it", "[a.b.c]\nd = 1", "2:1 too-deep" + tooDeep},
		{"dotted key in a deep table", "[a.b]\nc.d = 1", "2:3 too-deep" + tooDeep},
		{"lists as deep as allowed", "a = [['x']]", ""},
		{"a list more", "a = [[['x']]]", "1:8 too-deep" + tooDeep},
		{"inline tables as deep as allowed", "a = { b = { c = 1 } }", ""},
		{"an inline table more", "a = { b = { c = { d = 1 } } }", "1:19 too-deep" + tooDeep},
		{"tables and lists mixed", "[a]\nb = [ { c = 1 } ]", "2:9 too-deep" + tooDeep},

		// A key and its value count one each, and so does a table of a list.
		{"as many keys and values as allowed", numbered("k%d = 1\n", 5), ""},
		{"a key more", numbered("k%d = 1\n", 6), "6:6 too-many-values" + tooMany},
		{"a key more, and an odd count", "[t]\n" + numbered("k%d = 1\n", 5), "6:6 too-many-values" + tooMany},
		{"as many values of a list as allowed", "a = [1,2,3,4,5,6,7,8]", ""},
		{"a value of a list more", "a = [1,2,3,4,5,6,7,8,9,10]", "1:24 too-many-values" + tooMany},
		{"as many headers as allowed", numbered("[t%d]\n", 10), ""},
		{"a header more", numbered("[t%d]\n", 11), "11:2 too-many-values" + tooMany},
		{"as many tables of a list as allowed", strings.Repeat("[[t]]\n", 9), ""},
		{"a table of a list more", strings.Repeat("[[t]]\n", 10), "10:3 too-many-values" + tooMany},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var want []string
			if tt.want != "" {
				want = []string{tt.want}
			}
			if got := findings(tt.text, small); !slices.Equal(got, want) {
				t.Errorf("%q\n got %q\nwant %q", tt.text, got, want)
			}
		})
	}
}

func TestTooWide(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"as many keys as allowed", "[t]\n" + numbered("k%d = 1\n", 4), ""},
		{"a key more", "[t]\n" + numbered(" k%d = 1\n", 5), "6:2 too-many-keys: a table holds more than 4 keys"},
		{"a header more", numbered("[t.a%d]\n", 5), "5:4 too-many-keys: a table holds more than 4 keys"},
		{"a key of an inline table more", "t = { a = 1, b = 1, c = 1, d.e = 1, f = 1 }", "1:37 too-many-keys: a table holds more than 4 keys"},
		{"a header of the file more", numbered("[t%d]\n", 5), "5:2 too-many-keys: a table holds more than 4 keys"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := findings(tt.text, Limits{Bytes: 400, Depth: 3, Nodes: 20, Keys: 4})
			if strings.Join(got, "; ") != tt.want {
				t.Errorf("%q\n got %q\nwant %q", tt.text, got, tt.want)
			}
		})
	}
}

// The limit may be met at a key, a value, a header or a table of a list.
func TestTooManyIsNeverMissed(t *testing.T) {
	for nodes := range 30 {
		for _, text := range []string{
			numbered("k%d = 1\n", 40), "[t]\n" + numbered("k%d = 1\n", 40), numbered("[[t]]\nk%d = [1, 2]\n", 20),
			numbered("a.b%d = { c = 1, d = 2 }\n", 20), numbered("[t.u%d]\n", 40),
		} {
			root, list := Parse("f", []byte(text), Limits{Bytes: 4000, Depth: 8, Nodes: nodes})
			if root != nil || list.Len() != 1 || list.Sorted()[0].Rule != TooMany {
				t.Fatalf("%d nodes allowed, %.20q: root %v, %v", nodes, text, root, list.Sorted())
			}
		}
	}
}

// Each text is the worst of its kind that RecordLimits let in.
func TestHostileTextsAreQuick(t *testing.T) {
	long := RecordLimits.Bytes
	for _, tt := range []struct {
		name, text, want string
	}{
		{"100,000 lists", "a = " + strings.Repeat("[", 100_000), "too-deep"},
		{"100,000 lists, closed", "a = " + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000), "too-deep"},
		{"lists within the parser's own limit", "a = " + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000), "too-deep"},
		{"60,000 inline tables", "a = " + strings.Repeat("{a=", 60_000), "too-deep"},
		{"dotted key of 4,000 parts", strings.Repeat("a.", 3_999) + "a = 1", "too-deep"},
		{"dotted header of 4,000 parts", "[" + strings.Repeat("a.", 3_999) + "a]", "too-deep"},
		{"dotted header of 4,000 parts, of a list", "[[" + strings.Repeat("a.", 3_999) + "a]]", "too-deep"},
		{"nothing but null", strings.Repeat("\x00", long), "hidden-character"},
		{"nothing but bidi controls", strings.Repeat("\u202e", long/3), "hidden-character"},
		{"one long line of numbers", "a = [" + strings.Repeat("           1,", 9_990) + "]", ""},
		{"one long line of keys", "a = {" + strings.Repeat("           b = 1,", 9_000) + "}", "syntax"},
		{"40,000 tables of a list", strings.Repeat("[[a]]\n", 40_000), "too-many-values"},
		{"25,000 headers", numbered("[a%d]\n", 25_000), "too-many-keys"},
		{"tables of as many keys as may be", strings.ReplaceAll(numbered("[c%d]\n#", 24), "#", numbered("k%d = 1\n", 200)), ""},
		{"one long text", "a = '" + strings.Repeat("é", long/3) + "'", ""},
		{"16 MB", strings.Repeat(" ", 16<<20), "too-large"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			const limit = patience * 100 * time.Millisecond
			data := []byte(tt.text)
			best := time.Hour // of a few runs: others may be using the machine
			for range 5 {
				start := trial.Used()
				_, list := Parse("f", data, RecordLimits)
				best = min(best, trial.Used()-start)
				code := ""
				if all := list.Sorted(); len(all) > 0 {
					code = all[0].Rule.Code
				}
				if code != tt.want || list.Len() > maxHidden {
					t.Fatalf("%d findings, the first %q, want %q", list.Len(), code, tt.want)
				}
				if best < limit {
					return
				}
			}
			t.Errorf("takes %v, more than %v", best, limit)
		})
	}
}
