package page

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"passerelle/internal/diag"
	"passerelle/internal/lang"
	"passerelle/internal/load"
	"passerelle/internal/prose"
	"passerelle/internal/record"
)

// markdownParser reads Markdown as Hugo does with the settings that package
// site gives it.
var markdownParser = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList, extension.Footnote)).Parser()

// hugosOwn is what Hugo looks for in a page wherever it stands, in code too: the
// end of a summary and the mark of a shortcode's place.
var hugosOwn = []string{"<!--more-->", "<!-- more -->", "HAHAHUGOSHORTCODE"}

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
	source := []byte(e.Body)
	text, found := rewrite(source, rewriter{
		resolve: func(target string) (string, *diag.Rule) { return w.resolve(p, target) },
		typeset: func(text string) string { return lang.Typeset(e.Lang, text) },
	})
	if e.Lang == w.lang.Tag { // once, not in each language that falls back on it
		for key, words := range map[string]string{"title": e.Title, "description": e.Description} {
			prose.ReportSign(&w.findings, e.At[key], words)
		}
		for _, f := range found {
			w.findings.Add(place(e, source, f.at), f.rule, f.args...)
			w.findings.Advise(f.hint)
		}
	}
	return text
}

// found is what is wrong at a byte of a text.
type found struct {
	at   int
	rule *diag.Rule
	hint *diag.Hint
	args []any
}

// rewriter goes through a text in Markdown.
type rewriter struct {
	source  []byte
	resolve func(target string) (address string, wrong *diag.Rule)
	typeset func(text string) string // of what is neither code nor mark
	edits   []edit
	found   []found
	opened  bool // a tag was reported, whose end need not be
}

// rewrite returns a text with its words typeset and the targets of its links
// resolved, and what it may not hold.
func rewrite(source []byte, r rewriter) (string, []found) {
	r.source = source
	if sign, at := prose.Sign(string(source)); sign != "" {
		r.report(at, prose.LeftOver, prose.OtherWords, sign)
	}
	for _, s := range hugosOwn {
		if at := bytes.Index(source, []byte(s)); at >= 0 {
			r.report(at, HTMLInPage, useWords, s)
		}
	}
	ast.Walk(markdownParser.Parse(text.NewReader(source)), r.visit) // visit does not fail
	slices.SortStableFunc(r.found, func(a, b found) int { return cmp.Compare(a.at, b.at) })
	slices.SortFunc(r.edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var out strings.Builder
	done := 0
	for _, e := range r.edits {
		out.Write(source[done:e.from])
		out.WriteString(e.by)
		done = e.to
	}
	out.Write(source[done:])
	return out.String(), r.found
}

func (r *rewriter) report(at int, rule *diag.Rule, hint *diag.Hint, args ...any) {
	r.found = append(r.found, found{at, rule, hint, args})
}

func (r *rewriter) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	at := min(max(0, n.Pos()), len(r.source)) // after a tab the parser counts columns
	switch n := n.(type) {
	case *ast.HTMLBlock:
		r.html(at, tagOf(r.source[at:]))
	case *ast.RawHTML:
		tag := tagOf(r.source[at:])
		if closing := strings.HasPrefix(tag, "</"); !closing || !r.opened { // of a pair, the first is enough
			r.html(at, tag)
			r.opened = !closing
		}
	case *ast.Heading:
		if n.Level == 1 {
			r.report(at, TopHeading, useSecond)
		}
	case *ast.Image:
		r.report(at, Picture, useWords)
		return ast.WalkSkipChildren, nil
	case *ast.CodeSpan:
		return ast.WalkSkipChildren, nil
	case *ast.Text:
		from, to := n.Segment.Start, n.Segment.Stop
		if was := string(r.source[from:to]); r.typeset(was) != was {
			r.edits = append(r.edits, edit{from, to, r.typeset(was)})
		}
	case *ast.Link:
		if n.Reference == nil {
			r.link(max(at, end(n)), "](", n.Destination)
		}
	case *ast.LinkReferenceDefinition:
		r.link(bytes.LastIndexByte(r.source[:at], '\n')+1, "["+string(n.Label)+"]:", n.Destination)
	case *ast.AutoLink:
		label := n.Label(r.source)
		if n.AutoLinkType == ast.AutoLinkURL && !record.ValidURL(string(n.URL(r.source))) {
			at += max(0, bytes.Index(r.source[at:], label)) // of a bare one, a space may come first
			r.report(at, BadTarget, linkForms, string(label))
		}
	}
	return ast.WalkContinue, nil
}

// html reports HTML, but for what hugosOwn has reported.
func (r *rewriter) html(at int, tag string) {
	if !slices.ContainsFunc(r.found, func(f found) bool { return f.at == at && f.rule == HTMLInPage }) {
		r.report(at, HTMLInPage, useMarkdown, tag)
	}
}

// end returns where the text in a node ends, as far as it is text.
func end(n ast.Node) int {
	last := 0
	ast.Walk(n, func(n ast.Node, _ bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok {
			last = max(last, t.Segment.Stop)
		}
		return ast.WalkContinue, nil
	})
	return last
}

// link resolves the target of a link, which stands behind an opening at a place
// or after it.
func (r *rewriter) link(at int, opening string, target []byte) {
	from, ok := destination(r.source, at, opening, target)
	meant := string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(target))))
	if !ok {
		from = at
	}
	address, wrong := r.resolve(meant)
	switch {
	case wrong != nil:
		r.report(from, wrong, linkForms, meant)
	case address == meant:
	case !ok:
		r.report(from, BadTarget, linkForms, meant)
	case !slices.ContainsFunc(r.edits, func(e edit) bool { return from < e.to && e.from < from+len(target) }): // of two definitions of one name the first counts
		r.edits = append(r.edits, edit{from, from + len(target), address})
	}
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
