package load

import (
	"encoding"
	"reflect"
	"slices"
	"strings"

	"passerelle/internal/diag"
	"passerelle/internal/lang"
	"passerelle/internal/record"
	"passerelle/internal/syntax"
)

// The findings of the schema gate.
var (
	UnknownKey      = &diag.Rule{Code: "unknown-key", Sentence: "%q is not a field of %s"}
	MissingKey      = &diag.Rule{Code: "missing-key", Sentence: "%q is missing; %s must have it"}
	WrongType       = &diag.Rule{Code: "wrong-type", Sentence: "%q must be %s, not %s"}
	UnknownWord     = &diag.Rule{Code: "unknown-word", Sentence: "%q is not one of the words that %q takes"}
	UnknownLanguage = &diag.Rule{Code: "unknown-language", Sentence: "%q is not a language of this site"}
	MixedText       = &diag.Rule{Code: "mixed-text", Sentence: "a text under %q is the same in every language and stands alone"}
	EmptyValue      = &diag.Rule{Code: "empty-value", Sentence: "%q is empty"}

	moveUp    = &diag.Hint{Sentence: "it is a field of the record: move the line above the first line in brackets"}
	textForms = &diag.Hint{Sentence: "write { fr = \"…\", en = \"…\" } with the languages of this site, or { mul = \"…\" } for a name that is the same everywhere"}
	wordForms = &diag.Hint{Sentence: "write { fr = [\"…\"], en = [\"…\"] } with the languages of this site, and mul = [\"…\"] for words that are the same everywhere"}
	leaveOut  = &diag.Hint{Sentence: "leave out what the source does not report"}
)

// schema compares the tree of a file with a type and reports every difference.
type schema struct {
	top   []string // keys of the record itself
	list  *diag.List
	langs lang.Set
	noun  diag.Phrase // what the table is, for messages
}

// inside returns the schema for a table inside the one that it is for.
func (s *schema) inside(noun diag.Phrase) *schema {
	return &schema{list: s.list, langs: s.langs, noun: noun, top: s.top}
}

func (s *schema) table(n *syntax.Node, t reflect.Type) {
	fields := record.Fields(t)
	s.only(n, sortedKeys(fields))
	for _, f := range fields {
		v := n.Get(f.Key)
		if v == nil {
			if f.Required {
				s.list.Add(n.Pos, MissingKey, f.Key, s.noun)
			}
			continue
		}
		s.field(v, f)
	}
}

// only reports the keys of a table that are none of those known, a wrong case
// included.
func (s *schema) only(n *syntax.Node, known []string) {
	for _, key := range n.Keys {
		if slices.Contains(known, key) {
			continue
		}
		s.list.Add(n.Get(key).KeyPos, UnknownKey, key, s.noun)
		if slices.Contains(s.top, key) {
			s.list.Advise(moveUp)
		} else if near := s.nearest(strings.ToLower(key), known); near != "" {
			s.list.Advise(diag.DidYouMean, near)
		} else {
			s.list.Advise(diag.OneOf, strings.Join(known, ", "))
		}
	}
}

// maxHints is for how many findings of a file a word like the wrong one is
// looked for: a file may hold thousands.
const maxHints = 200

func (s *schema) nearest(word string, known []string) string {
	if s.list.Len() > maxHints {
		return ""
	}
	return diag.Nearest(word, known)
}

func (s *schema) field(n *syntax.Node, f record.Field) {
	switch {
	case f.Type == reflect.TypeFor[lang.Text]():
		s.text(n, f)
	case f.Type == reflect.TypeFor[lang.Words]():
		s.words(n, f)
	case f.Type.Kind() == reflect.Slice:
		s.array(n, f)
	case record.Table(f.Type) != nil:
		if s.is(n, f.Key, syntax.Table) {
			if len(n.Keys) == 0 {
				s.empty(n, f.Key)
			}
			s.inside(diag.Say("the table %q", f.Key)).table(n, record.Table(f.Type))
		}
	default:
		s.scalar(n, f, f.Type)
	}
}

func (s *schema) array(n *syntax.Node, f record.Field) {
	if !s.is(n, f.Key, syntax.Array) {
		return
	}
	if len(n.Items) == 0 {
		s.empty(n, f.Key)
	}
	for _, item := range n.Items {
		if table := record.Table(f.Type); table == nil {
			s.scalar(item, f, f.Type.Elem())
		} else if s.is(item, f.Key, syntax.Table) {
			s.inside(diag.Say("a table of %q", f.Key)).table(item, table)
		}
	}
}

// text checks a text by language.
func (s *schema) text(n *syntax.Node, f record.Field) {
	if !s.is(n, f.Key, syntax.Table) {
		s.list.Advise(textForms)
		return
	}
	if len(n.Keys) == 0 {
		s.empty(n, f.Key)
	}
	for _, tag := range n.Keys {
		v := n.Get(tag)
		switch {
		case tag == lang.Any:
			if len(n.Keys) > 1 {
				s.list.Add(v.KeyPos, MixedText, lang.Any)
			}
		case !s.langs.Has(tag):
			s.language(v, tag)
			if slices.Contains(s.top, tag) {
				continue
			}
		}
		if s.is(v, f.Key, syntax.String) && strings.TrimSpace(v.Text) == "" {
			s.empty(v, f.Key)
		}
	}
}

// words checks lists of words by language. Unlike a text, they may be both
// those of languages and those of none.
func (s *schema) words(n *syntax.Node, f record.Field) {
	if !s.is(n, f.Key, syntax.Table) {
		s.list.Advise(wordForms)
		return
	}
	if len(n.Keys) == 0 {
		s.empty(n, f.Key)
	}
	for _, tag := range n.Keys {
		v := n.Get(tag)
		if tag != lang.Any && !s.langs.Has(tag) {
			s.language(v, tag)
		}
		s.array(v, record.Field{Key: f.Key, Type: reflect.TypeFor[[]string]()})
	}
}

// language reports a key that is no language of the site.
func (s *schema) language(v *syntax.Node, tag string) {
	s.list.Add(v.KeyPos, UnknownLanguage, tag)
	if slices.Contains(s.top, tag) {
		s.list.Advise(moveUp)
		return
	}
	s.list.Advise(diag.OneOf, strings.Join(append(s.langs.Tags(), lang.Any), ", "))
}

func (s *schema) scalar(n *syntax.Node, f record.Field, t reflect.Type) {
	want := syntax.String
	switch t.Kind() {
	case reflect.Float64:
		want = syntax.Float
		if n.Kind == syntax.Integer {
			return // 10 is a number as good as 10.0
		}
	case reflect.Bool:
		want = syntax.Bool
	}
	if !s.is(n, f.Key, want) || want != syntax.String {
		return
	}
	if strings.TrimSpace(n.Text) == "" {
		s.empty(n, f.Key)
		return
	}
	if f.Enum != nil && !slices.Contains(f.Enum, n.Text) {
		s.list.Add(n.Pos, UnknownWord, n.Text, f.Key)
		if near := s.nearest(n.Text, f.Enum); near != "" {
			s.list.Advise(diag.DidYouMean, near)
		} else {
			s.list.Advise(diag.OneOf, strings.Join(f.Enum, ", "))
		}
		return
	}
	if u, ok := reflect.New(t).Interface().(encoding.TextUnmarshaler); ok {
		if err := u.UnmarshalText([]byte(n.Text)); err != nil {
			fault(s.list, n.Pos, err)
		}
	}
}

func (s *schema) is(n *syntax.Node, key string, want syntax.Kind) bool {
	if n.Kind != want {
		s.list.Add(n.Pos, WrongType, key, want, n.Kind)
		return false
	}
	return true
}

func (s *schema) empty(n *syntax.Node, key string) {
	s.list.Add(n.Pos, EmptyValue, key)
	s.list.Advise(leaveOut)
}
