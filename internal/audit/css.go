package audit

import (
	"bytes"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// readCSS applies the rules on links to a style sheet: what it loads is part
// of the site, or in the sheet itself as a data address.
func (p *page) readCSS() {
	data := p.data[:len(p.data):len(p.data)] // the lexer writes a byte behind it if there is room
	lexer := css.NewLexer(parse.NewInputBytes(data))
	statement := "" // the at-rule that a string or address belongs to
	for {
		t, text := lexer.Next()
		p.scan.start, p.scan.end = p.scan.end, p.scan.end+len(text)
		switch t {
		case css.ErrorToken:
			return
		case css.AtKeywordToken:
			statement = string(bytes.ToLower(text))
		case css.SemicolonToken, css.LeftBraceToken:
			statement = ""
		case css.BadURLToken:
			p.add(p.scan.start, ruleMalformed, string(text))
		case css.StringToken:
			if statement == "@import" {
				p.readSheetAddress(unquote(text))
			}
		case css.URLToken:
			if statement != "@namespace" { // a name, not a place
				_, ref, _ := bytes.Cut(text, []byte("("))
				ref = bytes.TrimSuffix(ref, []byte(")")) // it may be missing at the end of the file
				p.readSheetAddress(unquote(trim(ref)))
			}
		}
	}
}

func (p *page) readSheetAddress(ref []byte) {
	if !bytes.HasPrefix(ref, []byte("data:")) {
		p.refer(ref, loads)
	}
}

func unquote(b []byte) []byte {
	if len(b) > 1 && (b[0] == '"' || b[0] == '\'') && b[len(b)-1] == b[0] {
		return b[1 : len(b)-1]
	}
	return b
}
