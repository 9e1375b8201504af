package search

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/arabic"
	"github.com/blevesearch/snowballstem/danish"
	"github.com/blevesearch/snowballstem/dutch"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/finnish"
	"github.com/blevesearch/snowballstem/french"
	"github.com/blevesearch/snowballstem/german"
	"github.com/blevesearch/snowballstem/hungarian"
	"github.com/blevesearch/snowballstem/italian"
	"github.com/blevesearch/snowballstem/norwegian"
	"github.com/blevesearch/snowballstem/portuguese"
	"github.com/blevesearch/snowballstem/romanian"
	"github.com/blevesearch/snowballstem/russian"
	"github.com/blevesearch/snowballstem/spanish"
	"github.com/blevesearch/snowballstem/swedish"
	"github.com/blevesearch/snowballstem/turkish"
)

// stemmers are by the tag of their language; words of any other are not cut.
var stemmers = map[string]func(*snowballstem.Env) bool{
	"ar": arabic.Stem, "da": danish.Stem, "nl": dutch.Stem, "en": english.Stem, "fi": finnish.Stem,
	"fr": french.Stem, "de": german.Stem, "hu": hungarian.Stem, "it": italian.Stem, "nb": norwegian.Stem,
	"pt": portuguese.Stem, "ro": romanian.Stem, "ru": russian.Stem, "es": spanish.Stem, "sv": swedish.Stem,
	"tr": turkish.Stem,
}

// stem returns the stem of a word in lower case with its accents, folded: it
// is cut before the accents are taken off, because endings have them.
func stem(w, tag string) string {
	cut := stemmers[tag]
	if cut == nil || isIdentifier(w) {
		return Fold(w)
	}
	env := snowballstem.NewEnv(w)
	cut(env)
	if s, ok := strings.CutSuffix(env.Current(), "z"); ok && tag == "es" {
		return Fold(s + "c") // as the stem of its plural: pez, peces
	}
	return Fold(env.Current())
}

// endings are what a plural or a singular may end in, by language: the one
// instead of the other, both ways.
var endings = map[string][][2]string{
	"en": {{"", "s"}, {"", "es"}, {"y", "ies"}},
	"es": {{"", "s"}, {"", "es"}, {"z", "ces"}, {"ón", "ones"}, {"és", "eses"}, {"án", "anes"}},
	"fr": {{"", "s"}, {"", "x"}, {"al", "aux"}, {"", "e"}, {"", "es"}},
	"pt": {{"", "s"}, {"", "es"}, {"ão", "ões"}},
	"it": {{"o", "i"}, {"a", "e"}, {"e", "i"}},
}

// inflected returns the plural and singular forms of a word that have its stem,
// so that a reader finds a word in a form in which no text has it.
func inflected(w, tag string) []string {
	if isIdentifier(w) || len(w) < 3 {
		return nil
	}
	of := stem(w, tag)
	var out []string
	for _, pair := range endings[tag] {
		for _, way := range [][2]string{pair, {pair[1], pair[0]}} {
			if !strings.HasSuffix(w, way[0]) {
				continue
			}
			if form := w[:len(w)-len(way[0])] + way[1]; len(form) > 2 && form != w && stem(form, tag) == of {
				out = append(out, form)
			}
		}
	}
	return out
}
