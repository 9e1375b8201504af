package page

import "testing"

// TestFormula shows which cells of a table are guarded.
func TestFormula(t *testing.T) {
	for s, want := range map[string]bool{
		"=1+1": true, "+1": true, "-1": true, "@SUM(1)": true, "\t=1": true, "\tx": true, "\r=1": true, "\n=1": true,
		" =1": true, "\u00a0=1": true, "\u3000+1": true, "＝1": true, "＋1": true, "－1": true, "＠A": true,
		"": false, " ": false, "a=1": false, "1-2": false, "'=1": false, "« = »": false, " x": false, "–": false,
	} {
		if formula(s) != want {
			t.Errorf("%q is a formula: %t", s, !want)
		}
	}
}
