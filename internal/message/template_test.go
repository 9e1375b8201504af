package message

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestUsesInTemplates(t *testing.T) {
	uses, list := UsesInTemplates(fstest.MapFS{
		"layouts/baseof.html": {Data: []byte(`{{- /* T "in_a_comment" */ -}}
<a href="#main">{{ T "skip_link" }}</a> T "in_text" é{{ i18n "é_after" | upper }}
{{ with .Title }}{{ . }}{{ else }}{{ lang.Translate "untitled" }}{{ end }}
{{ range $i, $p := .Partners }}{{ $x := dict "label" (T "by" (dict "Name" $p.Name)) "n" (.Count | T "n_partners") }}{{ end }}
{{ define "_partials/inline/note.html" }}{{ return (T ` + "`raw`" + `) }}{{ end }}
`)},
		"layouts/_partials/nav.html": {Data: []byte(`{{ if (i18n "nav") }}{{ template "x" (T "inner") }}{{ end }}`)},
		"layouts/home.json":          {Data: []byte(`{{ T "not_html" }}`)},
		"other/home.html":            {Data: []byte(`{{ T "elsewhere" }}`)},
	}, "layouts")
	var got []string
	for _, u := range uses {
		got = append(got, strings.TrimPrefix(u.Pos.String(), "layouts/")+" "+u.ID)
	}
	want := []string{
		"_partials/nav.html:1:13 nav",
		"_partials/nav.html:1:41 inner",
		"baseof.html:2:22 skip_link",
		"baseof.html:2:62 é_after",
		"baseof.html:3:53 untitled",
		"baseof.html:4:57 by",
		"baseof.html:4:101 n_partners",
		"baseof.html:5:55 raw",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if list.Len() > 0 {
		t.Error(list.Sorted())
	}
}

func TestUsesInTemplatesErrors(t *testing.T) {
	for _, tt := range []struct{ name, template, want string }{
		{"variable", "<p>\n{{ $id := .ID }}{{ T $id }}", "a.html:2:20 message-dynamic"},
		{"field", "{{ i18n .ID }}", "a.html:1:4 message-dynamic"},
		{"printf", `{{ T (printf "status_%s" .Status) }}`, "a.html:1:4 message-dynamic"},
		{"piped", `{{ "skip_link" | T }}`, "a.html:1:18 message-dynamic"},
		{"passed on", `{{ partial "x" (slice T) }}`, "a.html:1:23 message-dynamic"},
		{"long name", "{{ lang.Translate .ID }}", "a.html:1:8 message-dynamic"},
		{"in an argument", `{{ T "by" (dict "Name" (T .Key)) }}`, "a.html:1:25 message-dynamic"},
		{"broken template", "<p>\n{{ if }}", "a.html:2 message-template"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, list := UsesInTemplates(fstest.MapFS{"a.html": {Data: []byte(tt.template)}}, ".")
			if got := findings(list); !slices.Equal(got, []string{tt.want}) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
	_, list := UsesInTemplates(fstest.MapFS{}, "layouts")
	if got := findings(list); !slices.Equal(got, []string{"layouts message-unreadable"}) {
		t.Errorf("got %q", got)
	}
}
