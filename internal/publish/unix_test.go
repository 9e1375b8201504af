//go:build unix

package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

func init() { helpers["full-disk"] = fullDisk }

// fullDisk is a build whose third file does not fit: a limit on the size of
// files makes the write fail half-way as a full disk does.
func fullDisk(target string) {
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: 4096, Max: 4096}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		fmt.Println(err)
		return
	}
	s, err := Begin(target)
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = s.Write("a", []byte("new"))
	failed := s.Write("big", make([]byte, 10_000))
	_, published := s.Commit()
	fmt.Println(errors.Is(failed, syscall.EFBIG), published != nil, s.Abort())
}

func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "public")
	publish(t, target, site{"a": "old"})
	before := snapshot(t, dir)
	if _, said := start(t, "full-disk", target); said != "true true <nil>" {
		t.Errorf("write failed, commit failed, abort: %s", said)
	}
	unchanged(t, dir, before)
}

func TestModesWhateverTheUmask(t *testing.T) {
	for _, umask := range []int{0o077, 0o000, 0o027} {
		t.Run(fmt.Sprintf("%03o", umask), func(t *testing.T) {
			defer syscall.Umask(syscall.Umask(umask))
			target := filepath.Join(t.TempDir(), "public")
			publish(t, target, site{"a": "x", "b/c/d": "y"})
			check(t, os.Chmod(filepath.Join(target, "a"), 0o600)) // by hand: linking it would keep the mode
			sum := publish(t, target, site{"a": "x", "b/c/d": "y"})
			if want := (Summary{Files: 2, Written: 1, Kept: 1, Bytes: 2}); sum != want {
				t.Errorf("summary %+v, want %+v", sum, want)
			}
			for name, entry := range snapshot(t, target) {
				mode, _, _ := strings.Cut(entry, " ")
				if mode != "-rw-r--r--" && mode != "drwxr-xr-x" {
					t.Errorf("%s has mode %s", name, mode)
				}
			}
		})
	}
}

func TestUnwritableParent(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := t.TempDir()
	check(t, os.Chmod(dir, 0o555))
	defer os.Chmod(dir, 0o755)
	_, err := Begin(filepath.Join(dir, "public"))
	if refused, ok := errors.AsType[*Refused](err); !ok || !strings.Contains(refused.Reason, "is not writable") {
		t.Errorf("Begin: %v", err)
	}
	alone(t, dir)
}

func TestSpecialFileInTheOldTree(t *testing.T) {
	target := filepath.Join(t.TempDir(), "public")
	publish(t, target, site{"a": ""})
	check(t, os.Remove(filepath.Join(target, "a")))
	check(t, syscall.Mkfifo(filepath.Join(target, "a"), 0o644)) // opening it would block
	publish(t, target, site{"a": ""})
	holds(t, target, site{"a": ""})
}

func TestMountPoint(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells")
	}
	if !mounted("/proc") {
		t.Error("/proc is not seen as a mount point")
	}
	if mounted(t.TempDir()) {
		t.Error("a plain folder is seen as a mount point")
	}
}

// On Linux the target is there at every moment of an exchange.
func TestExchangeIsOneStep(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("renames leave a gap")
	}
	target := filepath.Join(t.TempDir(), "public")
	publish(t, target, site{"a": "0"})
	stop, gap := make(chan bool), make(chan error, 1)
	go func() {
		var missing error
		for {
			select {
			case <-stop:
				gap <- missing
				return
			default:
				if _, err := os.Lstat(target); errors.Is(err, fs.ErrNotExist) {
					missing = err
				}
			}
		}
	}()
	for i := range 300 {
		publish(t, target, site{"a": fmt.Sprint(i)})
	}
	close(stop)
	check(t, <-gap)
}
