package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// hold is a build that is in the middle of its writes until it is killed.
func hold(target string) {
	s, err := Begin(target)
	if err == nil {
		err = s.Write("a", []byte("half a site"))
	}
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(os.Getpid())
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// churnFiles is how many files churn writes; each holds the version's number,
// but for every fifth, which all versions share.
const churnFiles = 40

// churn publishes version after version until it is killed.
func churn(target string, d disk) {
	for version := 1; ; version++ {
		s, err := d.begin(target)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return
		}
		for i := range churnFiles {
			text := strconv.Itoa(version)
			if i%5 == 0 {
				text = "shared"
			}
			if err := s.Write(fmt.Sprintf("%d/%d", i%4, i), []byte(text)); err != nil {
				fmt.Fprintln(os.Stderr, err)
			}
		}
		if _, err := s.Commit(); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		if version == 1 {
			fmt.Println("published")
		}
	}
}

func TestLockOfAnotherProcess(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "public")
	publish(t, target, site{"a": "old"})
	before := snapshot(t, target)
	build, pid := start(t, "hold", target)

	_, err := Begin(target)
	locked, ok := errors.AsType[*Locked](err)
	if !ok {
		t.Fatalf("Begin: %v, want *Locked", err)
	}
	if locked.Path != target || strconv.Itoa(locked.PID) != pid || locked.PID != build.Process.Pid {
		t.Errorf("locked by %d at %s, want %s at %s", locked.PID, locked.Path, pid, target)
	}
	want := fmt.Sprintf("another build (process %s) is writing %s; wait for it to end", pid, target)
	if err.Error() != want {
		t.Errorf("message %q, want %q", err, want)
	}
	publish(t, filepath.Join(dir, "other"), site{"a": "x"}) // another target is free

	kill(build)
	unchanged(t, target, before)
	if left, _ := filepath.Glob(filepath.Join(dir, ".public.*")); len(left) != 2 {
		t.Errorf("the killed build left %q, want a lock and a staging folder", left)
	}
	sum := publish(t, target, site{"a": "old", "b": "new"})
	if want := (Summary{Files: 2, Written: 1, Kept: 1, Bytes: 6}); sum != want {
		t.Errorf("summary %+v, want %+v", sum, want)
	}
	alone(t, dir, "other", "public")
}

func TestLockInTheSameProcess(t *testing.T) {
	target := filepath.Join(t.TempDir(), "public")
	s := begin(t, target)
	_, err := Begin(target)
	if locked, ok := errors.AsType[*Locked](err); !ok || locked.PID != os.Getpid() {
		t.Errorf("Begin: %v, want *Locked by this process", err)
	}
	check(t, s.Abort())
	check(t, begin(t, target).Abort())
}

// A lock whose file somebody removed is no lock: another build may have cleared
// the staging folder.
func TestLockFileRemoved(t *testing.T) {
	target := filepath.Join(t.TempDir(), "public")
	publish(t, target, site{"a": "old"})
	s := begin(t, target)
	write(t, s, site{"a": "new"})
	check(t, os.Remove(s.lock.path))
	second := begin(t, target)
	if _, err := s.Commit(); err == nil || !strings.Contains(err.Error(), "was removed while the build was running") {
		t.Errorf("Commit: %v", err)
	}
	check(t, s.Abort())
	if held, err := second.lock.held(); !held || err != nil {
		t.Error("the first build removed the lock file of the second")
	}
	holds(t, target, site{"a": "old"})
}

// Many goroutines that want one lock get it one at a time, though each removes
// the file that the others have open.
func TestLockExcludes(t *testing.T) {
	p, err := disk{}.locate(filepath.Join(t.TempDir(), "public"))
	check(t, err)
	inside := make(chan bool, 1)
	done := make(chan error)
	const workers, turns = 8, 100
	for range workers {
		go func() {
			for n := 0; n < turns; {
				l, err := p.acquire()
				if _, locked := errors.AsType[*Locked](err); locked {
					continue
				}
				if err != nil {
					done <- err
					return
				}
				select {
				case inside <- true:
				default:
					done <- errors.New("two have the lock")
					return
				}
				<-inside
				if err := l.release(); err != nil {
					done <- err
					return
				}
				n++
			}
			done <- nil
		}()
	}
	for range workers {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// For every moment of a kill: the target is one whole version, and the next
// build clears up.
func TestKilledAtAnyMoment(t *testing.T) {
	if testing.Short() {
		t.Skip("kills 40 processes")
	}
	for _, helper := range []string{"churn", "churn-renaming"} {
		t.Run(helper, func(t *testing.T) {
			dir := t.TempDir()
			target := filepath.Join(dir, "public")
			for range 20 {
				build, said := start(t, helper, target)
				if said != "published" {
					t.Fatal(said)
				}
				time.Sleep(time.Duration(rand.IntN(15_000)) * time.Microsecond)
				kill(build)
				if _, err := os.Lstat(target); helper == "churn" || err == nil {
					whole(t, target)
				}
				check(t, begin(t, target).Abort())
				whole(t, target)
				alone(t, dir, "public")
			}
		})
	}
}

// whole fails the test if a folder is not exactly one version of churn.
func whole(t *testing.T, target string) {
	t.Helper()
	version, err := os.ReadFile(filepath.Join(target, "1", "1"))
	check(t, err)
	want := site{}
	for i := range churnFiles {
		want[fmt.Sprintf("%d/%d", i%4, i)] = string(version)
		if i%5 == 0 {
			want[fmt.Sprintf("%d/%d", i%4, i)] = "shared"
		}
	}
	holds(t, target, want)
}

func TestExchangeByRenamePutsBack(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "public")
	publish(t, target, site{"a": "old"})
	err := disk{}.exchangeByRename(filepath.Join(dir, "no staging"), target, filepath.Join(dir, "spare"))
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("exchange: %v", err)
	}
	holds(t, target, site{"a": "old"})
	alone(t, dir, "public")
}
