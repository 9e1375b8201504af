package prose

import "testing"

func TestSign(t *testing.T) {
	for _, tt := range []struct {
		text, sign string
		at         int
	}{
		{"", "", 0},
		{"100 %! Whales & {birds} [objects]", "", 0},
		{"50%!, of which 20%! (birds)", "", 0},
		{"a }} b {{ c", "}}", 2},
		{"50%! then %!d(string=x)", "%!", 10},
		{"é %!(EXTRA int=1) {{", "%!", 3},
		{"<no value>", "<no value>", 0},
		{"x ZgotmplZ", "ZgotmplZ", 2},
		{"i18n-missing-why", "i18n-missing", 0},
		{"[object Object]", "[object Object]", 0},
	} {
		if sign, at := Sign(tt.text); sign != tt.sign || at != tt.at {
			t.Errorf("%q: %q at %d, want %q at %d", tt.text, sign, at, tt.sign, tt.at)
		}
	}
}
