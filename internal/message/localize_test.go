package message

import (
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/language"
)

func TestLocalizer(t *testing.T) {
	c := mustLoad(t, languages, sound)
	for _, tt := range []struct {
		tag  string
		show func(l *Localizer) string
		want string
	}{
		{"fr", func(l *Localizer) string { return l.Text("skip_link") }, "Aller au contenu"},
		{"es", func(l *Localizer) string { return l.Text("by", "Name", "ONU & <b>", "Year", 1999) }, "1999, ONU & <b>"},
		{"fr", func(l *Localizer) string { return l.Count("n_partners", 0) }, "0 partenaire"},
		{"fr", func(l *Localizer) string { return l.Count("n_partners", 12345) }, "12\u202f345 partenaires"},
		{"fr", func(l *Localizer) string { return l.Count("n_partners", 1000000) }, "1\u202f000\u202f000 de partenaires"},
		{"es", func(l *Localizer) string { return l.Count("n_partners", 1) }, "Un socio"},
		{"es", func(l *Localizer) string { return l.Count("n_partners", 1234) }, "1234 socios"},
		{"en", func(l *Localizer) string { return l.Count("n_partners", 1) }, "1 partner"},
		{"en", func(l *Localizer) string { return l.Count("n_partners", 12345) }, "12,345 partners"},
	} {
		l := c.For(tt.tag)
		if got := tt.show(l); got != tt.want || l.Err() != nil {
			t.Errorf("got %q, %v, want %q", got, l.Err(), tt.want)
		}
	}
}

func TestLocalizerErrors(t *testing.T) {
	c := mustLoad(t, languages, sound)
	for _, tt := range []struct {
		name, tag string
		show      func(l *Localizer) string
		want      string
	}{
		{"unknown language", "de", func(l *Localizer) string { return l.Text("skip_link") + l.Count("n_partners", 1) + l.Number(1) }, `language "de"`},
		{"unknown id", "fr", func(l *Localizer) string { return l.Text("skip") }, `message "skip" (fr): not defined`},
		{"probe", "fr", func(l *Localizer) string { return l.Text(probe) }, "not defined"},
		{"count missing", "fr", func(l *Localizer) string { return l.Text("n_partners") }, "has a count, which is missing"},
		{"count not asked for", "fr", func(l *Localizer) string { return l.Count("skip_link", 1) }, "has no count"},
		{"count as an argument", "fr", func(l *Localizer) string { return l.Count("n_partners", 1, "Count", 2) }, `no placeholder "Count"`},
		{"value missing", "fr", func(l *Localizer) string { return l.Text("by", "Name", "x") }, `the value of "Year" is missing`},
		{"value too many", "fr", func(l *Localizer) string { return l.Text("skip_link", "Name", "x") }, `no placeholder "Name"`},
		{"value nil", "fr", func(l *Localizer) string { return l.Text("by", "Name", nil, "Year", 1) }, "nil"},
		{"name without value", "fr", func(l *Localizer) string { return l.Text("by", "Name", "x", "Year") }, "pairs"},
		{"value without name", "fr", func(l *Localizer) string { return l.Text("by", 1, 2) }, "pairs"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := c.For(tt.tag)
			if got := tt.show(l); got != "" {
				t.Errorf("got %q", got)
			}
			first := l.Err()
			if first == nil || !strings.Contains(first.Error(), tt.want) {
				t.Errorf("%v does not say %q", first, tt.want)
			}
			if l.Text("another"); l.Err() != first {
				t.Error("the first error is lost")
			}
		})
	}
}

func TestLocalizerConcurrent(t *testing.T) {
	l := mustLoad(t, languages, sound).For("en")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for n := range 100 {
				l.Count("n_partners", n)
				l.Text("nothing")
			}
		})
	}
	wg.Wait()
	if l.Err() == nil {
		t.Error("no error")
	}
}

func TestGroup(t *testing.T) {
	for _, tt := range []struct {
		tag  string
		n    int
		want string
	}{
		{"fr", 999, "999"},
		{"fr", 1000, "1_000"},
		{"fr-CH", 1234567, "1_234_567"},
		{"fr", -12345, "-12_345"},
		{"es", 1000, "1000"},
		{"es", 9999, "9999"},
		{"es", 10000, "10_000"},
		{"es-MX", 1234567, "1_234_567"},
		{"en", 1000, "1,000"},
		{"en-GB", 1234567, "1,234,567"},
		{"en", 0, "0"},
		{"hi", 1234567, "12,34,567"},
		{"zh-Hans", 12345, "12,345"},
		{"ar-u-nu-latn", 12345, "12,345"},
	} {
		if got := strings.ReplaceAll(group(language.Make(tt.tag), tt.n), narrow, "_"); got != tt.want {
			t.Errorf("%s %d: %q, want %q", tt.tag, tt.n, got, tt.want)
		}
	}
}

// Exercise tells what a look at the files alone would have let through.
func TestExercise(t *testing.T) {
	c := mustLoad(t, languages, sound)
	c.files[0].messages["skip_link"].texts[0].value = "{{ .Lost }}"
	c.files[1].messages["n_partners"].texts[2].value = "{{ if .None }}{{ end }}"
	c.files[2].messages["by"].texts[0].value = "By {{ .Name }}"
	for _, f := range c.files {
		f.rules = rulesOf(f.lang.BCP47(), f)
	}
	var got []string
	for _, d := range c.Exercise().Sorted() {
		got = append(got, strings.TrimPrefix(d.String(), "i18n/"))
	}
	want := []string{
		"en.toml:9:2: error[message-fails]: by fails: it does not show Year",
		"es.toml:3:2: error[message-fails]: n_partners fails with 0: ",
		"es.toml:3:2: error[message-fails]: n_partners fails with 1.5: ",
		"es.toml:3:2: error[message-fails]: n_partners fails with 2: ",
		"fr.toml:1:2: error[message-fails]: skip_link fails: ",
	}
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || !strings.HasPrefix(got[i], want[i]) {
			t.Fatalf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}
