package publish

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"passerelle/internal/trial"
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
		for name, text := range versionOf(strconv.Itoa(version)) {
			if err := s.Write(name, []byte(text)); err != nil {
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
	for _, helper := range []string{"churn", "churn-renaming"} {
		t.Run(helper, func(t *testing.T) {
			dir := quick(t)
			target := filepath.Join(dir, "public")
			gaps := 0
			kills := trial.Count(20, 200)
			for range kills {
				build, said := start(t, helper, target)
				if said != "published" {
					t.Fatal(said)
				}
				time.Sleep(time.Duration(rand.IntN(15_000)) * time.Microsecond)
				kill(build)
				if _, err := os.Lstat(target); helper == "churn" || err == nil {
					whole(t, target)
				} else {
					gaps++
				}
				check(t, begin(t, target).Abort())
				whole(t, target)
				alone(t, dir, "public")
			}
			t.Logf("%d kills, %d of them between two renames", kills, gaps)
		})
	}
}

func init() {
	helpers["rival"] = func(target string) { rival(target, disk{}) }
	helpers["rival-renaming"] = func(target string) { rival(target, renaming) }
}

// rival waits until it is told its version, publishes that, and says what came
// of it. It is in no hurry, so that two overlap.
func rival(target string, d disk) {
	fmt.Println("ready")
	version, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	version = strings.TrimSpace(version)
	s, err := d.begin(target)
	if locked, ok := errors.AsType[*Locked](err); ok {
		fmt.Println("locked", locked.PID, err)
		return
	}
	if err != nil {
		fmt.Println("failed", err)
		return
	}
	for name, text := range versionOf(version) {
		err = errors.Join(err, s.Write(name, []byte(text)))
	}
	_, published := s.Commit()
	fmt.Println("published", version, errors.Join(err, published, s.Abort()))
}

// Two processes that publish into one folder at the same time: the folder is
// one whole tree of one of them at every moment, and who loses names the
// process that has the lock, and the folder.
func TestTwoAtOnce(t *testing.T) {
	for _, helper := range []string{"rival", "rival-renaming"} {
		t.Run(helper, func(t *testing.T) {
			dir := quick(t)
			target := filepath.Join(dir, "public")
			pairs, lost := trial.Count(25, 100), 0
			for n := range pairs {
				var builds [2]*exec.Cmd
				var tell [2]io.Writer
				var hear [2]*bufio.Reader
				for i := range builds {
					builds[i], tell[i], hear[i] = talk(t, helper, target)
					_, err := hear[i].ReadString('\n')
					check(t, err)
				}
				for i := range builds {
					go fmt.Fprintf(tell[i], "%d\n", 2*n+i)
				}
				var won []string
				for i := range builds {
					said, err := hear[i].ReadString('\n')
					check(t, err)
					var version string
					switch {
					case strings.HasSuffix(said, " <nil>\n"):
						fmt.Sscanf(said, "published %s", &version)
						won = append(won, version)
					default:
						pid := builds[1-i].Process.Pid
						want := fmt.Sprintf("locked %d another build (process %d) is writing %s; wait for it to end\n", pid, pid, target)
						if said != want {
							t.Errorf("pair %d: said %q, want %q", n, said, want)
						}
						lost++
					}
					check(t, builds[i].Wait())
				}
				if len(won) == 0 {
					t.Fatalf("pair %d: nobody published", n)
				}
				whole(t, target)
				if version, _ := os.ReadFile(filepath.Join(target, "1", "1")); !slices.Contains(won, string(version)) {
					t.Errorf("pair %d: version %s is out, and %v were published", n, version, won)
				}
				alone(t, dir, "public")
			}
			t.Logf("%d pairs, in %d one was told to wait", pairs, lost)
			if lost == 0 && trial.Full() { // few pairs may miss each other
				t.Error("no two builds met")
			}
		})
	}
}

// versionOf returns what churn and rival publish as a version.
func versionOf(version string) site {
	files := site{}
	for i := range churnFiles {
		files[fmt.Sprintf("%d/%d", i%4, i)] = version
		if i%5 == 0 {
			files[fmt.Sprintf("%d/%d", i%4, i)] = "shared"
		}
	}
	return files
}

// whole fails the test if a folder is not exactly one version of churn.
func whole(t *testing.T, target string) {
	t.Helper()
	version, err := os.ReadFile(filepath.Join(target, "1", "1"))
	check(t, err)
	holds(t, target, versionOf(string(version)))
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
