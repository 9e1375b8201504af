package audit

import (
	"bytes"
	"net/url"
	"strings"
)

// kind is where an address leads.
type kind int

const (
	inside    kind = iota // to a file of the site
	web                   // https, another site
	mail                  // mailto
	foreign               // http or no scheme, another host
	unknown               // another scheme
	outside               // the site's host, but not its folder
	malformed             // nowhere
)

// address is an address in a file of the site, resolved.
type address struct {
	kind     kind
	path     span // of the output file, if inside
	fragment span // decoded; empty if there is none or it is the top of the page
	absolute bool // written with scheme and host
	relative bool // written as a path from the page's folder
	query    bool
	index    bool // the path is written with index.html
	folder   bool // the path is written as that of a folder
}

// resolve finds out where an address in the current file leads.
func (p *page) resolve(ref []byte) (to address) {
	from := ""
	switch rest, ok := bytes.CutPrefix(ref, []byte(p.a.site.BaseURL)); {
	case ok:
		to.absolute, ref = true, rest
	case scheme(ref) != nil:
		to.kind = kindOf(scheme(ref))
		return to
	case bytes.HasPrefix(ref, []byte("//")):
		to.kind = foreign
		return to
	case bytes.HasPrefix(ref, []byte("/")):
		if ref, ok = bytes.CutPrefix(ref, []byte(p.a.root)); !ok {
			to.kind = outside
			return to
		}
	default:
		from = p.name
	}
	ref, fragment, _ := bytes.Cut(ref, []byte("#"))
	ref, _, to.query = bytes.Cut(ref, []byte("?"))
	if from != "" && len(ref) == 0 {
		to.path = p.addText([]byte(from))
	} else {
		to.relative = from != ""
		p.join(&to, from[:strings.LastIndexByte(from, '/')+1], ref)
	}
	if to.kind == inside && len(fragment) > 0 {
		p.addFragment(&to, fragment)
	}
	return to
}

// join follows a path, as written in an address, from a folder.
func (p *page) join(to *address, folder string, ref []byte) {
	ref, ok := decode(ref)
	if !ok {
		to.kind = malformed
		return
	}
	start := len(p.text)
	p.text = append(p.text, folder...)
	for more := true; more; {
		var name []byte
		name, ref, more = bytes.Cut(ref, []byte("/"))
		to.folder = !more
		switch string(name) {
		case ".":
		case "..":
			here := p.text[start:]
			if len(here) == 0 {
				to.kind = outside
				return
			}
			p.text = p.text[:start+bytes.LastIndexByte(here[:len(here)-1], '/')+1]
		case "":
			if more {
				p.text = append(p.text, '/')
			}
		default:
			p.text = append(p.text, name...)
			if more {
				p.text = append(p.text, '/')
				break
			}
			to.folder = false
			to.index = string(name) == "index.html"
		}
	}
	if to.folder {
		p.text = append(p.text, "index.html"...)
	}
	to.path = span{start, len(p.text)}
}

// addFragment takes the fragment of an address, without a text directive.
func (p *page) addFragment(to *address, fragment []byte) {
	fragment, _, _ = bytes.Cut(fragment, []byte(":~:"))
	fragment, ok := decode(fragment)
	if !ok {
		to.kind = malformed
	} else if len(fragment) > 0 && !bytes.EqualFold(fragment, []byte("top")) {
		to.fragment = p.addText(fragment)
	}
}

// decode resolves percent signs; it returns b itself if there are none.
func decode(b []byte) ([]byte, bool) {
	if bytes.IndexByte(b, '%') < 0 {
		return b, true
	}
	s, err := url.PathUnescape(string(b))
	return []byte(s), err == nil
}

// scheme returns the scheme of an address, nil if it has none.
func scheme(ref []byte) []byte {
	for i, c := range ref {
		switch {
		case c == ':' && i > 0:
			return ref[:i]
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		default:
			return nil
		}
	}
	return nil
}

func kindOf(scheme []byte) kind {
	switch string(lower(scheme)) {
	case "https":
		return web
	case "http":
		return foreign
	case "mailto":
		return mail
	}
	return unknown
}
