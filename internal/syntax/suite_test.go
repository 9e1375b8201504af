package syntax

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	burnt "github.com/BurntSushi/toml"
	suite "github.com/toml-lang/toml-test/v2"

	"passerelle/internal/diag"
)

// stricter are the valid files of the suite that are refused on purpose, and
// the rule that each breaks. A file that is not named here must be read.
var stricter = map[string]*diag.Rule{
	// Characters that no one sees, in comments, keys, texts and escapes.
	"valid/comment/nonascii.toml":      Hidden,
	"valid/key/escapes.toml":           Hidden,
	"valid/key/quoted-unicode.toml":    Hidden,
	"valid/string/escapes.toml":        Hidden,
	"valid/string/escape-esc.toml":     Hidden,
	"valid/string/hex-escape.toml":     Hidden,
	"valid/string/quoted-unicode.toml": Hidden,
	"valid/string/unicode-escape.toml": Hidden,

	"valid/inline-table/key-dotted-02.toml": TooDeep, // nine tables deep
}

// later are the files that are not TOML 1.0 but are TOML 1.1, which both
// libraries and Hugo read: line breaks and a last comma in inline tables,
// times without seconds, \x escapes.
var later = []string{
	"invalid/datetime/no-secs.toml",
	"invalid/inline-table/linebreak-01.toml",
	"invalid/inline-table/linebreak-02.toml",
	"invalid/inline-table/linebreak-03.toml",
	"invalid/inline-table/linebreak-04.toml",
	"invalid/inline-table/trailing-comma.toml",
	"invalid/local-datetime/no-secs.toml",
	"invalid/local-time/no-secs.toml",
	"invalid/string/basic-byte-escapes.toml",
}

// The suite of the TOML project: what is not TOML is refused with a place
// inside the file, what is TOML is read, unless a rule of our own is against
// it; and the decoder survives what is let through. What is told is told in our
// words, and so in every language of findings.
func TestSuite(t *testing.T) {
	cases := suite.TestCases()
	seen := map[string]bool{}
	for _, version := range []string{"1.0.0", "1.1.0"} {
		index, err := fs.ReadFile(cases, "files-toml-"+version)
		if err != nil {
			t.Fatal(err)
		}
		var valid, invalid, purpose, newer int
		for _, name := range strings.Fields(string(index)) {
			if path.Ext(name) != ".toml" {
				continue
			}
			seen[name] = true
			data, err := fs.ReadFile(cases, name)
			if err != nil {
				t.Fatal(err)
			}
			root, list := Parse("f", data, RecordLimits)
			found := list.Sorted()
			if (root == nil) != (len(found) > 0) {
				t.Errorf("%s: root is nil: %t, but %v", name, root == nil, found)
			}
			text := strings.Split(string(TrimBOM(data)), "\n")
			for _, d := range found {
				if _, ok := d.Args[0].(diag.Phrase); d.Rule == NotTOML && !ok {
					t.Errorf("%s: no words of ours for %q", name, d.Args[0])
				}
				if p := d.Pos; p.File != "f" || p.Line < 1 || p.Line > len(text) || p.Col < 1 || p.Col > utf8.RuneCountInString(text[p.Line-1])+1 {
					t.Errorf("%s: %v is outside the file", name, d)
				}
			}
			switch rule := stricter[name]; {
			case slices.Contains(later, name):
				if newer++; root == nil || version != "1.0.0" {
					t.Errorf("%s is not TOML 1.1, or is refused: %v", name, found)
				}
			case strings.HasPrefix(name, "invalid/"):
				if invalid++; root != nil {
					t.Errorf("%s is accepted:\n%s", name, data)
				}
			case rule == nil:
				if valid++; root == nil {
					t.Errorf("%s is refused: %v", name, found)
				}
			default:
				if purpose++; root != nil || found[0].Rule != rule {
					t.Errorf("%s: %v, want it refused by %q", name, found, rule.Code)
				}
			}
			if root != nil {
				var v map[string]any
				if _, err := burnt.Decode(string(TrimBOM(data)), &v); err != nil {
					t.Errorf("%s is let through, but the decoder says: %v", name, err)
				}
			}
		}
		t.Logf("TOML %s: %d files refused that are not TOML, %d of TOML 1.1 read; %d valid files read, %d refused on purpose", version, invalid, newer, valid, purpose)
		if valid+purpose < 200 || invalid < 450 {
			t.Errorf("only %d valid and %d invalid files", valid+purpose, invalid)
		}
	}
	for _, name := range append(later, slices.Collect(maps.Keys(stricter))...) {
		if !seen[name] {
			t.Errorf("%s is not in the suite", name)
		}
	}
}
