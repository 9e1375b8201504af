package test

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"passerelle/internal/cli"
)

// BenchmarkRealData measures, as processes on a warm disk and in turn, a whole
// build of the real data, a check of it, and stock Hugo building the same site
// from disk. It reports seconds and the ratio of the build to stock Hugo.
func BenchmarkRealData(b *testing.B) {
	dir := b.TempDir()
	program, hugo, plain := filepath.Join(dir, "passerelle"), filepath.Join(dir, "hugo"), filepath.Join(dir, "plain")
	compile(b, program, "passerelle/cmd/passerelle")
	compile(b, hugo, "github.com/gohugoio/hugo")
	var msg bytes.Buffer
	if code := cli.Run(context.Background(), []string{"generate", "-q", "-s", root, plain}, &msg, &msg); code != 0 {
		b.Fatal(msg.String())
	}
	var built, checked, stock, best time.Duration
	n := 0
	for b.Loop() {
		// A new folder each time: ext4 is slow to make files where some were
		// just deleted, which is neither program's doing.
		public := filepath.Join(dir, fmt.Sprintf("public-%d", n))
		d := clock(b, program, "build", "-q", "-s", root, "-o", public)
		if best == 0 || d < best {
			best = d
		}
		built += d
		checked += clock(b, program, "check", "-q", "-s", root)
		stock += clock(b, hugo, "--quiet", "-s", plain, "-d", public+"-stock")
		n++
	}
	b.ReportMetric(built.Seconds()/float64(n), "build-s/op")
	b.ReportMetric(best.Seconds(), "best-build-s")
	b.ReportMetric(checked.Seconds()/float64(n), "check-s/op")
	b.ReportMetric(stock.Seconds()/float64(n), "hugo-s/op")
	b.ReportMetric(built.Seconds()/stock.Seconds(), "build/hugo")
}

func compile(b *testing.B, to, pkg string) {
	b.Helper()
	if out, err := exec.Command("go", "build", "-o", to, pkg).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
}

func clock(b *testing.B, program string, args ...string) time.Duration {
	b.Helper()
	start := time.Now()
	if out, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return time.Since(start)
}
