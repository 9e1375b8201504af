// Package lang holds what depends on the languages of a site: the languages
// themselves, texts in several of them, which one a reader is shown, the order
// of words, and the spacing that French printing asks for.
//
// The languages come from config.toml; nothing here knows how many there are.
package lang

import (
	"slices"

	"golang.org/x/text/language"
)

// Any is the key of a text that is the same in every language, such as a
// proper name (the ISO 639-2 code for several languages).
const Any = "mul"

// Language is one language of the site.
type Language struct {
	Tag       string // key in config.toml and first part of a page's path, such as "fr"
	Label     string // the language's name for itself
	Locale    string // BCP 47, value of the lang attribute
	Direction string // "ltr" or "rtl"
	Title     string // the site's title in this language
	Weight    int    // order in the switch; the smallest is the default language
}

// BCP47 returns the parsed locale.
func (l Language) BCP47() language.Tag { return language.Make(l.Locale) }

// Set is the languages of a site in their order; the first is the default,
// which is also the language a missing translation falls back to first.
type Set []Language

// Tags returns the tags in order.
func (s Set) Tags() []string {
	tags := make([]string, len(s))
	for i, l := range s {
		tags[i] = l.Tag
	}
	return tags
}

// Has reports whether tag is one of the set's.
func (s Set) Has(tag string) bool {
	return slices.ContainsFunc(s, func(l Language) bool { return l.Tag == tag })
}

// Get returns the language with the tag, or the zero Language.
func (s Set) Get(tag string) Language {
	if i := slices.IndexFunc(s, func(l Language) bool { return l.Tag == tag }); i >= 0 {
		return s[i]
	}
	return Language{}
}

// Text is a text by language tag, or under [Any].
type Text map[string]string

// In returns the text for a reader of tag and the tag of the language it is
// in: tag itself, [Any], or, failing both, the first of the set that has one.
// It returns "", "" if there is none.
func (t Text) In(tag string, set Set) (text, in string) {
	if v := t[tag]; v != "" {
		return v, tag
	}
	if v := t[Any]; v != "" {
		return v, Any
	}
	for _, l := range set {
		if v := t[l.Tag]; v != "" {
			return v, l.Tag
		}
	}
	return "", ""
}

// Empty reports whether the text is absent in every language.
func (t Text) Empty() bool {
	for _, v := range t {
		if v != "" {
			return false
		}
	}
	return true
}

// Words is several words or phrases a language, such as the other names by
// which readers know a thing; under [Any], those of no one language.
type Words map[string][]string
