package audit

import (
	"cmp"
	"hash/maphash"
	"slices"

	"golang.org/x/net/html"
)

// id is an id of the page.
type id struct {
	hash   uint64
	offset int // of the tag
	text   span
}

// idRef is a reference to an id of the same page.
type idRef struct {
	attr   attr
	offset int // of the tag
	text   span
}

// readIDs collects the ids of an SVG.
func (p *page) readIDs() {
	p.addressed = true
	p.scan = newScanner(p.data)
	for t := p.scan.next(); t != html.ErrorToken; t = p.scan.next() {
		if t == html.StartTagToken || t == html.SelfClosingTagToken {
			p.tag.read(&p.scan)
			p.readID()
			p.scan.z.NextIsNotRawText()
		}
	}
	p.sortIDs()
}

// readID takes note of the current tag's id.
func (p *page) readID() {
	if v := p.tag.get(attrID); len(v) > 0 {
		p.ids = append(p.ids, id{maphash.Bytes(p.a.seed, v), p.scan.start, p.addText(v)})
	}
}

// readIDRefs takes note of the ids that the current tag names.
func (p *page) readIDRefs() {
	const all = 1<<attrControls | 1<<attrDescribedBy | 1<<attrFor | 1<<attrLabelledBy
	if p.tag.set&all == 0 {
		return
	}
	for _, a := range []attr{attrControls, attrDescribedBy, attrFor, attrLabelledBy} {
		for id := range words(p.tag.get(a)) {
			p.idRefs = append(p.idRefs, idRef{a, p.scan.start, p.addText(id)})
		}
	}
}

// finishIDs sorts the ids, reports those that are there twice, and those that
// are named but missing.
func (p *page) finishIDs() {
	p.sortIDs()
	for i := 1; i < len(p.ids); i++ {
		if id := p.ids[i]; id.hash == p.ids[i-1].hash {
			p.add(id.offset, ruleID, string(p.at(id.text)))
		}
	}
	for _, ref := range p.idRefs {
		text := p.at(ref.text)
		hash := maphash.Bytes(p.a.seed, text)
		if _, ok := slices.BinarySearchFunc(p.ids, hash, func(id id, h uint64) int { return cmp.Compare(id.hash, h) }); ok {
			continue
		}
		if ref.attr == attrHref {
			p.add(ref.offset, ruleFragment, p.name, string(text))
		} else {
			p.add(ref.offset, ruleIDRef, attrNames[ref.attr], string(text))
		}
	}
}

func (p *page) sortIDs() {
	slices.SortFunc(p.ids, func(a, b id) int {
		return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.offset, b.offset))
	})
}
