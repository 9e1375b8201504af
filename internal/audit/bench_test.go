package audit

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// largeSite returns a site of n partners in each language. A partner's page
// has the sections of the real one, and links to eight others.
func largeSite(n int) (names []string, pages tree) {
	pages = goodSite()
	for _, l := range languages {
		for i := range n {
			var b strings.Builder
			fmt.Fprintf(&b, "<h2 id=\"activities\">Activities</h2>\n<ol class=\"timeline\">\n")
			for k := range 8 {
				other := (i + k*k + 1) % n
				fmt.Fprintf(&b, "<li id=\"activity-%d-%d\" class=\"activity\"><time datetime=\"2019-0%d\">2019</time> "+
					"Training of rangers along the East Atlantic flyway, with <a href=\"../partner-%d/\">Partner %d</a> "+
					"– depuis 2002, l’organisation soutient le plan d’action pour les oiseaux d’eau. "+
					"<a class=\"mark\" href=\"../partner-%d/#sources\">¶20%c</a></li>\n", i, k, k+1, other, other, other, 'a'+rune(k))
			}
			b.WriteString("</ol>\n<h2>Contact</h2>")
			name := fmt.Sprintf("%s/partners/partner-%d/index.html", l.Tag, i)
			pages[name] = strings.Replace(pageOf(l, fmt.Sprintf("partners/partner-%d/", i)), "<h2>Contact</h2>", b.String(), 1)
		}
	}
	return slices.Sorted(maps.Keys(pages)), pages
}

func BenchmarkPage(b *testing.B) {
	names, pages := largeSite(20)
	name := names[len(names)/2]
	data := []byte(pages[name])
	a := New(site)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		a.File(name, data)
	}
}

// BenchmarkTokenizer is the part of BenchmarkPage that no rule can save.
func BenchmarkTokenizer(b *testing.B) {
	names, pages := largeSite(20)
	data := []byte(pages[names[len(names)/2]])
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		s := newScanner(data)
		for s.next() != html.ErrorToken {
		}
	}
}

// BenchmarkSite audits 30,000 pages and tells what is kept of each.
func BenchmarkSite(b *testing.B) {
	names, pages := largeSite(10_000)
	size := 0
	for _, data := range pages {
		size += len(data)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		a := New(site)
		before := heap()
		for _, name := range names {
			a.File(name, []byte(pages[name]))
		}
		b.ReportMetric(float64(heap()-before)/float64(len(names)), "kept-B/page")
		if n := a.Finish().Len(); n > 0 {
			b.Fatalf("%d findings", n)
		}
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
