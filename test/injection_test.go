package test

import (
	"context"
	"encoding"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"passerelle/internal/check"
	"passerelle/internal/config"
	"passerelle/internal/graph"
	"passerelle/internal/lang"
	"passerelle/internal/load"
	"passerelle/internal/message"
	making "passerelle/internal/page"
	"passerelle/internal/prose"
	"passerelle/internal/record"
	"passerelle/internal/site"
	"passerelle/internal/trial"
)

// sorted is hostile strings by what becomes of them.
type sorted struct {
	refused  int                       // by the checks, with a place
	stopped  []string                  // by the checks or the audit, since templates leave such signs behind
	accepted []string                  // all others
	typed    map[reflect.Type][]string // those that a type which checks itself accepts
	mail     []string                  // those that are accepted as addresses of contacts
	web      []string
}

// sift has the loader and the checks judge strings. What they refuse they must
// refuse with a place in the file.
func sift(t *testing.T, strange []string) *sorted {
	t.Helper()
	conf, _ := config.Load(os.DirFS(root))
	all := append(slices.Clip(strange), plainly()...) // few of the others are addresses
	fsys := fstest.MapFS{
		"data/documents/source.toml": {Data: []byte("title = { mul = \"Source\" }\nanchors = [{ id = \"1\" }]\n")},
		"data/partners/offerer.toml": {Data: []byte("kind = \"ngo\"\nname = { mul = \"Offerer\" }\nrelationship = \"formal\"\nas_of = \"2014\"\nsummary = { mul = \"Words.\" }\ncite = [\"source#1\"]\n")},
		"data/countries.toml":        {Data: []byte("[countries.KEN]\nname = { mul = \"Kenya\" }\n")},
	}
	for i, s := range all {
		fsys[fmt.Sprintf("data/themes/s-%d.toml", i)] = &fstest.MapFile{Data: []byte("name = { mul = " + quote(s) + " }\n")}
		for _, channel := range []string{"email", "web"} {
			fsys[fmt.Sprintf("data/entry-points/%s-%d.toml", channel, i)] = &fstest.MapFile{Data: fmt.Appendf(nil,
				"kind = \"funding\"\ntitle = { mul = \"Title\" }\noffered_by = \"offerer\"\naudience = [\"ngo\"]\nstatus = \"open\"\nas_of = \"2014\"\ncite = [\"source#1\"]\ncontact = { channel = %q, value = %s, visibility = \"public\" }\n", channel, quote(s))}
		}
	}
	set, list := load.Data(fsys, "data", conf.Languages)
	list.Append(check.Set(set, check.Options{Languages: conf.Languages, Required: conf.Required, AsOf: conf.Edition.AsOf, Source: "source"}))
	refused, signs := map[string]bool{}, map[string]bool{}
	for _, d := range list.Sorted() {
		if d.Rule == prose.LeftOver {
			signs[d.Pos.File] = true
		} else {
			refused[d.Pos.File] = true
		}
		if d.Pos.Line == 0 || d.Pos.Col == 0 {
			t.Errorf("the finding has no place: %s", d)
		}
	}
	out := &sorted{typed: map[reflect.Type][]string{}, mail: []string{"office@example.net"}, web: []string{"https://example.net/office"}}
	for i, s := range all {
		if !refused[fmt.Sprintf("data/entry-points/email-%d.toml", i)] {
			out.mail = append(out.mail, s)
		}
		if !refused[fmt.Sprintf("data/entry-points/web-%d.toml", i)] {
			out.web = append(out.web, s)
		}
		file := fmt.Sprintf("data/themes/s-%d.toml", i)
		no, leftover := refused[file], signs[file]
		switch {
		case i >= len(strange):
		case no:
			out.refused++
		case leftover:
			out.stopped = append(out.stopped, s)
		default:
			out.accepted = append(out.accepted, s)
		}
		if no || leftover {
			continue
		}
		for _, c := range record.Collections {
			for _, field := range record.Fields(c.Type) {
				v, ok := reflect.New(field.Type).Interface().(encoding.TextUnmarshaler)
				if ok && !slices.Contains(out.typed[field.Type], s) && v.UnmarshalText([]byte(s)) == nil {
					out.typed[field.Type] = append(out.typed[field.Type], s)
				}
			}
		}
	}
	return out
}

// turn returns a func that goes round a list, from a place on.
func turn(list []string, from int) func() string {
	return func() string {
		if len(list) == 0 {
			return ""
		}
		from++
		return list[from%len(list)]
	}
}

// linked are the types whose values are shown or linked as they are typed, and
// which no other record refers to.
var linked = []reflect.Type{reflect.TypeFor[record.URL](), reflect.TypeFor[record.Symbol]()}

// telling are names that a script could complete when it puts them into a
// sentence, and that a spreadsheet could reckon. Names of regions and themes
// are told in sentences and stand in tables.
var telling = []string{
	"$& $' pwned", "=1+1 pwned", "[n] [v] pwned", " =pwned", "$1 $` [l] pwned", "\n=1 pwned", "[w] [q] $$ pwned", "＝1 pwned", "\t=pwned", "@pwned()", "+pwned", "-pwned", "\u00a0=pwned",
}

// with fills a fixture with strings, from the one numbered from on.
func (s *sorted) with(ids map[string][]string, strange []string, from int) *small {
	next := turn(strange, from)
	named := turn(telling, from)
	text := func(field string) string {
		if from == 0 && (strings.HasPrefix(field, "regions.name.") || strings.HasPrefix(field, "themes.name.")) {
			return named()
		}
		return next()
	}
	f := &small{ids: ids, text: text, mail: turn(s.mail, from), web: turn(s.web, from)}
	turns := map[reflect.Type]func() string{}
	for _, of := range linked {
		turns[of] = turn(s.typed[of], from)
	}
	f.each = func(_ string, of reflect.Type) string {
		if turns[of] == nil {
			return ""
		}
		return turns[of]()
	}
	return f
}

// unaudited renders a site without the checks of records and the audit, so that the theme alone has to
// hold what it shows.
func unaudited(t *testing.T, dir string) string {
	t.Helper()
	public := t.TempDir()
	fsys := os.DirFS(dir)
	conf, _ := config.Load(fsys)
	set, list := load.Data(fsys, "data", conf.Languages)
	editorial, found := load.Pages(fsys, "content", conf.Languages)
	list.Append(found)
	messages, found := message.Load(fsys, "i18n", conf.Languages)
	list.Append(found)
	content, found, err := making.Make(graph.Build(set, conf.Edition.Document, conf.Edition.AsOf), editorial, messages,
		making.Site{BaseURL: conf.BaseURL, Languages: conf.Languages, Published: conf.Edition.Published, Report: conf.Report})
	list.Append(found)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range list.Sorted() {
		if d.Rule != prose.LeftOver {
			t.Fatal(d)
		}
	}
	frame, err := site.NewFrame(fsys, conf, content.Chrome)
	if err != nil {
		t.Fatal(err)
	}
	keep := func(name string, data []byte) error {
		file := filepath.Join(public, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return err
		}
		return os.WriteFile(file, data, 0o644)
	}
	for _, d := range content.Data {
		if err := keep(d.Output, d.Data); err != nil {
			t.Fatal(err)
		}
	}
	if err := site.Render(context.Background(), frame, content.Files, keep); err != nil {
		t.Fatal(err)
	}
	return public
}

// told are attributes whose values only the theme gives. Their values are made
// of none but those that it gives on a site without hostile strings.
var told = []string{"class", "rel", "role", "type", "name", "target", "method", "tabindex", "lang", "dir", "hreflang", "http-equiv", "data-dimension", "data-key", "data-value"}

// addressed are attributes that hold an address, or several.
var addressed = []string{"href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href", "background", "cite", "ping", "srcdoc", "manifest"}

// features lists what a page is made of: elements, attributes, the values of
// those that only the theme gives, schemes of addresses; each once.
func features(doc *html.Node) map[string]bool {
	out := map[string]bool{}
	for n := range doc.Descendants() {
		switch n.Type {
		case html.CommentNode:
			out["a comment"] = true
		case html.ElementNode:
			element := n.Namespace + "<" + n.Data + ">"
			out[element+" in <"+n.Parent.Data+">"] = true
			for _, a := range n.Attr {
				key := a.Key
				if a.Namespace != "" {
					key = a.Namespace + ":" + key
				}
				out[element+" "+key] = true
				switch {
				case slices.Contains(told, key):
					out[element+" "+key+"="+a.Val] = true
				case slices.Contains(addressed, key):
					out[element+" "+key+" to "+schemeOf(a.Val)] = true
				}
			}
		}
	}
	return out
}

// schemeOf returns the scheme of an address as a browser reads it.
func schemeOf(address string) string {
	address = strings.Map(func(r rune) rune {
		if r <= ' ' {
			return -1
		}
		return r
	}, address)
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return "nowhere"
	case u.Scheme == "" && u.Host != "", strings.HasPrefix(address, `\`):
		return "another host"
	}
	return u.Scheme
}

// sortOf returns of which sort a page is: its address without its language and
// with a star for every id.
func sortOf(name string, ids map[string][]string) string {
	var parts []string
	for i, part := range strings.Split(name, "/") {
		known := slices.Contains(tags, part) && i == 0
		for _, list := range ids {
			known = known || slices.Contains(list, part) && i > 1
		}
		for _, code := range fixtureCountries {
			known = known || part == strings.ToLower(code)
		}
		if part != "" && strings.Trim(part, "0123456789") == "" || known {
			part = "*"
		}
		parts = append(parts, part)
	}
	if len(parts) > 4 && parts[2] == "by" { // pages of values, of which not all occur
		return strings.Join(parts[:3], "/")
	}
	return strings.Join(parts, "/")
}

// featuresOf lists the features of the pages of a site, by their sort.
func featuresOf(t *testing.T, public string, ids map[string][]string) map[string]map[string]bool {
	t.Helper()
	out := map[string]map[string]bool{}
	eachPage(t, public, func(name string, doc *html.Node) {
		sort := sortOf(name, ids)
		if out[sort] == nil {
			out[sort] = map[string]bool{}
		}
		maps.Copy(out[sort], features(doc))
	})
	return out
}

// strangers lists the features of a site that another one does not have.
func strangers(have, want map[string]map[string]bool) []string {
	var list []string
	for sort, all := range have {
		for f := range all {
			if !want[sort][f] {
				list = append(list, sort+": "+f)
			}
		}
	}
	slices.Sort(list)
	return list
}

// injected is a fixture that is published, and what it has to be like.
type injected struct {
	dir, public string
	ids         map[string][]string
	quiet       string // the same site with harmless words
	features    map[string]map[string]bool
	set         *record.Set
	langs       lang.Set
	strange     []string // what readers type
}

// calm publishes a fixture with harmless words.
func calm(t *testing.T, ids map[string][]string) *injected {
	t.Helper()
	dir := t.TempDir()
	harmless(ids).write(t, dir)
	public := publish(t, dir)
	return &injected{ids: ids, quiet: public, features: featuresOf(t, public, ids)}
}

// poured publishes the same site with hostile strings.
func (c *injected) poured(t *testing.T, f *small, audited bool) *injected {
	t.Helper()
	out := *c
	out.dir = t.TempDir()
	f.write(t, out.dir)
	if audited {
		out.public = publish(t, out.dir)
	} else {
		if err := generate(out.dir, filepath.Join(out.dir, "public")); err == nil || !strings.Contains(err.Error(), "template-sign") {
			t.Errorf("what a template could have left behind is published: %v", err)
		}
		out.public = unaudited(t, out.dir)
	}
	conf, _ := config.Load(os.DirFS(out.dir))
	out.set, _ = load.Data(os.DirFS(out.dir), "data", conf.Languages)
	out.langs = conf.Languages
	return &out
}

// TestInjection puts hostile strings into every field that takes a text, of
// every collection and of the editorial pages, in three languages. The site
// that comes of them is made of the same elements, attributes and schemes of
// addresses as one with harmless words, shows the strings as they are typed in
// its pages, its index and its tables, and in a browser, without any content
// security policy, nothing runs and nothing is asked of another host.
func TestInjection(t *testing.T) {
	strange := hostile(t)
	s := sift(t, strange)
	ids := fixtureIDs(4)
	quiet := calm(t, ids)
	var sites []*injected
	fields := map[string]int{}
	pour := func(strange []string, audited bool) {
		for from := 0; from < len(strange); {
			f := s.with(ids, strange, from)
			c := quiet.poured(t, f, audited)
			sites = append(sites, c)
			for field, n := range f.slots {
				fields[field] += n
				from += n
			}
			report(t, "strange features", strangers(featuresOf(t, c.public, ids), quiet.features))
			c.texts(t)
			c.tables(t)
			c.index(t)
		}
	}
	pour(s.accepted, true)
	pour(s.stopped, false)
	if all := len(strange); len(s.accepted) < all/2 || s.refused < all/20 || len(s.stopped) < all/40 || len(s.typed[linked[0]]) < 3 || len(s.mail) < 2 {
		t.Errorf("of the hostile strings %d are accepted, %d refused, %d stopped, %d links, %d addresses", len(s.accepted), s.refused, len(s.stopped), len(s.typed[linked[0]]), len(s.mail))
	}
	if trial.Full() && len(s.accepted)+len(s.stopped)+s.refused < 2000 {
		t.Error("too few strings")
	}
	n := 0
	for _, k := range fields {
		n += k
	}
	t.Logf("%d strings shown, %d refused, %d stopped as signs of broken templates and shown all the same; %d fields, %d texts, %d sites", len(s.accepted), s.refused, len(s.stopped), len(fields), n, len(sites))
	chromium(t)
	quiet.strange = strange
	known, visited := quiet.walk(t, quiet.quiet, "soft", -1)
	for _, of := range quiet.features {
		maps.Copy(known[""], of)
	}
	for i, c := range sites {
		c.strange = strange
		if i > 0 && !trial.Full() {
			i = -1
		}
		made, n := c.walk(t, c.public, "pwned", i)
		visited += n
		report(t, "strange features in the browser", strangers(made, known))
	}
	t.Logf("%d pages visited", visited)
}
