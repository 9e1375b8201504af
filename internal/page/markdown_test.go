package page

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark/text"

	"passerelle/internal/trial"
)

// TestMarkdownIsQuick reads the worst pages that the loader lets through: as
// many bytes as a page may have, in paragraphs of as many marks.
func TestMarkdownIsQuick(t *testing.T) {
	const bytes, marks = 64 << 10, 600
	for _, unit := range []string{"[", "[a](", "![", "[![", "> ", ">", "*a ", "**a_ ", "*a", "a**bc* ", "`a``b", "<a ", "<!-- ", "<?", "[a](/x)", "[a](b \"", "[a]: ", "[^a] ", "<http:", "|", "#"} {
		n := 0
		for _, r := range unit {
			if strings.ContainsRune("*_[]<>`|#", r) {
				n++
			}
		}
		paragraph := strings.Repeat(unit, marks/n) + "\n\n"
		page := strings.Repeat(paragraph, max(1, bytes/len(paragraph)))
		if unit == "|" {
			page = "a|b\n-|-\n" + strings.Repeat("|\n", marks)
		}
		took, memory := time.Hour, uint64(1<<40)
		for range 8 { // others may be using the machine
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := trial.Used()
			markdownParser.Parse(text.NewReader([]byte(page)))
			took = min(took, trial.Used()-start)
			runtime.ReadMemStats(&after)
			if memory = min(memory, after.TotalAlloc-before.TotalAlloc); took < 100*time.Millisecond {
				break
			}
		}
		t.Logf("%-10q %v, %d MB", unit, took.Round(time.Millisecond), memory>>20)
		if took > 100*time.Millisecond || memory > 64<<20 {
			t.Errorf("%q takes %v and %d MB", unit, took, memory>>20)
		}
	}
}
