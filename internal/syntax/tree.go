package syntax

import (
	"bytes"

	"github.com/pelletier/go-toml/v2/unstable"

	"passerelle/internal/diag"
)

// header returns the table that a [table] or [[table]] line opens, and how
// deep it lies.
func (t *tree) header(e *unstable.Node) (at *Node, depth int) {
	at = t.root
	for it := e.Key(); it.Next(); {
		k := it.Node()
		name, pos := string(k.Data), t.pos(int(k.Raw.Offset))
		if depth++; t.tooDeep(pos, depth) {
			return at, depth
		}
		next := at.Get(name)
		if next == nil {
			next = &Node{Kind: Table, Pos: pos, KeyPos: pos, fields: map[string]*Node{}}
			if it.IsLast() && e.Kind == unstable.ArrayTable {
				next = &Node{Kind: Array, Pos: pos, KeyPos: pos}
			}
			t.put(at, k, next)
		}
		if next.Kind == Array {
			if it.IsLast() && e.Kind == unstable.ArrayTable && !t.tooMany(pos) {
				next.Items = append(next.Items, &Node{Kind: Table, Pos: pos, KeyPos: pos, fields: map[string]*Node{}})
			}
			if n := len(next.Items); n > 0 {
				next = next.Items[n-1]
			}
		}
		if next.Kind != Table { // go-toml's decoder words this fault
			return &Node{Kind: Table, fields: map[string]*Node{}}, depth
		}
		at = next
	}
	return at, depth
}

// keyValue puts the value of a line key = value, or of an inline table's
// member, into the table at, and returns where it ends.
func (t *tree) keyValue(at *Node, e *unstable.Node, depth int) (end int) {
	it := e.Key()
	for it.Next() {
		k := it.Node()
		name, pos := string(k.Data), t.pos(int(k.Raw.Offset))
		if t.tooDeep(pos, depth) {
			return end
		}
		if it.IsLast() {
			v, end := t.value(e.Value(), t.valueOffset(int(k.Raw.Offset+k.Raw.Length)), depth+1)
			v.KeyPos = pos
			if at.Get(name) == nil {
				t.put(at, k, v)
			} else if t.twice.Line == 0 { // go-toml words this fault
				t.twice = pos
			}
			return end
		}
		next := at.Get(name)
		if next == nil {
			next = &Node{Kind: Table, Pos: pos, KeyPos: pos, fields: map[string]*Node{}}
			t.put(at, k, next)
		}
		if next.Kind != Table {
			next = &Node{Kind: Table, fields: map[string]*Node{}} // go-toml's decoder words this fault
		}
		at, depth = next, depth+1
	}
	return end
}

// value converts the value that begins at from and returns where it ends. The
// parser keeps no place of a list, and no end of an inline table.
func (t *tree) value(e *unstable.Node, from, depth int) (n *Node, end int) {
	n = &Node{Pos: t.pos(from)}
	if t.tooMany(n.Pos) || t.tooDeep(n.Pos, depth-1) {
		return n, from
	}
	switch e.Kind {
	case unstable.Array:
		n.Kind = Array
		end = from + 1
		for it := e.Children(); it.Next() && !t.stop; {
			var item *Node
			item, end = t.value(it.Node(), t.skip(end), depth+1)
			n.Items = append(n.Items, item)
		}
		return n, t.skip(end) + 1
	case unstable.InlineTable:
		n.Kind, n.fields = Table, map[string]*Node{}
		end = from + 1
		for it := e.Children(); it.Next() && !t.stop; {
			end = t.keyValue(n, it.Node(), depth)
		}
		return n, t.skip(end) + 1
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
	n.Text = string(e.Data)
	if n.Kind == String {
		t.escapes(n)
	}
	return n, int(e.Raw.Offset + e.Raw.Length)
}

// skip returns where the next item of a list, or its end, begins.
func (t *tree) skip(offset int) int {
	for offset < len(t.data) {
		switch t.data[offset] {
		case ' ', '\t', '\r', '\n', ',':
			offset++
		case '#':
			for offset < len(t.data) && t.data[offset] != '\n' {
				offset++
			}
		default:
			return offset
		}
	}
	return offset
}

// put holds n in the table at by the key k.
func (t *tree) put(at *Node, k *unstable.Node, n *Node) {
	name, first := string(k.Data), t.data[k.Raw.Offset]
	n.Quoted = first == '"' || first == '\''
	at.fields[name] = n
	at.Keys = append(at.Keys, name)
	if n.Quoted {
		t.escapes(&Node{Pos: n.KeyPos, Text: name})
	}
	if !t.tooMany(n.Pos) && t.limits.Keys > 0 && len(at.Keys) > t.limits.Keys {
		t.list.Add(n.KeyPos, TooWide, t.limits.Keys)
		t.stop = true
	}
}

// tooMany counts a key or a value and reports the first that is one too many.
func (t *tree) tooMany(pos diag.Position) bool {
	if t.nodes++; t.nodes > t.limits.Nodes && !t.stop {
		t.list.Add(pos, TooMany, t.limits.Nodes)
		t.stop = true
	}
	return t.stop
}

// tooDeep reports the first key or value below the deepest level that is read.
func (t *tree) tooDeep(pos diag.Position, depth int) bool {
	if depth > t.limits.Depth && !t.stop {
		t.list.Add(pos, TooDeep, t.limits.Depth)
		t.stop = true
	}
	return t.stop
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
