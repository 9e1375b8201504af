package publish

import (
	"bufio"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// site is what a test publishes: contents by name.
type site map[string]string

// renaming is a file system that cannot exchange folders in one step.
var renaming = disk{before: func(op, _ string) error {
	if op == "exchange" {
		return syscall.EINVAL
	}
	return nil
}}

// helpers are what the test binary does instead of testing when it is run as
// another process. Each gets the target.
var helpers = map[string]func(target string){
	"hold":           hold,
	"churn":          func(target string) { churn(target, disk{}) },
	"churn-renaming": func(target string) { churn(target, renaming) },
}

func TestMain(m *testing.M) {
	if h := helpers[os.Getenv("PUBLISH_HELPER")]; h != nil {
		h(os.Getenv("PUBLISH_TARGET"))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// start runs a helper as another process and returns once it has said
// something. It is killed at the end of the test at the latest.
func start(t *testing.T, helper, target string) (cmd *exec.Cmd, said string) {
	t.Helper()
	cmd, _, out := talk(t, helper, target)
	said, err := out.ReadString('\n')
	check(t, err)
	return cmd, strings.TrimSpace(said)
}

// talk runs a helper as another process.
func talk(t *testing.T, helper, target string) (cmd *exec.Cmd, tell io.Writer, hear *bufio.Reader) {
	t.Helper()
	cmd = exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "PUBLISH_HELPER="+helper, "PUBLISH_TARGET="+target)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	check(t, err)
	out, err := cmd.StdoutPipe()
	check(t, err)
	check(t, cmd.Start())
	t.Cleanup(func() { in.Close(); kill(cmd) })
	return cmd, in, bufio.NewReader(out)
}

// kill ends a helper with SIGKILL and waits for it.
func kill(cmd *exec.Cmd) {
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
}

// quick returns a folder for what a test does hundreds of times: in memory
// where the system has such a place, for on a busy disk that takes minutes.
func quick(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "publish")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { check(t, os.RemoveAll(dir)) })
	return dir
}

func begin(t *testing.T, target string) *Staging {
	t.Helper()
	s, err := Begin(target)
	check(t, err)
	t.Cleanup(func() { s.Abort() })
	return s
}

func write(t *testing.T, s *Staging, files site) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		check(t, s.Write(name, []byte(files[name])))
	}
}

func publish(t *testing.T, target string, files site) Summary {
	t.Helper()
	s := begin(t, target)
	write(t, s, files)
	sum, err := s.Commit()
	check(t, err)
	return sum
}

// snapshot describes all that lies in a folder: mode and content by name.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	check(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		text := info.Mode().String()
		switch {
		case d.Type().IsRegular():
			data, err := os.ReadFile(path)
			check(t, err)
			text += " " + string(data)
		case d.Type()&fs.ModeSymlink != 0:
			to, err := os.Readlink(path)
			check(t, err)
			text += " -> " + to
		}
		name, err := filepath.Rel(dir, path)
		all[filepath.ToSlash(name)] = text
		return err
	}))
	return all
}

// unchanged fails the test if a folder is not as it was.
func unchanged(t *testing.T, dir string, before map[string]string) {
	t.Helper()
	if after := snapshot(t, dir); !maps.Equal(before, after) {
		t.Errorf("%s changed:\nbefore %v\nafter  %v", dir, before, after)
	}
}

// holds fails the test if a folder does not hold exactly the site's files and
// the marker.
func holds(t *testing.T, dir string, want site) {
	t.Helper()
	got := site{}
	check(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		check(t, err)
		data, err := os.ReadFile(path)
		got[filepath.ToSlash(name)] = string(data)
		return err
	}))
	if got[Marker] != markerText {
		t.Errorf("marker of %s: %q", dir, got[Marker])
	}
	delete(got, Marker)
	if !maps.Equal(got, want) {
		t.Errorf("%s holds %v, want %v", dir, got, want)
	}
}

// alone fails the test if anything but the named lies in a folder.
func alone(t *testing.T, dir string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	check(t, err)
	var got []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s holds %q, want %q", dir, got, want)
	}
}

// plant writes files by hand, as another program would.
func plant(t *testing.T, dir string, files site) {
	t.Helper()
	check(t, os.MkdirAll(dir, 0o755))
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		check(t, os.MkdirAll(filepath.Dir(file), 0o755))
		check(t, os.WriteFile(file, []byte(text), 0o644))
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
