package lang

import "strings"

// narrow is the no-break space that French puts before ; : ! ? and inside « ».
const narrow = "\u202f"

var frenchSpaces = strings.NewReplacer(
	" ;", narrow+";", " !", narrow+"!", " ?", narrow+"?", " :", narrow+":",
	"« ", "«"+narrow, " »", narrow+"»", " %", narrow+"%",
)

// Typeset returns s with the spacing of the language's printing: in French,
// the spaces that editors type before double punctuation become no-break ones.
func Typeset(tag, s string) string {
	if tag != "fr" && !strings.HasPrefix(tag, "fr-") || !strings.ContainsAny(s, ";!?:«»%") {
		return s
	}
	return frenchSpaces.Replace(s)
}
