package message

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/internal/diag"
	"passerelle/internal/lang"
)

var languages = lang.Set{{Tag: "fr", Locale: "fr"}, {Tag: "es", Locale: "es"}, {Tag: "en", Locale: "en"}}

// sound is a folder without a fault.
var sound = map[string]string{
	"fr.toml": `[skip_link]
other = "Aller au contenu"
[n_partners]
one = "{{ .Count }} partenaire"
many = "{{ .Count }} de partenaires"
other = "{{ .Count }} partenaires"
[by]
other = "Par {{ .Name }}, {{ .Year }}"
`,
	"es.toml": `[skip_link]
other = "Ir al contenido"
[n_partners]
one = "Un socio"
many = "{{ .Count }} de socios"
other = "{{ .Count }} socios"
[by]
other = "{{ .Year }}, {{ .Name }}"
`,
	"en.toml": `# Comments are welcome.
[skip_link]
other = "Skip to content"

[n_partners]
one = "{{ .Count }} partner"
other = '{{ .Count }} partners'

[by]
other = "By {{ .Name }}, {{ .Year }}"
`,
}

func folder(files map[string]string) fs.FS {
	m := fstest.MapFS{}
	for name, s := range files {
		m["i18n/"+name] = &fstest.MapFile{Data: []byte(s)}
	}
	return m
}

// findings lists what was found as place and code.
func findings(l *diag.List) []string {
	var out []string
	for _, d := range l.Sorted() {
		out = append(out, strings.TrimPrefix(d.Pos.String(), "i18n/")+" "+d.Rule.Code)
	}
	return out
}

func mustLoad(t testing.TB, langs lang.Set, files map[string]string) *Catalogue {
	t.Helper()
	c, list := Load(folder(files), "i18n", langs)
	for _, d := range list.Sorted() {
		t.Error(d)
	}
	return c
}

func TestSound(t *testing.T) {
	c := mustLoad(t, languages, sound)
	for _, d := range c.Exercise().Sorted() {
		t.Error(d)
	}
}

// Each case damages one file of the sound folder: it replaces old by new, or
// the whole file if old is empty.
func TestDamaged(t *testing.T) {
	for _, tt := range []struct {
		name, file, old, new string
		want                 []string
		sentence             string // part of the first finding
	}{
		{"stray file", "active.fr.toml", "", "", []string{"active.fr.toml message-stray-file"}, ""},
		{"file of another language", "de.toml", "", "", []string{"de.toml message-stray-file"}, ""},
		{"capital in the name", "FR.toml", "", "", []string{"FR.toml message-stray-file"}, ""},
		{"subfolder", "old/fr.toml", "", "", []string{"old message-stray-file"}, ""},

		{"quote left open", "fr.toml", `contenu"`, `contenu`, []string{"fr.toml:2:26 syntax"}, "this is not TOML"},
		{"two syntax errors", "es.toml", "other =", "other", []string{"es.toml:2:7 syntax"}, "no = follows the key; a key has only letters a–z, digits, hyphens and underscores"},
		{"same id twice", "fr.toml", "[by]", "[skip_link]\nother = \"x\"\n[by]", []string{"fr.toml:7:2 syntax"}, "the table stands twice"},
		{"same form twice", "fr.toml", "[by]", "other = \"x\"\n[by]", []string{"fr.toml:7:1 syntax"}, "\"other\" stands twice"},
		{"invalid UTF-8", "fr.toml", "Par ", "Par\xff\xfe ", []string{"fr.toml:8:13 not-utf-8"}, ""},
		{"bidi control", "es.toml", "Ir al", "Ir \u202eal", []string{"es.toml:2:13 hidden-character"}, "U+202E"},
		{"too large", "fr.toml", "[by]", strings.Repeat("#", limits.Bytes) + "\n[by]", []string{"fr.toml too-large"}, ""},

		{"byte order mark", "es.toml", "[skip_link]", "\ufeff[skip_link]", []string{"es.toml:1:1 message-character"}, "U+FEFF"},
		{"tab", "es.toml", "Ir al", "Ir\tal", []string{"es.toml:2:9 message-character"}, ""},
		{"two lines", "es.toml", `"Ir al contenido"`, `"""Ir` + "\n" + `al contenido"""`, []string{"es.toml:2:9 message-character"}, ""},
		{"sign of a broken template", "es.toml", "Ir al", "Ir <no value>", []string{"es.toml:2:9 template-sign"}, "<no value>"},
		{"mark of a damaged encoding", "es.toml", "Ir al", "Ir \ufffdl", []string{"es.toml:2:13 replacement-character"}, "U+FFFD"},

		{"key without message", "fr.toml", "[skip_link]", "title = \"x\"\n[skip_link]", []string{"fr.toml:1:1 message-shape"}, "title is outside"},
		{"short form", "fr.toml", "[skip_link]", "skip = { other = \"x\" }\n[skip_link]", []string{"fr.toml:1:1 message-shape"}, ""},
		{"dotted form", "fr.toml", "[skip_link]", "skip.other = \"x\"\n[skip_link]", []string{"fr.toml:1:1 message-shape"}, "skip.other is outside"},
		{"dotted table", "fr.toml", "[skip_link]", "[nav.skip]\nother = \"x\"\n[skip_link]", []string{"fr.toml:1:2 message-shape"}, "nav.skip"},
		{"dotted table of a message", "fr.toml", "[by]", "[skip_link.'x'.y]\nother = \" x\"\n[by]", []string{
			"fr.toml:7:12 message-shape", "fr.toml:8:9 message-space"}, `[skip_link."x".y] has dots`},
		{"two dotted tables", "fr.toml", "[by]", "[nav.x]\nother = \"\"\n[nav.y]\none = 1\n[by]", []string{
			"fr.toml:7:2 message-shape", "fr.toml:8:9 message-empty", "fr.toml:9:6 message-shape", "fr.toml:10:1 message-type"}, "[nav.x] has dots"},
		{"array of tables", "fr.toml", "[skip_link]", "[[skip]]\nother = \"x\"\n[skip_link]", []string{"fr.toml:1:3 message-shape"}, ""},
		{"array of two tables", "fr.toml", "[by]", "[[nav]]\n[[nav]]\nmany = \"\"\n[by]", []string{
			"fr.toml:7:3 message-shape", "fr.toml:8:3 message-shape", "fr.toml:9:8 message-empty"}, "[[nav]] is an array"},
		{"dotted array of tables", "fr.toml", "[by]", "[[nav.x]]\nother = \"\"\n[by]", []string{
			"fr.toml:7:3 message-shape", "fr.toml:8:9 message-empty"}, "[nav.x] has dots"},
		{"dotted key", "en.toml", "one =", "one.a =", []string{"en.toml:6:1 message-shape"}, ""},

		{"capital in an id", "fr.toml", "[skip_link]", "[Skip]\nother = \"x\"\n[skip_link]", []string{"fr.toml:1:2 message-id"}, ""},
		{"hyphen in an id", "fr.toml", "[skip_link]", "[skip-it]\nother = \"x\"\n[skip_link]", []string{"fr.toml:1:2 message-id"}, ""},
		{"quoted id", "fr.toml", "[skip_link]", "[\"skip\"]\nother = \"x\"\n[skip_link]", []string{"fr.toml:1:2 message-id"}, `"skip"`},
		{"quoted form", "en.toml", "one =", "\"one\" =", []string{"en.toml:5:2 message-form-missing", "en.toml:6:1 message-key"}, ""},
		{"reserved id", "fr.toml", "[skip_link]", "[translation]\nother = \"x\"\n[skip_link]", []string{"fr.toml:1:2 message-id"}, ""},

		{"description", "en.toml", "other = \"Skip", "description = \"x\"\nother = \"Skip", []string{"en.toml:3:1 message-key"}, "one of: zero"},
		{"misspelt form", "en.toml", "one =", "onne =", []string{"en.toml:5:2 message-form-missing", "en.toml:6:1 message-key"}, "lacks one"},
		{"capital in a form", "en.toml", "one =", "One =", []string{"en.toml:5:2 message-form-missing", "en.toml:6:1 message-key"}, ""},
		{"number", "es.toml", `"Ir al contenido"`, `404`, []string{"es.toml:2:1 message-type"}, ""},
		{"table", "es.toml", `"Ir al contenido"`, `{ one = "Ir" }`, []string{"es.toml:2:1 message-type"}, ""},
		{"list", "es.toml", `"Ir al contenido"`, `["Ir"]`, []string{"es.toml:2:1 message-type"}, ""},

		{"empty", "es.toml", "Ir al contenido", "", []string{"es.toml:2:9 message-empty"}, ""},
		{"blank", "es.toml", "Ir al contenido", " \u00a0", []string{"es.toml:2:9 message-empty"}, ""},
		{"leading space", "es.toml", "Ir al", " Ir al", []string{"es.toml:2:9 message-space"}, ""},
		{"trailing no-break space", "es.toml", "contenido", "contenido\u202f", []string{"es.toml:2:9 message-space"}, ""},

		{"no space in a placeholder", "es.toml", "{{ .Name }}", "{{.Name}}", []string{"es.toml:8:9 message-placeholder"}, "{{.Name}}"},
		{"lower-case placeholder", "es.toml", "{{ .Name }}", "{{ .name }}", []string{"es.toml:8:9 message-placeholder"}, ""},
		{"function in a placeholder", "es.toml", "{{ .Name }}", "{{ .Name | upper }}", []string{"es.toml:8:9 message-placeholder"}, ""},
		{"nested placeholder", "es.toml", "{{ .Name }}", "{{ .Name.First }}", []string{"es.toml:8:9 message-placeholder"}, ""},
		{"placeholder left open", "es.toml", "{{ .Name }}", "{{ .Name", []string{"es.toml:8:9 message-placeholder"}, ""},
		{"single braces", "es.toml", "{{ .Name }}", "{ .Name }", []string{"es.toml:8:9 message-placeholder"}, ""},
		{"no-break space in a placeholder", "es.toml", "{{ .Name }}", "{{\u00a0.Name }}", []string{"es.toml:8:9 message-placeholder"}, ""},
		{"placeholder lost", "es.toml", "{{ .Year }}, ", "", []string{"es.toml:8:9 message-placeholder-parity"}, "has the placeholders Name, but Name, Year at i18n/fr.toml:8:9"},
		{"placeholder of its own", "es.toml", "Ir al", "Ir {{ .To }}", []string{"es.toml:2:9 message-placeholder-parity"}, ""},
		{"placeholder in one form only", "fr.toml", "{{ .Count }} de", "{{ .Kind }} de", []string{
			"fr.toml:5:8 message-count-left-out", "fr.toml:5:8 message-placeholder-parity"}, ""},
		{"French one is also zero", "fr.toml", "{{ .Count }} partenaire\"", "Un partenaire\"", []string{"fr.toml:4:7 message-count-left-out"}, "0, 1"},

		{"message missing", "es.toml", "[skip_link]\nother = \"Ir al contenido\"\n", "", []string{"es.toml:1 message-missing"}, "skip_link is missing; it is defined at i18n/fr.toml:1:2"},
		{"message extra", "es.toml", "[by]", "[who]\nother = \"x\"\n[by]", []string{"es.toml:7:2 message-extra"}, "who is not in i18n/fr.toml"},
		{"message not in the default language", "fr.toml", "[skip_link]\nother = \"Aller au contenu\"\n", "", []string{"en.toml:2:2 message-extra", "es.toml:1:2 message-extra"}, ""},
		{"empty file", "es.toml", "", "", []string{"es.toml:1 message-missing", "es.toml:1 message-missing", "es.toml:1 message-missing"}, ""},
		{"message without a form", "es.toml", "other = \"Ir al contenido\"\n", "", []string{"es.toml:1:2 message-form-missing"}, "lacks other"},

		{"many missing in French", "fr.toml", "many = \"{{ .Count }} de partenaires\"\n", "", []string{"fr.toml:3:2 message-form-missing"}, `lacks many, which the language "fr"`},
		{"many in English", "en.toml", "one =", "many = \"x\"\none =", []string{"en.toml:6:1 message-form-extra"}, "one of: one, other"},
		{"plural in one language only", "es.toml", "[by]", "[by]\none = \"{{ .Name }} {{ .Year }}\"", []string{
			"en.toml:9:2 message-form-missing", "es.toml:7:2 message-form-missing", "fr.toml:7:2 message-form-missing"}, "lacks one,"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := maps.Clone(sound)
			if tt.old != "" {
				files[tt.file] = strings.ReplaceAll(files[tt.file], tt.old, tt.new)
			} else {
				files[tt.file] = tt.new
			}
			_, list := Load(folder(files), "i18n", languages)
			if got := findings(list); !slices.Equal(got, tt.want) {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
			if list.Len() > 0 && !strings.Contains(list.Sorted()[0].String(), tt.sentence) {
				t.Errorf("%s\ndoes not say %q", list.Sorted()[0], tt.sentence)
			}
		})
	}
}

func TestAbsentFiles(t *testing.T) {
	files := maps.Clone(sound)
	delete(files, "fr.toml")
	_, list := Load(folder(files), "i18n", languages)
	if got := findings(list); !slices.Equal(got, []string{"fr.toml message-no-file"}) {
		t.Errorf("default language: %q", got)
	}
	_, list = Load(fstest.MapFS{}, "i18n", languages)
	if got := findings(list); !slices.Equal(got, []string{"en.toml message-no-file", "es.toml message-no-file", "fr.toml message-no-file"}) {
		t.Errorf("folder: %q", got)
	}
	_, list = Load(fstest.MapFS{"i18n/fr.toml/x": {}}, "i18n", languages[:1])
	if got := findings(list); !slices.Equal(got, []string{"fr.toml message-stray-file", "fr.toml message-unreadable"}) {
		t.Errorf("folder for a file: %q", got)
	}
}

// What only a file that cannot be read may hold is not called unknown.
func TestNoFileToRead(t *testing.T) {
	c, list := Load(folder(map[string]string{"fr.toml": "[skip_link"}), "i18n", languages[:1])
	list.Append(c.Check([]Use{{"skip_link", diag.Position{File: "layouts/home.html", Line: 7, Col: 12}}}))
	if got := findings(list); !slices.Equal(got, []string{"fr.toml:1:10 syntax"}) {
		t.Errorf("%q", got)
	}
}

// Hugo counts by the name of the file: "br" is Breton, "cn" nothing.
func TestFileNames(t *testing.T) {
	for _, tt := range []struct {
		tag, locale string
		want        []string
	}{
		{"fr", "fr-CH", nil},
		{"pt-br", "pt-BR", nil},
		{"zh-hans", "zh-Hans", nil},
		{"ar", "ar-u-nu-latn", nil},
		{"br", "pt-BR", []string{"br.toml message-file-name"}},
		{"cn", "zh-Hans", []string{"cn.toml message-file-name"}},
		{"pt", "pt-PT", []string{"pt.toml message-file-name"}},
		{"anglais", "en", nil}, // Hugo takes English for want of rules
		{"xx", "xx", []string{"xx.toml message-locale"}},
		{"fr", "", []string{"fr.toml message-locale"}},
	} {
		_, list := Load(folder(map[string]string{tt.tag + ".toml": ""}), "i18n", lang.Set{{Tag: tt.tag, Locale: tt.locale}})
		if got := findings(list); !slices.Equal(got, tt.want) {
			t.Errorf("%s, %s: got %q, want %q", tt.tag, tt.locale, got, tt.want)
		}
	}
}

func TestCheck(t *testing.T) {
	c := mustLoad(t, languages, sound)
	at := diag.Position{File: "layouts/home.html", Line: 7, Col: 12}
	list := c.Check([]Use{{"skip_link", at}, {"skip_lnk", at}, {"by", at}})
	want := []string{"fr.toml:3:2 message-unused", "layouts/home.html:7:12 message-unknown"}
	if got := findings(list); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if s := list.Sorted()[1].String(); !strings.Contains(s, `did you mean "skip_link"?`) {
		t.Error(s)
	}
}

func BenchmarkLoad(b *testing.B) {
	files := map[string]string{}
	for tag, many := range map[string]string{"fr": "many = \"{{ .Count }} de choses {{ .Name }}\"\n", "es": "many = \"{{ .Count }} de cosas {{ .Name }}\"\n", "en": ""} {
		var s strings.Builder
		for i := range 150 {
			fmt.Fprintf(&s, "[label_%d]\nother = \"Aller au contenu, à propos\"\n[n_%d]\none = \"{{ .Count }} {{ .Name }}\"\n%sother = \"{{ .Count }} x {{ .Name }}\"\n", i, i, many)
		}
		files[tag+".toml"] = s.String()
	}
	fsys := folder(files)
	for b.Loop() {
		if _, list := Load(fsys, "i18n", languages); list.Len() > 0 {
			b.Fatal(list.Sorted()[0])
		}
	}
}
