package serve_test

import (
	"fmt"
	"os"
	"testing"
	"time"
)

// TestChangesAreSeen makes changes the way that editors and git do.
func TestChangesAreSeen(t *testing.T) {
	tests := []struct {
		name   string
		change func(s *site)
	}{
		{"a file is renamed over another", func(s *site) {
			s.write("data/.a.txt.new", "new")
			must(s.t, os.Rename(s.path("data/.a.txt.new"), s.path("data/a.txt")))
			s.shows("[new]")
			s.write("data/a.txt", "newer") // the watch is still there
			s.shows("[newer]")
		}},
		{"a watched file is renamed over", func(s *site) {
			s.write("config.txt~", "new")
			must(s.t, os.Rename(s.path("config.txt~"), s.path("config.txt")))
			s.shows("[new]")
		}},
		{"a file goes", func(s *site) {
			must(s.t, os.Remove(s.path("config.txt")))
			s.shows("<p>[one]</p>")
		}},
		{"a folder is deleted and restored", func(s *site) {
			must(s.t, os.RemoveAll(s.path("data")))
			s.shows("<p>[config]</p>")
			s.write("data/a.txt", "restored")
			s.shows("[restored]")
			s.write("data/a.txt", "edited")
			s.shows("[edited]")
		}},
		{"a folder is deleted and restored at once", func(s *site) {
			must(s.t, os.RemoveAll(s.path("data")))
			s.write("data/a.txt", "restored")
			s.shows("[restored]")
			s.write("data/a.txt", "edited")
			s.shows("[edited]")
		}},
		{"a folder takes the place of another", func(s *site) {
			s.write("other/sub/a.txt", "other")
			must(s.t, os.Rename(s.path("data"), s.path("gone")))
			must(s.t, os.Rename(s.path("other"), s.path("data")))
			s.shows("[other]")
			s.write("data/sub/a.txt", "edited")
			s.shows("[edited]")
		}},
		{"a sub-folder comes", func(s *site) {
			s.write("data/sub/deeper/b.txt", "deep")
			s.shows("[deep]")
			s.write("data/sub/deeper/b.txt", "deeper")
			s.shows("[deeper]")
		}},
		{"a watched folder comes late", func(s *site) {
			count := s.builds.Load()
			s.write("late/folder/b.txt", "late")
			s.eventually(func() bool { return s.builds.Load() > count }, func() string { return "not seen" })
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := start(t, map[string]string{"data/a.txt": "one", "config.txt": "config"})
			s.shows("[one][config]")
			tt.change(s)
		})
	}
}

func TestTemporaryFilesAreIgnored(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one", "elsewhere/x.txt": "x"})
	for _, name := range []string{
		"data/a.txt~", "data/.a.txt.swp", "data/a.swp", "data/.#a.txt", "data/#a.txt#", "data/4913", "data/~$a.txt",
		"data/.git/index", "elsewhere/x.txt", "public/index.html",
	} {
		s.write(name, "word")
	}
	time.Sleep(300 * time.Millisecond)
	if n := s.builds.Load(); n != 1 {
		t.Errorf("%d builds, want only the first", n)
	}
}

func TestLinkedFoldersAreNotFollowed(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one", "elsewhere/x.txt": "x"})
	if err := os.Symlink(s.path("elsewhere"), s.path("data/link")); err != nil {
		t.Skip(err)
	}
	s.eventually(func() bool { return s.builds.Load() == 2 }, func() string { return "the link was not seen" })
	s.write("elsewhere/x.txt", "changed")
	time.Sleep(300 * time.Millisecond)
	if n := s.builds.Load(); n != 2 {
		t.Errorf("%d builds, want 2", n)
	}
}

func TestEditsOfABurstAreOneBuild(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one"})
	for i := range 20 {
		s.write(fmt.Sprintf("data/%d.txt", i), "word")
	}
	s.shows("[word]")
	time.Sleep(200 * time.Millisecond)
	if n := s.builds.Load(); n > 3 { // two, and one more if the machine was slow
		t.Errorf("%d builds for one burst", n-1)
	}
}

func TestEndlessEditsDoNotHoldTheBuildBack(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one"})
	for end := time.Now().Add(900 * time.Millisecond); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		s.write("data/a.txt", "word")
	}
	if s.builds.Load() < 2 {
		t.Error("no build while edits arrive")
	}
}

func TestEditDuringABuildMakesAnother(t *testing.T) {
	s := &site{t: t, hold: make(chan struct{}, 1)}
	s.hold <- struct{}{}
	s.start(map[string]string{"data/a.txt": "one"})
	s.write("data/a.txt", "two")
	s.eventually(func() bool { return s.builds.Load() == 2 }, func() string { return "no second build" })
	s.write("data/a.txt", "three")
	time.Sleep(200 * time.Millisecond)
	if n := s.builds.Load(); n != 2 {
		t.Errorf("%d builds have begun, want 2", n)
	}
	close(s.hold)
	s.eventually(func() bool { return s.builds.Load() >= 3 }, func() string { return "no third build" })
	s.shows("[three]")
}
