package diag

import (
	"fmt"
	"io"
)

// Print writes the findings in file order, one a line, and a closing count.
// It writes nothing for an empty list.
func Print(w io.Writer, l *List) error {
	sorted := l.Sorted()
	if len(sorted) == 0 {
		return nil
	}
	for _, d := range sorted {
		if _, err := fmt.Fprintln(w, d); err != nil {
			return err
		}
	}
	var errors, warnings int
	files := map[string]bool{}
	for _, d := range sorted {
		files[d.Pos.File] = true
		if d.Rule.Severity == Warning {
			warnings++
		} else {
			errors++
		}
	}
	_, err := fmt.Fprintf(w, "%s and %s in %s\n",
		plural(errors, "error"), plural(warnings, "warning"), plural(len(files), "file"))
	return err
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
