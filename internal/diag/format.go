package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
)

// Formats are the forms in which findings are written for other programs.
var Formats = []string{"text", "json", "sarif", "github"}

// Write writes the findings in one of [Formats]. Unlike [Print], it writes a
// whole document also for an empty list, except as text.
func Write(w io.Writer, format string, l *List, t *Tongue, version string) error {
	switch format {
	case "json":
		return writeJSON(w, l.Sorted(), t)
	case "sarif":
		return writeSARIF(w, l.Sorted(), t, version)
	case "github":
		return writeGitHub(w, l.Sorted(), t)
	}
	return Print(w, l, t)
}

// found is a finding in JSON. Line and column count from 1 and are absent for
// a file as a whole; columns count characters.
type found struct {
	File     string `json:"file"`
	Line     int    `json:"line,omitempty"`
	Column   int    `json:"column,omitempty"`
	Severity string `json:"severity"`
	Code     string `json:"code"`
	Message  string `json:"message"`
	Hint     string `json:"hint,omitempty"`
}

func writeJSON(w io.Writer, ds []Diagnostic, t *Tongue) error {
	errors, warnings, files := tally(ds)
	doc := struct {
		Version  int     `json:"version"`
		Errors   int     `json:"errors"`
		Warnings int     `json:"warnings"`
		Files    int     `json:"files"`
		Found    []found `json:"diagnostics"`
	}{1, errors, warnings, files, []found{}}
	for _, d := range ds {
		doc.Found = append(doc.Found, found{d.Pos.File, d.Pos.Line, d.Pos.Col, d.Rule.Severity.String(), d.Rule.Code, d.SentenceIn(t), d.AdviceIn(t)})
	}
	return encode(w, doc)
}

func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// object is a JSON object of the Static Analysis Results Interchange Format,
// version 2.1.0 (OASIS).
type object map[string]any

func writeSARIF(w io.Writer, ds []Diagnostic, t *Tongue, version string) error {
	results, rules := []object{}, []object{}
	var codes []string
	for _, d := range ds {
		if !slices.Contains(codes, d.Rule.Code) {
			codes = append(codes, d.Rule.Code)
			rules = append(rules, object{"id": d.Rule.Code})
		}
		message := d.SentenceIn(t)
		if h := d.AdviceIn(t); h != "" {
			message += " (" + h + ")"
		}
		place := object{"artifactLocation": object{"uri": (&url.URL{Path: d.Pos.File}).EscapedPath(), "uriBaseId": "SITE"}}
		if d.Pos.Line > 0 {
			region := object{"startLine": d.Pos.Line}
			if d.Pos.Col > 0 {
				region["startColumn"] = d.Pos.Col
			}
			place["region"] = region
		}
		results = append(results, object{
			"ruleId": d.Rule.Code, "ruleIndex": slices.Index(codes, d.Rule.Code), "level": d.Rule.Severity.String(),
			"message": object{"text": message}, "locations": []object{{"physicalLocation": place}},
		})
	}
	language := "en"
	if t != nil {
		language = t.tag
	}
	return encode(w, object{
		"version": "2.1.0",
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"runs": []object{{
			"tool": object{"driver": object{"name": "passerelle", "version": version, "rules": rules}}, "language": language,
			"columnKind": "unicodeCodePoints", "results": results,
			"originalUriBaseIds": object{"SITE": object{"description": object{"text": "the folder of config.toml"}}},
		}},
	})
}

// The characters that a workflow command of GitHub escapes, in its text and in
// its properties.
var (
	textEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func writeGitHub(w io.Writer, ds []Diagnostic, t *Tongue) error {
	for _, d := range ds {
		at := "file=" + propertyEscapes.Replace(d.Pos.File)
		if d.Pos.Line > 0 {
			at += fmt.Sprintf(",line=%d", d.Pos.Line)
		}
		if d.Pos.Col > 0 {
			at += fmt.Sprintf(",col=%d", d.Pos.Col)
		}
		message := d.SentenceIn(t)
		if h := d.AdviceIn(t); h != "" {
			message += " (" + h + ")"
		}
		if _, err := fmt.Fprintf(w, "::%s %s,title=%s::%s\n", d.Rule.Severity, at, d.Rule.Code, textEscapes.Replace(message)); err != nil {
			return err
		}
	}
	return nil
}
