package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// broken returns a copy of the site with a field that no partner has.
func broken(t *testing.T) string {
	t.Helper()
	site := copySite(t)
	name := filepath.Join(site, filepath.FromSlash(caff))
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(text), "website =", "web_site =", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	return site
}

// TestLanguageOfProblems: problems are told in the language that is asked for,
// else in that of the environment, else in English; the place and the code are
// the same in each.
func TestLanguageOfProblems(t *testing.T) {
	site := broken(t)
	for _, tt := range []struct {
		name      string
		lang, env string
		holds     string
	}{
		{"as asked", "fr", "es_ES.UTF-8", "un partenaire n’a pas de champ"},
		{"as asked", "fr", "", "1 erreur et 0 avertissement dans 1 fichier"},
		{"as asked", "es", "", "1 error y 0 advertencias en 1 archivo"},
		{"of the environment", "", "fr_CH.UTF-8", "1 erreur"},
		{"of an environment in another language", "", "de_DE.UTF-8", "1 error and 0 warnings in 1 file"},
		{"of no environment", "", "", "is not a field of a partner"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("LC_ALL", tt.env)
			t.Setenv("LC_MESSAGES", "")
			t.Setenv("LANG", "")
			args := []string{"check", "-s", site}
			if tt.lang != "" {
				args = append(args, "--lang", tt.lang)
			}
			code, out, msg := run(t, args...)
			if code != 1 || out != "" || !strings.Contains(msg, tt.holds) || !strings.HasPrefix(msg, caff+":") || !strings.Contains(msg, "[unknown-key]") {
				t.Errorf("exit %d\n%s\n%s", code, out, msg)
			}
		})
	}
	if code, _, msg := run(t, "check", "-s", site, "--lang", "xx"); code != 2 || !strings.Contains(msg, "en, es, fr") {
		t.Errorf("an unknown language: exit %d, %s", code, msg)
	}
}

// TestFormats: findings for other programs go to standard output, whole and
// alone, with the exit code that they have as text.
func TestFormats(t *testing.T) {
	site := broken(t)
	for format, ok := range map[string]func(out string) bool{
		"text":   func(out string) bool { return out == "" },
		"github": func(out string) bool { return strings.HasPrefix(out, "::error file="+caff+",line=") },
		"json":   func(out string) bool { return json.Valid([]byte(out)) && strings.Contains(out, `"unknown-key"`) },
		"sarif": func(out string) bool {
			return json.Valid([]byte(out)) && strings.Contains(out, `"ruleId": "unknown-key"`)
		},
	} {
		code, out, msg := run(t, "check", "-s", site, "--format", format)
		if code != 1 || !ok(out) || (msg == "") != (format != "text") {
			t.Errorf("%s: exit %d\n%s\n%s", format, code, out, msg)
		}
	}
	for _, format := range []string{"json", "sarif"} {
		if code, out, _ := run(t, "check", "-s", repository, "--format", format); code != 0 || !json.Valid([]byte(out)) {
			t.Errorf("%s of a sound site: exit %d\n%s", format, code, out)
		}
	}
	if code, _, msg := run(t, "check", "-s", site, "--format", "xml"); code != 2 || !strings.Contains(msg, "text, json, sarif, github") {
		t.Errorf("an unknown format: exit %d, %s", code, msg)
	}
}
