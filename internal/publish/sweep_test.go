package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"passerelle/internal/trial"
)

// strike is a file system that at one operation fails or stops the program.
// The operations of a run are counted from 0; the removal of a tree is one for
// each of its files and folders, and a write is one that does nothing and one
// that does half.
type strike struct {
	at       int
	do       func() error      // what happens there
	always   func(string) bool // and from there on at these operations; nil: at no other
	renaming bool              // without the exchange in one step

	count int
	op    string // the operation that was struck
	path  string
	seen  []string
}

func (s *strike) disk() disk { return disk{before: s.before} }

func (s *strike) before(op, path string) error {
	if op == "exchange" && s.renaming {
		return syscall.EINVAL // no operation: such a system has none of that name
	}
	if err := s.step(op, path, nil); err != nil {
		return err
	}
	switch op {
	case "write":
		return s.step("write half", path, func() { _ = os.WriteFile(path, []byte("4"), 0o644) })
	case "remove all":
		return s.removeAll(path)
	}
	return nil
}

// step counts an operation and strikes if it is its turn. What the operation
// does before it is struck is done first.
func (s *strike) step(op, path string, first func()) error {
	n := s.count
	s.count++
	s.seen = append(s.seen, op)
	switch {
	case n == s.at:
		s.op, s.path = op, path
	case n < s.at || s.always == nil || !s.always(op):
		return nil
	}
	if first != nil {
		first()
	}
	return s.do()
}

// removeAll does what os.RemoveAll does, which then finds nothing left to do.
func (s *strike) removeAll(dir string) error {
	var all []string
	_ = filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err == nil {
			all = append(all, path)
		}
		return nil
	})
	for _, path := range slices.Backward(all) {
		if err := s.step("remove one", path, nil); err != nil {
			return err
		}
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return nil
}

var (
	sweptOld = site{"index.html": "old home", "same.txt": "same", "fr/index.html": "vieux", "fr/gone.html": "x", "deep/a/b": "same too"}
	sweptNew = site{"index.html": "new home", "same.txt": "same", "fr/index.html": "nouveau", "added/x.html": "y", "deep/a/b": "same too"}
)

// swept are the publications of sweptNew that the sweeps go over.
var swept = []struct {
	name     string
	make     func(t *testing.T, dir string) // what is there before
	old      bool                           // sweptOld is out before, or is to be put back
	gap      bool                           // there may be no target where the old tree lies aside
	renaming bool
}{
	{name: "first"},
	{name: "into an empty folder", make: func(t *testing.T, dir string) {
		check(t, os.Mkdir(filepath.Join(dir, "public"), 0o755))
	}},
	{name: "replacement", old: true, make: func(t *testing.T, dir string) {
		publish(t, filepath.Join(dir, "public"), sweptOld)
	}},
	{name: "replacement by renames", old: true, gap: true, renaming: true, make: func(t *testing.T, dir string) {
		publish(t, filepath.Join(dir, "public"), sweptOld)
	}},
	{name: "after a kill between the renames", old: true, gap: true, renaming: true, make: func(t *testing.T, dir string) {
		publish(t, filepath.Join(dir, "public"), sweptOld)
		check(t, os.Rename(filepath.Join(dir, "public"), filepath.Join(dir, ".public.old-0123456789abcdef")))
		plant(t, dir, site{".public.lock": "4194999\n", ".public.staging-0123456789abcdef/a/b": "half"})
	}},
	{name: "after a kill behind the renames", old: true, gap: true, renaming: true, make: func(t *testing.T, dir string) {
		publish(t, filepath.Join(dir, ".public.old-0123456789abcdef"), site{"a": "older"})
		publish(t, filepath.Join(dir, "public"), sweptOld)
		plant(t, dir, site{".public.lock": "4194999\n", ".public.staging-fedcba9876543210/a/b": "half"})
	}},
}

// put publishes as a command does. A test that stops it gets no further.
func put(d disk, target string, files site) (err error) {
	s, err := d.begin(target)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Abort()) }()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := s.Write(name, []byte(files[name])); err != nil {
			return err
		}
	}
	_, err = s.Commit()
	return err
}

func init() { helpers["die"] = die }

// die publishes and ends at the operation that its argument says, without
// another step: no deferred call, no release of the lock.
func die(target string) {
	at, renaming, _ := strings.Cut(os.Getenv("PUBLISH_ARGUMENT"), " ")
	s := &strike{renaming: renaming != ""}
	s.at, _ = strconv.Atoi(at)
	s.do = func() error {
		fmt.Println(s.op)
		os.Exit(9)
		return nil
	}
	if err := put(s.disk(), target, sweptNew); err != nil {
		fmt.Println("failed:", err)
		return
	}
	fmt.Println("published")
}

// A program that ends at any file operation leaves the whole old tree or the
// whole new one, and the next run needs no help.
func TestDeathAtEveryOperation(t *testing.T) {
	total := 0
	for _, tt := range swept {
		t.Run(tt.name, func(t *testing.T) {
			count := &strike{at: -1, renaming: tt.renaming}
			dir := quick(t)
			if tt.make != nil {
				tt.make(t, dir)
			}
			check(t, put(count.disk(), filepath.Join(dir, "public"), sweptNew))
			argument := ""
			if tt.renaming {
				argument = " renaming"
			}
			ops := map[string]int{}
			for n, op := range count.seen {
				dir := quick(t)
				target := filepath.Join(dir, "public")
				if tt.make != nil {
					tt.make(t, dir)
				}
				t.Setenv("PUBLISH_ARGUMENT", strconv.Itoa(n)+argument)
				build, said := start(t, "die", target)
				_ = build.Wait()
				if said != op {
					t.Fatalf("operation %d of %v: the program said %q, and not that it ended there", n, count.seen, said)
				}
				ops[op]++
				where := fmt.Sprintf("operation %d, %s", n, said)
				state := seen(t, where, dir, tt.old, tt.gap)
				check(t, begin(t, target).Abort())
				if again := seen(t, where+", next run", dir, tt.old, false); state != "none" && again != state {
					t.Errorf("%s: %s was seen, and %s after the next run", where, state, again)
				}
				tidy(t, where, dir)
				publish(t, target, sweptNew)
				holds(t, target, sweptNew)
				alone(t, dir, "public")
				if t.Failed() {
					return
				}
				total++
			}
			t.Logf("%d operations, deaths at %v", len(count.seen), ops)
		})
	}
	t.Logf("%d deaths", total)
}

// seen tells which tree a reader sees: old, new or none. Everything else fails
// the test, as does none where there must be one.
func seen(t *testing.T, where, dir string, old, gap bool) string {
	t.Helper()
	target := filepath.Join(dir, "public")
	if _, err := os.Lstat(target); errors.Is(err, fs.ErrNotExist) {
		aside, _ := filepath.Glob(filepath.Join(dir, ".public.old-*"))
		if old && (!gap || len(aside) != 1 || !maps.Equal(read(t, aside[0]), marked(sweptOld))) {
			t.Errorf("%s: the site is gone", where)
		}
		return "none"
	}
	got := read(t, target)
	switch {
	case maps.Equal(got, marked(sweptNew)):
		return "new"
	case old && maps.Equal(got, marked(sweptOld)):
		return "old"
	case !old && len(got) == 0:
		return "none"
	}
	t.Errorf("%s: a reader sees %v", where, got)
	return "mixed"
}

// marked returns a site with the marker.
func marked(s site) site {
	s = maps.Clone(s)
	s[Marker] = markerText
	return s
}

// read returns the files of a folder.
func read(t *testing.T, dir string) site {
	t.Helper()
	files := site{}
	check(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		check(t, err)
		data, err := os.ReadFile(path)
		files[filepath.ToSlash(name)] = string(data)
		return err
	}))
	return files
}

// tidy fails the test if anything but the target lies in a folder.
func tidy(t *testing.T, where, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	check(t, err)
	for _, e := range entries {
		if e.Name() != "public" {
			t.Errorf("%s: %s is left", where, e.Name())
		}
	}
}

// stores tells the operations that need space.
func stores(op string) bool {
	return slices.Contains([]string{"open", "write", "write half", "close", "make folder", "link"}, op)
}

// undone tells the operations whose failure may leave something for the next
// run to remove, because they are what removes; and a lock that cannot be
// taken or looked at, whose file may be another's.
func undone(op, path string) bool {
	return slices.Contains([]string{"remove", "remove one", "remove all", "rename", "lock"}, op) ||
		op == "lstat" && strings.HasSuffix(path, ".lock")
}

// An error at any file operation, once or from there on, is told in a sentence
// and leaves the old tree as it was to the byte, or is made up for and the new
// tree is out. Nothing is left, but what could not be removed.
func TestErrorAtEveryOperation(t *testing.T) {
	total := 0
	for i, fault := range []struct {
		name   string
		err    error
		always func(op string) bool
	}{
		{"EIO once", syscall.EIO, nil},
		{"EACCES once", syscall.EACCES, nil},
		{"ENOSPC once", syscall.ENOSPC, nil},
		{"ENOSPC from then on", syscall.ENOSPC, stores},
		{"EIO from then on", syscall.EIO, func(string) bool { return true }},
	} {
		stride := 1
		if !trial.Full() && i > 0 {
			stride = 3
		}
		for _, tt := range swept {
			t.Run(fault.name+"/"+tt.name, func(t *testing.T) {
				failed, made := 0, 0
				for n := i % stride; ; n += stride {
					dir := quick(t)
					target := filepath.Join(dir, "public")
					if tt.make != nil {
						tt.make(t, dir)
					}
					s := &strike{at: n, renaming: tt.renaming, always: fault.always}
					s.do = func() error { return &fs.PathError{Op: "test", Path: s.path, Err: fault.err} }
					before := snapshot(t, dir)
					err := put(s.disk(), target, sweptNew)
					if s.op == "" {
						check(t, err)
						t.Logf("%d faults: %d ended the run with an error, %d did not", failed+made, failed, made)
						total += failed + made
						return
					}
					where := fmt.Sprintf("operation %d, %s %s: %v", n, s.op, strings.TrimPrefix(s.path, dir), err)
					removes := undone(s.op, s.path) || fault.always != nil && fault.always("remove")
					_, out := before["public"]
					state := seen(t, where, dir, tt.old, tt.gap && (fault.always != nil || !out))
					if err != nil {
						failed++
						told(t, where, err, target, fault.err)
						if state == "new" {
							t.Errorf("%s: the run failed, and the new tree is out", where)
						}
						if state == "old" {
							after := snapshot(t, dir)
							for name, was := range before {
								if strings.HasPrefix(name, "public") && after[name] != was {
									t.Errorf("%s: %s was %q and is %q", where, name, was, after[name])
								}
							}
						}
					} else if made++; state != "new" {
						t.Errorf("%s: the run succeeded, and a reader sees the %s tree", where, state)
					}
					if _, there := before[".public.lock"]; !removes && (err == nil || !there) {
						tidy(t, where, dir)
					}
					check(t, begin(t, target).Abort())
					tidy(t, where+", next run", dir)
					seen(t, where+", next run", dir, tt.old, false)
					publish(t, target, sweptNew)
					holds(t, target, sweptNew)
					alone(t, dir, "public")
					if t.Failed() {
						return
					}
				}
			})
		}
	}
	t.Logf("%d faults", total)
}

// told fails the test if an error is not a sentence that names what it is
// about and why.
func told(t *testing.T, where string, err error, target string, reason error) {
	t.Helper()
	text := err.Error()
	_, refused := errors.AsType[*Refused](err)
	if !refused && reason != nil && !errors.Is(err, reason) {
		t.Errorf("%s: the reason is not told", where)
	}
	if !strings.HasPrefix(text, target+" ") && !strings.HasPrefix(text, "writing ") {
		t.Errorf("%s: the sentence does not begin with what it is about", where)
	}
}
