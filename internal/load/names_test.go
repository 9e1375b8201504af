package load

import (
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"passerelle/internal/record"
)

// badNames are no ids: they lead out of a folder, cannot be files on some
// system, look like other names or are the same there.
var badNames = []struct{ kind, names string }{
	{"way out of the folder", `.. ../x ..\x x/../y /x \x x/y x\y ./x ~x ~/x file:x c:x c:\x %2e%2e x%2fy`},
	{"name that Windows keeps", "con prn aux nul com0 com1 com9 lpt0 lpt1 lpt9 CON Nul con.x com¹ conin$ clock$"},
	{"letter that looks like another", "\u0430fao f\u0430o fa\u043e \u0440\u0430\u0440\u0435r fа\u043e ｆａｏ ﬁsh ﬀ \u0251cap ſea \u0131wc \u03bfo \u217fm x\u2010y x\u2013y x\u2212y x\u00ady x\u200by x\u202ey x\ufe0fy 𝐟ao ᶠao"},
	{"twin by case", "Fao FAO fAo fao-X"},
	{"twin by composition", "été e\u0301te\u0301 n\u0303 ñ \u212b Å"},
	{"form that is not one", "- -x x- x--y x_y x.y x+y x~y x! x' x\" x# x? x* x& x=y $x @x (x) [x] {x} x,y x;y x| <x> x\u00a0y x\ty"},
	{"form that is too long", strings.Repeat("a", 65) + " " + strings.Repeat("a", 240)},
}

// A bad name is refused with one clear sentence, as the name of a file and
// wherever a record or page is named; the sound file beside it is read.
func TestNames(t *testing.T) {
	tried := 0
	for _, tt := range badNames {
		t.Run(tt.kind, func(t *testing.T) {
			for name := range strings.SplitSeq(tt.names, " ") {
				tried++
				hint := ` (lower-case letters a–z, digits and single hyphens, at most 64 characters, such as "birdlife")`
				if tt.kind == "name that Windows keeps" && !strings.ContainsAny(name, "CN.¹$") {
					hint = " (Windows keeps that name for itself; take another)"
				}
				sentence := "error[bad-id]: " + strconv.Quote(name) + " is not an id" + hint

				// As the id of another record; in single quotes, so as it is.
				written := "'" + name + "'"
				if strings.Contains(name, "'") {
					written = `"` + name + `"`
				}
				_, list := Data(site(map[string]string{"data/themes/law.toml": "name = { mul = \"x\" }\nparent = " + written + "\n"}), "data", portal)
				got := lines(list)
				switch {
				case len(got) == 1 && got[0] == "data/themes/law.toml:2:10: "+sentence:
				case len(got) > 0 && (strings.Contains(got[0], "[hidden-character]") || strings.Contains(got[0], "[not-normalised]")):
				default:
					t.Errorf("parent %q: %q\nwant %s", name, got, sentence)
				}
				if (&record.Cite{}).UnmarshalText([]byte(name+"#1")) == nil {
					t.Errorf("%q can be cited", name)
				}

				// As the name of a file, where it can be one that is not hidden.
				if strings.Contains(name, "/") || strings.HasPrefix(name, ".") {
					continue
				}
				for _, file := range []string{"data/themes/" + name + ".toml", "content/fr/" + name + ".md"} {
					files := site(map[string]string{"data/themes/fao.toml": "name = { mul = \"x\" }\n", "content/fr/fao.md": sound["content/fr/about.md"]})
					files[file] = &fstest.MapFile{Data: files["data/themes/fao.toml"].Data}
					set, list := Data(files, "data", portal)
					pages, more := Pages(files, "content", portal)
					got := lines(list, more)
					if len(got) != 1 || !strings.HasSuffix(got[0], ": "+sentence) {
						t.Errorf("file %q: %q\nwant %s", file, got, sentence)
					}
					if len(set.Themes) != 2 || len(pages) != 4 {
						t.Errorf("file %q: %d themes and %d pages are read", file, len(set.Themes), len(pages))
					}
				}
			}
		})
	}
	t.Logf("%d names", tried)
}
