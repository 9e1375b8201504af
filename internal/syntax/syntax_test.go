package syntax

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// mustParse returns the tree of a text without a fault.
func mustParse(t *testing.T, text string) *Node {
	t.Helper()
	root, list := Parse("f.toml", []byte(text), RecordLimits)
	for _, d := range list.Sorted() {
		t.Error(d)
	}
	if root == nil {
		t.FailNow()
	}
	return root
}

// findings returns what is found in a text as "line:col code: sentence".
func findings(text string, limits Limits) []string {
	root, list := Parse("f.toml", []byte(text), limits)
	var out []string
	for _, d := range list.Sorted() {
		place := strings.TrimPrefix(strings.TrimPrefix(d.Pos.String(), "f.toml"), ":")
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s: %s", place, d.Rule.Code, d.Sentence())))
	}
	if (root == nil) != (len(out) > 0) {
		out = append(out, fmt.Sprintf("root is nil: %t", root == nil))
	}
	return out
}

// manner holds every way of writing a key and a value, after letters of
// several bytes.
const manner = `# Manières d'écrire
"clé é" = "ñandú"
text = { fr = "é", en = "œ", "ü" = 'x' }
list = ["é", "ñ", 3, true,
  1.5, { a = "b" }]
deep . er.key = 1
[[parties]]
id = "a"
[[parties]]
  "é" = "é" # é
[parties.note]
fr = """
Éa
b"""
[a . "é" . b]
c = 2014-01-01
`

func TestPlaces(t *testing.T) {
	root := mustParse(t, manner)
	for _, tt := range []struct {
		name  string
		path  []any
		kind  Kind
		text  string
		key   string // place of the key
		value string // place of the value
	}{
		{"quoted key", []any{"clé é"}, String, "ñandú", "2:1", "2:11"},
		{"inline table", []any{"text"}, Table, "", "3:1", "3:8"},
		{"first of an inline table", []any{"text", "fr"}, String, "é", "3:10", "3:15"},
		{"second of an inline table", []any{"text", "en"}, String, "œ", "3:20", "3:25"},
		{"quoted key of an inline table", []any{"text", "ü"}, String, "x", "3:30", "3:36"},
		{"array", []any{"list"}, Array, "", "4:1", "4:8"},
		{"first item", []any{"list", 0}, String, "é", "", "4:9"},
		{"second item", []any{"list", 1}, String, "ñ", "", "4:14"},
		{"number", []any{"list", 2}, Integer, "3", "", "4:19"},
		{"truth", []any{"list", 3}, Bool, "true", "", "4:22"},
		{"item on the next line", []any{"list", 4}, Float, "1.5", "", "5:3"},
		{"table in an array", []any{"list", 5}, Table, "", "", "5:8"},
		{"key of a table in an array", []any{"list", 5, "a"}, String, "b", "5:10", "5:14"},
		{"first part of a dotted key", []any{"deep"}, Table, "", "6:1", "6:1"},
		{"second part", []any{"deep", "er"}, Table, "", "6:8", "6:8"},
		{"last part", []any{"deep", "er", "key"}, Integer, "1", "6:11", "6:17"},
		{"array of tables", []any{"parties"}, Array, "", "7:3", "7:3"},
		{"its first table", []any{"parties", 0}, Table, "", "7:3", "7:3"},
		{"a key of its first table", []any{"parties", 0, "id"}, String, "a", "8:1", "8:6"},
		{"its second table", []any{"parties", 1}, Table, "", "9:3", "9:3"},
		{"a key of its second table", []any{"parties", 1, "é"}, String, "é", "10:3", "10:9"},
		{"table below the last table of an array", []any{"parties", 1, "note"}, Table, "", "11:10", "11:10"},
		{"text of several lines", []any{"parties", 1, "note", "fr"}, String, "Éa\nb", "12:1", "12:6"},
		{"first part of a header", []any{"a"}, Table, "", "15:2", "15:2"},
		{"second part of a header", []any{"a", "é"}, Table, "", "15:6", "15:6"},
		{"third part of a header", []any{"a", "é", "b"}, Table, "", "15:12", "15:12"},
		{"date", []any{"a", "é", "b", "c"}, Time, "2014-01-01", "16:1", "16:5"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			n := root
			for _, part := range tt.path {
				if i, ok := part.(int); ok {
					n = n.Items[i]
				} else if n = n.Get(part.(string)); n == nil {
					t.Fatalf("no %q", part)
				}
			}
			if n.Kind != tt.kind || n.Text != tt.text {
				t.Errorf("is %v %q, want %v %q", n.Kind, n.Text, tt.kind, tt.text)
			}
			if want := "f.toml:" + tt.value; n.Pos.String() != want {
				t.Errorf("value at %v, want %s", n.Pos, want)
			}
			if want := strings.TrimSuffix("f.toml:"+tt.key, ":"); tt.key != "" && n.KeyPos.String() != want {
				t.Errorf("key at %v, want %s", n.KeyPos, want)
			}
			if quoted := slices.Contains([]any{"clé é", "ü", "é"}, tt.path[len(tt.path)-1]); n.Quoted != quoted {
				t.Errorf("key in quotes: %t, want %t", n.Quoted, quoted)
			}
			if got := root.At(tt.path...); got != n.Pos {
				t.Errorf("At(%v) = %v, want %v", tt.path, got, n.Pos)
			}
		})
	}
}

// Lists in lists have places of their own, after whatever stands before them.
func TestPlacesOfNestedLists(t *testing.T) {
	root := mustParse(t, "a = [[], [ # é ]\n  ['x', {b = [1]}, [2,],], {}, [3]]]\nc = { d = [[4], { e = {} }, [5]] }\n")
	for _, tt := range []struct {
		path []any
		want string
	}{
		{[]any{"a"}, "1:5"}, {[]any{"a", 0}, "1:6"}, {[]any{"a", 1}, "1:10"}, {[]any{"a", 1, 0}, "2:3"}, {[]any{"a", 1, 0, 0}, "2:4"}, {[]any{"a", 1, 0, 1}, "2:9"},
		{[]any{"a", 1, 0, 1, "b"}, "2:14"}, {[]any{"a", 1, 0, 2}, "2:20"}, {[]any{"a", 1, 1}, "2:28"}, {[]any{"a", 1, 2}, "2:32"}, {[]any{"a", 1, 2, 0}, "2:33"},
		{[]any{"c", "d", 0}, "3:12"}, {[]any{"c", "d", 1}, "3:17"}, {[]any{"c", "d", 1, "e"}, "3:23"}, {[]any{"c", "d", 2}, "3:29"},
	} {
		if got := root.At(tt.path...).String(); got != "f.toml:"+tt.want {
			t.Errorf("%v is at %s, want %s", tt.path, got, tt.want)
		}
	}
}

func TestKeysKeepTheirOrder(t *testing.T) {
	root := mustParse(t, manner)
	want := []string{"clé é", "text", "list", "deep", "parties", "a"}
	if !slices.Equal(root.Keys, want) {
		t.Errorf("keys %q, want %q", root.Keys, want)
	}
}

// What is not there has the place of what would hold it.
func TestPlaceOfWhatIsAbsent(t *testing.T) {
	root := mustParse(t, manner)
	for _, tt := range []struct {
		name string
		path []any
		want string
	}{
		{"nothing asked for", nil, "f.toml:1:1"},
		{"absent key", []any{"title"}, "f.toml:1:1"},
		{"absent language", []any{"text", "es"}, "f.toml:3:8"},
		{"index past the end", []any{"list", 9}, "f.toml:4:8"},
		{"key of a list", []any{"list", "fr"}, "f.toml:4:8"},
		{"key of an absent table", []any{"title", "fr"}, "f.toml:1:1"},
		{"absent key of a record's table", []any{"parties", 1, "role"}, "f.toml:9:3"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := root.At(tt.path...).String(); got != tt.want {
				t.Errorf("At(%v) = %s, want %s", tt.path, got, tt.want)
			}
		})
	}
	if root.Get("title").Get("fr") != nil {
		t.Error("an absent table has a value")
	}
}

func TestByteOrderMark(t *testing.T) {
	root := mustParse(t, "\ufeffa = 1\n")
	if got := root.At("a").String(); got != "f.toml:1:5" {
		t.Errorf("the mark is counted: value at %s", got)
	}
	if got := string(TrimBOM([]byte("\ufeff\ufeffa"))); got != "\ufeffa" {
		t.Errorf("TrimBOM left %q", got)
	}
}

func TestAccepted(t *testing.T) {
	for _, tt := range []struct{ name, text string }{
		{"nothing", ""},
		{"a comment", "# é\n"},
		{"Windows lines", "a = 1\r\nb = \"\"\"\r\nx\r\n\"\"\"\r\n"},
		{"tab in a text", "a = 'x\ty'"},
		{"line feed as an escape", `a = "x\ny\tz\r\n"`},
		{"composed letters", "a = 'éñœ'"},
		{"inline table over lines", "a = {\n  b = 1,\n}\n"},
		{"headers out of order", "[a.b]\nc = 1\n[a]\nd = 2\n"},
		{"the same key in two tables of a list", "[[a]]\nb = 1\n[[a]]\nb = 2\n"},
		{"no-break space", "a = 'x\u00a0y'"},
		{"emoji", "a = '🐋'"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := findings(tt.text, RecordLimits); got != nil {
				t.Errorf("%q: %q", tt.text, got)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"not UTF-8", "a = 1\nb = 'é\xffà\xfe'", []string{`2:7 not-utf-8: the byte 0xFF is not UTF-8 text`}},
		{"Latin-1", "a = 'caf\xe9'", []string{`1:9 not-utf-8: the byte 0xE9 is not UTF-8 text`}},
		{"UTF-16", "\xff\xfea\x00", []string{`1:1 not-utf-8: the byte 0xFF is not UTF-8 text`}},
		{"overlong form", "a = '\xc0\xaf'", []string{`1:6 not-utf-8: the byte 0xC0 is not UTF-8 text`}},
		{"half of a surrogate pair", "a = '\xed\xa0\x80'", []string{`1:6 not-utf-8: the byte 0xED is not UTF-8 text`}},

		{"bidi override", "é = 'a\u202eb'", []string{`1:7 hidden-character: the character U+202E cannot be seen and is not allowed`}},
		{"zero-width space in a comment", "# a\u200b", []string{`1:4 hidden-character: the character U+200B cannot be seen and is not allowed`}},
		{"soft hyphen", "a = 'x\u00ady'", []string{`1:7 hidden-character: the character U+00AD cannot be seen and is not allowed`}},
		{"null", "a = '\x00'", []string{`1:6 hidden-character: the character U+0000 cannot be seen and is not allowed`}},
		{"delete", "a = '\x7f'", []string{`1:6 hidden-character: the character U+007F cannot be seen and is not allowed`}},
		{"private use", "a = '\ue000'", []string{`1:6 hidden-character: the character U+E000 cannot be seen and is not allowed`}},
		{"line separator", "a = '\u2028'", []string{`1:6 hidden-character: the character U+2028 cannot be seen and is not allowed`}},
		{"not a character", "a = '\ufffe'", []string{`1:6 hidden-character: the character U+FFFE cannot be seen and is not allowed`}},
		{"tag letter", "a = '\U000e0041'", []string{`1:6 hidden-character: the character U+E0041 cannot be seen and is not allowed`}},
		{"byte order mark inside", "a = 1\n\ufeffb = 1", []string{`2:1 hidden-character: the character U+FEFF cannot be seen and is not allowed`}},
		{"carriage return alone", "a = 1\rb = 2", []string{`1:6 hidden-character: the character U+000D cannot be seen and is not allowed`}},
		{"every one of them", "# \u200b\na = '\u200b'", []string{
			`1:3 hidden-character: the character U+200B cannot be seen and is not allowed`,
			`2:6 hidden-character: the character U+200B cannot be seen and is not allowed`}},
		{"escaped bidi isolate in an inline table", `a = { b = 'é', c = "\u2066" }`, []string{`1:20 hidden-character: the character U+2066 cannot be seen and is not allowed`}},
		{"escaped bidi override", `a = "x\u202Ey"`, []string{`1:5 hidden-character: the character U+202E cannot be seen and is not allowed`}},
		{"escaped zero-width joiner in a list", `a = ["é", "\U0000200D"]`, []string{`1:11 hidden-character: the character U+200D cannot be seen and is not allowed`}},
		{"escaped bell", `a = { b = "\u0007" }`, []string{`1:11 hidden-character: the character U+0007 cannot be seen and is not allowed`}},
		{"escaped null", `a = "\u0000"`, []string{`1:5 hidden-character: the character U+0000 cannot be seen and is not allowed`}},

		{"not composed, twice", "a = 'e\u0301'\nb = ['x', 'n\u0303']", []string{
			"1:5 not-normalised: \"e\u0301\" has a letter whose accent is a separate character, or a character that looks ordinary but is stored differently",
			"2:11 not-normalised: \"n\u0303\" has a letter whose accent is a separate character, or a character that looks ordinary but is stored differently"}},
		{"not composed by an escape", `a = "e\u0301"`, []string{"1:5 not-normalised: \"e\u0301\" has a letter whose accent is a separate character, or a character that looks ordinary but is stored differently"}},
		{"compatibility form of a letter", "a = '\u212b'", []string{"1:5 not-normalised: \"\u212b\" has a letter whose accent is a separate character, or a character that looks ordinary but is stored differently"}},

		{"value without quotes", "a = 1\nb = Été", []string{`2:5 syntax: this is not TOML: a value cannot begin with "É"`}},
		{"accent in a key", "é = 1", []string{`1:1 syntax: this is not TOML: a key cannot begin with "é"`}},
		{"quote left open", "a = 1\nb = 'é\nc = 2", []string{`2:7 syntax: this is not TOML: the text has no closing quote on its line`}},
		{"list left open", "a = ['é',\n 2\n", []string{`2:3 syntax: this is not TOML: the list has no closing ]`}},
		{"no value", "a =\n", []string{`1:4 syntax: this is not TOML: there is no value after the =`}},
		{"no equals sign", "a = 1\ntitle", []string{`2:5 syntax: this is not TOML: no = follows the key; a key has only letters a–z, digits, hyphens and underscores`}},
		{"words after a value", "a = 'é' é", []string{`1:9 syntax: this is not TOML: "é" stands where the line should end`}},
		{"unknown escape", `a = "é\q"`, []string{`1:7 syntax: this is not TOML: a backslash (\) before "q" means nothing; to get one, write two`}},
		{"day that does not exist", "a = 2013-02-30", []string{`1:13 syntax: this is not TOML: this is neither a date nor a time; dates stand in quotes here, such as "2014-07"`}},
		{"number too large", "a = 'é'\nb=99999999999999999999", []string{`2:3 syntax: this is not TOML: a number cannot be written like this; codes and dates stand in quotes`}},

		{"key twice", "a = 1\nb = 2\na = 3", []string{`3:1 syntax: this is not TOML: the key "a" stands twice`}},
		{"key twice in a table", "[t]\n'é' = 1\n'é' = 2", []string{`3:1 syntax: this is not TOML: the key "é" stands twice`}},
		{"key twice in an inline table", "a = { b = 'é', c = 1, b = 2 }", []string{`1:23 syntax: this is not TOML: the key "b" stands twice`}},
		{"key twice in an inline table over lines", "a = {\n b = 1,\n b = 2 }", []string{`3:2 syntax: this is not TOML: the key "b" stands twice`}},
		{"dotted key twice", "a.b = 1\na.b = 2", []string{`2:3 syntax: this is not TOML: the key "b" stands twice`}},
		{"table twice", "[summary]\nfr = 'x'\n[summary]\nfr = 'y'", []string{`3:2 syntax: this is not TOML: the table stands twice`}},
		{"table over a value", "[a]\nb = 1\n[a.b]", []string{`3:2 syntax: this is not TOML: the key "b" is already used above in another way`}},
		{"table over a list of tables", "[[a]]\n[a]", []string{`2:2 syntax: this is not TOML: the key "a" is already used above in another way`}},
		{"table over a dotted key", "a.b = 1\n[a]", []string{`2:2 syntax: this is not TOML: the key "a" is already used above in another way`}},
		{"list of tables over a list", "a = []\n[[a]]", []string{`2:3 syntax: this is not TOML: the key "a" is already used above in another way`}},
		{"two faults of two kinds", "a = \"\\u200b\"\nb = 1\nb = 2", []string{
			`1:5 hidden-character: the character U+200B cannot be seen and is not allowed`,
			`3:1 syntax: this is not TOML: the key "b" stands twice`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := findings(tt.text, RecordLimits); !slices.Equal(got, tt.want) {
				t.Errorf("%q\n got %q\nwant %q", tt.text, got, tt.want)
			}
		})
	}
}
