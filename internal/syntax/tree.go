package syntax

import (
	"bytes"

	"github.com/pelletier/go-toml/v2/unstable"
)

// header returns the table that a [table] or [[table]] line opens.
func (t *tree) header(e *unstable.Node) *Node {
	at := t.root
	it := e.Key()
	for depth := 1; it.Next(); depth++ {
		k := it.Node()
		if depth > t.limits.Depth {
			t.list.Add(t.pos(int(k.Raw.Offset)), TooDeep, t.limits.Depth)
			return at
		}
		name, pos := string(k.Data), t.pos(int(k.Raw.Offset))
		next := at.Get(name)
		if next == nil {
			next = &Node{Kind: Table, Pos: pos, KeyPos: pos, fields: map[string]*Node{}}
			if it.IsLast() && e.Kind == unstable.ArrayTable {
				next = &Node{Kind: Array, Pos: pos, KeyPos: pos}
			}
			t.put(at, name, next)
		}
		if next.Kind == Array {
			if it.IsLast() && e.Kind == unstable.ArrayTable {
				next.Items = append(next.Items, &Node{Kind: Table, Pos: pos, KeyPos: pos, fields: map[string]*Node{}})
			}
			if n := len(next.Items); n > 0 {
				next = next.Items[n-1]
			}
		}
		if next.Kind != Table { // go-toml's decoder words this fault
			return &Node{Kind: Table, fields: map[string]*Node{}}
		}
		at = next
	}
	return at
}

// keyValue puts the value of a line key = value, or of an inline table's
// member, into the table at.
func (t *tree) keyValue(at *Node, e *unstable.Node, depth int) {
	it := e.Key()
	for it.Next() {
		k := it.Node()
		name, pos := string(k.Data), t.pos(int(k.Raw.Offset))
		if depth > t.limits.Depth {
			t.list.Add(pos, TooDeep, t.limits.Depth)
			return
		}
		if it.IsLast() {
			v := t.value(e.Value(), t.valueOffset(int(k.Raw.Offset+k.Raw.Length)), depth+1)
			v.KeyPos = pos
			if at.Get(name) == nil { // a second one is go-toml's to report
				t.put(at, name, v)
			}
			return
		}
		next := at.Get(name)
		if next == nil {
			next = &Node{Kind: Table, Pos: pos, KeyPos: pos, fields: map[string]*Node{}}
			t.put(at, name, next)
		}
		if next.Kind != Table {
			return
		}
		at, depth = next, depth+1
	}
}

// value converts a value; from is where it begins, for the kinds whose place
// the parser does not keep.
func (t *tree) value(e *unstable.Node, from, depth int) *Node {
	n := &Node{Pos: t.pos(from)}
	if e.Raw.Length > 0 {
		n.Pos = t.pos(int(e.Raw.Offset))
	}
	if t.nodes++; t.nodes > t.limits.Nodes {
		if t.nodes == t.limits.Nodes+1 {
			t.list.Add(n.Pos, TooMany, t.limits.Nodes)
		}
		return n
	}
	if depth > t.limits.Depth+1 {
		t.list.Add(n.Pos, TooDeep, t.limits.Depth)
		return n
	}
	switch e.Kind {
	case unstable.Array:
		n.Kind = Array
		for it := e.Children(); it.Next() && t.list.Len() == 0; {
			n.Items = append(n.Items, t.value(it.Node(), from, depth+1))
		}
	case unstable.InlineTable:
		n.Kind, n.fields = Table, map[string]*Node{}
		for it := e.Children(); it.Next() && t.list.Len() == 0; {
			t.keyValue(n, it.Node(), depth)
		}
	case unstable.String:
		n.Kind = String
	case unstable.Bool:
		n.Kind = Bool
	case unstable.Integer:
		n.Kind = Integer
	case unstable.Float:
		n.Kind = Float
	default:
		n.Kind = Time
	}
	if n.Kind != Array && n.Kind != Table {
		n.Text = string(e.Data)
		if n.Kind == String {
			t.escapes(n)
		}
	}
	return n
}

func (t *tree) put(at *Node, name string, n *Node) {
	at.fields[name] = n
	at.Keys = append(at.Keys, name)
	t.nodes++
}

// valueOffset returns where the value after a key that ends at offset begins.
func (t *tree) valueOffset(offset int) int {
	eq := bytes.IndexByte(t.data[offset:], '=')
	if eq < 0 {
		return offset
	}
	offset += eq + 1
	for offset < len(t.data) && (t.data[offset] == ' ' || t.data[offset] == '\t') {
		offset++
	}
	return offset
}
