package audit

import (
	"bytes"
	"testing"

	"golang.org/x/net/html"
)

// FuzzScanner compares names and attributes as read from the document with
// those that the tokenizer's own accessors return.
func FuzzScanner(f *testing.F) {
	f.Add([]byte(document))
	for _, s := range []string{
		`<a href>`, `<a href=x/>`, `<a href = 'x' y="z"w>`, `<a =x==y / z>`, `<A HREF="&amp;&quot;"/>`, `</a b="c">`,
		`<a b=">" c=d'e>`, `<a b="`, "<a\n\tb\r=\fc>", `<script><a></script>`, `<a b/c=d>`, `<a/b>`, "<a b=\vc>",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if bytes.ContainsAny(data, "\r\x00") {
			return // the tokenizer replaces these
		}
		z := html.NewTokenizer(bytes.NewReader(data))
		s := newScanner(data)
		for {
			want := z.Next()
			if got := s.next(); got != want {
				t.Fatalf("token %v, want %v", got, want)
			}
			if want == html.ErrorToken {
				return
			}
			if want != html.StartTagToken && want != html.SelfClosingTagToken && want != html.EndTagToken {
				continue
			}
			name, more := z.TagName()
			got, rest := s.tag()
			if !bytes.Equal(got, name) {
				t.Fatalf("name %q, want %q", got, name)
			}
			seen := map[string]bool{}
			for more {
				var k, v, key, value []byte
				k, v, more = z.TagAttr()
				for key, value, rest = attribute(rest); seen[string(key)]; {
					key, value, rest = attribute(rest)
				}
				seen[string(key)] = true
				if !bytes.Equal(k, key) || bytes.IndexByte(v, '&') < 0 && !bytes.Contains(value, []byte("&")) && !bytes.Equal(v, value) {
					t.Fatalf("%q: %q=%q, want %q=%q", s.raw(), key, value, k, v)
				}
			}
		}
	})
}

// FuzzAudit looks for inputs that stop the program, and for places that are
// not in the file.
func FuzzAudit(f *testing.F) {
	f.Add([]byte(document))
	f.Add([]byte("<svg><svg/></svg></svg><table></table></table><th></template><template>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		a := New(site)
		for _, name := range []string{"fr/a/index.html", "404.html", "a.css", "a.svg"} {
			a.File(name, data)
		}
		lines := bytes.Count(data, []byte("\n")) + 1
		for _, d := range a.Finish().Sorted() {
			if d.Pos.Line > lines || d.Pos.Col > len(data)+1 {
				t.Error(d)
			}
		}
	})
}
