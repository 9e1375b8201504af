package audit

import (
	"bytes"
	"hash/maphash"

	"golang.org/x/net/html/atom"
)

// target is a link to a file of the site, before its texts have numbers.
type target struct {
	path, fragment span
	line, col      int
}

// use is what a browser does with an address.
type use bool

const (
	follows use = false // when the reader asks for it
	loads   use = true  // with the page
)

// readAddresses applies the rules on links to the current start tag.
func (p *page) readAddresses() {
	const all = 1<<attrAction | 1<<attrData | 1<<attrFormAction | 1<<attrHref | 1<<attrPoster | 1<<attrSrc | 1<<attrSrcset
	t := &p.tag
	if t.set&all == 0 {
		return
	}
	switch {
	case t.name == atom.A || t.name == atom.Area:
		p.readAddress(attrHref, follows)
	case t.name == atom.Link:
		p.readLink()
	case t.name == atom.Image || string(t.element) == "use":
		p.readAddress(attrHref, loads)
	case t.name == atom.Form:
		p.readAddress(attrAction, follows)
	case t.name == atom.Object:
		p.readAddress(attrData, loads)
	}
	p.readAddress(attrFormAction, follows)
	p.readAddress(attrPoster, loads)
	p.readAddress(attrSrc, loads)
	if t.has(attrSrcset) {
		for candidate := range bytes.SplitSeq(t.get(attrSrcset), []byte(",")) {
			for ref := range words(candidate) {
				p.refer(ref, loads)
				break // what follows is its width or density
			}
		}
	}
}

// readLink applies the rules to a link element, by its rel.
func (p *page) readLink() {
	t, how, alternate := &p.tag, follows, false
	for rel := range words(t.get(attrRel)) {
		switch string(lower(rel)) {
		case "canonical":
			p.checkCanonical(t.get(attrHref))
			return
		case "alternate":
			alternate = true
		case "stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest",
			"apple-touch-icon", "mask-icon":
			how = loads
		}
	}
	if alternate && t.has(attrHrefLang) && (!t.has(attrType) || t.is(attrType, "text/html")) {
		p.readAlternate(t.get(attrHrefLang), t.get(attrHref))
		return
	}
	p.readAddress(attrHref, how)
}

// readAddress applies the rules to an attribute that holds one address.
func (p *page) readAddress(a attr, how use) {
	if !p.tag.has(a) {
		return
	}
	if ref := trim(p.tag.get(a)); len(ref) > 0 {
		p.refer(ref, how)
	} else {
		p.add(p.scan.start, ruleEmpty, attrNames[a], string(p.tag.element))
	}
}

// refer applies the rules to an address, once a page.
func (p *page) refer(ref []byte, how use) {
	hash := maphash.Bytes(p.a.seed, ref)
	if how == loads {
		hash++
	}
	if p.seen[hash] {
		return
	}
	p.seen[hash] = true
	to := p.resolve(ref)
	switch to.kind {
	case inside:
		p.goTo(ref, to)
	case web, foreign:
		if how == loads {
			p.add(p.scan.start, ruleThirdParty, string(ref))
		} else if to.kind == foreign {
			p.add(p.scan.start, ruleScheme, string(ref))
		}
	case mail, unknown:
		if how == loads || to.kind == unknown {
			p.add(p.scan.start, ruleScheme, string(ref))
		}
	case outside:
		p.add(p.scan.start, ruleOutside, string(ref))
	case malformed:
		p.add(p.scan.start, ruleMalformed, string(ref))
	}
}

// goTo applies the rules on form to an address in the site, and keeps it for
// when all files are known.
func (p *page) goTo(ref []byte, to address) {
	portable := p.a.site.Portable
	switch {
	case to.index && !portable:
		p.add(p.scan.start, ruleIndex, string(ref))
	case to.folder && portable && !to.absolute:
		p.add(p.scan.start, ruleFolder, string(ref))
	case to.relative && p.anywhere && !portable:
		p.add(p.scan.start, ruleRelative, string(ref))
	}
	if string(p.at(to.path)) != p.name {
		line, col := p.place(p.scan.start)
		p.links = append(p.links, target{to.path, to.fragment, line, col})
	} else if to.fragment != (span{}) && p.addressed {
		p.idRefs = append(p.idRefs, idRef{attrHref, p.scan.start, to.fragment})
	}
}
