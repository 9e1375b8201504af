package config

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/internal/diag"
	"passerelle/internal/lang"
	"passerelle/internal/record"
)

const sound = `baseURL = "https://example.org/portal"
theme = "passerelle"
title = "Portal"
defaultContentLanguage = "fr"

[languages.en]
label = "English"
locale = "en-GB"
weight = 20

[languages.fr]
label = "Français"
weight = 3
title = "Portail"

[languages.ar]
label = "العربية"
direction = "rtl"
weight = 20

[params.edition]
document = "cop11-doc-21-1"
as_of = "2014-07"

[params.data]
required_languages = ["fr", "en"]
`

// site is a folder with a configuration and its theme.
func site(config string) fstest.MapFS {
	return fstest.MapFS{File: {Data: []byte(config)}, "themes/passerelle/layouts/page.html": {}}
}

func lines(list *diag.List) []string {
	var out []string
	for _, d := range list.Sorted() {
		out = append(out, d.String())
	}
	return out
}

func TestPlaceholders(t *testing.T) {
	for _, tt := range []struct {
		base, report string
		want         int
	}{
		{"https://www.cms.int/portal/", "mailto:info@cms.int", 0},
		{"https://www.cms.int/portal/", "", 0},
		{"https://example.org/", "mailto:corrections@EXAMPLE.org", 2},
		{"https://portal.example.com/a/", "https://www.cms.int/report", 1},
		{"https://www.cms.int/example.org/", "https://forms.invalid/?page={page}", 1},
		{"https://my-example.org/", "mailto:a@notexample.net", 0},
	} {
		c := Config{BaseURL: tt.base, Report: tt.report}
		if got := c.Placeholders(); len(got) != tt.want {
			t.Errorf("of %s and %s placeholders are %q", tt.base, tt.report, got)
		}
	}
}

func TestSound(t *testing.T) {
	c, list := Load(site(sound))
	if list.Len() > 0 {
		t.Fatalf("found %q", lines(list))
	}
	july := record.Day{Year: 2014, Month: 7}
	want := &Config{
		BaseURL: "https://example.org/portal/", Theme: "passerelle", Required: []string{"fr", "en"},
		Languages: lang.Set{ // by weight, then by tag
			{Tag: "fr", Label: "Français", Locale: "fr", Direction: "ltr", Title: "Portail", Weight: 3},
			{Tag: "ar", Label: "العربية", Locale: "ar", Direction: "rtl", Title: "Portal", Weight: 20},
			{Tag: "en", Label: "English", Locale: "en-GB", Direction: "ltr", Title: "Portal", Weight: 20},
		},
		Edition: Edition{Document: "cop11-doc-21-1", AsOf: record.Date{From: july, To: july}, At: diag.Position{File: File, Line: 22, Col: 12}},
		Raw:     c.Raw,
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("\n got %+v\nwant %+v", c, want)
	}
	if c.Raw["theme"] != "passerelle" || c.Raw["languages"].(map[string]any)["fr"].(map[string]any)["weight"] != int64(3) {
		t.Errorf("raw %v", c.Raw)
	}
}

// The portal's own configuration is a test too.
func TestOwnConfiguration(t *testing.T) {
	c, list := Load(os.DirFS("../.."))
	if list.Len() > 0 || c == nil {
		t.Fatalf("found %q", lines(list))
	}
	if !slices.Equal(c.Languages.Tags(), []string{"fr", "en", "es"}) || !slices.Equal(c.Required, []string{"fr", "en", "es"}) {
		t.Errorf("languages %q, required %q", c.Languages.Tags(), c.Required)
	}
	if c.Edition.Document != "cop11-doc-21-1" || c.Edition.AsOf.String() != "2014-07" {
		t.Errorf("edition %v", c.Edition)
	}
}

func TestWhatMayBeLeftOut(t *testing.T) {
	for _, tt := range []struct {
		name, old, new string
		check          func(c *Config) bool
	}{
		{"required languages: the default one", `required_languages = ["fr", "en"]`, ``, func(c *Config) bool { return slices.Equal(c.Required, []string{"fr"}) }},
		{"the table of the data", "[params.data]\nrequired_languages = [\"fr\", \"en\"]\n", ``, func(c *Config) bool { return slices.Equal(c.Required, []string{"fr"}) }},
		{"no required language", `["fr", "en"]`, `[]`, func(c *Config) bool { return len(c.Required) == 0 }},
		{"the default language", `defaultContentLanguage = "fr"`, ``, func(c *Config) bool { return c.Languages[0].Tag == "fr" }},
		{"the title", `title = "Portal"`, ``, func(c *Config) bool {
			return c.Languages.Get("en").Title == "" && c.Languages.Get("fr").Title == "Portail"
		}},
		{"a byte order mark", `baseURL`, "\ufeffbaseURL", func(c *Config) bool { return c.BaseURL == "https://example.org/portal/" }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(sound, tt.old) {
				t.Fatalf("no %q", tt.old)
			}
			c, list := Load(site(strings.Replace(sound, tt.old, tt.new, 1)))
			if c == nil || list.Len() > 0 {
				t.Fatalf("found %q", lines(list))
			}
			if !tt.check(c) {
				t.Errorf("%+v", c)
			}
		})
	}
}

// Each case damages the sound configuration in one place.
func TestRefused(t *testing.T) {
	const guide = " (docs/configuration.md names the options)"
	for _, tt := range []struct {
		name, old, new string
		want           []string
	}{
		{"unknown option", `theme =`, `buildDrafts = true` + "\n" + `theme =`, []string{`:2:1: error[unknown-option]: "buildDrafts" is not an option of this site` + guide}},
		{"unknown option with a near one", `title = "Portal"`, `titel = "Portal"` + "\n" + `themes = "x"`, []string{
			`:3:1: error[unknown-option]: "titel" is not an option of this site` + guide,
			`:4:1: error[unknown-option]: "themes" is not an option of this site (did you mean "theme"?)`}},
		{"wrong case", `title`, `Title`, []string{`:3:1: error[unknown-option]: "Title" is not an option of this site (did you mean "title"?)`}},
		{"unknown table", `[params.data]`, "[markup.goldmark.renderer]\nunsafe = true\n[params.data]", []string{`:25:2: error[unknown-option]: "markup" is not an option of this site` + guide}},
		{"option of the site after a table", `as_of = "2014-07"`, `as_of = "2014-07"` + "\n" + `theme = "x"`, []string{`:24:1: error[unknown-option]: "params.edition.theme" is not an option of this site` + guide}},
		{"unknown option of a language", `direction`, `dirction`, []string{`:18:1: error[unknown-option]: "languages.ar.dirction" is not an option of this site (did you mean "direction"?)`}},
		{"Hugo's folder of a language", `label = "English"`, `label = "English"` + "\n" + `contentDir = "x"`, []string{`:8:1: error[unknown-option]: "languages.en.contentDir" is not an option of this site` + guide}},
		{"parameter of the theme", `[params.data]`, "[params.colours]\n[params.data]", []string{`:25:9: error[unknown-option]: "params.colours" is not an option of this site` + guide}},

		{"no address", `baseURL = "https://example.org/portal"`, ``, []string{`:1:1: error[missing-option]: the option "baseURL" is missing`}},
		{"no theme", `theme = "passerelle"`, ``, []string{`:1:1: error[missing-option]: the option "theme" is missing` + guide}},
		{"no label", `label = "English"`, ``, []string{`:6:12: error[missing-option]: the option "languages.en.label" is missing` + guide}},
		{"no edition", "[params.edition]\ndocument = \"cop11-doc-21-1\"\nas_of = \"2014-07\"\n", ``, []string{`:1:1: error[missing-option]: the option "params.edition" is missing` + guide}},
		{"no document", `document = "cop11-doc-21-1"`, ``, []string{`:21:9: error[missing-option]: the option "params.edition.document" is missing` + guide}},
		{"no date", `as_of = "2014-07"`, ``, []string{`:21:9: error[missing-option]: the option "params.edition.as_of" is missing` + guide}},

		{"address without a scheme", `https://example.org/portal`, `example.org`, []string{`:1:11: error[bad-option]: the option "baseURL" is "example.org", not an address such as "https://example.org/portal/"`}},
		{"address that is a number", `"https://example.org/portal"`, `7`, []string{`:1:11: error[bad-option]: the option "baseURL" is "7", not an address such as "https://example.org/portal/"`}},
		{"theme without a folder", `"passerelle"`, `"other"`, []string{`:2:9: error[bad-option]: the option "theme" is "other", but there is no folder themes/other/layouts`}},
		{"theme outside the site", `"passerelle"`, `"../x"`, []string{`:2:9: error[bad-option]: the option "theme" is "../x", but there is no folder themes/../x/layouts`}},
		{"theme that is a list", `"passerelle"`, `["passerelle"]`, []string{`:2:9: error[bad-option]: the option "theme" is not a text in quotes`}},

		{"language in capitals", `[languages.en]`, `[languages.EN]`, []string{
			`:6:12: error[bad-option]: the option "languages.EN" is not a language code in lower case, such as "fr"`,
			`:26:29: error[unknown-language]: "en" is not a language of this site (one of: fr, EN, ar)`}},
		{"language that is none", `[languages.ar]`, `[languages.arabic-language]`, []string{`:16:12: error[bad-option]: the option "languages.arabic-language" is not a language code in lower case, such as "fr"`}},
		{"locale that is none", `"en-GB"`, `"english_UK_x"`, []string{`:8:10: error[bad-option]: the option "languages.en.locale" is not a language code, such as "fr-CH"`}},
		{"label with a sign of a template", `"English"`, `"{{ x"`, []string{`:7:9: error[template-sign]: "{{" looks like what a broken template leaves behind, and would not be published (say it in other words)`}},
		{"label that is empty", `"English"`, `" "`, []string{`:7:9: error[bad-option]: the option "languages.en.label" is empty`}},
		{"the key of what is the same everywhere", `[languages.ar]`, `[languages.mul]`, []string{`:16:12: error[bad-option]: the option "languages.mul" is not a language code in lower case, such as "fr"`}},
		{"direction", `"rtl"`, `"right"`, []string{`:18:13: error[bad-option]: the option "languages.ar.direction" is neither "ltr" nor "rtl"`}},
		{"label that is a number", `"English"`, `1`, []string{`:7:9: error[bad-option]: the option "label" is not a text in quotes`}},

		{"no weight", `weight = 3`, ``, []string{
			`:11:12: error[bad-option]: the option "languages.fr.weight" is not a number from 1 up`}},
		{"weight of zero", `weight = 3`, `weight = 0`, []string{`:13:10: error[bad-option]: the option "languages.fr.weight" is not a number from 1 up`}},
		{"negative weight", `weight = 3`, `weight = -3`, []string{`:13:10: error[bad-option]: the option "languages.fr.weight" is not a number from 1 up`}},
		{"weight in quotes", `weight = 3`, `weight = "3"`, []string{`:13:10: error[bad-option]: the option "languages.fr.weight" is not a number from 1 up`}},
		{"half a weight", `weight = 3`, `weight = 3.5`, []string{`:13:10: error[bad-option]: the option "languages.fr.weight" is not a number from 1 up`}},

		{"another default language", `defaultContentLanguage = "fr"`, `defaultContentLanguage = "en"`, []string{`:4:26: error[bad-option]: the option "defaultContentLanguage" is "en", but the language of the smallest weight is "fr"`}},
		{"weights that make another default language", `weight = 3`, `weight = 30`, []string{`:4:26: error[bad-option]: the option "defaultContentLanguage" is "fr", but the language of the smallest weight is "ar"`}},

		{"document that is no id", `"cop11-doc-21-1"`, `"COP11"`, []string{`:22:12: error[bad-option]: the option "params.edition.document" is not well formed: "COP11" is not an id`}},
		{"date that is none", `"2014-07"`, `"2014-13"`, []string{`:23:9: error[bad-option]: the option "params.edition.as_of" is not well formed: "2014-13" is not a date: there is no month 13`}},
		{"unknown required language", `["fr", "en"]`, `["fr", "de"]`, []string{`:26:29: error[unknown-language]: "de" is not a language of this site (one of: fr, ar, en)`}},
		{"required languages as a text", `["fr", "en"]`, `"fr"`, []string{`:26:22: error[bad-option]: the option "params.data.required_languages" is not a list`}},

		{"not TOML", `theme = "passerelle"`, `theme = passerelle`, []string{`:2:9: error[syntax]: this is not TOML: a value cannot begin with "p" (put a text in quotes: "…")`}},
		{"an option twice", `theme =`, `title = "x"` + "\n" + `theme =`, []string{`:4:1: error[syntax]: this is not TOML: the key "title" stands twice (keep one of the two)`}},
		{"two faults", `label = "English"`, `labl = "English"`, []string{
			`:6:12: error[missing-option]: the option "languages.en.label" is missing` + guide,
			`:7:1: error[unknown-option]: "languages.en.labl" is not an option of this site (did you mean "label"?)`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(sound, tt.old) {
				t.Fatalf("no %q", tt.old)
			}
			c, list := Load(site(strings.Replace(sound, tt.old, tt.new, 1)))
			var want []string
			for _, line := range tt.want {
				want = append(want, File+line)
			}
			if got := lines(list); c != nil || !slices.Equal(got, want) {
				t.Errorf("config %v\n got %s\nwant %s", c, strings.Join(got, "\n     "), strings.Join(want, "\n     "))
			}
			for _, d := range list.Sorted() {
				if !Concerns(d) {
					t.Errorf("does not concern the configuration: %v", d)
				}
			}
		})
	}
}

func TestNoLanguages(t *testing.T) {
	_, rest, _ := strings.Cut(sound, "[params.edition]")
	for _, head := range []string{"", "[languages]\n", "languages = 1\n"} {
		c, list := Load(site("baseURL = \"https://x.org\"\ntheme = \"passerelle\"\n" + head + strings.ReplaceAll("[params.edition]"+rest, `["fr", "en"]`, `[]`)))
		want := []string{`config.toml:1:1: error[missing-option]: the option "languages" is missing (docs/configuration.md names the options)`}
		if got := lines(list); c != nil || !slices.Equal(got, want) {
			t.Errorf("%q: config %v, found %q", head, c, got)
		}
	}
}

func TestNoConfiguration(t *testing.T) {
	c, list := Load(fstest.MapFS{})
	want := []string{"config.toml: error[unreadable]: the file cannot be read: there is none of that name"}
	if got := lines(list); c != nil || !slices.Equal(got, want) {
		t.Errorf("config %v, found %q", c, got)
	}
}

// What Hugo would read instead of config.toml, or beside it, is refused.
func TestStrayConfiguration(t *testing.T) {
	for _, name := range []string{"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.yaml", "config.yml", "config.json", "config"} {
		t.Run(name, func(t *testing.T) {
			fsys := site(sound)
			file := name
			if name == "config" {
				file = "config/_default/hugo.toml"
			}
			fsys[file] = &fstest.MapFile{}
			c, list := Load(fsys)
			want := []string{name + `: error[stray-configuration]: Hugo would read "` + name + `" instead of config.toml (put its options into config.toml and delete it)`}
			if got := lines(list); c != nil || !slices.Equal(got, want) {
				t.Errorf("config %v\n got %q\nwant %q", c, got, want)
			}
			if !Concerns(list.Sorted()[0]) {
				t.Error("does not concern the configuration")
			}
		})
	}
}

func TestBaseURL(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"a host", "https://example.org", "https://example.org/"},
		{"with its slash", "https://example.org/", "https://example.org/"},
		{"a folder", "https://example.org/a/b", "https://example.org/a/b/"},
		{"a folder with its slash", "https://example.org/a/b/", "https://example.org/a/b/"},
		{"on one's own machine", "http://localhost:1313/x", "http://localhost:1313/x/"},
		{"letters of a path", "https://example.org/été", "https://example.org/%C3%A9t%C3%A9/"},
		{"nothing", "", ""},
		{"no scheme", "example.org", ""},
		{"any scheme", "//example.org/", ""},
		{"another scheme", "ftp://example.org/", ""},
		{"a script", "javascript:alert(1)", ""},
		{"no host", "https:///portal/", ""},
		{"a port without a host", "https://:8080/", ""},
		{"a query", "https://example.org/?x=1", ""},
		{"an empty query", "https://example.org/?", ""},
		{"a fragment", "https://example.org/#x", ""},
		{"an empty fragment", "https://example.org/#", ""},
		{"a user", "https://user@example.org/", ""},
		{"a space in the path", "https://example.org/a b/", ""},
		{"a code in the path", "https://example.org/a%20b/", ""},
		{"a space in the host", "https://exa mple.org/", ""},
		{"a line feed", "https://example.org/\n", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := BaseURL(tt.in)
			if got != tt.want || (err != nil) != (tt.want == "") {
				t.Errorf("BaseURL(%q) = %q, %v, want %q", tt.in, got, err, tt.want)
			}
		})
	}
}

// TestEdition checks the options of an edition's publication and of reports.
func TestEdition(t *testing.T) {
	with := func(edition, report string) string {
		s := strings.Replace(sound, "[params.data]", edition+"\n\n[params.data]", 1)
		return s + "\n[params.report]\n" + report + "\n"
	}
	c, list := Load(site(with(`published = "2026-11-26"`, `address = "mailto:errors@example.org"`)))
	if list.Len() > 0 || c.Edition.Published.String() != "2026-11-26" || c.Report != "mailto:errors@example.org" {
		t.Fatalf("got %+v, %q", c, lines(list))
	}
	c, list = Load(site(with("", `address = "https://example.org/new?title={id}&body={page}"`)))
	if list.Len() > 0 || !c.Edition.Published.IsZero() || c.Report != "https://example.org/new?title={id}&body={page}" {
		t.Fatalf("got %+v, %q", c, lines(list))
	}
	for _, date := range []string{"2012/2014", "XXXX-01-29", "yesterday"} {
		if _, list := Load(site(with(`published = "`+date+`"`, ""))); list.Len() != 1 || list.Sorted()[0].Rule != BadOption {
			t.Errorf("%s: %q", date, lines(list))
		}
	}
	for _, address := range []string{"errors@example.org", "mailto:a@b.org?cc=c@d.org", "http://example.org/", "javascript:alert(1)", "mailto:"} {
		if _, list := Load(site(with("", `address = "`+address+`"`))); list.Len() != 1 || list.Sorted()[0].Rule != BadOption {
			t.Errorf("%s: %q", address, lines(list))
		}
	}
}
