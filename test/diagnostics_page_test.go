package test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// rule is a rule of the program as its source has it.
type rule struct {
	code, sentence, place string
}

// shown reports whether a line that the program printed is of this rule: two
// rules of one code differ by their sentences.
func (r rule) shown(line string) bool {
	parts := regexp.MustCompile(`%[a-zA-Z0-9]*[a-zA-Z]`).Split(r.sentence, -1)
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile(regexp.QuoteMeta("["+r.code+"]: ") + strings.Join(parts, ".*")).MatchString(line)
}

// rules reads the rules out of the sources of the program: every literal of
// the type diag.Rule.
func rules(t *testing.T) []rule {
	t.Helper()
	var all []rule
	files := token.NewFileSet()
	err := filepath.WalkDir(filepath.Join(root, "internal"), func(name string, e fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool {
			lit, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			typ, ok := lit.Type.(*ast.SelectorExpr)
			if !ok || typ.Sel.Name != "Rule" {
				return true
			}
			r := rule{place: files.Position(lit.Pos()).String()}
			for _, el := range lit.Elts {
				kv, ok := el.(*ast.KeyValueExpr)
				if !ok {
					continue
				}
				v, ok := kv.Value.(*ast.BasicLit)
				if !ok {
					continue
				}
				switch text, _ := strconv.Unquote(v.Value); kv.Key.(*ast.Ident).Name {
				case "Code":
					r.code = text
				case "Sentence":
					r.sentence = text
				}
			}
			if r.code == "" || r.sentence == "" {
				t.Errorf("%s: the code and the sentence of a rule are written out, so that this test can read them", r.place)
			}
			all = append(all, r)
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// entry is what docs/diagnostics.md says of a code.
type entry struct {
	code     string
	text     string // without the examples
	examples []*example
}

// example is a fault and its remedy. One without anything wrong is told in
// words, and its fault made by a function of this test.
type example struct {
	wrong, right []block
	printed      []string // what the program prints of what is wrong
	from, to     int      // the lines of the document that hold it
}

// block is a file of an example, or a part of one of the sample's files.
type block struct {
	file  string
	whole bool
	text  string
}

var (
	codeHeading = regexp.MustCompile(`^## ([a-z0-9-]+)$`)
	blockLabel  = regexp.MustCompile("^(Wrong|Right), (the whole|a part) of `([^`]+)`:$")
)

const printedLabel = "The program prints:"

// entries reads the document's lines: the entries in their order, and what
// stands before the first.
func entries(t *testing.T, lines []string) (guide string, all []*entry) {
	t.Helper()
	var e *entry
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if m := codeHeading.FindStringSubmatch(line); m != nil {
			e = &entry{code: m[1]}
			all = append(all, e)
			continue
		}
		label := blockLabel.FindStringSubmatch(line)
		switch {
		case e == nil:
			guide += line + "\n"
			continue
		case label == nil && line != printedLabel:
			if strings.HasPrefix(line, "```") {
				t.Fatalf("docs/diagnostics.md:%d: the block does not say what it is", i+1)
			}
			e.text += line + "\n"
			continue
		}
		from := i + 3 // after the label, a blank line and the fence
		if from > len(lines) || lines[i+1] != "" || !strings.HasPrefix(lines[i+2], "```") {
			t.Fatalf("docs/diagnostics.md:%d: a blank line and a block must follow", i+1)
		}
		for i = from; i < len(lines) && lines[i] != "```"; i++ {
		}
		e.block(label, lines[from:i], from, i)
	}
	return guide, all
}

// block adds a block to the entry. An example is what is wrong, what is
// printed, what is right, in this order.
func (e *entry) block(label, text []string, from, to int) {
	n := len(e.examples)
	if n == 0 || len(e.examples[n-1].right) > 0 && (label == nil || label[1] == "Wrong") {
		e.examples = append(e.examples, &example{})
		n++
	}
	x := e.examples[n-1]
	if label == nil {
		x.printed, x.from, x.to = text, from, to
		return
	}
	b := block{file: label[3], whole: label[2] == "the whole", text: strings.Join(text, "\n") + "\n"}
	if label[1] == "Wrong" {
		x.wrong = append(x.wrong, b)
	} else {
		x.right = append(x.right, b)
	}
}
