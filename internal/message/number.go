package message

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	printer "golang.org/x/text/message"
	"golang.org/x/text/number"
)

// narrow is the no-break space between groups of digits.
const narrow = "\u202f"

// group writes n with grouped digits. The tables of golang.org/x/text are of
// CLDR 32, so French and Spanish are put right here: French has had the narrow
// space since CLDR 34; Spanish groups from five digits up, and by a space, as
// the United Nations and the Royal Academy ask, not by a point or a comma.
func group(tag language.Tag, n int) string {
	switch base, _ := tag.Base(); base.String() {
	case "fr":
		return spaced(n, 4)
	case "es":
		return spaced(n, 5)
	}
	return printer.NewPrinter(tag).Sprint(number.Decimal(n))
}

// spaced groups the digits of n by narrow spaces if there are at least as many
// as from.
func spaced(n, from int) string {
	digits, negative := strings.CutPrefix(strconv.Itoa(n), "-")
	if len(digits) >= from {
		var parts []string
		for ; len(digits) > 3; digits = digits[:len(digits)-3] {
			parts = append(parts, digits[len(digits)-3:])
		}
		parts = append(parts, digits)
		slices.Reverse(parts)
		digits = strings.Join(parts, narrow)
	}
	if negative {
		return "-" + digits
	}
	return digits
}
