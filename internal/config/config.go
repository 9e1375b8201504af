// Package config reads config.toml, the site's configuration in Hugo's own
// form. Only the keys named in docs/configuration.md may stand there: what
// Hugo must not do is pinned in package site and cannot be loosened by a file.
package config

import (
	"cmp"
	"io/fs"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"

	"passerelle/internal/diag"
	"passerelle/internal/lang"
	"passerelle/internal/load"
	"passerelle/internal/prose"
	"passerelle/internal/record"
	"passerelle/internal/syntax"
)

// File is the name of the configuration.
const File = "config.toml"

// The findings of this package.
var (
	StrayConfig   = &diag.Rule{Code: "stray-configuration", Sentence: "Hugo would read %q instead of config.toml"}
	UnknownOption = &diag.Rule{Code: "unknown-option", Sentence: "%q is not an option of this site"}
	MissingOption = &diag.Rule{Code: "missing-option", Sentence: "the option %q is missing"}
	BadOption     = &diag.Rule{Code: "bad-option", Sentence: "the option %q is %s"}

	moveAway  = &diag.Hint{Sentence: "put its options into config.toml and delete it"}
	readGuide = &diag.Hint{Sentence: "docs/configuration.md names the options"}
)

// Concerns reports whether a finding is about the configuration rather than
// the data.
func Concerns(d diag.Diagnostic) bool {
	return d.Pos.File == File || d.Rule == StrayConfig
}

// Config is the configuration of a site.
type Config struct {
	BaseURL   string // absolute, ends with a slash
	Theme     string
	Languages lang.Set
	Edition   Edition
	Report    string         // where readers report an error; "" if nowhere
	Required  []string       // languages in which every text of the data must be written
	Raw       map[string]any // the file as decoded, for Hugo
}

// Edition is the document that the site is made from, its date, which is the
// site's clock, and the day on which the portal itself was published.
type Edition struct {
	Document  record.ID
	AsOf      record.Date
	Published record.Date   // zero if it is not stated
	At        diag.Position // where Document stands
}

// Placeholders lists the addresses that are kept for examples (RFC 2606), such
// as those of a site that is not live yet.
func (c *Config) Placeholders() []string {
	var list []string
	for _, address := range []string{c.BaseURL, c.Report} {
		u, err := url.Parse(address)
		if err != nil {
			continue
		}
		host := u.Hostname()
		if _, domain, ok := strings.Cut(u.Opaque, "@"); ok {
			host = domain
		}
		if reserved.MatchString(host) {
			list = append(list, address)
		}
	}
	return list
}

var reserved = regexp.MustCompile(`(?i)(^|\.)(example\.(com|net|org)|example|invalid|test)$`)

// allowed names the keys of each table; "*" stands for any key.
var allowed = map[string][]string{
	"":                     {"baseURL", "title", "theme", "defaultContentLanguage", "languages", "params"},
	"languages":            {"*"},
	"languages.*":          {"label", "locale", "direction", "weight", "title"},
	"params":               {"edition", "data", "report"},
	"params.edition":       {"document", "as_of", "published"},
	"params.data":          {"required_languages"},
	"params.report":        {"address"},
	"params.edition.as_of": nil,
}

// Load reads the configuration. The config is nil if it cannot be used; the
// findings say why.
func Load(fsys fs.FS) (*Config, *diag.List) {
	root, data, list := load.Parse(fsys, File, syntax.Limits{Bytes: 64 << 10, Depth: 8, Nodes: 2000})
	for _, stray := range []string{"hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.yaml", "config.yml", "config.json", "config"} {
		if _, err := fs.Lstat(fsys, stray); err == nil {
			list.Add(diag.Position{File: stray}, StrayConfig, stray)
			list.Advise(moveAway)
		}
	}
	if root == nil {
		return nil, list
	}
	r := &reader{fsys: fsys, list: list, root: root}
	r.keys(root, "", "")
	c := r.config()
	if _, err := toml.Decode(string(data), &c.Raw); err != nil {
		list.Add(root.Pos, syntax.NotTOML, err)
	}
	if list.Failed(false) {
		return nil, list
	}
	return c, list
}

type reader struct {
	fsys fs.FS
	list *diag.List
	root *syntax.Node
}

// keys reports the unknown keys of a table: table is its name in allowed,
// name the one that its file gives it.
func (r *reader) keys(n *syntax.Node, table, name string) {
	known := allowed[table]
	for _, key := range n.Keys {
		v := n.Get(key)
		at, full := strings.TrimPrefix(table+"."+key, "."), strings.TrimPrefix(name+"."+key, ".")
		if slices.Contains(known, "*") {
			at = table + ".*"
		} else if !slices.Contains(known, key) {
			r.list.Add(v.KeyPos, UnknownOption, full)
			if near := diag.Nearest(key, known); near != "" {
				r.list.Advise(diag.DidYouMean, near)
			} else {
				r.list.Advise(readGuide)
			}
			continue
		}
		if _, isTable := allowed[at]; isTable && v.Kind == syntax.Table {
			r.keys(v, at, full)
		}
	}
}

func (r *reader) config() *Config {
	c := &Config{Theme: r.theme()}
	c.BaseURL = r.baseURL()
	title := r.text(r.root, "title", "")
	c.Languages = r.languages(title)
	params := r.root.Get("params")
	edition := params.Get("edition")
	if edition == nil {
		r.list.Add(r.root.Pos, MissingOption, "params.edition")
		r.list.Advise(readGuide)
	} else {
		r.value(edition, "document", "params.edition.document", &c.Edition.Document)
		if v := edition.Get("document"); v != nil {
			c.Edition.At = v.Pos
		}
		r.value(edition, "as_of", "params.edition.as_of", &c.Edition.AsOf)
		if edition.Get("published") != nil {
			r.value(edition, "published", "params.edition.published", &c.Edition.Published)
			if d := c.Edition.Published; d.Period || !d.IsZero() && d.From.Year == 0 {
				r.list.Add(edition.Get("published").Pos, BadOption, "params.edition.published", diag.Say("neither a day, nor a month, nor a year"))
			}
		}
	}
	c.Report = r.report(params.Get("report"))
	c.Required = r.required(params, c.Languages)
	return c
}

// theme returns the name of the theme, whose folder must be there.
func (r *reader) theme() string {
	name := r.text(r.root, "theme", "the site")
	v := r.root.Get("theme")
	if v == nil || v.Kind != syntax.String {
		return ""
	}
	dir := "themes/" + name + "/layouts"
	if info, err := fs.Stat(r.fsys, dir); err != nil || !info.IsDir() {
		r.list.Add(v.Pos, BadOption, "theme", diag.Say("%q, but there is no folder %s", name, dir))
	}
	return name
}

// text returns the string option of a table; an absent one is reported unless
// path is "".
func (r *reader) text(n *syntax.Node, key, in string) string {
	v := n.Get(key)
	switch {
	case v == nil && in != "":
		r.list.Add(n.Pos, MissingOption, strings.TrimPrefix(in+"."+key, "the site."))
		r.list.Advise(readGuide)
	case v != nil && v.Kind != syntax.String:
		r.list.Add(v.Pos, BadOption, key, diag.Say("not a text in quotes"))
	case v != nil:
		prose.ReportSign(r.list, v.Pos, v.Text)
		return v.Text
	}
	return ""
}

type unmarshaler interface{ UnmarshalText([]byte) error }

func (r *reader) value(n *syntax.Node, key, name string, to unmarshaler) {
	v := n.Get(key)
	if v == nil {
		r.list.Add(n.Pos, MissingOption, name)
		r.list.Advise(readGuide)
	} else if err := to.UnmarshalText([]byte(v.Text)); err != nil {
		r.list.Add(v.Pos, BadOption, name, diag.Say("not well formed: %v", err))
	}
}

// report returns the address for reports of errors, or "".
func (r *reader) report(n *syntax.Node) string {
	v := n.Get("address")
	if v == nil {
		return ""
	}
	if v.Kind != syntax.String || !reportAddress(v.Text) {
		r.list.Add(v.Pos, BadOption, "params.report.address", diag.Say("%q, neither \"mailto:name@host\" nor an https address", v.Text))
		return ""
	}
	return v.Text
}

// reportAddress reports whether s is a mail address without headers or an
// https address, {page}, {id} and {title} standing for any text.
func reportAddress(s string) bool {
	if to, ok := strings.CutPrefix(s, "mailto:"); ok {
		a, err := mail.ParseAddress(to)
		return err == nil && a.Address == to && !strings.ContainsAny(to, "?&%#\"")
	}
	return record.ValidURL(strings.NewReplacer("{page}", "x", "{id}", "x", "{title}", "x").Replace(s))
}

func (r *reader) baseURL() string {
	v := r.root.Get("baseURL")
	if v == nil {
		r.list.Add(r.root.Pos, MissingOption, "baseURL")
		return ""
	}
	u, err := BaseURL(v.Text)
	if err != nil {
		r.list.Add(v.Pos, BadOption, "baseURL", err)
	}
	return u
}

// BaseURL checks the address at which a site will stand and gives it its
// closing slash.
func BaseURL(s string) (string, error) {
	u, err := url.Parse(s)
	if err != nil || u.Hostname() == "" || u.Scheme != "https" && u.Scheme != "http" || strings.ContainsAny(s, "?# %") || u.User != nil {
		return "", diag.Say("%q, not an address such as \"https://example.org/portal/\"", s)
	}
	return strings.TrimSuffix(u.String(), "/") + "/", nil
}

func (r *reader) languages(title string) lang.Set {
	var set lang.Set
	table := r.root.Get("languages")
	if table == nil || len(table.Keys) == 0 {
		r.list.Add(r.root.Pos, MissingOption, "languages")
		r.list.Advise(readGuide)
		return nil
	}
	for _, tag := range table.Keys {
		n := table.Get(tag)
		l := lang.Language{Tag: tag, Direction: r.text(n, "direction", ""), Title: cmp.Or(r.text(n, "title", ""), title)}
		l.Label = r.text(n, "label", "languages."+tag)
		l.Locale = cmp.Or(r.text(n, "locale", ""), tag)
		if _, err := language.Parse(tag); err != nil || tag != strings.ToLower(tag) || tag == lang.Any {
			r.list.Add(n.KeyPos, BadOption, "languages."+tag, diag.Say("not a language code in lower case, such as \"fr\""))
		} else if _, err := language.Parse(l.Locale); err != nil {
			r.list.Add(n.At("locale"), BadOption, "languages."+tag+".locale", diag.Say("not a language code, such as \"fr-CH\""))
		}
		for _, key := range []string{"label", "title"} {
			if v := n.Get(key); v != nil && v.Kind == syntax.String && strings.TrimSpace(v.Text) == "" {
				r.list.Add(v.Pos, BadOption, "languages."+tag+"."+key, diag.Say("empty"))
			}
		}
		if l.Direction = cmp.Or(l.Direction, "ltr"); l.Direction != "ltr" && l.Direction != "rtl" {
			r.list.Add(n.Get("direction").Pos, BadOption, "languages."+tag+".direction", diag.Say("neither \"ltr\" nor \"rtl\""))
		}
		if w := n.Get("weight"); w != nil && w.Kind == syntax.Integer {
			l.Weight, _ = strconv.Atoi(w.Text) // 0 of what is not in plain digits
		}
		if l.Weight < 1 {
			r.list.Add(n.At("weight"), BadOption, "languages."+tag+".weight", diag.Say("not a number from 1 up"))
		}
		set = append(set, l)
	}
	slices.SortStableFunc(set, func(a, b lang.Language) int {
		return cmp.Or(cmp.Compare(a.Weight, b.Weight), cmp.Compare(a.Tag, b.Tag))
	})
	weighed := set[0].Weight > 0 // else that was told
	if v := r.root.Get("defaultContentLanguage"); v != nil && v.Text != set[0].Tag && weighed {
		r.list.Add(v.Pos, BadOption, "defaultContentLanguage", diag.Say("%q, but the language of the smallest weight is %q", v.Text, set[0].Tag))
	}
	return set
}

// required returns the languages that every text must have: those named, or
// the default language.
func (r *reader) required(params *syntax.Node, set lang.Set) []string {
	v := params.Get("data").Get("required_languages")
	if v == nil {
		if len(set) == 0 {
			return nil
		}
		return []string{set[0].Tag}
	}
	if v.Kind != syntax.Array {
		r.list.Add(v.Pos, BadOption, "params.data.required_languages", diag.Say("not a list"))
	}
	var tags []string
	for _, item := range v.Items {
		if !set.Has(item.Text) {
			r.list.Add(item.Pos, load.UnknownLanguage, item.Text)
			r.list.Advise(diag.OneOf, strings.Join(set.Tags(), ", "))
			continue
		}
		tags = append(tags, item.Text)
	}
	return tags
}
