package record

import (
	"cmp"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"passerelle/internal/diag"
)

// The findings of the value types.
var (
	BadID       = &diag.Rule{Code: "bad-id", Sentence: "%q is not an id"}
	BadCite     = &diag.Rule{Code: "bad-cite", Sentence: "%q is not a citation"}
	BadCountry  = &diag.Rule{Code: "bad-country", Sentence: "%q is not a country code"}
	BadURL      = &diag.Rule{Code: "bad-url", Sentence: "%q is not a web address that can be published"}
	BadNumber   = &diag.Rule{Code: "bad-number", Sentence: "%q is not the number of a resolution"}
	BadRegister = &diag.Rule{Code: "bad-identifier", Sentence: "%q is not an identifier of %s"}
	BadAnchor   = &diag.Rule{Code: "bad-anchor", Sentence: "%q is not the mark of a paragraph"}
	BadSymbol   = &diag.Rule{Code: "bad-symbol", Sentence: "%q is not a document symbol"}

	keptName     = &diag.Hint{Sentence: "Windows keeps that name for itself; take another"}
	idForm       = &diag.Hint{Sentence: "lower-case letters a–z, digits and single hyphens, at most 64 characters, such as \"birdlife\""}
	citeForm     = &diag.Hint{Sentence: "document#paragraph, such as \"cop11-doc-21-1#20b\""}
	countryForm  = &diag.Hint{Sentence: "three capital letters of ISO 3166-1, such as \"KEN\""}
	urlForm      = &diag.Hint{Sentence: "write the whole address, beginning with https://"}
	numberForm   = &diag.Hint{Sentence: "digits, capitals and points, such as \"10.21\" or \"IX\""}
	rorForm      = &diag.Hint{Sentence: "write the part after ror.org/, such as \"0521rv456\""}
	wikidataForm = &diag.Hint{Sentence: "write the item, such as \"Q170481\""}
	anchorForm   = &diag.Hint{Sentence: "letters and digits, at most 16, such as \"20b\""}
	symbolForm   = &diag.Hint{Sentence: "copy it as printed, without spaces at its ends"}
)

// ID names a record for good: it is the file's name, the last part of the
// page's address and what other records refer to.
type ID string

var idPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// windowsNames cannot be names of files on Windows.
var windowsNames = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// UnmarshalText checks the form of an id.
func (id *ID) UnmarshalText(b []byte) error {
	if len(b) > 64 || !idPattern.Match(b) {
		return &Fault{Rule: BadID, Args: []any{string(b)}, Hint: idForm}
	}
	if windowsNames.Match(b) {
		return &Fault{Rule: BadID, Args: []any{string(b)}, Hint: keptName}
	}
	*id = ID(b)
	return nil
}

// Cite is a paragraph of a source document.
type Cite struct {
	Document ID
	Anchor   Mark
}

var citePattern = regexp.MustCompile(`^([a-z0-9]+(?:-[a-z0-9]+)*)#([A-Za-z0-9]{1,16})$`)

// UnmarshalText reads document#anchor.
func (c *Cite) UnmarshalText(b []byte) error {
	m := citePattern.FindSubmatch(b)
	if m == nil || new(ID).UnmarshalText(m[1]) != nil {
		return &Fault{Rule: BadCite, Args: []any{string(b)}, Hint: citeForm}
	}
	c.Document, c.Anchor = ID(m[1]), Mark(m[2])
	return nil
}

func (c Cite) String() string { return string(c.Document) + "#" + string(c.Anchor) }

// Country is an ISO 3166-1 alpha-3 code.
type Country string

var countryPattern = regexp.MustCompile(`^[A-Z]{3}$`)

// UnmarshalText checks the form of a country code; that it exists is checked
// against data/countries.toml. Its page goes by it, as that of a record by its
// id.
func (c *Country) UnmarshalText(b []byte) error {
	if !countryPattern.Match(b) || windowsNames.MatchString(strings.ToLower(string(b))) {
		return &Fault{Rule: BadCountry, Args: []any{string(b)}, Hint: countryForm}
	}
	*c = Country(b)
	return nil
}

// URL is an https address.
type URL string

// UnmarshalText refuses what [ValidURL] does.
func (u *URL) UnmarshalText(b []byte) error {
	if !ValidURL(string(b)) {
		return &Fault{Rule: BadURL, Args: []any{string(b)}, Hint: urlForm}
	}
	*u = URL(b)
	return nil
}

// ValidURL reports whether s is an https address that may be linked to: with a
// full host name and without a user name. What a reader could take for another
// host is none: other alphabets stand as xn--….
func ValidURL(s string) bool {
	p, err := url.Parse(s)
	if err != nil || p.Scheme != "https" || p.Host == "" || p.User != nil || p.Opaque != "" || len(s) > 2000 ||
		strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("\"<>\\^`{|}", r) }) {
		return false
	}
	host, port, ok := strings.Cut(authority(s), ":")
	if n, err := strconv.ParseUint(port, 10, 16); ok && (err != nil || n == 0) {
		return false
	}
	return validHost(host)
}

// authority returns what stands between https:// and the path of an address.
func authority(s string) string {
	s = s[len("https://"):]
	if i := strings.IndexAny(s, "/?#"); i >= 0 {
		s = s[:i]
	}
	return s
}

// validHost reports whether s is a name of at least two parts, as the domain
// name system has it, the last of which is no number; with the accented
// letters of Latin alphabets, but for those that look like others.
func validHost(s string) bool {
	parts := strings.Split(s, ".")
	for _, p := range parts {
		if p == "" || len(p) > 63 || p[0] == '-' || p[len(p)-1] == '-' || strings.ContainsFunc(p, notOfHosts) {
			return false
		}
	}
	last := parts[len(parts)-1]
	return len(parts) > 1 && len(s) <= 253 && len(last) > 1 && !strings.ContainsAny(last[:1], "0123456789")
}

func notOfHosts(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-')
	case r == '\u0131', r == '\u0138': // dotless i, kra
		return true
	}
	return r < 0xc0 || r > 0x17f || !unicode.IsLetter(r) || !norm.NFKC.IsNormalString(string(r))
}

// mailPattern is the part of a mail address before the @.
var mailPattern = regexp.MustCompile(`^[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*$`)

// ValidMail reports whether s is a mail address that may be linked to: plain
// letters, digits, points and hyphens, so that nothing in it is a mark of a
// mailto address.
func ValidMail(s string) bool {
	name, host, ok := strings.Cut(s, "@")
	return ok && len(name) <= 64 && mailPattern.MatchString(name) && validHost(host)
}

// Number is the number of a resolution: an identifier, not a decimal, so that
// 9.9 < 10.9 < 10.10.
type Number string

var numberPattern = regexp.MustCompile(`^[0-9A-Z]{1,8}(\.[0-9A-Za-z]{1,8}){0,5}( \(Rev\.[0-9A-Z]{1,8}\))?$`)

// UnmarshalText checks the form.
func (n *Number) UnmarshalText(b []byte) error {
	if !numberPattern.Match(b) {
		return &Fault{Rule: BadNumber, Args: []any{string(b)}, Hint: numberForm}
	}
	*n = Number(b)
	return nil
}

// numberPart is a run of digits or of anything else that a point does not end.
var numberPart = regexp.MustCompile(`[0-9]+|[^0-9.]+`)

// Compare orders numbers part by part, digits by value and before letters; no
// number comes last.
func (n Number) Compare(o Number) int {
	if n == "" || o == "" {
		return -cmp.Compare(len(n), len(o)) // the empty one after
	}
	a, b := numberPart.FindAllString(string(n), -1), numberPart.FindAllString(string(o), -1)
	for i := range min(len(a), len(b)) {
		x, errX := strconv.Atoi(a[i])
		y, errY := strconv.Atoi(b[i])
		c := cmp.Compare(x, y)
		if errX != nil || errY != nil {
			c = strings.Compare(a[i], b[i]) // digits come before letters in ASCII too
		}
		if c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(string(n), string(o)))
}

// Symbol is a document's symbol, verbatim.
type Symbol string

// UnmarshalText refuses an empty, padded or overlong symbol.
func (s *Symbol) UnmarshalText(b []byte) error {
	v := string(b)
	if v == "" || v != strings.TrimSpace(v) || len(v) > 100 || strings.Contains(v, "\n") {
		return &Fault{Rule: BadSymbol, Args: []any{v}, Hint: symbolForm}
	}
	*s = Symbol(v)
	return nil
}

// ROR is an identifier of the Research Organization Registry.
type ROR string

var rorPattern = regexp.MustCompile(`^0[a-z0-9]{6}[0-9]{2}$`)

// UnmarshalText checks the form.
func (r *ROR) UnmarshalText(b []byte) error {
	if !rorPattern.Match(b) {
		return &Fault{Rule: BadRegister, Args: []any{string(b), diag.Say("the Research Organization Registry")}, Hint: rorForm}
	}
	*r = ROR(b)
	return nil
}

// Wikidata is an item of Wikidata.
type Wikidata string

var wikidataPattern = regexp.MustCompile(`^Q[1-9][0-9]{0,11}$`)

// UnmarshalText checks the form.
func (w *Wikidata) UnmarshalText(b []byte) error {
	if !wikidataPattern.Match(b) {
		return &Fault{Rule: BadRegister, Args: []any{string(b), "Wikidata"}, Hint: wikidataForm}
	}
	*w = Wikidata(b)
	return nil
}

// Mark names a paragraph of a source document: "20b", "S", "fn1".
type Mark string

var markPattern = regexp.MustCompile(`^[A-Za-z0-9]{1,16}$`)

// UnmarshalText checks the form.
func (m *Mark) UnmarshalText(b []byte) error {
	if !markPattern.Match(b) {
		return &Fault{Rule: BadAnchor, Args: []any{string(b)}, Hint: anchorForm}
	}
	*m = Mark(b)
	return nil
}
