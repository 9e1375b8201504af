package audit

import (
	"golang.org/x/net/html/atom"
)

// control is a link or button that must have a name.
type control struct {
	open, named bool
	offset      int
}

// drawing is an open svg element.
type drawing struct {
	offset int
	image  bool // role=img, which must have a name
	named  bool
}

// table is an open table element.
type table struct {
	offset int
	header bool // it has a th, or is no table to a reader
}

// checkInline applies the rules on code within the page to the current tag.
func (p *page) checkInline() {
	t := &p.tag
	if t.has(attrStyle) || t.name == atom.Style {
		p.add(p.scan.start, ruleStyle)
	}
	if t.has(attrHandler) {
		p.add(p.scan.start, ruleHandler, string(t.get(attrHandler)))
	}
	if t.name == atom.Script && !t.has(attrSrc) && !t.is(attrType, "application/ld+json") {
		p.add(p.scan.start, ruleScript)
	}
}

// startBody applies the rules on the body to the current start tag.
func (p *page) startBody() {
	t := &p.tag
	labelled := t.says(attrLabel) || t.says(attrLabelledBy)
	if labelled {
		p.nameControls()
	}
	switch t.name {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.startHeading(int(t.name.String()[1] - '0'))
	case atom.Main:
		if p.main++; p.main > 1 {
			p.add(p.scan.start, ruleMainRepeated)
		}
	case atom.A:
		if p.link.open {
			p.add(p.scan.start, ruleLinkNested)
		}
		p.link = control{open: true, named: labelled || !t.has(attrHref), offset: p.scan.start}
	case atom.Area:
		if t.has(attrHref) && !labelled && !t.says(attrAlt) {
			p.add(p.scan.start, ruleLinkName)
		}
	case atom.Button:
		p.button = control{open: true, named: labelled, offset: p.scan.start}
	case atom.Img:
		if !t.has(attrAlt) {
			p.add(p.scan.start, ruleAlt)
		}
		if t.says(attrAlt) {
			p.nameControls()
		}
	case atom.Svg:
		p.svgs = append(p.svgs, drawing{p.scan.start, t.is(attrRole, "img"), labelled})
	case atom.Table:
		p.tables = append(p.tables, table{p.scan.start, t.is(attrRole, "presentation") || t.is(attrRole, "none")})
	case atom.Th:
		if n := len(p.tables); n > 0 {
			p.tables[n-1].header = true
		}
	}
}

func (p *page) startHeading(level int) {
	if level == 1 {
		if p.h1++; p.h1 > 1 {
			p.add(p.scan.start, ruleH1Repeated)
		}
	}
	if level > p.heading+1 {
		p.add(p.scan.start, ruleHeading, level, p.heading)
	}
	p.heading = level
}

// endBody applies the rules on the body to an end tag.
func (p *page) endBody(name atom.Atom) {
	switch name {
	case atom.A:
		if p.link.open && !p.link.named {
			p.add(p.link.offset, ruleLinkName)
		}
		p.link = control{}
	case atom.Button:
		if p.button.open && !p.button.named {
			p.add(p.button.offset, ruleButtonName)
		}
		p.button = control{}
	case atom.Svg:
		if n := len(p.svgs); n > 0 {
			if d := p.svgs[n-1]; d.image && !d.named {
				p.add(d.offset, ruleSVG)
			}
			p.svgs = p.svgs[:n-1]
		}
	case atom.Table:
		if n := len(p.tables); n > 0 {
			if t := p.tables[n-1]; !t.header {
				p.add(t.offset, ruleTable)
			}
			p.tables = p.tables[:n-1]
		}
	}
}

// nameControls gives the open link and button a name.
func (p *page) nameControls() {
	p.link.named, p.button.named = true, true
}

// finishBody reports what the body lacks.
func (p *page) finishBody() {
	if p.h1 == 0 {
		p.lack(ruleH1)
	}
	if p.main == 0 {
		p.lack(ruleMain)
	}
}
