// Package diag holds what the program has to say about its input: positions,
// rules, diagnostics and lists of them, and the printer that shows them.
//
// A diagnostic is a rule plus the arguments of its sentence, not a finished
// string, so that the same finding can be told in another language or format.
// Stages add to a [List] and go on; nothing stops at the first problem.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Position is a place in an input file. Line and Col count from 1; Col counts
// characters. Zero means "the file as a whole".
type Position struct {
	File      string // slash-separated, relative to the site's root
	Line, Col int
}

// String returns file:line:col, leaving out what is zero. The name of a file
// that would break the line or hide in it is quoted.
func (p Position) String() string {
	file := p.File
	if strings.ContainsFunc(file, func(r rune) bool { return !unicode.IsPrint(r) }) {
		file = strconv.Quote(file)
	}
	switch {
	case p.Line == 0:
		return file
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", file, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", file, p.Line, p.Col)
}

// Severity tells whether a diagnostic stops publication.
type Severity int

// The severities. A warning becomes an error under --strict.
const (
	Error Severity = iota
	Warning
)

func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Rule is one kind of finding. Sentence is a fmt format whose verbs take the
// arguments given to [List.Add].
type Rule struct {
	Code     string // stable, kebab-case
	Severity Severity
	Sentence string
}

// Hint is one kind of advice; Sentence is a fmt format.
type Hint struct {
	Sentence string
}

// Diagnostic is one finding at one place.
type Diagnostic struct {
	Pos      Position
	Rule     *Rule
	Args     []any
	Hint     *Hint
	HintArgs []any
}

// String returns the line that a person reads:
//
//	path:line:col: severity[code]: sentence (hint)
func (d Diagnostic) String() string {
	s := fmt.Sprintf("%s: %s[%s]: %s", d.Pos, d.Rule.Severity, d.Rule.Code, d.Sentence())
	if h := d.Advice(); h != "" {
		s += " (" + h + ")"
	}
	return s
}

// Sentence returns the finding without its place and hint.
func (d Diagnostic) Sentence() string { return fmt.Sprintf(d.Rule.Sentence, short(d.Args)...) }

// Advice returns the hint, or "" if there is none.
func (d Diagnostic) Advice() string {
	if d.Hint == nil {
		return ""
	}
	return fmt.Sprintf(d.Hint.Sentence, short(d.HintArgs)...)
}

// maxArg is how many characters of a value are shown.
const maxArg = 500

// short cuts long values: what is shown of a file may come from anyone.
func short(args []any) []any {
	for i, a := range args {
		s, ok := a.(string)
		if !ok || len(s) <= maxArg {
			continue
		}
		if runes := []rune(s); len(runes) > maxArg {
			args = slices.Clone(args)
			args[i] = string(runes[:maxArg]) + "…"
		}
	}
	return args
}

// List collects diagnostics. Its zero value is ready for use.
type List struct {
	all []Diagnostic
}

// Add appends a finding without a hint.
func (l *List) Add(pos Position, rule *Rule, args ...any) {
	l.all = append(l.all, Diagnostic{Pos: pos, Rule: rule, Args: args})
}

// Advise appends a hint to the finding added last.
func (l *List) Advise(hint *Hint, args ...any) {
	if n := len(l.all); n > 0 {
		l.all[n-1].Hint, l.all[n-1].HintArgs = hint, args
	}
}

// Append adds all findings of another list.
func (l *List) Append(o *List) {
	if o != nil {
		l.all = append(l.all, o.all...)
	}
}

// Len returns the number of findings.
func (l *List) Len() int { return len(l.all) }

// Count returns how many findings are errors and how many warnings.
func (l *List) Count() (errors, warnings int) {
	for _, d := range l.all {
		if d.Rule.Severity == Warning {
			warnings++
		} else {
			errors++
		}
	}
	return errors, warnings
}

// Failed reports whether the list stops publication: it holds an error, or,
// if strict, anything at all.
func (l *List) Failed(strict bool) bool {
	e, w := l.Count()
	return e > 0 || strict && w > 0
}

// Sorted returns the findings in file order, each once.
func (l *List) Sorted() []Diagnostic {
	out := slices.Clone(l.all)
	slices.SortStableFunc(out, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col),
			cmp.Compare(a.Rule.Code, b.Rule.Code),
			cmp.Compare(a.String(), b.String()),
		)
	})
	return slices.CompactFunc(out, func(a, b Diagnostic) bool { return a.String() == b.String() })
}
