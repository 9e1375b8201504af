package message

import (
	"errors"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"passerelle/internal/diag"
	"passerelle/internal/prose"
	"passerelle/internal/syntax"
)

// limits is what a file may hold: several times what the largest real one does.
var limits = syntax.Limits{Bytes: 256 << 10, Depth: 8, Nodes: 10_000, Keys: 2000}

// errNotAFile refuses links, which could lead out of the site.
var errNotAFile = errors.New("it is not an ordinary file; put the file itself there")

// reader turns the tree of one file into messages.
type reader struct {
	file *file
	list *diag.List
}

func readFile(fsys fs.FS, name string, list *diag.List) *file {
	f := &file{path: name}
	var data []byte
	info, err := fs.Lstat(fsys, name)
	switch {
	case err != nil:
	case !info.Mode().IsRegular():
		err = errNotAFile
	case info.Size() > int64(limits.Bytes):
		list.Add(diag.Position{File: name}, syntax.TooLarge, info.Size(), limits.Bytes)
		return f
	default:
		data, err = fs.ReadFile(fsys, name)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		list.Add(diag.Position{File: name}, ruleAbsent)
		return f
	case err != nil:
		list.Add(diag.Position{File: name}, ruleUnreadable, syntax.Reason(err))
		return f
	}
	if len(syntax.TrimBOM(data)) < len(data) { // Hugo does not trim it
		list.Add(diag.Position{File: name, Line: 1, Col: 1}, ruleCharacter, '\ufeff')
	}
	root, found := syntax.Parse(name, data, limits)
	list.Append(found)
	if root != nil {
		f.whole = true
		r := &reader{file: f, list: list}
		r.read(root)
	}
	return f
}

// read takes the keys of a file as messages. One with a bad header is read,
// but not kept.
func (r *reader) read(root *syntax.Node) {
	r.file.messages = make(map[string]*message, len(root.Keys))
	for _, id := range root.Keys {
		n := root.Get(id)
		m := &message{id: written(id, n), pos: n.KeyPos}
		key, end := line(id, n)
		switch {
		case !opened(end):
			r.list.Add(m.pos, ruleShape, diag.Say("%s is outside of a message", key))
			continue
		case n.Kind == syntax.Array:
			for _, item := range n.Items {
				r.list.Add(item.KeyPos, ruleShape, diag.Say("[[%s]] is an array of tables", key))
			}
		case end != n:
			r.list.Add(m.pos, ruleShape, diag.Say("[%s] has dots", key))
		case !messageID(m.id):
			r.list.Add(m.pos, ruleID, m.id)
		case id == "translation":
			r.list.Add(m.pos, ruleReserved, id)
		default:
			r.file.messages[id] = m
			r.file.order = append(r.file.order, id)
		}
		r.texts(m, n)
	}
}

// texts reads the forms of a message from its table, or from all of an array.
func (r *reader) texts(m *message, n *syntax.Node) {
	for _, item := range n.Items {
		r.texts(m, item)
	}
	for _, form := range n.Keys {
		v := n.Get(form)
		switch key, end := line(form, v); {
		case opened(v) && opened(end): // a header of several parts
			if v.KeyPos.Line != n.KeyPos.Line { // or else it is told of n
				r.list.Add(v.KeyPos, ruleShape, diag.Say("[%s] has dots", m.id+"."+key))
			}
			r.texts(&message{id: m.id + "." + written(form, v)}, v)
		case opened(v):
			m.damaged = true
			r.list.Add(v.KeyPos, ruleShape, diag.Say("the key %s has dots", key))
		case !slices.Contains(forms, key):
			r.list.Add(v.KeyPos, ruleKey, key)
			if near := diag.Nearest(key, forms); near != "" {
				r.list.Advise(diag.DidYouMean, near)
			} else {
				r.list.Advise(diag.OneOf, strings.Join(forms, ", "))
			}
		case v.Kind != syntax.String:
			m.damaged = true
			r.list.Add(v.KeyPos, ruleType, form, m.id)
		default:
			t := &text{form: form, value: v.Text, key: v.KeyPos, pos: v.Pos}
			m.texts = append(m.texts, t)
			r.value(m, t)
		}
	}
}

// opened reports whether n was made by a header or a dotted key, and so is no
// value of its own.
func opened(n *syntax.Node) bool { return n.Pos == n.KeyPos }

// line returns the whole key, from the one that holds n, of the line that made
// n, and what that line gives a value or opens: a table that has a key on its
// own line was made on the way to it.
func line(key string, n *syntax.Node) (whole string, end *syntax.Node) {
	whole = written(key, n)
	for opened(n) && len(n.Keys) > 0 && n.Get(n.Keys[0]).KeyPos.Line == n.KeyPos.Line {
		key = n.Keys[0]
		n = n.Get(key)
		whole += "." + written(key, n)
	}
	return whole, n
}

// written returns the key that holds n in quotes if the file has it so.
func written(key string, n *syntax.Node) string {
	if n.Quoted {
		return strconv.Quote(key)
	}
	return key
}

// value checks one text by itself and finds its placeholders.
func (r *reader) value(m *message, t *text) {
	add := func(rule *diag.Rule, args ...any) {
		t.bad = true
		r.list.Add(t.pos, rule, args...)
	}
	trimmed := strings.TrimSpace(t.value)
	switch {
	case trimmed == "":
		add(ruleEmpty, t.form, m.id)
		return
	case trimmed != t.value:
		add(ruleSpace, t.form, m.id)
	}
	if i := strings.IndexFunc(t.value, forbidden); i >= 0 {
		add(ruleCharacter, []rune(t.value[i:])[0])
	}
	names, rest := placeholders(t.value)
	if strings.ContainsAny(rest, "{}") {
		add(rulePlaceholder, rest)
	} else if prose.ReportSign(r.list, t.pos, rest) {
		t.bad = true
	}
	if i, found := slices.BinarySearch(names, "Count"); found {
		t.count, names = true, slices.Delete(names, i, i+1)
	}
	t.fields = names
}

// forbidden tells what package syntax lets pass, but has no business in a text
// of one line: tabs and line breaks.
func forbidden(c rune) bool { return c < ' ' }

// placeholders returns the names in the placeholders of s, sorted, each once,
// and s with … for each of them.
func placeholders(s string) (names []string, rest string) {
	for from := 0; ; {
		i := strings.Index(s[from:], "{{ .")
		if i < 0 {
			return names, s
		}
		i += from
		name, _, closed := strings.Cut(s[i+4:], " }}")
		if from = i + 4; !closed || !fieldName(name) {
			continue
		}
		if k, found := slices.BinarySearch(names, name); !found {
			names = slices.Insert(names, k, name)
		}
		s = s[:i] + "…" + s[i+len("{{ .")+len(name)+len(" }}"):]
		from = i + len("…")
	}
}

// fieldName reports whether s is letters and digits after a capital, in ASCII.
func fieldName(s string) bool {
	for i, c := range s {
		if !('A' <= c && c <= 'Z' || i > 0 && ('a' <= c && c <= 'z' || '0' <= c && c <= '9')) {
			return false
		}
	}
	return s != ""
}

// messageID reports whether s is lower-case letters, digits and underscores.
func messageID(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}
