package publish

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestPublish(t *testing.T) {
	first := site{"index.html": "home", "fr/index.html": "accueil", "fr/a/index.html": "a", "empty.txt": ""}
	long := strings.Repeat("0123456789", 10_000) // more than one buffer
	tests := []struct {
		name        string
		before, now site // before nil: there is no target
		want        Summary
	}{
		{"fresh", nil, first, Summary{Files: 4, Written: 4, Bytes: 12}},
		{"into an empty folder", site{}, first, Summary{Files: 4, Written: 4, Bytes: 12}},
		{"the same again", first, first, Summary{Files: 4, Kept: 4, Bytes: 12}},
		{"one changed at the same length", first,
			site{"index.html": "HOME", "fr/index.html": "accueil", "fr/a/index.html": "a", "empty.txt": ""},
			Summary{Files: 4, Written: 1, Kept: 3, Bytes: 12}},
		{"one changed in length", first,
			site{"index.html": "home!", "fr/index.html": "accueil", "fr/a/index.html": "a", "empty.txt": ""},
			Summary{Files: 4, Written: 1, Kept: 3, Bytes: 13}},
		{"one cut short", site{"a": "long"}, site{"a": "lo"}, Summary{Files: 1, Written: 1, Bytes: 2}},
		{"a long one changed at its end", site{"x": long + "a"}, site{"x": long + "b"}, Summary{Files: 1, Written: 1, Bytes: 100_001}},
		{"a long one kept", site{"x": long}, site{"x": long}, Summary{Files: 1, Kept: 1, Bytes: 100_000}},
		{"one moved", site{"a": "x"}, site{"b": "x"}, Summary{Files: 1, Written: 1, Removed: 1, Bytes: 1}},
		{"some removed", first, site{"index.html": "home"}, Summary{Files: 1, Kept: 1, Removed: 3, Bytes: 4}},
		{"a file becomes a folder", site{"a": "x"}, site{"a/b": "x"}, Summary{Files: 1, Written: 1, Removed: 1, Bytes: 1}},
		{"a folder becomes a file", site{"a/b": "x"}, site{"a": "x"}, Summary{Files: 1, Written: 1, Removed: 1, Bytes: 1}},
		{"all removed", first, site{}, Summary{Removed: 4}},
	}
	ways := map[string]disk{"exchange": {}, "renames": renaming}
	for way, d := range ways {
		for _, tt := range tests {
			t.Run(way+"/"+tt.name, func(t *testing.T) {
				dir := t.TempDir()
				target := filepath.Join(dir, "public")
				if len(tt.before) > 0 {
					publish(t, target, tt.before)
				} else if tt.before != nil {
					check(t, os.Mkdir(target, 0o755))
				}
				s, err := d.begin(target)
				check(t, err)
				write(t, s, tt.now)
				got, err := s.Commit()
				check(t, err)
				if got != tt.want {
					t.Errorf("summary %+v, want %+v", got, tt.want)
				}
				holds(t, target, tt.now)
				alone(t, dir, "public")
			})
		}
	}
}

func TestUnchangedFilesKeepTheirInode(t *testing.T) {
	target := filepath.Join(t.TempDir(), "public")
	stat := func(name string) os.FileInfo {
		t.Helper()
		info, err := os.Lstat(filepath.Join(target, name))
		check(t, err)
		return info
	}
	publish(t, target, site{"kept": "same", "changed": "one"})
	kept, changed := stat("kept"), stat("changed")
	publish(t, target, site{"kept": "same", "changed": "two"})
	if !os.SameFile(kept, stat("kept")) {
		t.Error("the unchanged file was written anew")
	}
	if !stat("kept").ModTime().Equal(kept.ModTime()) {
		t.Error("the unchanged file lost its time")
	}
	if os.SameFile(changed, stat("changed")) {
		t.Error("the changed file was written into the old one")
	}
}

// A file that shares its inode with one in the old tree must keep its bytes.
func TestOldFilesAreNotWrittenTo(t *testing.T) {
	dir := t.TempDir()
	target, copied := filepath.Join(dir, "public"), filepath.Join(dir, "copy")
	publish(t, target, site{"a": "one"})
	check(t, os.Link(filepath.Join(target, "a"), copied))
	publish(t, target, site{"a": "two"})
	if data, err := os.ReadFile(copied); string(data) != "one" {
		t.Errorf("the hard link outside has %q, %v", data, err)
	}
}

func TestLinksInTheOldTreeAreNotFollowed(t *testing.T) {
	dir := t.TempDir()
	target, victim := filepath.Join(dir, "public"), filepath.Join(dir, "victim")
	plant(t, victim, site{"index.html": "same", "secret": "s"})
	publish(t, target, site{"real/index.html": "same"})
	for name, to := range map[string]string{
		"folder":    victim,                              // a folder of the new tree, with the same bytes behind it
		"inside":    "real",                              // the same within the tree
		"file.html": filepath.Join(victim, "index.html"), // a file of the new tree
		"gone":      filepath.Join(victim, "not there"),  // to nowhere
		"up":        "..",                                // out and in again
		"loop":      "loop",                              // to itself
		".hidden":   filepath.Join(victim, "secret"),     // not in the new tree
	} {
		check(t, os.Symlink(to, filepath.Join(target, name)))
	}
	before := snapshot(t, victim)
	victimFile, err := os.Lstat(filepath.Join(victim, "index.html"))
	check(t, err)

	now := site{"folder/index.html": "same", "inside/index.html": "same", "file.html": "same",
		"gone": "new", "up/victim/index.html": "same", "loop": "x", "real/index.html": "same"}
	sum := publish(t, target, now)

	unchanged(t, victim, before)
	holds(t, target, now)
	if want := (Summary{Files: 7, Written: 6, Kept: 1, Removed: 4, Bytes: 24}); sum != want {
		t.Errorf("summary %+v, want %+v", sum, want)
	}
	for name := range now {
		info, err := os.Lstat(filepath.Join(target, name))
		check(t, err)
		if !info.Mode().IsRegular() || os.SameFile(info, victimFile) {
			t.Errorf("%s is %v, or the victim itself", name, info.Mode())
		}
	}
}

func TestAbort(t *testing.T) {
	dir := t.TempDir()
	target := filepath.Join(dir, "public")
	publish(t, target, site{"a": "one", "b/c": "two"})
	before := snapshot(t, dir)

	s := begin(t, target)
	write(t, s, site{"a": "other", "b/c": "two", "new/file": "x"})
	check(t, s.Abort())
	unchanged(t, dir, before)
	check(t, s.Abort())
	if err := s.Write("late", nil); err == nil {
		t.Error("Write after Abort succeeded")
	}
	if _, err := s.Commit(); err == nil {
		t.Error("Commit after Abort succeeded")
	}
	unchanged(t, dir, before)
}

func TestAbortAfterCommit(t *testing.T) {
	target := filepath.Join(t.TempDir(), "public")
	s := begin(t, target)
	write(t, s, site{"a": "one"})
	_, err := s.Commit()
	check(t, err)
	next := begin(t, target) // whose lock and staging must survive
	check(t, s.Abort())
	write(t, next, site{"a": "two"})
	_, err = next.Commit()
	check(t, err)
	holds(t, target, site{"a": "two"})
}

func TestNothingIsPublishedAfterAFailedWrite(t *testing.T) {
	tests := []struct {
		name string
		fail func(*Staging) error
	}{
		{"bad name", func(s *Staging) error { return s.Write("../x", nil) }},
		{"written twice", func(s *Staging) error { return s.Write("a", []byte("new")) }},
		{"staging gone", func(s *Staging) error { os.RemoveAll(s.dir); return s.Write("b", nil) }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			target := filepath.Join(dir, "public")
			publish(t, target, site{"a": "old"})
			before := snapshot(t, dir)
			s := begin(t, target)
			write(t, s, site{"a": "new"})
			if err := tt.fail(s); err == nil {
				t.Fatal("Write succeeded")
			}
			if _, err := s.Commit(); err == nil {
				t.Fatal("Commit succeeded")
			}
			check(t, s.Abort())
			unchanged(t, dir, before)
		})
	}
}

func TestConcurrentWrites(t *testing.T) {
	target := filepath.Join(t.TempDir(), "public")
	all := site{}
	for i := range 600 {
		all[fmt.Sprintf("fr/%d/%d/index.html", i%7, i)] = fmt.Sprint(i)
	}
	for round := range 2 {
		s := begin(t, target)
		var wg sync.WaitGroup
		failures := make(chan error, 2*len(all))
		for name, text := range all {
			wg.Go(func() { failures <- s.Write(name, []byte(text)) })
		}
		wg.Wait()
		close(failures)
		for err := range failures {
			check(t, err)
		}
		sum, err := s.Commit()
		check(t, err)
		want := Summary{Files: 600, Written: 600 * (1 - round), Kept: 600 * round, Bytes: 1690}
		if sum != want {
			t.Errorf("round %d: %+v, want %+v", round, sum, want)
		}
	}
	holds(t, target, all)
}

// Of several goroutines that write one name, one succeeds.
func TestConcurrentTwins(t *testing.T) {
	s := begin(t, filepath.Join(t.TempDir(), "public"))
	var wg sync.WaitGroup
	results := make(chan error, 8)
	for range cap(results) {
		wg.Go(func() { results <- s.Write("a/b", []byte("x")) })
	}
	wg.Wait()
	close(results)
	good := 0
	for err := range results {
		if err == nil {
			good++
		}
	}
	if good != 1 {
		t.Errorf("%d of 8 writes of one name succeeded", good)
	}
}
