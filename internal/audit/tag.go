package audit

import (
	"bytes"

	"golang.org/x/net/html/atom"
)

// attr is an attribute that a rule looks at.
type attr uint8

const (
	attrAction attr = iota
	attrAlt
	attrControls
	attrDescribedBy
	attrLabel
	attrLabelledBy
	attrContent
	attrData
	attrDir
	attrFor
	attrFormAction
	attrHref
	attrHrefLang
	attrID
	attrLang
	attrName
	attrPoster
	attrRel
	attrRole
	attrSrc
	attrSrcset
	attrStyle
	attrType
	attrHandler // any attribute whose name begins with "on"; its value is that name
	attrCount
)

var attrNames = [attrCount]string{
	"action", "alt", "aria-controls", "aria-describedby", "aria-label", "aria-labelledby", "content", "data", "dir",
	"for", "formaction", "href", "hreflang", "id", "lang", "name", "poster", "rel", "role", "src", "srcset", "style",
	"type", "on…",
}

// attrs holds the attributes by name.
var attrs = func() map[string]attr {
	m := map[string]attr{"xlink:href": attrHref, "imagesrcset": attrSrcset}
	for a, name := range attrNames[:attrHandler] {
		m[name] = attr(a)
	}
	return m
}()

// tag is a start tag with the attributes that a rule looks at.
type tag struct {
	element []byte    // its name in lower case
	name    atom.Atom // the same, 0 if it is no HTML name
	set     uint32    // bit of each attribute that is present
	values  [attrCount][]byte
}

// read reads the current start tag of the scanner. Of an attribute that is
// there twice, the first counts, as in a browser.
func (t *tag) read(s *scanner) {
	var rest []byte
	t.element, rest = s.tag()
	t.name, t.set = atom.Lookup(t.element), 0
	for {
		var key, value []byte
		if key, value, rest = attribute(rest); len(key) == 0 {
			return
		}
		a, ok := attrs[string(key)]
		if !ok {
			if len(key) < 3 || key[0] != 'o' || key[1] != 'n' {
				continue
			}
			a, value = attrHandler, key
		}
		if !t.has(a) {
			t.set |= 1 << a
			t.values[a] = unescape(value)
		}
	}
}

func (t *tag) has(a attr) bool { return t.set&(1<<a) != 0 }

// get returns the value of an attribute, nil if it is absent.
func (t *tag) get(a attr) []byte {
	if !t.has(a) {
		return nil
	}
	return t.values[a]
}

// is reports whether an attribute has the value, in any case.
func (t *tag) is(a attr, value string) bool {
	return t.has(a) && bytes.EqualFold(t.values[a], []byte(value))
}

// says reports whether an attribute is there with more than white space.
func (t *tag) says(a attr) bool { return t.has(a) && !blank(t.values[a]) }
