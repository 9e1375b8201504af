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

// mostIndex is how much of a build's processor time the indexes of the search
// may take, in per cent.
const mostIndex = 15

// TestIndexShare profiles builds of the real data and reads what gathering and
// making the indexes of the search takes of their processor time.
func TestIndexShare(t *testing.T) {
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
	line := regexp.MustCompile(`([0-9.]+)%\s+passerelle/internal/page\.\(\*writer\)\.found\b`).FindSubmatch(out)
	if line == nil {
		t.Fatalf("the profile has no index:\n%.2000s", out)
	}
	share, err := strconv.ParseFloat(string(line[1]), 64)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("the indexes take %.1f per cent of a build's processor time", share)
	if share > mostIndex {
		t.Errorf("the indexes take %.1f per cent of a build, want at most %d", share, mostIndex)
	}
}
