package message

import (
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"
	"unicode/utf8"

	"passerelle/internal/diag"
	"passerelle/internal/syntax"
)

// UsesInTemplates returns the messages that the templates of a theme use:
// every T "id", i18n "id" and lang.Translate "id" in the *.html files below
// dir, in file order. An id that is not a literal is reported, for nothing could check it.
func UsesInTemplates(fsys fs.FS, dir string) ([]Use, *diag.List) {
	w := &layoutWalk{list: new(diag.List)}
	err := fs.WalkDir(fsys, dir, func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && path.Ext(name) == ".html" {
			var data []byte
			if err = errNotAFile; e.Type().IsRegular() {
				data, err = fs.ReadFile(fsys, name)
			}
			if err == nil {
				w.file(name, data)
			}
		}
		if err != nil {
			w.list.Add(diag.Position{File: name}, ruleUnreadable, syntax.Reason(err))
		}
		return nil
	})
	if err != nil {
		w.list.Add(diag.Position{File: dir}, ruleUnreadable, syntax.Reason(err))
	}
	slices.SortFunc(w.uses, func(a, b Use) int {
		return cmp.Or(cmp.Compare(a.Pos.File, b.Pos.File), cmp.Compare(a.Pos.Line, b.Pos.Line), cmp.Compare(a.Pos.Col, b.Pos.Col))
	})
	return w.uses, w.list
}

type layoutWalk struct {
	uses []Use
	list *diag.List
	name string // of the file at hand
	text string
}

var parseError = regexp.MustCompile(`^(\d+): `)

func (w *layoutWalk) file(name string, data []byte) {
	w.name, w.text = name, string(data)
	tree := parse.New(name)
	tree.Mode = parse.SkipFuncCheck
	all := map[string]*parse.Tree{}
	if _, err := tree.Parse(w.text, "", "", all); err != nil {
		pos, text := diag.Position{File: name}, strings.TrimPrefix(err.Error(), "template: "+name+":")
		if m := parseError.FindStringSubmatch(text); m != nil {
			pos.Line, _ = strconv.Atoi(m[1])
			text = text[len(m[0]):]
		}
		w.list.Add(pos, ruleLayout, text)
		return
	}
	for _, t := range all {
		w.walk(t.Root)
	}
}

func (w *layoutWalk) walk(n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, c := range n.Nodes {
				w.walk(c)
			}
		}
	case *parse.ActionNode:
		w.walk(n.Pipe)
	case *parse.IfNode:
		w.branch(&n.BranchNode)
	case *parse.RangeNode:
		w.branch(&n.BranchNode)
	case *parse.WithNode:
		w.branch(&n.BranchNode)
	case *parse.TemplateNode:
		w.walk(n.Pipe)
	case *parse.PipeNode:
		if n != nil {
			for _, c := range n.Cmds {
				w.command(c.Args)
			}
		}
	case *parse.ChainNode:
		if translates(n) {
			w.dynamic(n)
		}
		w.walk(n.Node)
	case *parse.IdentifierNode:
		if translates(n) {
			w.dynamic(n)
		}
	}
}

func (w *layoutWalk) branch(n *parse.BranchNode) {
	w.walk(n.Pipe)
	w.walk(n.List)
	w.walk(n.ElseList)
}

func (w *layoutWalk) command(args []parse.Node) {
	if len(args) > 1 && translates(args[0]) {
		if id, ok := args[1].(*parse.StringNode); ok {
			w.uses = append(w.uses, Use{ID: id.Text, Pos: w.at(id.Pos)})
			args = args[2:]
		}
	}
	for _, a := range args {
		w.walk(a)
	}
}

// translates reports whether n is one of the names of Hugo's T.
func translates(n parse.Node) bool {
	switch n := n.(type) {
	case *parse.IdentifierNode:
		return n.Ident == "T" || n.Ident == "i18n"
	case *parse.ChainNode:
		ns, ok := n.Node.(*parse.IdentifierNode)
		return ok && ns.Ident == "lang" && n.Field[0] == "Translate"
	}
	return false
}

func (w *layoutWalk) dynamic(n parse.Node) {
	w.list.Add(w.at(n.Position()), ruleDynamic, n, n)
}

// at turns an offset in the file at hand into a position.
func (w *layoutWalk) at(offset parse.Pos) diag.Position {
	before := w.text[:offset]
	start := strings.LastIndexByte(before, '\n') + 1
	return diag.Position{File: w.name, Line: strings.Count(before, "\n") + 1, Col: utf8.RuneCountInString(before[start:]) + 1}
}
