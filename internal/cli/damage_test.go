package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// damage is one way of breaking the data. The finding must be at the place of
// the text at, in the file as broken; with no text, at the file as a whole.
type damage struct {
	name     string
	file     string
	old, new string
	at       string
	code     string
	do       func(t *testing.T, site string) // instead of an edit
}

const (
	caff  = "data/partners/caff.toml"
	noaa  = "data/agreements/noaa-letter.toml"
	index = "data/activities/arctic-species-trend-index.toml"
)

var damages = []damage{
	{name: "string not closed", file: caff, old: `kind = "igo"`, new: `kind = "igo`, at: "\nname", code: "syntax"},
	{name: "no equals sign", file: caff, old: `kind = "igo"`, new: `kind "igo"`, at: `"igo"`, code: "syntax"},
	{name: "key twice", file: caff, old: "relationship =", new: "kind = \"un\"\nrelationship =", at: "kind = \"un\"", code: "syntax"},
	{name: "table twice", file: caff, old: "[why]", new: "[summary]\nmul = \"x\"\n[why]", at: "summary]\nmul", code: "syntax"},
	{name: "value missing", file: caff, old: `as_of = "2014-07"`, new: "as_of =", at: "\nwebsite", code: "syntax"},
	{name: "unknown key", file: caff, old: "website =", new: "web_site =", at: "web_site", code: "unknown-key"},
	{name: "key in capitals", file: caff, old: "kind =", new: "Kind =", at: "Kind", code: "unknown-key"},
	{name: "unknown key in a table of a list", file: caff, old: `tie = "explicit"`, new: "tie = \"explicit\"\nweight = 3", at: "weight", code: "unknown-key"},
	{name: "number for a text", file: caff, old: `kind = "igo"`, new: `kind = 3`, at: "3\n", code: "wrong-type"},
	{name: "text for a list", file: caff, old: `cite = ["cop11-doc-21-1#25", "cop11-doc-21-1#37", "cop11-doc-21-1#39"]`, new: `cite = "cop11-doc-21-1#25"`, at: `"cop11-doc-21-1#25"`, code: "wrong-type"},
	{name: "text for a text by language", file: caff, old: `acronym = { mul = "CAFF" }`, new: `acronym = "CAFF"`, at: `"CAFF"`, code: "wrong-type"},
	{name: "date without quotes", file: caff, old: `as_of = "2014-07"`, new: `as_of = 2014-07-01`, at: "2014-07-01", code: "wrong-type"},
	{name: "missing key", file: caff, old: "relationship = \"formal\"\n", new: "", at: "kind", code: "missing-key"},
	{name: "unknown word", file: caff, old: `"formal"`, new: `"formel"`, at: `"formel"`, code: "unknown-word"},
	{name: "month 13", file: noaa, old: `signed = "2013-02"`, new: `signed = "2013-13"`, at: `"2013-13"`, code: "bad-date"},
	{name: "30 February", file: noaa, old: `signed = "2013-02"`, new: `signed = "2013-02-30"`, at: `"2013-02-30"`, code: "bad-date"},
	{name: "dangling reference", file: caff, old: `parent = "arctic-council"`, new: `parent = "artic-council"`, at: `"artic-council"`, code: "dangling-reference"},
	{name: "reference into a wrong collection", file: caff, old: `parent = "arctic-council"`, new: `parent = "arctic"`, at: `"arctic"`, code: "wrong-collection"},
	{name: "dangling actor", file: index, old: `id = "caff"`, new: `id = "cafff"`, at: `"cafff"`, code: "dangling-reference"},
	{name: "unknown paragraph", file: caff, old: "cop11-doc-21-1#37", new: "cop11-doc-21-1#99", at: `"cop11-doc-21-1#99"`, code: "unknown-paragraph"},
	{name: "unknown language", file: caff, old: `acronym = { mul = "CAFF" }`, new: `acronym = { de = "CAFF" }`, at: "de =", code: "unknown-language"},
	{name: "required translation missing", file: "data/regions/arctic.toml", old: "name = {", new: "name = { fr = \"Arctique\" }\n# {", at: "{ fr", code: "missing-translation"},
	{name: "not https", file: caff, old: `"https://caff.is/"`, new: `"javascript:alert(1)"`, at: `"javascript`, code: "bad-url"},
	{name: "id of an organisation taken", code: "duplicate-id", file: "data/organisations/caff.toml", do: func(t *testing.T, site string) {
		write(t, site, "data/organisations/caff.toml", `kind = "igo"
name = { mul = "CAFF" }
cite = ["cop11-doc-21-1#25"]
`)
	}, at: "kind"},
	{name: "not UTF-8", file: caff, old: `kind = "igo"`, new: "# caf\xe9\nkind = \"igo\"", at: "\xe9", code: "not-utf-8"},
	{name: "hidden character", file: caff, old: `kind = "igo"`, new: "# a\u202eb\nkind = \"igo\"", at: "\u202eb", code: "hidden-character"},
	{name: "10 MB", file: caff, code: "too-large", do: func(t *testing.T, site string) {
		write(t, site, caff, "kind = \""+strings.Repeat("x", 10<<20)+"\"\n")
	}},
	{name: "a list 100,000 deep", file: caff, old: "website =", new: "deep = " + strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + "\nwebsite =", at: strings.Repeat("[", 90_000) + "]", code: "too-deep"},
	{name: "symbolic link", file: "data/partners/link.toml", code: "not-a-file", do: func(t *testing.T, site string) {
		if err := os.Symlink("caff.toml", filepath.Join(site, "data/partners/link.toml")); err != nil {
			t.Fatal(err)
		}
	}},
	{name: "file that is no record", file: "data/partners/notes.txt", code: "stray-file", do: func(t *testing.T, site string) {
		write(t, site, "data/partners/notes.txt", "hello")
	}},
	{name: "name that is no id", file: "data/partners/Éléphant.toml", code: "bad-id", do: func(t *testing.T, site string) {
		write(t, site, "data/partners/Éléphant.toml", "kind = \"ngo\"\n")
	}},
	{name: "unknown collection", file: "data/partner", code: "unknown-collection", do: func(t *testing.T, site string) {
		if err := os.Mkdir(filepath.Join(site, "data/partner"), 0o755); err != nil {
			t.Fatal(err)
		}
	}},
	{name: "message missing in a language", file: "i18n/es.toml", old: "[home]", new: "[hogar]", at: "hogar", code: "message-extra"},
	{name: "message empty", file: "i18n/es.toml", old: `other = "Inicio"`, new: `other = ""`, at: `""`, code: "message-empty"},
	{name: "link to no page", file: "content/fr/about.md", old: "(/partners/)", new: "(/partenaires/)", code: "broken-link"},
}

func write(t *testing.T, site, file, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(site, file), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestDamagedData breaks a copy of the real data in many ways, one at a time:
// each build must end with exit 1 and the finding at its place, and leave the
// published folder byte for byte what it was.
func TestDamagedData(t *testing.T) {
	site := copySite(t)
	if code, _, msg := run(t, "build", "-s", site); code != 0 {
		t.Fatalf("the data as it is does not build: exit %d\n%s", code, msg)
	}
	public := filepath.Join(site, "public")
	before := fingerprint(t, public)
	for _, d := range damages {
		t.Run(d.name, func(t *testing.T) {
			name := filepath.Join(site, d.file)
			original, err := os.ReadFile(name)
			defer func() {
				os.RemoveAll(name)
				if err == nil {
					os.WriteFile(name, original, 0o644)
				}
			}()
			if d.do != nil {
				d.do(t, site)
			} else {
				edit(t, site, d.file, d.old, d.new)
			}
			code, _, msg := run(t, "build", "-s", site)
			if code != exitData {
				t.Errorf("exit %d, want %d", code, exitData)
			}
			want := fmt.Sprintf("%s: error[%s]: ", place(t, site, d), d.code)
			if d.at == "" && d.code == "broken-link" {
				want = fmt.Sprintf("error[%s]: ", d.code)
			}
			if !strings.Contains(msg, want) {
				t.Errorf("want a line with\n%s\nhave\n%s", want, msg)
			}
			if fingerprint(t, public) != before {
				t.Error("the published folder changed")
			}
			if left, _ := filepath.Glob(filepath.Join(site, ".public.*staging*")); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
	if code, _, msg := run(t, "build", "-s", site); code != 0 || fingerprint(t, public) != before {
		t.Errorf("mended, the data does not build to what it was: exit %d\n%s", code, msg)
	}
}

// place returns the position that a damage must be told at.
func place(t *testing.T, site string, d damage) string {
	t.Helper()
	if d.at == "" {
		return d.file
	}
	data, err := os.ReadFile(filepath.Join(site, d.file))
	if err != nil {
		t.Fatal(err)
	}
	i := strings.Index(string(data), d.at)
	if i < 0 {
		t.Fatalf("%s does not contain %q", d.file, d.at)
	}
	line := 1 + strings.Count(string(data[:i]), "\n")
	col := 1 + utf8.RuneCount(data[strings.LastIndex(string(data[:i]), "\n")+1:i])
	return fmt.Sprintf("%s:%d:%d", d.file, line, col)
}
