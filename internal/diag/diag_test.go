package diag

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

var (
	unknown = &Rule{Code: "unknown-key", Sentence: "%q is not a field of %s"}
	empty   = &Rule{Code: "empty-value", Sentence: "the text is empty"}
	late    = &Rule{Code: "stale", Severity: Warning, Sentence: "%d translations are older than their source"}
)

// A value of any length takes a line that can be read.
func TestLongValuesAreCut(t *testing.T) {
	rule, hint := &Rule{Code: "x", Sentence: "%q is not %d"}, &Hint{Sentence: "not %q"}
	for _, tt := range []struct{ arg, want string }{
		{strings.Repeat("é", 500), strings.Repeat("é", 500)},
		{strings.Repeat("é", 501), strings.Repeat("é", 500) + "…"},
		{strings.Repeat("\xff", 501), strings.Repeat("\ufffd", 500) + "…"},
	} {
		d := Diagnostic{Rule: rule, Args: []any{tt.arg, 7}, Hint: hint, HintArgs: []any{tt.arg}}
		if want := "\"" + tt.want + "\" is not 7"; d.Sentence() != want {
			t.Errorf("%.20q…: %q, want %q", tt.arg, d.Sentence(), want)
		}
		if want := "not \"" + tt.want + "\""; d.Advice() != want {
			t.Errorf("%.20q…: %q, want %q", tt.arg, d.Advice(), want)
		}
		if d.Args[0] != tt.arg {
			t.Error("the finding itself is cut")
		}
	}
}

func TestLine(t *testing.T) {
	for _, tt := range []struct {
		name string
		add  func(*List)
		want string
	}{
		{
			"error with a hint",
			func(l *List) {
				l.Add(Position{"data/partners/fao.toml", 3, 1}, unknown, "nmae", "a partner")
				l.Advise(DidYouMean, "name")
			},
			`data/partners/fao.toml:3:1: error[unknown-key]: "nmae" is not a field of a partner (did you mean "name"?)`,
		},
		{
			"warning without one",
			func(l *List) { l.Add(Position{"data/ledger.json", 7, 12}, late, 2) },
			`data/ledger.json:7:12: warning[stale]: 2 translations are older than their source`,
		},
		{
			"list of what is allowed",
			func(l *List) { l.Add(Position{"a", 1, 1}, empty); l.Advise(OneOf, "fr, en") },
			`a:1:1: error[empty-value]: the text is empty (one of: fr, en)`,
		},
		{
			"line without a column",
			func(l *List) { l.Add(Position{File: "content/fr/about.md", Line: 4}, empty) },
			`content/fr/about.md:4: error[empty-value]: the text is empty`,
		},
		{
			"file as a whole",
			func(l *List) { l.Add(Position{File: "data/partners/FAO.toml"}, empty) },
			`data/partners/FAO.toml: error[empty-value]: the text is empty`,
		},
		{
			"letters of several bytes in the name",
			func(l *List) { l.Add(Position{File: "content/fr/à propos.md"}, empty) },
			`content/fr/à propos.md: error[empty-value]: the text is empty`,
		},
		{ // a workflow command of GitHub Actions, on a line of its own
			"name that would break the line",
			func(l *List) { l.Add(Position{"data/x\n::stop-commands::y", 1, 1}, empty) },
			`"data/x\n::stop-commands::y":1:1: error[empty-value]: the text is empty`,
		},
		{
			"name that would turn the line round",
			func(l *List) { l.Add(Position{File: "data/\u202etxt.x"}, empty) },
			`"data/\u202etxt.x": error[empty-value]: the text is empty`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var l List
			tt.add(&l)
			if got := l.Sorted()[0].String(); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestSentenceAndAdvice(t *testing.T) {
	d := Diagnostic{Rule: unknown, Args: []any{"x", "a theme"}}
	if d.Sentence() != `"x" is not a field of a theme` || d.Advice() != "" {
		t.Errorf("sentence %q, advice %q", d.Sentence(), d.Advice())
	}
	d.Hint, d.HintArgs = DidYouMean, []any{"xi"}
	if d.Advice() != `did you mean "xi"?` {
		t.Errorf("advice %q", d.Advice())
	}
}

func TestAdviseIsAboutTheLastFinding(t *testing.T) {
	var l List
	l.Advise(OneOf, "nothing yet") // no finding, no hint, no panic
	l.Add(Position{"a", 1, 1}, empty)
	l.Add(Position{"a", 2, 1}, empty)
	l.Advise(OneOf, "fr")
	got := l.Sorted()
	if l.Len() != 2 || got[0].Hint != nil || got[1].Hint != OneOf {
		t.Errorf("got %v", got)
	}
}

// Findings come in the order of the files, whatever the order of the stages.
func TestOrder(t *testing.T) {
	var l, more List
	l.Add(Position{"b.toml", 1, 1}, empty)
	l.Add(Position{"a.toml", 10, 1}, empty)
	l.Add(Position{"a.toml", 9, 10}, unknown, "z", "a theme")
	l.Add(Position{"a.toml", 9, 9}, unknown, "z", "a theme")
	more.Add(Position{"a.toml", 9, 10}, unknown, "y", "a theme")
	more.Add(Position{"a.toml", 9, 10}, empty)
	more.Add(Position{File: "a.toml"}, empty)
	l.Append(&more)
	l.Append(nil)
	want := []string{
		`a.toml: error[empty-value]: the text is empty`,
		`a.toml:9:9: error[unknown-key]: "z" is not a field of a theme`,
		`a.toml:9:10: error[empty-value]: the text is empty`,
		`a.toml:9:10: error[unknown-key]: "y" is not a field of a theme`,
		`a.toml:9:10: error[unknown-key]: "z" is not a field of a theme`,
		`a.toml:10:1: error[empty-value]: the text is empty`,
		`b.toml:1:1: error[empty-value]: the text is empty`,
	}
	var got []string
	for _, d := range l.Sorted() {
		got = append(got, d.String())
	}
	if !slices.Equal(got, want) {
		t.Errorf("\n got %s\nwant %s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestSameFindingIsToldOnce(t *testing.T) {
	var l List
	for range 3 {
		l.Add(Position{"a", 1, 1}, unknown, "x", "a theme")
		l.Add(Position{"a", 1, 2}, unknown, "x", "a theme") // elsewhere
		l.Add(Position{"a", 1, 1}, unknown, "y", "a theme") // other words
		l.Add(Position{"a", 1, 1}, unknown, "x", "a theme") // other advice
		l.Advise(DidYouMean, "z")
	}
	if got := l.Sorted(); len(got) != 4 || l.Len() != 12 {
		t.Errorf("%d of %d left: %v", len(got), l.Len(), got)
	}
}

func TestFailed(t *testing.T) {
	for _, tt := range []struct {
		name             string
		rules            []*Rule
		errors, warnings int
		failed, strict   bool
	}{
		{"nothing", nil, 0, 0, false, false},
		{"a warning", []*Rule{late}, 0, 1, false, true},
		{"an error", []*Rule{empty}, 1, 0, true, true},
		{"both", []*Rule{late, empty, late}, 1, 2, true, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var l List
			for _, r := range tt.rules {
				l.Add(Position{File: "a"}, r)
			}
			if e, w := l.Count(); e != tt.errors || w != tt.warnings {
				t.Errorf("counts %d and %d", e, w)
			}
			if l.Failed(false) != tt.failed || l.Failed(true) != tt.strict {
				t.Errorf("failed %t, strict %t", l.Failed(false), l.Failed(true))
			}
		})
	}
}

func TestPrint(t *testing.T) {
	for _, tt := range []struct {
		name string
		add  func(*List)
		want string
	}{
		{"nothing", func(*List) {}, ""},
		{
			"one of each",
			func(l *List) {
				l.Add(Position{"b", 1, 1}, late, 1)
				l.Add(Position{"a", 1, 1}, empty)
			},
			"a:1:1: error[empty-value]: the text is empty\n" +
				"b:1:1: warning[stale]: 1 translations are older than their source\n" +
				"1 error and 1 warning in 2 files\n",
		},
		{
			"counted once, as printed",
			func(l *List) {
				l.Add(Position{"a", 1, 1}, empty)
				l.Add(Position{"a", 1, 1}, empty)
				l.Add(Position{"a", 2, 1}, empty)
			},
			"a:1:1: error[empty-value]: the text is empty\n" +
				"a:2:1: error[empty-value]: the text is empty\n" +
				"2 errors and 0 warnings in 1 file\n",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var l List
			tt.add(&l)
			var b strings.Builder
			if err := Print(&b, &l, nil); err != nil || b.String() != tt.want {
				t.Errorf("%v\n got %q\nwant %q", err, b.String(), tt.want)
			}
		})
	}
}

// full is a writer without room.
type full struct{ room int }

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	if f.room--; f.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestPrintTellsThatItCouldNot(t *testing.T) {
	var l List
	l.Add(Position{File: "a"}, empty)
	for room := range 2 { // the finding, then the count
		if err := Print(&full{room}, &l, nil); !errors.Is(err, errFull) {
			t.Errorf("after %d writes: %v", room, err)
		}
	}
}
