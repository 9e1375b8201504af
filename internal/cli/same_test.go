package cli

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"passerelle/internal/trial"
)

// TestSameBytes builds a site as a process of its own under other environments,
// from copies that were made otherwise, and in other folders: every path, mode
// and byte is the same. In full it is the real site that is built each time,
// else a small one but where cores are counted.
func TestSameBytes(t *testing.T) {
	type source struct{ dir, want string }
	build := func(t *testing.T, dir string, args, env []string, umask string) string {
		out := filepath.Join(t.TempDir(), "public")
		c := process(dir, env, append([]string{"build", "-q", "-o", out}, args...)...)
		if umask != "" {
			sh := exec.Command("sh", append([]string{"-c", `umask ` + umask + `; exec "$0" "$@"`, c.Path}, c.Args[1:]...)...)
			sh.Dir, sh.Env = c.Dir, c.Env
			c = sh
		}
		if msg, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, msg)
		}
		return fingerprint(t, out)
	}
	small, real := source{dir: smallSite(t)}, source{dir: copySite(t)}
	for _, s := range []*source{&small, &real} {
		s.want = build(t, t.TempDir(), []string{"-s", s.dir}, nil, "")
	}
	cases := []struct {
		name  string
		cores bool
		env   []string
		umask string
		in    func(t *testing.T, site string) (dir, source string) // the working directory and -s
	}{
		{name: "again"},
		{name: "time zone", env: []string{"TZ=Pacific/Kiritimati"}},
		{name: "locale", env: []string{"LC_ALL=tr_TR.UTF-8", "LANG=tr_TR.UTF-8"}},
		{name: "the user's locale", env: []string{"LANGUAGE=ar:fr", "LC_COLLATE=sv_SE.UTF-8", "LC_NUMERIC=de_DE.UTF-8", "LC_TIME=ja_JP.UTF-8", "LC_CTYPE=C"}},
		{name: "one core", cores: true, env: []string{"GOMAXPROCS=1"}},
		{name: "eight cores", cores: true, env: []string{"GOMAXPROCS=8"}},
		{name: "umask", umask: "077"},
		{name: "hugo's environment", env: []string{"HUGO_BASEURL=https://evil.example/", "HUGO_PARAMS_X=1", "HUGO_ENVIRONMENT=staging", "HUGO_TIMEZONE=Asia/Tokyo", "HUGO_CACHEDIR=/nowhere"}},
		{name: "home folder", env: []string{"HOME=/nowhere", "XDG_CACHE_HOME=/nowhere/cache", "XDG_CONFIG_HOME=/nowhere/config", "USER=nobody"}},
		{name: "temporary folder behind a link", in: func(t *testing.T, site string) (string, string) {
			link := filepath.Join(t.TempDir(), "tmp")
			symlink(t, t.TempDir(), link)
			t.Setenv("TMPDIR", link)
			return link, site
		}},
		{name: "path of the checkout", in: func(t *testing.T, site string) (string, string) {
			to := filepath.Join(t.TempDir(), "été d'un an", "public")
			copyTree(t, site, to)
			return t.TempDir(), to
		}},
		{name: "checkout behind a link", in: func(t *testing.T, site string) (string, string) {
			link := filepath.Join(t.TempDir(), "link")
			symlink(t, site, link)
			return t.TempDir(), link
		}},
		{name: "working directory", in: func(_ *testing.T, site string) (string, string) {
			return filepath.Join(site, "data"), ".."
		}},
		{name: "times of files", in: func(t *testing.T, site string) (string, string) {
			to := t.TempDir()
			copyTree(t, site, to)
			n := 0
			err := filepath.WalkDir(to, func(name string, _ fs.DirEntry, err error) error {
				n++
				if err != nil {
					return err
				}
				at := time.Unix(int64(n*7919%100_000)*40_000, 0) // from 1970 to 2096
				return os.Chtimes(name, at, at)
			})
			if err != nil {
				t.Fatal(err)
			}
			return t.TempDir(), to
		}},
		{name: "order in folders", in: func(t *testing.T, site string) (string, string) {
			to := t.TempDir()
			copyBackwards(t, site, to)
			return t.TempDir(), to
		}},
	}
	for _, v := range cases {
		t.Run(v.name, func(t *testing.T) {
			s := small
			if trial.Full() || v.cores {
				s = real
			}
			dir, from := t.TempDir(), s.dir
			if v.in != nil {
				dir, from = v.in(t, from)
			}
			if have := build(t, dir, []string{"-s", from}, v.env, v.umask); have != s.want {
				t.Error("the output differs")
			}
		})
	}
	t.Logf("%d variations", len(cases))
}

// copyBackwards copies a folder, the last of its files first, so that a file
// system that lists them as they came lists them the other way round.
func copyBackwards(t *testing.T, from, to string) {
	t.Helper()
	entries, err := os.ReadDir(from)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range slices.Backward(entries) {
		source, target := filepath.Join(from, e.Name()), filepath.Join(to, e.Name())
		if e.IsDir() {
			if err := os.Mkdir(target, 0o755); err != nil {
				t.Fatal(err)
			}
			copyBackwards(t, source, target)
			continue
		}
		data, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		write(t, to, e.Name(), string(data))
	}
}

// TestOutputFolder tells which folders a build may replace.
func TestOutputFolder(t *testing.T) {
	site := copySite(t)
	foreign := t.TempDir()
	write(t, foreign, "thesis.doc", "precious")
	if code, _, msg := run(t, "build", "-s", site, "-o", foreign); code != exitUsage || !strings.Contains(msg, "was not made by passerelle") {
		t.Errorf("a foreign folder: exit %d, %q", code, msg)
	}
	if data, _ := os.ReadFile(filepath.Join(foreign, "thesis.doc")); string(data) != "precious" {
		t.Error("a foreign folder was changed")
	}
	link := filepath.Join(t.TempDir(), "public")
	if err := os.Symlink(foreign, link); err != nil {
		t.Fatal(err)
	}
	if code, _, msg := run(t, "build", "-s", site, "-o", link); code != exitUsage {
		t.Errorf("a symbolic link: exit %d, %q", code, msg)
	}
}

// TestExitCodes checks what the program says when it cannot do what it is told.
func TestExitCodes(t *testing.T) {
	site := copySite(t)
	for _, c := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"no command", nil, exitDone, ""},
		{"help", []string{"help", "build"}, exitDone, ""},
		{"version", []string{"version"}, exitDone, ""},
		{"unknown command", []string{"biuld"}, exitUsage, "biuld"},
		{"unknown flag", []string{"build", "--fast"}, exitUsage, "--fast"},
		{"surplus argument", []string{"build", "now"}, exitUsage, "now"},
		{"no folder to generate", []string{"generate"}, exitUsage, "passerelle generate"},
		{"no site", []string{"check", "-s", t.TempDir()}, exitUsage, "there is no config.toml"},
		{"bad address", []string{"build", "-s", site, "--base-url", "ftp://x"}, exitUsage, "--base-url"},
		{"bad date", []string{"check", "-s", site, "--as-of", "soon"}, exitUsage, "--as-of"},
		{"bad port", []string{"serve", "-s", site, "--port", "70000"}, exitUsage, "70000"},
		{"good data", []string{"check", "-s", site}, exitDone, ""},
		{"edition before the records", []string{"check", "-s", site, "--as-of", "2013"}, exitData, "as-of-after-edition"},
	} {
		t.Run(c.name, func(t *testing.T) {
			code, _, msg := run(t, c.args...)
			if code != c.code || !strings.Contains(msg, c.want) {
				t.Errorf("exit %d, want %d with %q; said:\n%s", code, c.code, c.want, msg)
			}
		})
	}
	t.Run("bad configuration", func(t *testing.T) {
		edit(t, site, "config.toml", `theme = "passerelle"`, `thema = "passerelle"`)
		code, _, msg := run(t, "build", "-s", site)
		if code != exitUsage || !strings.Contains(msg, `config.toml:5:1: error[unknown-option]: "thema"`) {
			t.Errorf("exit %d; said:\n%s", code, msg)
		}
	})
}

// themeFaults are ways in which a layout is wrong.
var themeFaults = []struct {
	name, old, new string
	code           int
	want           string
}{
	{"function that does not exist", `{{ T "facts" }}`, `{{ T "facts" }}{{ tee "why" }}`, exitOther, "hugo"},
	{"error while rendering", `{{ T "facts" }}`, `{{ T "facts" }}{{ errorf "no %s" "way" }}`, exitOther, "no way"},
	{"warning of Hugo", `{{ T "facts" }}`, `{{ T "facts" }}{{ warnf "careful" }}`, exitOther, "careful"},
	{"unknown message", `{{ T "facts" }}`, `{{ T "wye" }}`, exitData, "themes/passerelle/layouts/record.html:"},
	{"two headings of the first level", `<h2 id="facts">`, `<h1>x</h1><h2 id="facts">`, exitData, "en/partners/rede/index.html:"},
	{"link that leads nowhere", `<h2 id="facts">`, `<a href="nowhere/">x</a><h2 id="facts">`, exitData, "en/partners/rede/index.html:"},
	{"program to run", `{{ T "facts" }}`, `{{ T "facts" }}{{ getenv "HOME" }}`, exitOther, "getenv"},
}

// TestFailingTheme checks that what goes wrong inside Hugo is told in words
// and leaves the published site alone.
func TestFailingTheme(t *testing.T) {
	site := fewRecords(t)
	if code, _, msg := run(t, "build", "-s", site); code != 0 {
		t.Fatal(msg)
	}
	before := fingerprint(t, filepath.Join(site, "public"))
	for _, c := range themeFaults {
		t.Run(c.name, func(t *testing.T) {
			file := "themes/passerelle/layouts/record.html"
			edit(t, site, file, c.old, c.new)
			defer edit(t, site, file, c.new, c.old)
			code, _, msg := run(t, "build", "-s", site)
			if code != c.code || !strings.Contains(msg, c.want) {
				t.Errorf("exit %d, want %d with %q; said:\n%.2000s", code, c.code, c.want, msg)
			}
			if strings.Contains(msg, "goroutine ") {
				t.Error("a Go stack was shown")
			}
			if fingerprint(t, filepath.Join(site, "public")) != before {
				t.Error("the published folder changed")
			}
		})
	}
}
