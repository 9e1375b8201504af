package prose

import (
	"strings"

	"passerelle/internal/diag"
)

// What templates leave behind where something is missing or was not worked out
// is no text of anyone's: such signs are refused where people write, with the
// place, and once more on finished pages.
var (
	LeftOver   = &diag.Rule{Code: "template-sign", Sentence: "%q looks like what a broken template leaves behind, and would not be published"}
	OtherWords = &diag.Hint{Sentence: "say it in other words"}
)

// Signs are these texts; "%!" is one only before a bracket, as BadVerb says.
var Signs = []string{
	"ZgotmplZ",        // an address that html/template refused
	"<no value>",      // a missing key
	"%!",              // a verb of fmt that did not fit
	"{{",              // an action that was not run
	"}}",              // its end
	"i18n-missing",    // a message without a translation
	"[object Object]", // a value of a script, printed
}

// BadVerb reports whether s, which begins with "%!", begins like what fmt
// writes for a verb that does not fit, such as "%!d(string=a)" or
// "%!(EXTRA int=1)", and unlike "100%!".
func BadVerb[T string | []byte](s T) bool {
	return len(s) > 2 && s[2] == '(' || len(s) > 3 && s[2] != ' ' && s[3] == '('
}

// ReportSign reports a text that holds one of the signs, at the text's place,
// and tells whether it does.
func ReportSign(list *diag.List, at diag.Position, text string) bool {
	sign, _ := Sign(text)
	if sign != "" {
		list.Add(at, LeftOver, sign)
		list.Advise(OtherWords)
	}
	return sign != ""
}

// Sign returns the first of the signs in a text and where it begins, in bytes;
// "" if there is none.
func Sign(s string) (sign string, at int) {
	at = len(s)
	for _, text := range Signs {
		for from := 0; ; {
			i := strings.Index(s[from:at], text)
			if i < 0 {
				break
			}
			if from += i; text != "%!" || BadVerb(s[from:]) {
				sign, at = text, from
				break
			}
			from += len(text)
		}
	}
	if sign == "" {
		return "", 0
	}
	return sign, at
}
