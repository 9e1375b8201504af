package check

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"passerelle/internal/lang"
	"passerelle/internal/prose"
	"passerelle/internal/record"
)

// class tells which faults of a file are told together: those that a stage
// finds stop the later ones, for that file.
type class int

const (
	whole  class = iota // stops the reading at once: alone in its file
	raw                 // characters that must not be there
	inside              // what is wrong with decoded texts
	schema              // load
	across              // check
)

// fault is an edit that breaks a rule, and what must be said of it.
type fault struct {
	name   string // what is done, and to which key
	class  class
	top    *spot // the key of the record below which it lies
	edits  []edit
	truths []truth
}

// misshapen are values that the types refuse.
var misshapen = map[reflect.Type]struct {
	code   string
	values []string
}{
	reflect.TypeFor[record.ID](): {"bad-id", []string{"Birdlife", "a--b", "-a", "a b", "../a", "été", "con", "b\u0456rdlife", "ｂirdlife", "a.b", "a/b", `a\\b`, strings.Repeat("a", 65)}},
	reflect.TypeFor[record.Cite](): {"bad-cite", []string{"cop11-doc-21-1", "cop11-doc-21-1#", "#1", "cop11-doc-21-1#20 b", "COP11#1", "cop11-doc-21-1#1#2",
		"cop11-doc-21-1#é", "cop11-doc-21-1 #1"}},
	reflect.TypeFor[record.Country]():  {"bad-country", []string{"ken", "KE", "KENY", "Kenya", "КЕN", "K3N"}},
	reflect.TypeFor[record.URL]():      {"bad-url", []string{"http://www.cms.int/", "www.cms.int", "javascript:alert(1)", "https://user@cms.int/", "https://localhost/", "https://cms.int/a b", "//cms.int/"}},
	reflect.TypeFor[record.Number]():   {"bad-number", []string{"10.", "10..1", "res 1", "10,21", "1.2.3.4.5.6.7"}},
	reflect.TypeFor[record.Symbol]():   {"bad-symbol", []string{" Doc.1", "Doc.1 ", strings.Repeat("x", 101)}},
	reflect.TypeFor[record.ROR]():      {"bad-identifier", []string{"https://ror.org/0521rv456", "521rv456", "0521RV456"}},
	reflect.TypeFor[record.Wikidata](): {"bad-identifier", []string{"q1", "1", "Q01", "Q"}},
	reflect.TypeFor[record.Mark]():     {"bad-anchor", []string{"20 b", "#20b", "20-b", "é", strings.Repeat("a", 17)}},
	reflect.TypeFor[record.Date]():     {"bad-date", []string{"2013-13", "2013-02-30", "2013/2012", "13-02-2013", "2013-2", "juillet 2014", "0000", "XXXX", "2013-02-13T10:00", "2014/", "2013-1X"}},
}

var (
	endless  = "[" + strings.Repeat("1,", 30_000) + "]"
	manyKeys = func() string {
		var b strings.Builder
		for i := range 300 {
			fmt.Fprintf(&b, "k%d = 1\n", 1000+i)
		}
		return b.String()
	}()
	endlessText = strings.Repeat("é", prose.MaxLength+1)
)

// seeder finds every fault that can be put into a file.
type seeder struct {
	real   map[string][]string
	ids    map[string]map[string]bool // by collection
	pick   func(n int) int
	name   string // collection
	id     string
	text   string
	root   *spot
	faults []*fault
}

// add notes a fault of a key.
func (s *seeder) add(what, path string, c class, top *spot, edits []edit, truths ...truth) {
	s.faults = append(s.faults, &fault{what + " · " + path, c, top, edits, truths})
}

func one(values ...string) func(int) string {
	return func(i int) string { return values[i%len(values)] }
}

// all finds the faults of the file.
func (s *seeder) all(c record.Collection) []*fault {
	s.table(s.root, c.Type, c.Name, nil)
	return s.faults
}

// place is where something that a table lacks is told.
func place(in *spot) truth { return truth{at: in.at} }

func (s *seeder) table(in *spot, t reflect.Type, path string, top *spot) {
	for _, f := range record.Fields(t) {
		if v := in.get(f.Key); v != nil {
			at := top
			if at == nil {
				at = v
			}
			s.field(v, f, path+"."+f.Key, at, in)
		}
	}
}

func (s *seeder) field(v *spot, f record.Field, path string, top, in *spot) {
	single := v.kind != '[' || !v.header || len(v.parts) == 1
	place := place(in)
	missing := func() []truth {
		if f.Required {
			return []truth{{"missing-key", place.at, 0}}
		}
		return nil
	}
	if single {
		for what, key := range map[string]string{"unknown key": v.key + "_x", "key in capitals": strings.ToUpper(v.key), "key with a capital": strings.ToUpper(v.key[:1]) + v.key[1:]} {
			if key != v.key {
				s.add(what, path, schema, top, []edit{{v.keyAt, v.keyEnd, key}}, append(missing(), truth{"unknown-key", v.keyAt, 0})...)
			}
		}
	}
	if remove, ok := s.without(v, in); ok {
		switch {
		case f.Required:
			s.add("missing key", path, schema, top, remove, missing()...)
		case path == s.name+".cite" && !slices.Contains([]string{"regions", "taxa", "themes", "documents"}, s.name):
			s.add("no source", path, across, top, remove, truth{"no-source", -1, 0})
		case path == "resolutions.title" && s.word("kind") != "resolution":
			s.add("no title", path, across, top, remove, truth{"no-title", -1, 0})
		}
	}
	if !v.header {
		line := "\n" + s.text[v.keyAt:v.end]
		skip := 1
		if in.kind == '{' && in.at >= 0 && !in.header {
			line, skip = ", "+s.text[v.keyAt:v.end], 2
		}
		s.add("key twice", path, whole, top, []edit{{v.end, v.end, line}}, truth{"syntax", v.end, skip})
	}
	if v.kind == '{' && v.header {
		s.add("list of tables for a table", path, schema, top, []edit{{v.keyAt - 1, v.keyAt, "[["}, {v.keyEnd, v.keyEnd + 1, "]]"}}, truth{"wrong-type", v.keyAt, 0})
	}
	if v.kind == '[' && v.header && single {
		s.add("table for a list of tables", path, schema, top, []edit{{v.keyAt - 2, v.keyAt, "["}, {v.keyEnd, v.keyEnd + 2, "]"}}, truth{"wrong-type", v.keyAt, 0})
	}
	if v.from < v.to && !v.header && s.text[v.end:v.to] == "\n" {
		s.add("hidden character in a comment", path, raw, top, []edit{{v.end, v.end, " # é\u200b"}}, truth{"hidden-character", v.end, len(" # é")})
	}
	switch table := record.Table(f.Type); {
	case f.Type == reflect.TypeFor[lang.Text]():
		s.textByLanguage(v, f, path, top)
	case f.Type == reflect.TypeFor[lang.Words]():
		s.replace("wrong type", path, schema, top, v, one(`"x"`, "7", `["x"]`), "wrong-type")
		s.replace("empty", path, schema, top, v, one("{}"), "empty-value")
		for _, tag := range v.parts {
			s.language(tag, path, top)
			s.list(tag, record.Field{Key: f.Key, Type: reflect.TypeFor[[]string]()}, path+".*", top)
		}
	case f.Type.Kind() == reflect.Slice:
		s.list(v, f, path, top)
	case table != nil:
		s.replace("wrong type", path, schema, top, v, one(`"x"`, "7", `["x"]`), "wrong-type")
		if !v.header {
			truths := []truth{{"empty-value", v.at, 0}}
			for _, g := range record.Fields(table) {
				if g.Required {
					truths = append(truths, truth{"missing-key", v.at, 0})
				}
			}
			s.add("empty", path, schema, top, []edit{{v.at, v.end, "{ }"}}, truths...)
		}
		s.table(v, table, path, top)
	default:
		s.scalar(v, f, f.Type, path, top, in)
	}
}

// replace puts another value in the place of one.
func (s *seeder) replace(what, path string, c class, top, v *spot, value func(int) string, code string) {
	if !v.header {
		s.add(what, path, c, top, []edit{{v.at, v.end, value(s.pick(100))}}, truth{code, v.at, 0})
	}
}

// without returns the edit that takes a key out, unless nothing would be left.
func (s *seeder) without(v, in *spot) ([]edit, bool) {
	if v.to > v.from {
		return []edit{{v.from, v.to, ""}}, in.at < 0 || len(in.parts) > 1
	}
	i := slices.Index(in.parts, v)
	switch {
	case len(in.parts) < 2:
		return nil, false
	case i == 0:
		return []edit{{v.keyAt, in.parts[1].keyAt, ""}}, true
	}
	return []edit{{in.parts[i-1].end, v.end, ""}}, true
}

// word returns the value of a key of the record.
func (s *seeder) word(key string) string {
	if v := s.root.get(key); v != nil && v.kind == '"' {
		return s.text[v.at+1 : v.end-1]
	}
	return ""
}

func (s *seeder) list(v *spot, f record.Field, path string, top *spot) {
	s.replace("wrong type", path, schema, top, v, one(`"x"`, "7", "true", "{ x = 1 }", "2014-07-01"), "wrong-type")
	s.replace("empty", path, schema, top, v, one("[]"), "empty-value")
	table := record.Table(f.Type)
	if n := len(v.parts); n > 0 && f.Key != "centre" {
		first, last := v.parts[0], v.parts[n-1]
		if v.header {
			s.add("repeated", path, across, top, []edit{{last.to, last.to, "\n" + s.text[first.from:first.to]}}, truth{"repeated", last.to, 3})
		} else {
			s.add("repeated", path, across, top, []edit{{last.end, last.end, ", " + s.text[first.at:first.end]}}, truth{"repeated", last.end, 2})
		}
	}
	if f.Key == "centre" {
		s.replace("centre", path, across, top, v, one("[200, 5]", "[1]", "[10, -91.5]", "[1, 2, 3]"), "bad-centre")
	}
	for _, item := range v.parts {
		if table != nil {
			s.replace("wrong type of an item", path, schema, top, item, one(`"x"`, "7"), "wrong-type")
			s.table(item, table, path, top)
			continue
		}
		s.scalar(item, f, f.Type.Elem(), path+"[]", top, v)
	}
}

// language breaks the key of a text in one language.
func (s *seeder) language(tag *spot, path string, top *spot) {
	s.add("unknown language", path, schema, top, []edit{{tag.keyAt, tag.keyEnd, []string{"de", "FR", "zh-hant", "any"}[s.pick(4)]}}, truth{"unknown-language", tag.keyAt, 0})
}

func (s *seeder) textByLanguage(v *spot, f record.Field, path string, top *spot) {
	s.replace("wrong type", path, schema, top, v, one(`"x"`, "7", `["x"]`), "wrong-type")
	s.replace("empty", path, schema, top, v, one("{}"), "empty-value")
	mul, last := v.get("mul"), v.parts[len(v.parts)-1]
	separator := ", "
	if v.header {
		separator = "\n"
	}
	if mul != nil {
		s.add("mixed text", path, schema, top, []edit{{last.end, last.end, separator + `fr = "x"`}}, truth{"mixed-text", mul.keyAt, 0})
	} else {
		s.add("mixed text", path, schema, top, []edit{{last.end, last.end, separator + `mul = "x"`}}, truth{"mixed-text", last.end, len(separator)})
	}
	for _, tag := range v.parts {
		s.language(tag, path, top)
		if remove, ok := s.without(tag, v); ok && mul == nil {
			s.add("missing translation", path, across, top, remove, truth{"missing-translation", v.at, 0})
		}
		s.scalar(tag, f, reflect.TypeFor[string](), path+".*", top, v)
		open := opening(s.text[tag.at:])
		s.add("too long", path, across, top, []edit{{tag.at + open, tag.at + open, endlessText}}, truth{"text-too-long", tag.at, 0})
		link := []string{"[x](http://example.org/) ", "[x](javascript:alert.1) ", "[x](/partners/) ", "[x](https://a@b.org) ", "[x](//example.org) ", "[*x*](data:text/html,x) "}[s.pick(6)]
		sign := []string{"{{ x }}", "<no value>", "%!d(x) ", "}} ", "[object Object] "}[s.pick(5)]
		s.add("sign of a template", path, across, top, []edit{{tag.at + open, tag.at + open, sign}}, truth{"template-sign", tag.at, 0})
		s.add("bad link", path, across, top, []edit{{tag.at + open, tag.at + open, link}}, truth{"bad-link", tag.at, 0})
	}
}

// opening returns the length of the quotes that a text begins with.
func opening(text string) int {
	if strings.HasPrefix(text, `"""`) {
		return 3
	}
	return 1
}

// scalar breaks a plain value: of a key, of an item or of a language.
func (s *seeder) scalar(v *spot, f record.Field, t reflect.Type, path string, top, in *spot) {
	if t.Kind() == reflect.Float64 {
		s.replace("wrong type", path, schema, top, v, one(`"x"`, "true", "[1]", "2014-07-01"), "wrong-type")
		return
	}
	s.replace("wrong type", path, schema, top, v, one("7", "true", "2014-07-01", `["x"]`, `{ x = "y" }`, "1.5"), "wrong-type")
	s.replace("empty", path, schema, top, v, one(`""`, `" "`, `"\t"`, `"""
"""`), "empty-value")

	// Characters.
	in0 := v.at + opening(s.text[v.at:])
	hidden := []string{"\u200b", "\u202e", "\u2066", "\u00ad", "\u0007", "\ue000", "\ufeff", "\u2028", "\U000e0041"}[s.pick(9)]
	s.add("hidden character", path, raw, top, []edit{{in0, in0, hidden}}, truth{"hidden-character", in0, 0})
	s.add("lost character", path, raw, top, []edit{{in0, in0, "\ufffd"}}, truth{"replacement-character", in0, 0})
	escape := []string{`\u200B`, `\u202E`, `\u0000`, `\uFEFF`, `\U000E0041`, `\u007F`}[s.pick(6)]
	s.add("escaped hidden character", path, inside, top, []edit{{in0, in0, escape}}, truth{"hidden-character", v.at, 0})
	apart := []string{"e\u0301", "n\u0303", "\u212b", `e\u0301`}[s.pick(4)]
	s.add("not composed", path, inside, top, []edit{{in0, in0, apart}}, truth{"not-normalised", v.at, 0})

	// What ends the reading of the file.
	s.add("not UTF-8", path, whole, top, []edit{{in0, in0, "\xe9"}}, truth{"not-utf-8", in0, 0})
	s.replace("no quotes", path, whole, top, v, one("Été", "ngo", "a b"), "syntax")
	if opening(s.text[v.at:]) == 1 && v.end < len(s.text) && s.text[v.end] == '\n' {
		s.add("quote left open", path, whole, top, []edit{{v.end - 1, v.end, ""}}, truth{"syntax", v.end, 0})
	}
	if v.key != "" && top == v { // a key of the record, whose depth is known
		s.add("nested too deeply", path, whole, top, []edit{{v.at, v.end, strings.Repeat("[", 20) + strings.Repeat("]", 20)}}, truth{"too-deep", v.at, 8})
	}
	if v == s.root.parts[0] {
		s.add("too many values", path, whole, top, []edit{{v.at, v.end, endless}}, truth{"too-many-values", v.at, len("[") + 9_999*len("1,")})
		s.add("too many keys", path, whole, top, []edit{{v.from, v.from, manyKeys}}, truth{"too-many-keys", v.from, 200 * len("k1000 = 1\n")})
	}

	if t.Kind() == reflect.String && t.PkgPath() == "" && f.Enum == nil && f.Type != reflect.TypeFor[lang.Text]() && path != "entry-points.contact.value" {
		s.add("too long", path, across, top, []edit{{in0, in0, endlessText}}, truth{"text-too-long", v.at, 0})
	}

	// Forms.
	if f.Enum != nil {
		word := s.text[v.at+1 : v.end-1]
		s.replace("unknown word", path, schema, top, v, one(`"zz"`, `"`+strings.ToUpper(word)+`"`, `"`+word+`s"`, `" `+word+`"`), "unknown-word")
	}
	if bad, ok := misshapen[t]; ok {
		s.replace(bad.code, path, schema, top, v, func(i int) string { return `"` + bad.values[i%len(bad.values)] + `"` }, bad.code)
	}

	// Across records.
	switch t {
	case reflect.TypeFor[record.ID]():
		s.reference(v, f, path, top)
	case reflect.TypeFor[record.Country]():
		s.replace("unknown country", path, across, top, v, one(`"XQZ"`, `"QQQ"`), "unknown-country")
	case reflect.TypeFor[record.Cite]():
		s.replace("unknown document", path, across, top, v, one(`"no-such-document#1"`), "unknown-document")
		s.replace("unknown paragraph", path, across, top, v, one(`"cop11-doc-21-1#zz9"`, `"cop11-doc-21-1#20B"`), "unknown-paragraph")
	}
	switch status := s.word("status"); path {
	case s.name + ".as_of":
		s.replace("as of after the edition", path, across, top, v, one(`"2014-08"`, `"2015"`, `"2014-08-01"`), "as-of-after-edition")
	case "activities.date", "agreements.signed", "agreements.began", "agreements.period", "events.date":
		if status == "completed" || status == "in-force" || status == "held" {
			s.replace("done in the future", path, across, top, v, one(`"2099"`, `"2050/2051"`, `"2099-01-01"`), "done-in-future")
		}
	case "entry-points.contact.value":
		if channel := in.get("channel"); channel == nil || s.text[channel.at:channel.end] == `"post"` {
			break
		}
		s.replace("bad contact", path, across, top, v, one(`"http://www.cms.int/"`, `"nobody"`), "bad-contact")
	case "partners.documented_none[]":
		if s.root.get("regions") != nil && len(in.parts) == 1 {
			s.replace("documented, but not none", path, across, top, v, one(`"regions"`), "not-none")
		}
	}
}

func (s *seeder) reference(v *spot, f record.Field, path string, top *spot) {
	if len(f.Refs) == 0 {
		return
	}
	s.replace("dangling reference", path, across, top, v, one(`"no-such-record"`, `"zz-9"`), "dangling-reference")
	for _, c := range []string{"regions", "taxa", "themes", "events", "partners", "activities"} {
		id := s.real[c][0]
		if !slices.ContainsFunc(f.Refs, func(r string) bool { return s.ids[r][id] }) {
			s.replace("wrong collection", path, across, top, v, one(`"`+id+`"`), "wrong-collection")
			break
		}
	}
	if chain := path == s.name+"."+f.Key && slices.Contains([]string{"parent", "renews", "replaced_by"}, f.Key); chain && slices.Contains(f.Refs, s.name) {
		s.replace("cycle", path, across, top, v, one(`"`+s.id+`"`), "cycle")
	}
	if path == "resolutions.supersedes[]" {
		s.add("cycle", path, across, top, []edit{{v.at, v.end, `"` + s.id + `"`}}, truth{"cycle", s.root.get("supersedes").at, 0})
	}
}
