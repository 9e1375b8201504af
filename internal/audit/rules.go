package audit

import "passerelle/internal/diag"

// The rules on the document.
var (
	ruleUTF8        = &diag.Rule{Code: "utf-8", Sentence: "bytes that are not UTF-8"}
	ruleReplacement = &diag.Rule{Code: "replacement-character", Sentence: "U+FFFD stands where a character was lost"}
	ruleMarker      = &diag.Rule{Code: "leftover-marker", Sentence: "%q was left over by a template"}
	ruleDoctype     = &diag.Rule{Code: "doctype", Sentence: "the page does not begin with <!doctype html>"}
	rulePlace       = &diag.Rule{Code: "page-place", Sentence: "the page lies in no language's folder"}
	ruleHTMLLang    = &diag.Rule{Code: "html-lang", Sentence: "lang of <html> is %q, not %s"}
	ruleHTMLDir     = &diag.Rule{Code: "html-dir", Sentence: "dir of <html> is %q, the language is written %s"}
	ruleLang        = &diag.Rule{Code: "lang", Sentence: "lang=%q is not a language tag"}
)

// The rules on the head.
var (
	ruleTitle             = &diag.Rule{Code: "title", Sentence: "the page has no title"}
	ruleTitleRepeated     = &diag.Rule{Code: "title-repeated", Sentence: "the page has a second title"}
	ruleDescription       = &diag.Rule{Code: "description", Sentence: "the page has no meta description"}
	ruleCanonical         = &diag.Rule{Code: "canonical", Sentence: "the page has no canonical address"}
	ruleCanonicalWrong    = &diag.Rule{Code: "canonical-wrong", Sentence: "the canonical address is %q, not %q"}
	ruleCanonicalRepeated = &diag.Rule{Code: "canonical-repeated", Sentence: "the page has a second canonical address"}
	ruleCanonicalUnwanted = &diag.Rule{Code: "canonical-unwanted", Sentence: "this page is shown at any address, so it must not name a canonical one"}
	ruleAlternate         = &diag.Rule{Code: "alternate", Sentence: "the page has no alternate for %s"}
	ruleAlternateRepeated = &diag.Rule{Code: "alternate-repeated", Sentence: "the page has a second alternate for %s"}
	ruleAlternateUnknown  = &diag.Rule{Code: "alternate-unknown", Sentence: "hreflang %q is not a language of the site"}
	ruleAlternateTarget   = &diag.Rule{Code: "alternate-target", Sentence: "alternate %q is not the absolute address of a page of the site"}
	ruleAlternateLanguage = &diag.Rule{Code: "alternate-language", Sentence: "the alternate for %s is %s, in another language"}
	ruleAlternateOneWay   = &diag.Rule{Code: "alternate-one-way", Sentence: "%s is an alternate of this page, but does not name this page as its own"}
)

// The rules on the body.
var (
	ruleH1           = &diag.Rule{Code: "h1", Sentence: "the page has no h1"}
	ruleH1Repeated   = &diag.Rule{Code: "h1-repeated", Sentence: "the page has a second h1"}
	ruleHeading      = &diag.Rule{Code: "heading-level", Sentence: "h%d follows h%d and skips a level"}
	ruleMain         = &diag.Rule{Code: "main", Sentence: "the page has no main"}
	ruleMainRepeated = &diag.Rule{Code: "main-repeated", Sentence: "the page has a second main"}
	ruleID           = &diag.Rule{Code: "id-repeated", Sentence: "id %q is on the page twice"}
	ruleIDRef        = &diag.Rule{Code: "id-reference", Sentence: "%s names %q, which is no id on the page"}
	ruleAlt          = &diag.Rule{Code: "img-alt", Sentence: "the image has no alt"}
	ruleSVG          = &diag.Rule{Code: "svg-name", Sentence: "the drawing has role=img but neither a title nor an aria-label"}
	ruleLinkName     = &diag.Rule{Code: "link-name", Sentence: "the link has no text, aria-label or alt"}
	ruleButtonName   = &diag.Rule{Code: "button-name", Sentence: "the button has no text, aria-label or alt"}
	ruleLinkNested   = &diag.Rule{Code: "link-nested", Sentence: "the link stands inside another link"}
	ruleTable        = &diag.Rule{Code: "table-header", Sentence: "the table has no th"}
)

// The rules on what the content security policy refuses.
var (
	ruleStyle      = &diag.Rule{Code: "inline-style", Sentence: "style belongs in a style sheet, not on or in the page"}
	ruleScript     = &diag.Rule{Code: "inline-script", Sentence: "a script belongs in a file, not in the page"}
	ruleHandler    = &diag.Rule{Code: "inline-handler", Sentence: "%s is script in an attribute"}
	ruleThirdParty = &diag.Rule{Code: "third-party", Sentence: "%q is loaded from another host"}
)

// The rules on links.
var (
	ruleEmpty     = &diag.Rule{Code: "link-empty", Sentence: "%s of <%s> is empty"}
	ruleScheme    = &diag.Rule{Code: "link-scheme", Sentence: "%q is neither https, nor mailto, nor in the site"}
	ruleOutside   = &diag.Rule{Code: "link-outside", Sentence: "%q leads out of the site's folder"}
	ruleIndex     = &diag.Rule{Code: "link-index", Sentence: "%q: a link to a folder ends with \"/\", without index.html"}
	ruleFolder    = &diag.Rule{Code: "link-folder", Sentence: "%q: in a portable site a link to a folder ends with index.html"}
	ruleRelative  = &diag.Rule{Code: "link-relative", Sentence: "%q is relative, but this page is shown at any address; begin the link at the root of the site"}
	ruleBroken    = &diag.Rule{Code: "link-broken", Sentence: "the site has no file %q"}
	ruleFragment  = &diag.Rule{Code: "fragment-broken", Sentence: "%s has no id %q"}
	ruleMalformed = &diag.Rule{Code: "link-malformed", Sentence: "%q is not an address"}
)

// The rules on the site.
var (
	ruleCase     = &diag.Rule{Code: "path-case", Sentence: "the path differs from %q in case only"}
	ruleLanguage = &diag.Rule{Code: "page-untranslated", Sentence: "there is no %s"}
	ruleRoot     = &diag.Rule{Code: "root-page", Sentence: "the site has no such page"}
)
