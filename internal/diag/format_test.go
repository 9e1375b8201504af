package diag

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif" // whose source holds the schema
	"github.com/xeipuuv/gojsonschema"
)

// awkward is findings with everything that a format has to escape or leave out.
func awkward() *List {
	l := &List{}
	wrong := &Rule{Code: "unknown-key", Sentence: "%q is not a field of %s"}
	l.Add(Position{"data/a b,c:é.toml", 12, 3}, wrong, "50 %\nx", Say("a partner"))
	l.Advise(OneOf, "a, b")
	l.Add(Position{File: "config.toml"}, &Rule{Code: "missing-option", Severity: Warning, Sentence: "the option %q is missing"}, "baseURL")
	l.Add(Position{"content/fr/<x>.md", 4, 0}, wrong, "a", Say("an editorial page"))
	return l
}

func written(t *testing.T, format string, l *List, tongue *Tongue) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, format, l, tongue, "1.2.3"); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestJSON: the findings as JSON, in the order of files; none are an empty list.
func TestJSON(t *testing.T) {
	var doc struct {
		Version, Errors, Warnings, Files int
		Diagnostics                      []struct {
			File                          string
			Line, Column                  int
			Severity, Code, Message, Hint string
		}
	}
	read := func(l *List) {
		dec := json.NewDecoder(strings.NewReader(written(t, "json", l, nil)))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&doc); err != nil {
			t.Fatal(err)
		}
	}
	read(awkward())
	if doc.Version != 1 || doc.Errors != 2 || doc.Warnings != 1 || doc.Files != 3 || len(doc.Diagnostics) != 3 {
		t.Fatalf("got %+v", doc)
	}
	if d := doc.Diagnostics[2]; d.File != "data/a b,c:é.toml" || d.Line != 12 || d.Column != 3 || d.Severity != "error" || d.Code != "unknown-key" ||
		d.Message != `"50 %\nx" is not a field of a partner` || d.Hint != "one of: a, b" {
		t.Errorf("got %+v", d)
	}
	if d := doc.Diagnostics[0]; d.Line != 0 || d.Column != 0 || d.Severity != "warning" {
		t.Errorf("a finding about a file as a whole: %+v", d)
	}
	doc.Diagnostics = nil
	read(&List{})
	if doc.Diagnostics == nil || doc.Errors != 0 {
		t.Errorf("no findings: %+v", doc)
	}
}

// sarifSchema returns the schema of SARIF 2.1.0. The package that has it keeps
// it to itself, so it is read from its source.
func sarifSchema(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif").Output()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(out)), "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	schema := ""
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if v, ok := n.(*ast.ValueSpec); ok && v.Names[0].Name == "schema" && len(v.Values) == 1 {
				schema, _ = strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			}
			return true
		})
	}
	if !strings.Contains(schema, "sarif") {
		t.Fatal("the schema was not found")
	}
	return schema
}

// TestSARIF: the findings, and none, are valid by the schema of SARIF 2.1.0.
func TestSARIF(t *testing.T) {
	fr, _ := In("fr")
	schema, err := gojsonschema.NewSchema(gojsonschema.NewStringLoader(sarifSchema(t)))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []*List{awkward(), {}} {
		text := written(t, "sarif", l, fr)
		result, err := schema.Validate(gojsonschema.NewStringLoader(text))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range result.Errors() {
			t.Errorf("%v\n%s", e, text)
		}
	}
	if result, err := schema.Validate(gojsonschema.NewStringLoader(`{"version": "2.1.0", "runs": [{}]}`)); err != nil || result.Valid() {
		t.Errorf("the schema refuses nothing: %v", err)
	}
	if text := written(t, "sarif", awkward(), nil); !strings.Contains(text, `"uri": "data/a%20b,c:%C3%A9.toml"`) {
		t.Errorf("the address of a file is not escaped:\n%s", text)
	}
}

// TestGitHub: a finding is a line that GitHub shows beside the file.
func TestGitHub(t *testing.T) {
	const want = `::warning file=config.toml,title=missing-option::the option "baseURL" is missing
::error file=content/fr/<x>.md,line=4,title=unknown-key::"a" is not a field of an editorial page
::error file=data/a b%2Cc%3Aé.toml,line=12,col=3,title=unknown-key::"50 %25\nx" is not a field of a partner (one of: a, b)
`
	if got := written(t, "github", awkward(), nil); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestIn: locales as systems write them.
func TestIn(t *testing.T) {
	for locale, want := range map[string]bool{
		"fr": true, "FR": true, "fr-CH": true, "fr_FR.UTF-8": true, "es_419": true, "en_GB": true, "de_DE": false, "C": false, "POSIX": false, "": false, "fra": false,
	} {
		if _, ok := In(locale); ok != want {
			t.Errorf("findings are told in %q: %t", locale, ok)
		}
	}
}
