package page

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"passerelle/internal/diag"
	"passerelle/internal/lang"
	"passerelle/internal/load"
	"passerelle/internal/prose"
)

// markdownParser reads Markdown as Hugo does with the settings that package
// site gives it.
var markdownParser = goldmark.New(goldmark.WithExtensions(extension.Linkify, extension.Footnote)).Parser()

// edit is a part of a text and what stands in its place.
type edit struct {
	from, to int
	by       string
}

// markdown returns the body of an editorial page with the spacing of its
// language and its links to the portal's pages resolved, and reports what such
// a page may not hold, at its place in the file and not in what Hugo makes of
// it.
func (w *writer) markdown(p *Page, e load.Editorial) string {
	source := []byte(lang.Typeset(e.Lang, e.Body))
	report := func(at int, rule *diag.Rule, hint *diag.Hint, args ...any) {
		if e.Lang == w.lang.Tag { // once, not in each language that falls back on it
			w.findings.Add(place(e, source, at), rule, args...)
			w.findings.Advise(hint)
		}
	}
	if sign, at := prose.Sign(string(source)); sign != "" {
		report(at, prose.LeftOver, prose.OtherWords, sign)
	}
	var edits []edit
	opened := false
	link := func(at int, opening string, target []byte) {
		from, ok := destination(source, at, opening, target)
		if !ok {
			from = at
		}
		address, rule := w.resolve(p, string(target))
		switch {
		case rule == nil && address != string(target) && !ok:
			report(from, BadTarget, linkForms, string(target))
		case rule == nil:
			edits = append(edits, edit{from, from + len(target), address})
		default:
			report(from, rule, linkForms, string(target))
		}
	}
	ast.Walk(markdownParser.Parse(text.NewReader(source)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.HTMLBlock:
			report(n.Pos(), HTMLInPage, useMarkdown, tagOf(source[n.Pos():]))
		case *ast.RawHTML:
			tag := tagOf(source[n.Pos():])
			if closing := strings.HasPrefix(tag, "</"); !closing || !opened { // of a pair, the first is enough
				report(n.Pos(), HTMLInPage, useMarkdown, tag)
				opened = !closing
			}
		case *ast.Heading:
			if n.Level == 1 {
				report(n.Pos(), TopHeading, useSecond)
			}
		case *ast.Image:
			report(n.Pos(), Picture, useWords)
			return ast.WalkSkipChildren, nil
		case *ast.Link:
			if n.Reference == nil {
				link(n.Pos(), "](", n.Destination)
			}
		case *ast.LinkReferenceDefinition:
			link(0, "["+string(n.Label)+"]:", n.Destination)
		case *ast.AutoLink:
			if address := string(n.URL(source)); n.AutoLinkType == ast.AutoLinkURL && !strings.HasPrefix(address, "https://") {
				at := n.Pos() + max(0, bytes.Index(source[n.Pos():], n.Label(source))) // of a bare one, a space may come first
				report(at, BadTarget, linkForms, string(n.Label(source)))
			}
		}
		return ast.WalkContinue, nil
	})
	var out strings.Builder
	done := 0
	for _, e := range edits {
		if e.from >= done {
			out.Write(source[done:e.from])
			out.WriteString(e.by)
			done = e.to
		}
	}
	out.Write(source[done:])
	return out.String()
}

// place returns where a byte of a page's body stands in the page's file.
func place(e load.Editorial, body []byte, at int) diag.Position {
	before := body[:at]
	line := bytes.LastIndexByte(before, '\n') + 1
	return diag.Position{File: e.File, Line: e.BodyLine + bytes.Count(before, []byte("\n")), Col: utf8.RuneCount(before[line:]) + 1}
}

// tagOf returns the tag, the comment's opening or else the line that some
// HTML begins with.
func tagOf(b []byte) string {
	if tag := htmlTag.Find(b); tag != nil && bytes.HasPrefix(b, tag) {
		return string(tag)
	}
	line, _, _ := bytes.Cut(b, []byte("\n"))
	return string(line)
}

// destination returns where the address of a link stands: behind an opening,
// at a place or after it.
func destination(source []byte, at int, opening string, target []byte) (from int, ok bool) {
	for {
		i := bytes.Index(source[at:], []byte(opening))
		if i < 0 {
			return 0, false
		}
		at += i + len(opening)
		rest := bytes.TrimLeft(source[at:], " \t\n")
		rest = bytes.TrimPrefix(rest, []byte("<"))
		if bytes.HasPrefix(rest, target) {
			return len(source) - len(rest), true
		}
	}
}
