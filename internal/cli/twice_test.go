package cli

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"passerelle/internal/trial"
)

// base is the frame of every page, and title a text in it.
const (
	base  = "themes/passerelle/layouts/baseof.html"
	title = "<title>{{ $p.head_title }}</title>"
)

// twoSites returns two sites that differ in every page, and the digests of
// what is built from them.
func twoSites(t *testing.T) (sites, built [2]string) {
	t.Helper()
	for i := range sites {
		sites[i] = smallSite(t)
		edit(t, sites[i], base, title, title+fmt.Sprintf(`<meta name="version" content="%d">`, i))
		out := filepath.Join(t.TempDir(), "public")
		if code, _, msg := run(t, "build", "-q", "-s", sites[i], "-o", out); code != exitDone {
			t.Fatal(msg)
		}
		built[i] = fingerprint(t, out)
	}
	return sites, built
}

// TestTwoBuilds runs the program twice at the same time with one output: it is
// the whole tree of one of them, and who comes second says which process is at
// work in which folder.
func TestTwoBuilds(t *testing.T) {
	sites, built := twoSites(t)
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	held := regexp.MustCompile(`^passerelle: another build \(process (\d+)\) is writing (.*); wait for it to end\n$`)
	pairs, lost := trial.Count(2, 20), 0
	for n := range pairs {
		type ended struct {
			pid, code int
			said      string
		}
		var ends [2]ended
		done := make(chan int)
		for i := range ends {
			go func() {
				c := process(dir, nil, "build", "-q", "-s", sites[i], "-o", out)
				var said bytes.Buffer
				c.Stderr = &said
				_ = c.Run()
				if c.ProcessState != nil {
					ends[i] = ended{c.ProcessState.Pid(), c.ProcessState.ExitCode(), said.String()}
				}
				done <- i
			}()
		}
		<-done
		<-done
		won := map[string]bool{}
		for i, e := range ends {
			m := held.FindStringSubmatch(e.said)
			switch {
			case e.code == exitDone:
				won[built[i]] = true
			case e.code != exitOther || m == nil || m[1] == strconv.Itoa(e.pid) || m[2] != out: // the other one, or the process that it guards
				t.Errorf("pair %d: exit %d: %s", n, e.code, e.said)
			default:
				lost++
			}
		}
		if !won[fingerprint(t, out)] {
			t.Fatalf("pair %d: the output is not that of a build that succeeded", n)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, ".public*")); len(left) > 0 {
			t.Errorf("pair %d: left behind: %q", n, left)
		}
	}
	t.Logf("%d pairs, in %d one was told to wait", pairs, lost)
}

// TestKilledBuild kills the program at random moments of a build that would
// change every page: the output is the old or the new tree, and the next build
// leaves nothing of the killed one.
func TestKilledBuild(t *testing.T) {
	sites, built := twoSites(t)
	dir := t.TempDir()
	out := filepath.Join(dir, "public")
	build := func(i int) time.Duration {
		start := time.Now()
		if msg, err := process(dir, nil, "build", "-q", "-s", sites[i], "-o", out).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, msg)
		}
		return time.Since(start)
	}
	took := build(0)
	kills, midway := trial.Count(4, 40), 0
	for n := range kills {
		c := process(dir, nil, "build", "-q", "-s", sites[(n+1)%2], "-o", out)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rand.Int64N(int64(took) * 5 / 4)))
		_ = c.Process.Kill()
		_ = c.Wait()
		if left, _ := filepath.Glob(filepath.Join(dir, ".public*")); len(left) > 0 {
			midway++
		}
		if is := fingerprint(t, out); is != built[0] && is != built[1] {
			t.Fatalf("kill %d: the output is neither the old nor the new tree", n)
		}
		took = max(build((n+1)%2), 50*time.Millisecond)
		if fingerprint(t, out) != built[(n+1)%2] {
			t.Fatalf("kill %d: the next build did not repair the output", n)
		}
		if entries, _ := os.ReadDir(dir); len(entries) != 1 {
			t.Fatalf("kill %d: left behind: %v", n, entries)
		}
	}
	t.Logf("%d kills, %d of them while something lay beside the output", kills, midway)
}
