package message

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	theme "github.com/gohugoio/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"

	"passerelle/internal/lang"
)

func TestForms(t *testing.T) {
	for locale, want := range map[string]string{
		"fr":      "one many other",
		"fr-CH":   "one many other",
		"es":      "one many other",
		"en":      "one other",
		"ar":      "zero one two few many other",
		"ru":      "one few many other",
		"zh-Hans": "other",
		"cy":      "zero one two few many other",
		"br":      "one two few many other",
		"lt":      "one few many other",
	} {
		if got := strings.Join(rulesOf(language.Make(locale), nil).forms(), " "); got != want {
			t.Errorf("%s: %s, want %s", locale, got, want)
		}
	}
}

func TestPluralSelection(t *testing.T) {
	all := func(forms ...string) string {
		s := "[n]\n"
		for _, f := range forms {
			s += f + " = \"" + f + " {{ .Count }}\"\n"
		}
		return s
	}
	c := mustLoad(t, append(lang.Set{{Tag: "ar", Locale: "ar"}}, languages...), map[string]string{
		"ar.toml": all("zero", "one", "two", "few", "many", "other"),
		"fr.toml": all("one", "many", "other"), "es.toml": all("one", "many", "other"), "en.toml": all("one", "other"),
	})
	want := map[string][]string{ // by the counts of exercised
		"fr": {"one", "one", "other", "one", "many"},
		"es": {"other", "one", "other", "other", "many"},
		"en": {"other", "one", "other", "other", "other"},
		"ar": {"zero", "one", "two", "other", "other"},
	}
	for _, f := range c.files {
		for i, n := range exercised {
			got, err := f.rules.render("n", n, map[string]any{"Count": n})
			if w := want[f.lang.Tag][i] + " " + n; got != w || err != nil {
				t.Errorf("%s: %q, %v, want %q", f.lang.Tag, got, err, w)
			}
		}
	}
}

// many languages, of all kinds of plural rules.
var manyLanguages = strings.Fields(`af am ar az be bg bn br bs ca cs cy da de dsb el en eo es et eu fa fi fil fr
	ga gd gl gsw gv ha he hi hr hu hy id is it iu ja ka kk ko ksh kw lag lt lv mk ml mt nb ne nl nn pl ps pt pt-PT
	ro ru sat se shi si sk sl sq sr sv sw ta te th ti tr tzm uk ur uz vi wo xh yo zh zu`)

// Every form of every language occurs in the samples, and twice if it stands
// for several whole numbers.
func TestSamples(t *testing.T) {
	for _, tag := range manyLanguages {
		p := rulesOf(language.Make(tag), nil)
		all := map[string]map[string]bool{} // form to whole numbers
		for i := range 12000 {
			n := strconv.Itoa(i / 10)
			if i%10 > 0 {
				n += "." + strconv.Itoa(i%10)
			}
			if i >= 10000 {
				n = strconv.Itoa((i - 10000) * 2000)
			}
			form, err := p.localizer.Localize(&i18n.LocalizeConfig{MessageID: probe, PluralCount: n})
			if err != nil {
				t.Fatal(tag, err)
			}
			if all[form] == nil {
				all[form] = map[string]bool{}
			}
			if !strings.Contains(n, ".") {
				all[form][n] = true
			}
		}
		for form, whole := range all {
			if p.numbers[form] == nil {
				t.Errorf("%s has the form %s, not in the samples", tag, form)
			}
			if (len(whole) > 1) != (len(p.integers(form)) > 1) {
				t.Errorf("%s: %s of %d integers has the samples %s", tag, form, len(whole), p.integers(form))
			}
		}
	}
}

// Hugo's fork of go-i18n chooses as go-i18n does, or, where its tables are
// older, among fewer forms.
func TestThemeCountsAlike(t *testing.T) {
	for _, tag := range manyLanguages {
		b := theme.NewBundle(language.Make(tag))
		b.MustAddMessages(language.Make(tag), &theme.Message{ID: probe, Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"})
		l := theme.NewLocalizer(b, tag)
		numbers := map[string][]string{}
		for _, n := range samples {
			form := l.MustLocalize(&theme.LocalizeConfig{MessageID: probe, PluralCount: n})
			numbers[form] = append(numbers[form], n)
		}
		p := rulesOf(language.Make(tag), nil)
		if tag == "gl" || tag == "vi" {
			for form := range numbers {
				if p.numbers[form] == nil {
					t.Errorf("%s: the theme has the form %s", tag, form)
				}
			}
			continue
		}
		if !maps.EqualFunc(numbers, p.numbers, slices.Equal) {
			t.Errorf("%s: theme %v, program %v", tag, numbers, p.numbers)
		}
	}
}

// For every file that Load accepts, Hugo's way of reading gives the same
// messages; and no file makes Load panic.
func FuzzLoad(f *testing.F) {
	for _, s := range sound {
		f.Add([]byte(s))
	}
	for _, s := range []string{
		"[translation]\nother = \"x\"", "[id]\nother = \"x\"", "[other]\nother = '''x'''", "[a]\nother = \"\"\"\\\n  x\"\"\"",
		"\ufeff[a]\nother = 'x'", "[a]\nother = \"\\u00e9\\x41\\e\"", "[a\n[b]\nother = \xff", "[a]\r\nother = 'x' # y\r\n", "a", "[", "[a]\nother = \"{{ .Count }}\"",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, list := Load(folder(map[string]string{"en.toml": string(data)}), "i18n", languages[2:])
		c.Check(nil)
		for _, d := range list.Sorted() {
			if d.Pos.Line > strings.Count(string(data), "\n")+1 {
				t.Errorf("position outside of the file: %s", d)
			}
		}
		if list.Failed(false) {
			return
		}
		if bad := c.Exercise().Sorted(); bad != nil {
			t.Errorf("accepted, but %s", bad[0])
		}
		b := theme.NewBundle(language.English)
		b.RegisterUnmarshalFunc("toml", toml.Unmarshal)
		mf, err := b.ParseMessageFileBytes(data, "en.toml")
		if err != nil {
			t.Fatalf("accepted, but Hugo says %v", err)
		}
		if len(mf.Messages) != len(c.order) {
			t.Errorf("%d messages, Hugo has %d", len(c.order), len(mf.Messages))
		}
		for _, m := range mf.Messages {
			if got := c.files[0].messages[m.ID].goi18n(); got.Other != m.Other || got.One != m.One {
				t.Errorf("%s: %q, Hugo has %q", m.ID, got.Other, m.Other)
			}
		}
	})
}
