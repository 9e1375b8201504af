package page

import (
	"regexp"
	"slices"
	"strings"

	"passerelle/internal/diag"
	"passerelle/internal/lang"
	"passerelle/internal/load"
	"passerelle/internal/record"
)

// The findings about editorial pages.
var (
	PathTaken  = &diag.Rule{Code: "path-taken", Sentence: "a page named %q would take the place of a page of the portal"}
	BrokenLink = &diag.Rule{Code: "broken-link", Sentence: "there is no page at %q"}
	BadTarget  = &diag.Rule{Code: "bad-link", Sentence: "the link to %q cannot be published"}

	HTMLInPage = &diag.Rule{Code: "html-in-page", Sentence: "the page holds HTML, which is not published: %s"}
	TopHeading = &diag.Rule{Code: "top-heading", Sentence: "the heading is one of the first level, which is the page's title"}
	Picture    = &diag.Rule{Code: "picture", Sentence: "pictures cannot be shown yet"}

	useMarkdown = &diag.Hint{Sentence: "write it in Markdown: *emphasis*, **strong**, [text](address)"}
	useSecond   = &diag.Hint{Sentence: "begin it with ##"}
	useWords    = &diag.Hint{Sentence: "take it out, or say it in words"}

	rename    = &diag.Hint{Sentence: "give the file another name"}
	linkForms = &diag.Hint{Sentence: "write https://… for another site, /partners/ for a page of this one, #… for a heading"}
)

// EditorialView is a page written by people; its text is the page's content.
type EditorialView struct {
	Heading Str    `json:"heading"`
	Lead    Str    `json:"lead"`
	Lang    string `json:"lang,omitempty"` // of the text, if not the page's
	Dir     string `json:"dir,omitempty"`
}

// inLanguage returns the page of that name in the writer's language, or else
// in the first language of the site that has it; nothing if none has.
func (w *writer) inLanguage(name string) []load.Editorial {
	tags := append([]string{w.lang.Tag}, w.site.Languages.Tags()...)
	for _, tag := range tags {
		i := slices.IndexFunc(w.editorial, func(e load.Editorial) bool { return e.Lang == tag && e.Name == name })
		if i >= 0 {
			return w.editorial[i : i+1]
		}
	}
	return nil
}

// editorialPages returns every editorial page but the home page's words, in
// the language or its fallback, in their order.
func (w *writer) editorialPages() []load.Editorial {
	var out []load.Editorial
	for _, tag := range append([]string{w.lang.Tag}, w.site.Languages.Tags()...) {
		for _, e := range w.editorial {
			known := slices.ContainsFunc(out, func(o load.Editorial) bool { return o.Name == e.Name })
			if e.Lang == tag && e.Name != load.HomePage && !known {
				out = append(out, e)
			}
		}
	}
	return out
}

// ownPaths are the pages of the portal that belong to no section.
var ownPaths = []string{openPath, searchPath, namesPath, coveragePath}

// pagesOfPeople makes the editorial pages.
func (w *writer) pagesOfPeople() {
	for _, e := range w.footer {
		path := e.Name + "/"
		if slices.ContainsFunc(w.nav, func(s section) bool { return s.path == path }) || slices.Contains(ownPaths, path) {
			w.findings.Add(diag.Position{File: e.File}, PathTaken, e.Name)
			w.findings.Advise(rename)
			continue
		}
		p := w.page(path, "editorial", lang.Typeset(e.Lang, e.Title), e.Description)
		v := &EditorialView{Heading: Str{Text: p.title}, Lead: Str{Text: p.description}}
		if e.Lang != w.lang.Tag {
			v.Lang, v.Dir = p.fallback(e.Lang)
			v.Heading.Lang, v.Heading.Dir = v.Lang, v.Dir
			v.Lead.Lang, v.Lead.Dir = v.Lang, v.Dir
		}
		p.People = v
		p.crumb()
		p.citable(nil)
		w.write(p, w.markdown(p, e))
	}
}

var htmlTag = regexp.MustCompile(`</?[A-Za-z][A-Za-z0-9-]*(\s[^<>]*)?/?>|<!--`)

// resolve returns the address by which a page leads to a target of a link, or
// says why there is none.
func (w *writer) resolve(p *Page, target string) (address string, wrong *diag.Rule) {
	path, rest := divided(target)
	switch {
	case path == "" && strings.HasPrefix(rest, "#"), record.ValidURL(target): // [//]: # (…) is how Markdown has remarks
		return target, nil
	case strings.HasPrefix(target, "mailto:"):
		if address, _, _ := strings.Cut(strings.TrimPrefix(target, "mailto:"), "?"); !record.ValidMail(address) {
			return "", BadTarget
		}
		return target, nil
	case !strings.HasPrefix(path, "/"):
		return "", BadTarget
	case !w.paths[strings.TrimPrefix(path, "/")]:
		return "", BrokenLink
	}
	return p.local(strings.TrimPrefix(path, "/") + rest), nil
}
