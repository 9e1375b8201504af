package publish

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// TestHostilePlaces tells what happens where a site cannot be published: a
// full disk, a place that is not to be written, a folder that is another's.
// Each is told in a sentence, whatever is there stays as it is, and nothing is
// left. It runs in a process that has its own mounts.
func TestHostilePlaces(t *testing.T) {
	if os.Getenv("PUBLISH_MOUNTS") != "" {
		hostilePlaces(t)
		return
	}
	c := exec.Command(os.Args[0], "-test.run=^TestHostilePlaces$", "-test.v")
	c.Env = append(os.Environ(), "PUBLISH_MOUNTS=yes")
	c.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS}
	if os.Geteuid() != 0 {
		c.SysProcAttr = &syscall.SysProcAttr{
			Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
			UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
			GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
		}
	}
	out, err := c.CombinedOutput()
	switch {
	case errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EINVAL):
		t.Skip("no mounts of one's own here: ", err)
	case err != nil:
		t.Errorf("%v\n%s", err, out)
	case !bytes.Contains(out, []byte(" cases, all of them tried")):
		t.Errorf("not all cases were tried:\n%s", out)
	default:
		t.Logf("%d cases", bytes.Count(out, []byte("--- PASS: TestHostilePlaces/")))
	}
}

func hostilePlaces(t *testing.T) {
	old := site{"index.html": "old", "fr/index.html": "vieux"}
	big := site{"index.html": "new", "fr/index.html": strings.Repeat("x", 300<<10)}
	cases := []struct {
		name   string
		make   func(t *testing.T, dir string) // what is there; the site is not, unless it is published here
		target string                         // below dir
		disk   disk
		as     func(t *testing.T) // what the process loses before
		want   string             // in the sentence
	}{
		{name: "full disk", make: func(t *testing.T, dir string) {
			mount(t, dir, "size=256k")
			publish(t, filepath.Join(dir, "public"), old)
		}, want: "writing fr/index.html: write .*: no space left on device"},
		{name: "disk without room for another file", make: func(t *testing.T, dir string) {
			mount(t, dir, "nr_inodes=8")
			publish(t, filepath.Join(dir, "public"), old)
		}, want: "no space left on device"},
		{name: "quota", make: func(t *testing.T, dir string) {
			publish(t, filepath.Join(dir, "public"), old)
		}, disk: disk{before: func(op, path string) error {
			if op == "write" && strings.HasSuffix(path, "fr/index.html") {
				return &os.PathError{Op: "write", Path: path, Err: syscall.EDQUOT}
			}
			return nil
		}}, want: "writing fr/index.html: write .*: disk quota exceeded"},
		{name: "read-only file system", make: func(t *testing.T, dir string) {
			mount(t, dir, "size=1m")
			publish(t, filepath.Join(dir, "public"), old)
			check(t, unix.Mount("", dir, "", unix.MS_REMOUNT|unix.MS_RDONLY, ""))
		}, want: "cannot be made because the folder .* is not writable; choose another folder, or change its permissions"},
		{name: "read-only folder", make: func(t *testing.T, dir string) {
			publish(t, filepath.Join(dir, "public"), old)
			check(t, os.Chmod(dir, 0o555))
		}, as: powerless, want: "cannot be made because the folder .* is not writable"},
		{name: "unreadable site", make: func(t *testing.T, dir string) {
			publish(t, filepath.Join(dir, "public"), old)
			check(t, os.Chmod(filepath.Join(dir, "public"), 0))
		}, as: powerless, want: "cannot be read; choose another folder, or change its permissions"},
		{name: "foreign folder", make: func(t *testing.T, dir string) {
			plant(t, dir, site{"public/thesis.doc": "years of work"})
		}, want: "exists and was not made by passerelle; choose another folder, or move it away"},
		{name: "marker that is a folder", make: func(t *testing.T, dir string) {
			plant(t, dir, site{"public/.passerelle/x": markerText, "public/thesis.doc": "years of work"})
		}, want: "exists and was not made by passerelle"},
		{name: "marker that is a link to one", make: func(t *testing.T, dir string) {
			publish(t, filepath.Join(dir, "public"), old)
			plant(t, dir, site{"mine/thesis.doc": "years of work"})
			check(t, os.Symlink("../public/"+Marker, filepath.Join(dir, "mine", Marker)))
		}, target: "mine", want: "exists and was not made by passerelle"},
		{name: "file in the place of the folder", make: func(t *testing.T, dir string) {
			plant(t, dir, site{"public": "a text"})
		}, want: "is a file and not a folder; choose another folder, or move it away"},
		{name: "mount point", make: func(t *testing.T, dir string) {
			plant(t, dir, site{"public/" + Marker: markerText})
			mount(t, filepath.Join(dir, "public"), "size=1m")
			plant(t, dir, site{"public/" + Marker: markerText, "public/a": "x"})
		}, want: "is a mount point, which cannot be exchanged in one step; choose a folder below it"},
		{name: "working directory inside", make: func(t *testing.T, dir string) {
			publish(t, filepath.Join(dir, "public"), old)
			t.Chdir(filepath.Join(dir, "public", "fr"))
		}, want: "is or holds the folder you are working in; choose a folder below it"},
		{name: "root of a file system", make: func(t *testing.T, dir string) {
			publish(t, filepath.Join(dir, "public"), old)
		}, target: "/", want: "is the root of a file system; choose a folder below it"},
		{name: "parent that is missing", make: func(t *testing.T, dir string) {
			publish(t, filepath.Join(dir, "public"), old)
		}, target: "new/public", want: "cannot be made because the folder .*new does not exist; make that folder first"},
		{name: "name that is too long", make: func(t *testing.T, dir string) {
			publish(t, filepath.Join(dir, "public"), old)
		}, target: strings.Repeat("x", 300), want: "file name too long"},
		{name: "name too long for those beside it", make: func(t *testing.T, dir string) {
			publish(t, filepath.Join(dir, "public"), old)
		}, target: strings.Repeat("x", 240), want: "file name too long"},
	}
	for _, tt := range cases {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			tt.make(t, dir)
			before := snapshot(t, dir)
			target := tt.target
			if target == "" {
				target = "public"
			}
			if target != "/" {
				target = filepath.Join(dir, target)
			}
			t.Cleanup(func() { unchanged(t, dir, before) }) // with all powers again
			if tt.as != nil {
				tt.as(t)
			}
			err := put(tt.disk, target, big)
			if err == nil {
				t.Fatal("it was published")
			}
			if !regexp.MustCompile(tt.want).MatchString(err.Error()) {
				t.Errorf("%v; want %s in it", err, tt.want)
			}
			told(t, tt.name, err, target, nil)
		})
	}
	t.Logf("%d cases, all of them tried", len(cases))
}

// mount mounts a small file system in memory.
func mount(t *testing.T, dir, options string) {
	t.Helper()
	check(t, unix.Mount("tmpfs", dir, "tmpfs", 0, options))
	t.Cleanup(func() { check(t, unix.Unmount(dir, unix.MNT_DETACH)) })
}

// powerless takes root's power to write and read everywhere from the test's
// thread, until it ends.
func powerless(t *testing.T) {
	t.Helper()
	runtime.LockOSThread()
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var powers [2]unix.CapUserData
	check(t, unix.Capget(&header, &powers[0]))
	all := powers
	powers[0].Effective &^= 1<<unix.CAP_DAC_OVERRIDE | 1<<unix.CAP_DAC_READ_SEARCH
	check(t, unix.Capset(&header, &powers[0]))
	t.Cleanup(func() {
		check(t, unix.Capset(&header, &all[0]))
		runtime.UnlockOSThread()
	})
}
