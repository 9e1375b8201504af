package site

import (
	"context"
	"strings"
	"testing"

	"passerelle/internal/page"
)

// TestOneAddress: two pages with one address are refused, also where they
// would fall into different batches.
func TestOneAddress(t *testing.T) {
	pages := []page.File{{Path: "fr/a.md", Output: "fr/a/index.html"}, {Path: "fr/b.md", Output: "fr/b/index.html"}, {Path: "fr/z.md", Output: "fr/a/index.html"}}
	write := func(string, []byte) error { t.Error("something was written"); return nil }
	if err := Render(context.Background(), nil, pages, write); err == nil || !strings.Contains(err.Error(), "fr/a/index.html") {
		t.Errorf("it is not refused: %v", err)
	}
}
