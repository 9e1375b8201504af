package publish

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	tests := []struct {
		name   string
		before []string // written first, all good
		write  string
		want   string // in the error; "" if the name is good
	}{
		{"plain", nil, "index.html", ""},
		{"deep", []string{"fr/a"}, "fr/partners/éa/index.html", ""},
		{"hidden", nil, ".well-known/security.txt", ""},
		{"marker's name below the top", nil, "fr/.passerelle", ""},
		{"space and dots within", nil, "a b/c..d.txt", ""},

		{"empty", nil, "", "not a relative path"},
		{"the folder itself", nil, ".", "not a relative path"},
		{"parent", nil, "..", "not a relative path"},
		{"out", nil, "../x", "not a relative path"},
		{"out and in", nil, "a/../b", "not a relative path"},
		{"dot part", nil, "./a", "not a relative path"},
		{"absolute", nil, "/etc/passwd", "not a relative path"},
		{"double slash", nil, "a//b", "not a relative path"},
		{"closing slash", nil, "a/", "not a relative path"},
		{"invalid UTF-8", nil, "a\xff", "not a relative path"},
		{"backslash", nil, `a\b`, `'\\'`},
		{"out by backslash", nil, `..\b`, `'\\'`},
		{"drive", nil, "C:/x", `':'`},
		{"NUL", nil, "a\x00b", `'\x00'`},
		{"line end", nil, "a\nb", `'\n'`},
		{"dot at the end of a part", nil, "a./b", "ends in a dot"},
		{"space at the end", nil, "a ", "ends in a dot or a space"},

		{"marker", nil, ".passerelle", "kept for the marker"},
		{"marker in capitals", nil, ".Passerelle", "kept for the marker"},
		{"below the marker", nil, ".passerelle/a", "kept for the marker"},
		{"twice", []string{"a/b"}, "a/b", "a/b is a file already"},
		{"file over folder", []string{"a/b"}, "a", "a is a folder already"},
		{"folder over file", []string{"a"}, "a/b", "a is a file already"},
		{"twins", []string{"Dup.html"}, "dup.html", "dup.html and Dup.html are one name"},
		{"twin folders", []string{"FR/a"}, "fr/b", "fr and FR are one name"},
		{"twin folders above", []string{"x/FR/a/b"}, "x/fr/c/d", "x/fr and x/FR are one name"},
		{"file and folder twins", []string{"FR"}, "fr/b", "fr and FR are one name"},
		{"twins with accents", []string{"É.html"}, "é.html", "are one name"},
		{"twins in normalisation", []string{"\u00e9"}, "e\u0301", "are one name"},
		{"final sigma", []string{"ς"}, "σ", "are one name"},
		{"kelvin sign", []string{"\u212a"}, "k", "are one name"},
		{"with and without an accent", []string{"e"}, "é", "are one name"},
		{"not twins", []string{"e"}, "f", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := begin(t, filepath.Join(t.TempDir(), "public"))
			for _, name := range tt.before {
				check(t, s.Write(name, []byte("x")))
			}
			err := s.Write(tt.write, []byte("y"))
			switch {
			case tt.want == "":
				check(t, err)
			case err == nil:
				t.Errorf("Write(%q) succeeded", tt.write)
			case !strings.Contains(err.Error(), tt.want):
				t.Errorf("Write(%q): %v; want %q in it", tt.write, err, tt.want)
			}
		})
	}
}

func FuzzNames(f *testing.F) {
	for _, name := range []string{"a/b", "../x", `..\x`, "/x", "A/b", "a", "e\u0301", "ŉ/ß"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		n := newNames()
		folders, err := n.claim(name)
		if err != nil {
			return
		}
		if !filepath.IsLocal(filepath.FromSlash(name)) || strings.Contains(name, `\`) {
			t.Errorf("%q accepted", name)
		}
		if len(folders) != strings.Count(name, "/") {
			t.Errorf("%q: folders %q", name, folders)
		}
		for _, twin := range []string{name, strings.ToUpper(name), strings.ToLower(name)} {
			if _, err := n.claim(twin); err == nil {
				t.Errorf("%q accepted beside %q", twin, name)
			}
		}
	})
}
