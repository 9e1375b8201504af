package message

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"

	"passerelle/internal/diag"
)

// reader turns the bytes of one file into messages.
type reader struct {
	file  *file
	lines *lines
	list  *diag.List
	cur   *message // of the last table; nil before the first
}

func readFile(fsys fs.FS, name string, list *diag.List) *file {
	f := &file{path: name, messages: map[string]*message{}}
	data, err := fs.ReadFile(fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.absent = true
		list.Add(diag.Position{File: name}, ruleAbsent)
	case err != nil:
		f.absent = true
		list.Add(diag.Position{File: name}, ruleUnreadable, err)
	default:
		r := &reader{file: f, lines: newLines(name, data), list: list}
		r.read(r.clean(data))
	}
	return f
}

// clean reports the characters that no file may hold, the first of each line,
// and returns data with neutral ones of the same length in their place, so that
// reading goes on.
func (r *reader) clean(data []byte) []byte {
	var out []byte
	told := -1 // the line reported last
	line := 0
	for i, size := 0, 0; i < len(data); i += size {
		var c rune
		c, size = utf8.DecodeRune(data[i:])
		if c == '\n' {
			line++
		}
		if c == '\n' || c == '\r' || c == '\t' || !forbidden(c) {
			continue
		}
		switch {
		case told == line:
		case c == utf8.RuneError && size == 1:
			r.list.Add(r.lines.at(i), ruleUTF8)
		default:
			r.list.Add(r.lines.at(i), ruleCharacter, c)
		}
		told = line
		if out == nil {
			out = slices.Clone(data)
		}
		neutral := byte('?')
		if i == 0 { // a byte order mark
			neutral = ' '
		}
		for k := range size {
			out[i+k] = neutral
		}
	}
	if out == nil {
		out = data
	}
	return slices.Clip(out) // go-toml finds offsets by capacity
}

// forbidden tells what has no business in a text of one line: control,
// bidirectional control and private characters, line breaks, and the marks of
// damaged encodings.
func forbidden(c rune) bool {
	if c >= ' ' && c < 0x7f || c >= 0xa0 && c < 0x300 { // letters of the West, for speed
		return false
	}
	return c == '\uFEFF' || c == utf8.RuneError ||
		unicode.In(c, unicode.Cc, unicode.Co, unicode.Zl, unicode.Zp, unicode.Bidi_Control)
}

// read walks the expressions of data. After a syntax error it goes on with the
// next table.
func (r *reader) read(data []byte) {
	var p unstable.Parser
	for base := 0; base < len(data); {
		p.Reset(data[base:])
		for p.NextExpression() {
			r.expression(p.Expression(), base)
		}
		if p.Error() == nil {
			return
		}
		r.file.damaged = true
		if r.cur != nil {
			r.cur.damaged = true
		}
		at, text := base, p.Error().Error()
		if e, ok := errors.AsType[*unstable.ParserError](p.Error()); ok {
			at, text = base+int(p.Range(e.Highlight).Offset), e.Message
		}
		r.list.Add(r.lines.at(at), ruleSyntax, text)
		next := bytes.Index(data[at:], []byte("\n["))
		if next < 0 {
			return
		}
		base = at + next + 1
	}
}

func (r *reader) expression(n *unstable.Node, base int) {
	key, pos, dotted := r.key(n, base)
	switch {
	case n.Kind == unstable.KeyValue && r.cur == nil:
		r.list.Add(pos, ruleShape, key+" is outside of a message")
	case n.Kind == unstable.KeyValue && dotted:
		r.cur.damaged = true
		r.list.Add(pos, ruleShape, "the key "+key+" has dots")
	case n.Kind == unstable.KeyValue:
		r.keyValue(key, pos, n.Value(), base)
	default:
		r.header(n.Kind, key, pos, dotted)
	}
}

// key returns the key of an expression as it is written.
func (r *reader) key(n *unstable.Node, base int) (key string, pos diag.Position, dotted bool) {
	it := n.Key()
	for it.Next() {
		raw := it.Node().Raw
		start := base + int(raw.Offset)
		word := string(r.lines.data[start : start+int(raw.Length)])
		if key == "" {
			key, pos = word, r.lines.at(start)
		} else {
			key, dotted = key+"."+word, true
		}
	}
	return key, pos, dotted
}

// header begins a message. One with a bad header is read, but not kept.
func (r *reader) header(kind unstable.Kind, id string, pos diag.Position, dotted bool) {
	r.cur = &message{id: id, pos: pos}
	first := r.file.messages[id]
	switch {
	case kind == unstable.ArrayTable:
		r.list.Add(pos, ruleShape, "[["+id+"]] is an array of tables")
	case dotted:
		r.list.Add(pos, ruleShape, "["+id+"] has dots")
	case !messageID(id):
		r.list.Add(pos, ruleID, id)
	case id == "translation":
		r.list.Add(pos, ruleReserved, id)
	case first != nil:
		r.list.Add(pos, ruleTwice, id, first.pos)
	default:
		r.file.messages[id] = r.cur
		r.file.order = append(r.file.order, id)
	}
}

func (r *reader) keyValue(form string, pos diag.Position, v *unstable.Node, base int) {
	switch old := r.cur.text(form); {
	case !slices.Contains(forms, form):
		r.list.Add(pos, ruleKey, form)
		if near := diag.Nearest(form, forms); near != "" {
			r.list.Advise(diag.DidYouMean, near)
		} else {
			r.list.Advise(diag.OneOf, strings.Join(forms, ", "))
		}
		return
	case old != nil:
		r.list.Add(pos, ruleTwice, form, old.key)
		return
	case v.Kind != unstable.String:
		r.cur.damaged = true
		r.list.Add(pos, ruleType, form, r.cur.id)
		return
	}
	t := &text{form: form, value: string(v.Data), key: pos, pos: r.lines.at(base + int(v.Raw.Offset))}
	r.cur.texts = append(r.cur.texts, t)
	r.value(t)
}

// value checks one text by itself and finds its placeholders.
func (r *reader) value(t *text) {
	add := func(rule *diag.Rule, args ...any) {
		t.bad = true
		r.list.Add(t.pos, rule, args...)
	}
	trimmed := strings.TrimSpace(t.value)
	switch {
	case trimmed == "":
		add(ruleEmpty, t.form, r.cur.id)
		return
	case trimmed != t.value:
		add(ruleSpace, t.form, r.cur.id)
	}
	if i := strings.IndexFunc(t.value, forbidden); i >= 0 {
		add(ruleCharacter, []rune(t.value[i:])[0])
	}
	names, rest := placeholders(t.value)
	if strings.ContainsAny(rest, "{}") {
		add(rulePlaceholder, rest)
	}
	if i, found := slices.BinarySearch(names, "Count"); found {
		t.count, names = true, slices.Delete(names, i, i+1)
	}
	t.fields = names
}

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
