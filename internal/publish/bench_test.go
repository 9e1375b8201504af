package publish

import (
	"bytes"
	"fmt"
	"path/filepath"
	"testing"
)

// BenchmarkPublish measures a site of 10,000 partners in three languages, each
// page in its own folder.
func BenchmarkPublish(b *testing.B) {
	page := bytes.Repeat([]byte("0123456789abcde\n"), 3_800/16)
	put := func(target, mark string) {
		s, err := Begin(target)
		if err != nil {
			b.Fatal(err)
		}
		defer s.Abort()
		for i := range 30_000 {
			data := append(fmt.Appendf(nil, "%d %s\n", i, mark), page...)
			if err := s.Write(fmt.Sprintf("%d/partners/%d/index.html", i%3, i), data); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := s.Commit(); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("fresh", func(b *testing.B) {
		for b.Loop() {
			put(filepath.Join(b.TempDir(), "public"), "")
		}
	})
	b.Run("unchanged", func(b *testing.B) {
		target := filepath.Join(b.TempDir(), "public")
		put(target, "")
		for b.Loop() {
			put(target, "")
		}
	})
	b.Run("all changed", func(b *testing.B) {
		target := filepath.Join(b.TempDir(), "public")
		put(target, "")
		for n := 0; b.Loop(); n++ {
			put(target, fmt.Sprint(n))
		}
	})
}
