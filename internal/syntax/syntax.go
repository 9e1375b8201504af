// Package syntax reads TOML text into a tree in which every key and value
// knows its place, and refuses what no record may hold: text that is too
// large, too deep, not TOML, not UTF-8, or that hides characters a reader
// cannot see.
//
// It guards the decoder: BurntSushi/toml, which fills the records, dies of a
// stack overflow on deep arrays and gives no column for most faults, so it
// only ever sees text that passed here. Positions come from go-toml's
// `unstable` parser; the rules between expressions (a table defined twice,
// a key that is a value and a table) from go-toml's decoder.
package syntax

import (
	"bytes"
	"errors"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	toml "github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"passerelle/internal/diag"
)

// Limits bound what one file may hold.
type Limits struct {
	Bytes int // size of the file
	Depth int // nesting of tables and arrays, parts of a dotted key included
	Nodes int // keys and values
	Keys  int // keys of one table; go-toml's time grows with their square. 0: no limit of their own
}

// RecordLimits is what a record may hold: many times what the largest real
// one does.
var RecordLimits = Limits{Bytes: 256 << 10, Depth: 8, Nodes: 10_000, Keys: 200}

// Kind is the type of a value.
type Kind int

// The kinds of values.
const (
	Table Kind = iota
	Array
	String
	Integer
	Float
	Bool
	Time
)

// Phrase is the kind in words, for messages.
func (k Kind) Phrase() diag.Phrase { return diag.Say(k.String()) }

func (k Kind) String() string {
	return [...]string{"a table", "a list", "a text in quotes", "a whole number", "a number", "true or false", "a date or time without quotes"}[k]
}

// Node is a value with its place. A table has Keys, an array Items, anything
// else Text, which for a string is its decoded value.
type Node struct {
	Kind   Kind
	Pos    diag.Position // of the value
	KeyPos diag.Position // of the key that holds it, if any
	Quoted bool          // the key is written in quotes
	Text   string
	Keys   []string // in the order of the file
	Items  []*Node  // of an array
	fields map[string]*Node
}

// Get returns the value of a key of a table, or nil.
func (n *Node) Get(key string) *Node {
	if n == nil {
		return nil
	}
	return n.fields[key]
}

// At returns the place of the value at path, whose parts are keys (string)
// and indexes (int), or of the deepest value on the way that exists.
func (n *Node) At(path ...any) diag.Position {
	for _, part := range path {
		var next *Node
		switch p := part.(type) {
		case string:
			next = n.Get(p)
		case int:
			if p < len(n.Items) {
				next = n.Items[p]
			}
		}
		if next == nil {
			break
		}
		n = next
	}
	return n.Pos
}

// The findings of this stage.
var (
	TooLarge   = &diag.Rule{Code: "too-large", Sentence: "the file holds %d bytes; at most %d are read"}
	TooDeep    = &diag.Rule{Code: "too-deep", Sentence: "tables and lists are nested more than %d deep"}
	TooMany    = &diag.Rule{Code: "too-many-values", Sentence: "the file holds more than %d keys and values"}
	TooWide    = &diag.Rule{Code: "too-many-keys", Sentence: "a table holds more than %d keys"}
	NotUTF8    = &diag.Rule{Code: "not-utf-8", Sentence: "the byte 0x%02X is not UTF-8 text"}
	Hidden     = &diag.Rule{Code: "hidden-character", Sentence: "the character %U cannot be seen and is not allowed"}
	Lost       = &diag.Rule{Code: "replacement-character", Sentence: "U+FFFD stands where a character was lost"}
	NotNFC     = &diag.Rule{Code: "not-normalised", Sentence: "%q has a letter whose accent is a separate character, or a character that looks ordinary but is stored differently"}
	NotTOML    = &diag.Rule{Code: "syntax", Sentence: "this is not TOML: %s"}
	SaveAsUTF8 = &diag.Hint{Sentence: "save the file as UTF-8"}
	DeleteIt   = &diag.Hint{Sentence: "delete it and type the text again"}
	TypeIt     = &diag.Hint{Sentence: "type the lost character"}
	Compose    = &diag.Hint{Sentence: "type %q again on the keyboard; it will look the same, but each letter and its accent will be one character (Unicode NFC)"}
	SplitFile  = &diag.Hint{Sentence: "a record is one subject; split it, or shorten its texts"}
)

// Parse reads a file. It returns nil if the text cannot be read as TOML; the
// findings say why. A byte order mark is allowed and ignored.
func Parse(file string, data []byte, limits Limits) (*Node, *diag.List) {
	t := newTree(file, data, limits)
	if !t.fit() || !t.build() || !t.semantics() || t.list.Len() > 0 || !t.composed() {
		return nil, t.list
	}
	return t.root, t.list
}

// Unfit reports why a text that is not TOML, such as a page's, is unfit to be
// read: it is too large, not UTF-8, hides characters or is not composed.
func Unfit(file string, data []byte, limits Limits) *diag.List {
	t := newTree(file, data, limits)
	_ = t.fit() && t.composed()
	return t.list
}

// TrimBOM returns data without its byte order mark.
func TrimBOM(data []byte) []byte { return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")) }

type tree struct {
	file   string
	size   int    // of the file
	data   []byte // of it, without a byte order mark
	lines  []int  // offsets at which lines 2, 3, … begin
	limits Limits
	list   *diag.List
	root   *Node
	nodes  int
	stop   bool          // a limit is passed: what follows is not looked at
	twice  diag.Position // of the first key that its table already has
	last   struct{ offset, line, col int }
}

func newTree(file string, data []byte, limits Limits) *tree {
	t := &tree{file: file, size: len(data), data: TrimBOM(data), limits: limits, list: &diag.List{}}
	if len(data) > limits.Bytes {
		return t // refused unread
	}
	for i, b := range t.data {
		if b == '\n' {
			t.lines = append(t.lines, i+1)
		}
	}
	return t
}

// start returns where the character begins that a byte is part of: go-toml may
// name any byte of one.
func (t *tree) start(offset int) int {
	offset = min(offset, len(t.data))
	for offset > 0 && offset < len(t.data) && !utf8.RuneStart(t.data[offset]) {
		offset--
	}
	return offset
}

// pos turns a byte offset into a position; columns count characters. It counts
// on from the place asked for last: a file may be one long line.
func (t *tree) pos(offset int) diag.Position {
	offset = t.start(offset)
	line, from, col := sort.SearchInts(t.lines, offset+1)+1, 0, 1
	switch {
	case line == t.last.line && offset >= t.last.offset:
		from, col = t.last.offset, t.last.col
	case line > 1:
		from = t.lines[line-2]
	}
	col += utf8.RuneCount(t.data[from:offset])
	t.last.offset, t.last.line, t.last.col = offset, line, col
	return diag.Position{File: t.file, Line: line, Col: col}
}

// slips are the parser's words for what editors most often get wrong, and what
// to do about it.
var slips = []struct {
	words string
	hint  *diag.Hint
}{
	{"cannot have new lines", &diag.Hint{Sentence: "a text of several lines stands between \"\"\" and \"\"\""}},
	{"U+201C", &diag.Hint{Sentence: "use straight quotes, \"…\", around a text"}},
	{"U+201D", &diag.Hint{Sentence: "use straight quotes, \"…\", around a text"}},
	{"U+00AB", &diag.Hint{Sentence: "use straight quotes, \"…\", around a text"}},
	{"at start of value", &diag.Hint{Sentence: "put a text in quotes: \"…\""}},
	{"newline but got U+002C", &diag.Hint{Sentence: "take it out; what follows the value goes on a line of its own"}},
	{"newline but got U+003B", &diag.Hint{Sentence: "take it out; what follows the value goes on a line of its own"}},
	{"newline but got U+002F", &diag.Hint{Sentence: "take it out; what follows the value goes on a line of its own"}},
	{"expected newline", &diag.Hint{Sentence: "put the whole text in quotes, \"…\"; inside it write “ ” or « »"}},
	{"array of tables", &diag.Hint{Sentence: "write the name in double brackets, [[…]], each time"}},
	{"after array value", &diag.Hint{Sentence: "put a comma between the items"}},
	{"inline table key-value", &diag.Hint{Sentence: "put the whole text in quotes, \"…\"; inside it write “ ” or « »"}},
	{"already defined", &diag.Hint{Sentence: "keep one of the two"}},
	{"already exists", &diag.Hint{Sentence: "keep one of the two"}},
}

// notTOML reports a fault of the syntax with what helps against it.
func (t *tree) notTOML(pos diag.Position, msg string) {
	t.list.Add(pos, NotTOML, said(msg))
	for _, s := range slips {
		if strings.Contains(msg, s.words) {
			t.list.Advise(s.hint)
			return
		}
	}
}

// semantics has go-toml decode the text, which finds what spans expressions.
func (t *tree) semantics() bool {
	var v map[string]any
	err := toml.Unmarshal(t.data, &v)
	var d *toml.DecodeError
	switch {
	case err == nil:
		return true
	case errors.As(err, &d):
		row, col := d.Position()
		pos := diag.Position{File: t.file, Line: row, Col: t.runeColumn(row, col)}
		msg := clean(d.Error())
		if t.twice.Line > 0 && strings.HasSuffix(msg, "already defined") {
			pos = t.twice // go-toml tells where the outermost key begins
		}
		t.notTOML(pos, msg)
	default:
		t.notTOML(diag.Position{File: t.file, Line: 1, Col: 1}, clean(err.Error()))
	}
	return false
}

// runeColumn turns go-toml's column, in bytes, into one in characters.
func (t *tree) runeColumn(row, col int) int {
	start := 0
	if row > 1 && row-2 < len(t.lines) {
		start = t.lines[row-2]
	}
	end := t.start(start + max(col-1, 0))
	return utf8.RuneCount(t.data[start:end]) + 1
}

func clean(msg string) string { return strings.TrimPrefix(msg, "toml: ") }

// build turns the expressions of the file into one tree.
func (t *tree) build() bool {
	t.root = &Node{Kind: Table, Pos: diag.Position{File: t.file, Line: 1, Col: 1}, fields: map[string]*Node{}}
	p := unstable.Parser{}
	p.Reset(t.data)
	at, depth := t.root, 0
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			at, depth = t.header(e)
		case unstable.KeyValue:
			t.keyValue(at, e, depth+1)
		}
		if t.stop {
			return false
		}
	}
	if err := p.Error(); err != nil {
		offset := len(t.data)
		var pe *unstable.ParserError
		if errors.As(err, &pe) && len(pe.Highlight) > 0 {
			offset = int(p.Range(pe.Highlight).Offset)
		}
		msg := clean(err.Error())
		if strings.Contains(msg, "nested more than") { // the parser's own limit, far beyond ours
			t.list.Add(t.pos(offset), TooDeep, t.limits.Depth)
			return false
		}
		if r, size := utf8.DecodeRune(t.data[offset:]); size > 1 { // go-toml names the first byte of the letter
			msg = strings.Replace(msg, fmt.Sprintf("%#U", t.data[offset]), fmt.Sprintf("%#U", r), 1)
		}
		t.notTOML(t.pos(offset), msg)
		return false
	}
	return true
}
