package diag

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
)

// Phrase is an argument of a sentence that is itself words of the program's,
// such as "a text in quotes", and so is told in the reader's language too.
type Phrase struct {
	Format string
	Args   []any
}

// Say returns a phrase; format is English and the key of its translations.
func Say(format string, args ...any) Phrase { return Phrase{format, args} }

// String returns the phrase in English.
func (p Phrase) String() string { return fmt.Sprintf(p.Format, p.Args...) }

// Error returns the phrase in English, so that a reason can be an error.
func (p Phrase) Error() string { return p.String() }

// Speaker is an argument that has a phrase for itself.
type Speaker interface{ Phrase() Phrase }

// Tongue is a language in which the program tells what it found. The nil
// Tongue is English, in which sentences are written.
type Tongue struct {
	tag       string
	sentences map[string]string // by the English sentence
}

//go:embed words.toml
var words string

// tongues reads words.toml: for each English sentence its translations.
var tongues = sync.OnceValue(func() map[string]*Tongue {
	var file map[string]map[string]string
	if _, err := toml.Decode(words, &file); err != nil {
		panic(err) // the file is a part of the program, and a test reads it
	}
	out := map[string]*Tongue{"en": nil}
	for english, by := range file {
		for tag, s := range by {
			if out[tag] == nil {
				out[tag] = &Tongue{tag, map[string]string{}}
			}
			out[tag].sentences[english] = s
		}
	}
	return out
})

// Tags returns the languages in which findings are told.
func Tags() []string { return []string{"en", "es", "fr"} }

// In returns the language of a tag or locale, such as "fr", "fr-CH" or
// "fr_FR.UTF-8", and whether findings are told in it.
func In(locale string) (*Tongue, bool) {
	tag := strings.ToLower(locale)
	if i := strings.IndexAny(tag, "-_.@"); i >= 0 {
		tag = tag[:i]
	}
	t, ok := tongues()[tag]
	return t, ok
}

// say fills in a sentence. One without a translation is told in English.
func (t *Tongue) say(format string, args []any) string {
	if t != nil {
		if s := t.sentences[format]; s != "" {
			format = s
		}
	}
	told := make([]any, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case Phrase:
			told[i] = t.say(a.Format, a.Args)
		case Speaker:
			p := a.Phrase()
			told[i] = t.say(p.Format, p.Args)
		case string:
			told[i] = short(a)
		default:
			told[i] = a
		}
	}
	return fmt.Sprintf(format, told...)
}

// whole is a text that is told as it is, however long.
type whole string

// maxArg is how many characters of a value are shown.
const maxArg = 500

// short cuts a long value: what is shown of a file may come from anyone.
func short(s string) string {
	if len(s) <= maxArg {
		return s
	}
	if runes := []rune(s); len(runes) > maxArg {
		return string(runes[:maxArg]) + "…"
	}
	return s
}

// count says how many there are of something; French has the singular for
// none too.
func (t *Tongue) count(n int, one, many string) string {
	if n == 1 || n == 0 && t != nil && t.tag == "fr" {
		return t.say(one, []any{n})
	}
	return t.say(many, []any{n})
}

// SentenceIn returns the finding without its place and hint.
func (d Diagnostic) SentenceIn(t *Tongue) string { return t.say(d.Rule.Sentence, d.Args) }

// AdviceIn returns the hint, or "" if there is none.
func (d Diagnostic) AdviceIn(t *Tongue) string {
	if d.Hint == nil {
		return ""
	}
	return t.say(d.Hint.Sentence, d.HintArgs)
}

// LineIn returns the line that a person reads.
func (d Diagnostic) LineIn(t *Tongue) string {
	s := t.say("%s: %s[%s]: %s", []any{d.Pos, Say(d.Rule.Severity.String()), d.Rule.Code, whole(d.SentenceIn(t))})
	if h := d.AdviceIn(t); h != "" {
		s += " (" + h + ")"
	}
	return s
}
