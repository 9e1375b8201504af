package record

import (
	"encoding"
	"errors"
	"fmt"
	"strings"
	"testing"

	"passerelle/internal/diag"
)

// wantFault fails the test unless err is the finding of a rule, with advice.
func wantFault(t *testing.T, err error, rule *diag.Rule, args ...any) {
	t.Helper()
	var f *Fault
	switch {
	case !errors.As(err, &f):
		t.Errorf("error %v, want %s", err, rule.Code)
	case f.Rule != rule || fmt.Sprint(f.Args...) != fmt.Sprint(args...): // phrases by what they say
		t.Errorf("fault %s %q, want %s %q", f.Rule.Code, f.Args, rule.Code, args)
	case f.Hint == nil:
		t.Errorf("%s is told without advice", rule.Code)
	}
}

// Each value type takes its good forms as they are and refuses the bad ones
// with its rule, leaving the value as it was.
func TestValues(t *testing.T) {
	for _, tt := range []struct {
		name      string
		value     func() (encoding.TextUnmarshaler, func() string) // a new value, and its text
		rule      *diag.Rule
		good, bad []string
	}{
		{
			"ID", func() (encoding.TextUnmarshaler, func() string) {
				var v ID
				return &v, func() string { return string(v) }
			},
			BadID,
			[]string{"birdlife", "cop11-doc-21-1", "20b", "a", "console", "com10", strings.Repeat("a", 64)},
			[]string{"", "BirdLife", "a--b", "-a", "a-", "a_b", "a b", "a.b", "a/b", "../a", "été", "a\n", "a\x00", "ａ", "con", "nul", "com1", "lpt9", strings.Repeat("a", 65)},
		},
		{
			"Cite", func() (encoding.TextUnmarshaler, func() string) {
				var v Cite
				return &v, func() string {
					if v == (Cite{}) {
						return ""
					}
					return v.String()
				}
			},
			BadCite,
			[]string{"cop11-doc-21-1#20b", "cop11-doc-21-1#S", "a#fn1", "a#action", "a#45"},
			[]string{"", "cop11", "cop11#", "#20b", "COP11#1", "cop11#20 b", "cop11#1#2", "cop11#20b\n", "a--b#1", "a#" + strings.Repeat("1", 17)},
		},
		{
			"Country", func() (encoding.TextUnmarshaler, func() string) {
				var v Country
				return &v, func() string { return string(v) }
			},
			BadCountry,
			[]string{"KEN", "ESP"},
			[]string{"", "KE", "CON", "AUX", "NUL", "PRN", "ken", "KENY", "Kenya", "KÉN", " KEN", "KEN\n", "404"},
		},
		{
			"URL", func() (encoding.TextUnmarshaler, func() string) {
				var v URL
				return &v, func() string { return string(v) }
			},
			BadURL,
			[]string{"https://www.cms.int", "https://www.cms.int/en/legalinstrument/aewa?x=1#top", "https://example.org:8443/", "https://été.example/%20", "HTTPS://cms.int", "https://xn--e1afmkfd.example/", "https://1.cms.int", "https://cms.int?x#@y", "https://cms.int:443#:0", "https://ñandú.es/"},
			[]string{
				"", "http://www.cms.int", "www.cms.int", "//cms.int", "/partners", "javascript:alert(1)", "data:text/html,x", "mailto:x@cms.int",
				"https:cms.int", "https://", "https:///x", "https://localhost/", "https://.org", "https://org.",
				"https://user@cms.int", "https://user:pass@cms.int/", "https://@cms.int",
				"https://cms.int/a b", "https://cms.int/\u00a0", "https://cms.int/\n", "https://cms.int/\"x", "https://cms.int/<x>", "https://cms.int/`", `https://cms.int\@example.org`,
				"https://cms.int/" + strings.Repeat("a", 2000),
				"https://1.2.3.4/", "https://0x7f.1/", "https://[::1]/", "https://[::ffff:1.2.3.4]/", "https://cms.123", "https://a.b",
				"https://cms..int/", "https://.cms.int/", "https://cms.int./", "https://-cms.int/", "https://cms-.int/", "https://c_ms.int/", "https://cms.int:/", "https://cms.int:0/", "https://cms.int:65536/", "https://cms.int:x/",
				"https://c%6ds.int/", "https://c%C3%A9.int/", "https://cms.int%2f.example.org/", "https://cms.int\u2044x.example.org/", "https://cms.int\uff0fexample.org/", "https://cms\u3002int/", "https://cms.int\u2024example.org",
				"https://\u0441ms.int/", "https://c\u043cs.int/", "https://\uff43ms.int/", "https://cm\u017f.int/", "https://cms.\u0131nt/", "https://c\u217fs.int/", "https://\u0251cms.int/", "https://\ufb01sh.org/", "https://ο.example.gr",
				"https://" + strings.Repeat("a", 64) + ".org/", "https://" + strings.Repeat("aa.", 90) + "org/", "https:/cms.int", "https:///cms.int/", "ftp://cms.int/", "https ://cms.int/", " https://cms.int/", "https://cms.int/\x7f",
			},
		},
		{
			"Number", func() (encoding.TextUnmarshaler, func() string) {
				var v Number
				return &v, func() string { return string(v) }
			},
			BadNumber,
			[]string{"10.21", "9.9", "IX", "10.21.1", "VIII.28", "7", "10.21a", "11.12 (Rev.COP12)", "XII.3a"},
			[]string{"", "10.", ".9", "10..9", "10,21", "res 10.21", "10.21 ", "10.21\n", "a.1", "10.21 (rev)", "1.2.3.4.5.6.7", "123456789"},
		},
		{
			"Mark", func() (encoding.TextUnmarshaler, func() string) {
				var v Mark
				return &v, func() string { return string(v) }
			},
			BadAnchor,
			[]string{"20b", "S", "fn1", "action", "1", strings.Repeat("a", 16)},
			[]string{"", "20 b", "#20b", "20-b", "é", "20b\n", strings.Repeat("a", 17)},
		},
		{
			"Symbol", func() (encoding.TextUnmarshaler, func() string) {
				var v Symbol
				return &v, func() string { return string(v) }
			},
			BadSymbol,
			[]string{"UNEP/CMS/COP11/Doc.21.1", "PNUE/CMS/COP11/Doc. 21.1 (Rév.)", strings.Repeat("x", 100)},
			[]string{"", " ", " Doc.1", "Doc.1 ", "Doc.1\n", "Doc.\n1", strings.Repeat("x", 101)},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, s := range tt.good {
				v, text := tt.value()
				if err := v.UnmarshalText([]byte(s)); err != nil || text() != s {
					t.Errorf("%q: %v, %q", s, err, text())
				}
			}
			for _, s := range tt.bad {
				v, text := tt.value()
				err := v.UnmarshalText([]byte(s))
				wantFault(t, err, tt.rule, s)
				if text() != "" {
					t.Errorf("%q is refused, and kept as %q", s, text())
				}
			}
		})
	}
}

// The registers share a rule, which names the register.
func TestIdentifiers(t *testing.T) {
	for _, s := range []string{"0521rv456", "03kk7td41"} {
		var v ROR
		if err := v.UnmarshalText([]byte(s)); err != nil || string(v) != s {
			t.Errorf("%q: %v, %q", s, err, v)
		}
	}
	for _, s := range []string{"", "https://ror.org/0521rv456", "521rv4567", "0521RV456", "0521rv45", "0521rv45x", "0521rv456\n"} {
		var v ROR
		wantFault(t, v.UnmarshalText([]byte(s)), BadRegister, s, "the Research Organization Registry")
	}
	for _, s := range []string{"Q1", "Q170481"} {
		var v Wikidata
		if err := v.UnmarshalText([]byte(s)); err != nil || string(v) != s {
			t.Errorf("%q: %v, %q", s, err, v)
		}
	}
	for _, s := range []string{"", "Q", "Q0", "Q01", "q170481", "P31", "170481", "Q170481 ", "https://www.wikidata.org/wiki/Q170481"} {
		var v Wikidata
		wantFault(t, v.UnmarshalText([]byte(s)), BadRegister, s, "Wikidata")
	}
}

func TestCiteHasTwoParts(t *testing.T) {
	var c Cite
	if err := c.UnmarshalText([]byte("cop11-doc-21-1#20b")); err != nil || c != (Cite{"cop11-doc-21-1", "20b"}) {
		t.Errorf("%v, %+v", err, c)
	}
}

func TestFaultIsAnError(t *testing.T) {
	var id ID
	err := id.UnmarshalText([]byte("FAO"))
	if err == nil || err.Error() != `"FAO" is not an id` {
		t.Errorf("error %v", err)
	}
}

// Each number comes before all that follow it: an identifier's order, not
// that of decimals.
func TestNumberOrder(t *testing.T) {
	order := []Number{
		"1", "1A", "2", "9", "9.9", "9.9 (Rev.COP12)", "9.9.1", "10", "10.1", "10.3", "10.5", "10.9", "10.9 (Rev.COP12)", "10.10", "10.18", "10.18a", "10.18b",
		"10.21", "10.21 (Rev.COP9)", "10.21 (Rev.COP12)", "10.21.2", "10.21.10", "11.1", "IX", "IX.2", "IX.10", "VIII.28", "",
	}
	for i, a := range order {
		for j, b := range order {
			want := 0
			switch {
			case i < j:
				want = -1
			case i > j:
				want = 1
			}
			if got := a.Compare(b); got != want {
				t.Errorf("%q.Compare(%q) = %d, want %d", a, b, got, want)
			}
		}
	}
}

// What looks like a mail address, and could be more than one or carry more in
// a link to it, is none.
func TestMail(t *testing.T) {
	for _, s := range []string{"a@cms.int", "first.last+x_y-z@un.example.org", "A1@b-c.de", "x@été.fr", strings.Repeat("a", 64) + "@b.org"} {
		if !ValidMail(s) {
			t.Errorf("%q is refused", s)
		}
	}
	for _, s := range []string{
		"", "a", "@cms.int", "a@", "a@cms", "a@@cms.int", "a@b@cms.int", "a b@cms.int", " a@cms.int", "a@cms.int ", "a@cms.int\n", "a@cms..int", "a@.int", "a@cms.int.", "a@1.2.3.4", "a@[1.2.3.4]",
		".a@cms.int", "a.@cms.int", "a..b@cms.int", "\"a\"@cms.int", "<a@cms.int>", "A <a@cms.int>", "a@cms.int,b@cms.int", "a@cms.int;b@cms.int", "a@cms.int?cc=b@cms.int", "a?bcc=b@cms.int", "a&x@cms.int", "a%0a@cms.int",
		"a@cms.int?subject=x", "mailto:a@cms.int", "\u0430@cms.int", "é@cms.int", "a@\u0441ms.int", "a@cms.int/x", "a@cms.int:25", "a'b@cms.int", strings.Repeat("a", 65) + "@b.org",
	} {
		if ValidMail(s) {
			t.Errorf("%q is accepted", s)
		}
	}
}
