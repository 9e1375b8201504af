package diag

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// spoken returns every sentence that the program has for its findings: those
// of rules and hints, and the phrases inside them.
func spoken(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	say := func(e ast.Expr, at string) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			s, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			out[s] = at
		}
	}
	err := filepath.WalkDir("..", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		files := token.NewFileSet()
		f, err := parser.ParseFile(files, name, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if k, ok := n.Key.(*ast.Ident); ok && (k.Name == "Sentence" || k.Name == "Noun") {
					say(n.Value, name)
				}
			case *ast.CompositeLit: // a hint of one sentence
				if id, ok := n.Type.(*ast.Ident); ok && id.Name == "Hint" && len(n.Elts) == 1 {
					say(n.Elts[0], name)
				}
			case *ast.CallExpr:
				switch f := n.Fun.(type) {
				case *ast.SelectorExpr:
					if x, ok := f.X.(*ast.Ident); ok && x.Name == "diag" && f.Sel.Name == "Say" && len(n.Args) > 0 {
						say(n.Args[0], name)
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{ // said by this package and of kinds of values
		"%s: %s[%s]: %s", "%s and %s in %s", "%d error", "%d errors", "%d warning", "%d warnings", "%d file", "%d files", "error", "warning",
		"a table", "a list", "a text in quotes", "a whole number", "a number", "true or false", "a date or time without quotes",
	} {
		out[s] = "internal/diag"
	}
	delete(out, "")
	return out
}

var verb = regexp.MustCompile(`%(?:\[(\d+)\])?[-+# 0]*[a-zA-Z]`)

// verbs returns the verb of each argument of a format.
func verbs(format string) map[int]string {
	out, next := map[int]string{}, 1
	for _, m := range verb.FindAllStringSubmatch(strings.ReplaceAll(format, "%%", ""), -1) {
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		out[next] = m[0][len(m[0])-1:]
		next++
	}
	return out
}

// TestWords: every sentence has a translation in each language, with the same
// arguments and in its spacing, and no translation is of a sentence that
// nobody says.
func TestWords(t *testing.T) {
	sentences := spoken(t)
	if len(sentences) < 150 {
		t.Fatalf("only %d sentences were found", len(sentences))
	}
	for _, tag := range []string{"fr", "es"} {
		tongue, ok := In(tag)
		if !ok {
			t.Fatalf("nothing is told in %s", tag)
		}
		for s, at := range sentences {
			told := tongue.sentences[s]
			if told == "" {
				t.Errorf("%s: %q is not told in %s", at, s, tag)
				continue
			}
			if w, h := verbs(s), verbs(told); !equalVerbs(w, h) {
				t.Errorf("%q has the arguments %v, in %s %v: %q", s, w, tag, h, told)
			}
			if tag == "fr" && regexp.MustCompile(`[^\x{202f}0-9/<][;!?]|« | »|[^\x{202f}a-z0-9/"]: `).MatchString(told) {
				t.Errorf("%q is not spaced as French is", told)
			}
		}
		for s := range tongue.sentences {
			if _, ok := sentences[s]; !ok {
				t.Errorf("%q is told in %s and said nowhere", s, tag)
			}
		}
	}
}

func equalVerbs(a, b map[int]string) bool {
	if len(a) != len(b) {
		return false
	}
	for i, v := range a {
		if b[i] != v && !(slices.Contains([]string{"s", "v"}, v) && slices.Contains([]string{"s", "v"}, b[i])) {
			return false
		}
	}
	return true
}
