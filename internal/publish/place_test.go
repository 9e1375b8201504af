package publish

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRefused(t *testing.T) {
	const notOurs = "exists and was not made by passerelle; choose another folder, or move it away"
	tests := []struct {
		name   string
		make   func(t *testing.T, dir string) // what is there; dir is the working directory
		target string                         // relative to dir
		want   string                         // the message after the path
	}{
		{"foreign folder", func(t *testing.T, dir string) {
			plant(t, dir, site{"public/thesis.doc": "years of work"})
		}, "public", notOurs},
		{"folder with one hidden file", func(t *testing.T, dir string) {
			plant(t, dir, site{"public/.git": "gitdir: x"})
		}, "public", notOurs},
		{"marker of another tool", func(t *testing.T, dir string) {
			plant(t, dir, site{"public/.passerelle": "cache = true", "public/a": "x"})
		}, "public", notOurs},
		{"marker is a folder", func(t *testing.T, dir string) {
			plant(t, dir, site{"public/.passerelle/x": "x"})
		}, "public", notOurs},
		{"marker is a link to one", func(t *testing.T, dir string) {
			plant(t, dir, site{"real": markerText, "public/a": "x"})
			check(t, os.Symlink("../real", filepath.Join(dir, "public", Marker)))
		}, "public", notOurs},
		{"marker only further down", func(t *testing.T, dir string) {
			plant(t, dir, site{"public/site/.passerelle": markerText})
		}, "public", notOurs},
		{"file", func(t *testing.T, dir string) {
			plant(t, dir, site{"public": "x"})
		}, "public", "is a file and not a folder; choose another folder, or move it away"},
		{"link to a site of ours", func(t *testing.T, dir string) {
			publish(t, filepath.Join(dir, "real"), site{"a": "x"})
			check(t, os.Symlink("real", filepath.Join(dir, "public")))
		}, "public", "is a symbolic link, which"},
		{"link with a slash behind", func(t *testing.T, dir string) {
			publish(t, filepath.Join(dir, "real"), site{"a": "x"})
			check(t, os.Symlink("real", filepath.Join(dir, "public")))
		}, "public/", "is a symbolic link, which"},
		{"link to nowhere", func(t *testing.T, dir string) {
			check(t, os.Symlink("nowhere", filepath.Join(dir, "public")))
		}, "public", "is a symbolic link, which"},
		{"parent missing", nil, "a/public", "cannot be made because the folder "},
		{"parent is a file", func(t *testing.T, dir string) {
			plant(t, dir, site{"a": "x"})
		}, "a/public", "cannot be made because "},
		{"grandparent is a file", func(t *testing.T, dir string) {
			plant(t, dir, site{"a": "x"})
		}, "a/b/public", "cannot be "},
		{"working directory", nil, ".", "is or holds the folder you are working in; choose a folder below it"},
		{"no path", nil, "", "is or holds the folder you are working in"},
		{"above the working directory", nil, "..", "is or holds the folder you are working in"},
		{"root", nil, string(filepath.Separator), "is the root of a file system"},
		{"lock is a link to a victim", func(t *testing.T, dir string) {
			plant(t, dir, site{"victim": ""})
			check(t, os.Symlink("victim", filepath.Join(dir, ".public.lock")))
		}, "public", "is not a lock file of passerelle; move it away"},
		{"lock is a link to nowhere", func(t *testing.T, dir string) {
			check(t, os.Symlink("victim", filepath.Join(dir, ".public.lock")))
		}, "public", "is not a lock file of passerelle"},
		{"lock is a text of somebody's", func(t *testing.T, dir string) {
			plant(t, dir, site{".public.lock": "my notes"})
		}, "public", "is not a lock file of passerelle"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			t.Chdir(dir)
			if tt.make != nil {
				tt.make(t, dir)
			}
			before := snapshot(t, dir)
			s, err := Begin(tt.target)
			if err == nil {
				s.Abort()
				t.Fatal("Begin succeeded")
			}
			refused, ok := errors.AsType[*Refused](err)
			if !ok {
				t.Fatalf("Begin: %v, which is no *Refused", err)
			}
			if !strings.HasPrefix(refused.Reason, tt.want) {
				t.Errorf("Begin: %v", err)
			}
			if want := refused.Path + " " + refused.Reason; err.Error() != want {
				t.Errorf("message %q, want %q", err, want)
			}
			unchanged(t, dir, before)
		})
	}
}

// What takes the target's place while a build runs is not replaced either.
// TestInsideAPublishedFolder: a tree in a folder that a build replaces as a
// whole would be lost at the next build of that one.
func TestInsideAPublishedFolder(t *testing.T) {
	outer := filepath.Join(t.TempDir(), "public")
	s, err := Begin(outer)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Write("a/index.html", []byte("x")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(); err != nil {
		t.Fatal(err)
	}
	for _, inner := range []string{filepath.Join(outer, "x"), filepath.Join(outer, "a", "x")} {
		_, err := Begin(inner)
		var refused *Refused
		if !errors.As(err, &refused) || !strings.Contains(refused.Reason, "replaces as a whole") {
			t.Errorf("%s: %v", inner, err)
		}
	}
}

func TestRefusedAtCommit(t *testing.T) {
	tests := []struct {
		name   string
		before site
		during func(t *testing.T, target string)
	}{
		{"a folder appears", nil, func(t *testing.T, target string) {
			plant(t, target, site{"thesis.doc": "x"})
		}},
		{"the site is moved away for another folder", site{"a": "x"}, func(t *testing.T, target string) {
			check(t, os.Rename(target, target+"-moved"))
			plant(t, target, site{"thesis.doc": "x"})
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			target := filepath.Join(t.TempDir(), "public")
			if tt.before != nil {
				publish(t, target, tt.before)
			}
			s := begin(t, target)
			write(t, s, site{"a": "new"})
			tt.during(t, target)
			before := snapshot(t, target)
			_, err := s.Commit()
			if _, ok := errors.AsType[*Refused](err); !ok {
				t.Errorf("Commit: %v, want *Refused", err)
			}
			unchanged(t, target, before)
		})
	}
}

func TestTargetThroughALinkedParent(t *testing.T) {
	dir := t.TempDir()
	check(t, os.Mkdir(filepath.Join(dir, "one"), 0o755))
	check(t, os.Mkdir(filepath.Join(dir, "two"), 0o755))
	current := filepath.Join(dir, "current")
	check(t, os.Symlink("one", current))
	s := begin(t, filepath.Join(current, "public"))
	write(t, s, site{"a": "x"})
	check(t, os.Remove(current))
	check(t, os.Symlink("two", current))
	write(t, s, site{"b": "y"})
	_, err := s.Commit()
	check(t, err)
	holds(t, filepath.Join(dir, "one", "public"), site{"a": "x", "b": "y"})
	alone(t, filepath.Join(dir, "two"))
}

func TestLeftovers(t *testing.T) {
	const id, other = "0123456789abcdef", "fedcba9876543210"
	ours := site{Marker: markerText, "a": "put back"}
	tests := []struct {
		name  string
		there map[string]site // folders beside the target before
		want  []string        // what is there after Begin and Abort
	}{
		{"staging", map[string]site{".public.staging-" + id: {"a/b": "x"}}, nil},
		{"staging beside a site", map[string]site{"public": ours, ".public.staging-" + id: {"a/b": "x"}}, []string{"public"}},
		{"old beside a site", map[string]site{"public": ours, ".public.old-" + id: ours}, []string{"public"}},
		{"old with no site", map[string]site{".public.old-" + id: ours}, []string{"public"}},
		{"killed between the renames", map[string]site{".public.old-" + id: ours, ".public.staging-" + id: ours}, []string{"public"}},
		{"both and a site", map[string]site{"public": ours, ".public.old-" + id: ours, ".public.staging-" + id: ours}, []string{"public"}},
		{"two old", map[string]site{".public.old-" + id: ours, ".public.old-" + other: ours}, []string{"public"}},
		{"old without a marker, no site", map[string]site{".public.old-" + id: {"a": "x"}}, []string{".public.old-" + id}},
		{"of another target", map[string]site{
			".public.staging-" + id[1:]:             {"a": "x"},
			".public.staging-" + id + "0":           {"a": "x"},
			".public.staging-mine":                  {"a": "x"},
			".public.staging-mine.staging-" + id:    {"a": "x"},
			".public2.staging-" + id:                {"a": "x"},
			"public.staging-" + id:                  {"a": "x"},
			".public.old-" + strings.ToUpper(other): {"a": "x"},
		}, []string{
			".public.old-" + strings.ToUpper(other),
			".public.staging-" + id + "0",
			".public.staging-" + id[1:],
			".public.staging-mine",
			".public.staging-mine.staging-" + id,
			".public2.staging-" + id,
			"public.staging-" + id,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, files := range tt.there {
				plant(t, filepath.Join(dir, name), files)
			}
			check(t, begin(t, filepath.Join(dir, "public")).Abort())
			alone(t, dir, tt.want...)
			if len(tt.want) == 1 && tt.want[0] == "public" {
				holds(t, filepath.Join(dir, "public"), site{"a": "put back"})
			}
		})
	}
}
