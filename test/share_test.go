package test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/pprof"
	"strconv"
	"testing"

	"passerelle/internal/cli"
)

// shares is what parts of a build may take of its processor time, in per cent,
// with the functions in which each part's time is spent.
var shares = []struct {
	part      string
	functions []string
	most      float64
}{
	{"the indexes of the search", []string{`page.(*writer).found`}, 15},
	{"the audit", []string{`audit.(*Audit).File`, `audit.(*Audit).Finish`}, 15},
}

// TestShares profiles builds of the real data and reads what parts of them
// take of their processor time.
func TestShares(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the site several times")
	}
	name := filepath.Join(t.TempDir(), "cpu.prof")
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		t.Skip(err) // go test -cpuprofile is under way
	}
	for range 3 {
		var msg bytes.Buffer
		if code := cli.Run(context.Background(), []string{"build", "-q", "-s", root, "-o", filepath.Join(t.TempDir(), "public")}, &msg, &msg); code != 0 {
			t.Error(msg.String())
		}
	}
	pprof.StopCPUProfile()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("go", "tool", "pprof", "-top", "-cum", "-nodecount=100000", name).CombinedOutput()
	if err != nil {
		t.Skipf("the profile cannot be read here: %v", err)
	}
	for _, s := range shares {
		sum := 0.0
		for _, function := range s.functions {
			line := regexp.MustCompile(`([0-9.]+)%\s+passerelle/internal/` + regexp.QuoteMeta(function) + `(\s|$)`).FindSubmatch(out)
			if line == nil {
				continue // too short to be seen
			}
			share, err := strconv.ParseFloat(string(line[1]), 64)
			if err != nil {
				t.Fatal(err)
			}
			sum += share
		}
		if sum == 0 {
			t.Fatalf("the profile has nothing of %v:\n%.2000s", s.functions, out)
		}
		t.Logf("%s: %.1f per cent of a build's processor time", s.part, sum)
		if sum > s.most {
			t.Errorf("%s: %.1f per cent of a build's processor time, want at most %v", s.part, sum, s.most)
		}
	}
}
