package test

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// TestLogicalStyles reads the style sheets of the themes: nothing in them says
// left or right, since a language written from right to left uses the same
// sheet. Width, height, top and bottom are let pass: they have no side, and
// every script that a portal can have is written in lines. So is what stands
// in a rule for <svg>, whose drawings are not mirrored, and in one for a
// direction, by :dir() or [dir].
func TestLogicalStyles(t *testing.T) {
	sheets := 0
	err := filepath.WalkDir(filepath.Join(root, "themes"), func(name string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".css" {
			return err
		}
		sheets++
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, s := range sided(text) {
			t.Errorf("%s: %s", name, s)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if sheets < 5 {
		t.Errorf("only %d style sheets were read", sheets)
	}
}

// TestSided shows what sided finds.
func TestSided(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
	}{
		{"a { margin-inline-start: 1px; inset-inline: 0; text-align: start; float: inline-start }", 0},
		{"a { margin: 1px 2px 3px 2px; padding: 1px 2px; border-radius: 1px 1px 0 0; width: 1px; top: 0 }", 0},
		{"a { margin-left: 1px; padding-right: 1px; left: 0; RIGHT: 0; border-left: 1px solid }", 5},
		{"a { text-align: left; float: right; clear: left; border-top-left-radius: 1px; scroll-margin-left: 1px }", 5},
		{"a { margin: 1px 2px 3px 4px; inset: 0 auto 0 0; padding: 0 calc(1px + 2px) 0 0; border-radius: 1px 0 0 1px }", 4},
		{"a { border-width: 0 0 0 3px; border-radius: 1px 2px }", 2},
		{"@layer x { @media (width > 1px) { a { b & { left: 0 } } } }", 1},
		{"a { transform: translateX(-50%); background-position: left top; transform-origin: right }", 3},
		{"a { background: linear-gradient(to right, red, blue); background: url(left.svg) }", 1},
		{"nav svg { left: 0 } svg.icon path { margin-left: 1px } a:dir(rtl) { left: 0 } [dir=rtl] a { left: 0 }", 0},
		{"svg, a { left: 0 }", 1},
	} {
		if list := sided([]byte(c.text)); len(list) != c.n {
			t.Errorf("%s: %q, want %d", c.text, list, c.n)
		}
	}
}

var (
	sidedName  = regexp.MustCompile(`^(left|right|.*-(left|right)(-.*)?)$`)
	sidedValue = regexp.MustCompile(`(^|[\s,(])(left|right)($|[\s,)])|translatex\(`)
	sidedOK    = regexp.MustCompile(`(^|[\s>+~])svg\b|:dir\(|\[dir\b`)
)

// sided lists the declarations of a style sheet that name a side.
func sided(text []byte) []string {
	var list []string
	var within []bool // is a rule one in which sides may be named, from the outermost in
	p := css.NewParser(parse.NewInput(bytes.NewReader(text)), false)
	for {
		kind, _, data := p.Next()
		switch kind {
		case css.ErrorGrammar:
			if p.Err() != io.EOF {
				list = append(list, p.Err().Error())
			}
			return list
		case css.BeginAtRuleGrammar:
			within = append(within, false)
		case css.BeginRulesetGrammar:
			within = append(within, !slices.ContainsFunc(split(join(p.Values()), ','), func(selector string) bool {
				return !sidedOK.MatchString(selector)
			}))
		case css.EndAtRuleGrammar, css.EndRulesetGrammar:
			within = within[:len(within)-1]
		case css.DeclarationGrammar:
			name, value := strings.ToLower(string(data)), strings.ToLower(join(p.Values()))
			if !slices.Contains(within, true) && (sidedName.MatchString(name) || sidedValue.MatchString(value) || uneven(name, value)) {
				list = append(list, name+": "+value)
			}
		}
	}
}

func join(tokens []css.Token) string {
	var b strings.Builder
	for _, token := range tokens {
		b.Write(token.Data)
	}
	return strings.TrimSpace(b.String())
}

// uneven says whether a property with a value for each side or corner has
// another one at the left than at the right.
func uneven(name, value string) bool {
	v := split(value, ' ')
	switch name {
	case "margin", "padding", "inset", "border-width", "border-style", "border-color", "scroll-margin", "scroll-padding":
		return len(v) == 4 && v[1] != v[3]
	case "border-radius":
		switch len(v) {
		case 2:
			return v[0] != v[1]
		case 3:
			return v[0] != v[1] || v[1] != v[2]
		case 4:
			return v[0] != v[1] || v[2] != v[3]
		}
	}
	return false
}

// split splits a text at a separator, where it stands in no brackets.
func split(text string, separator rune) []string {
	depth := 0
	return strings.FieldsFunc(text, func(r rune) bool {
		switch r {
		case '(':
			depth++
		case ')':
			depth--
		}
		return r == separator && depth == 0
	})
}
