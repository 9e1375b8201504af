package diag

import (
	"fmt"
	"io"
)

// Print writes the findings in file order, one a line, and a closing count.
// It writes nothing for an empty list.
func Print(w io.Writer, l *List, t *Tongue) error {
	sorted := l.Sorted()
	if len(sorted) == 0 {
		return nil
	}
	for _, d := range sorted {
		if _, err := fmt.Fprintln(w, d.LineIn(t)); err != nil {
			return err
		}
	}
	errors, warnings, files := tally(sorted)
	_, err := fmt.Fprintln(w, t.say("%s and %s in %s", []any{
		t.count(errors, "%d error", "%d errors"), t.count(warnings, "%d warning", "%d warnings"), t.count(files, "%d file", "%d files"),
	}))
	return err
}

// tally counts findings and the files that they are in.
func tally(ds []Diagnostic) (errors, warnings, files int) {
	in := map[string]bool{}
	for _, d := range ds {
		in[d.Pos.File] = true
		if d.Rule.Severity == Warning {
			warnings++
		} else {
			errors++
		}
	}
	return errors, warnings, len(in)
}
