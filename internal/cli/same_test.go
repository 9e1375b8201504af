package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestSameBytes builds the real site as a process of its own under other
// environments and in another folder: every path, mode and byte is the same.
func TestSameBytes(t *testing.T) {
	site, elsewhere := copySite(t), filepath.Join(copySite(t), "été", "..")
	build := func(name, site string, env []string, umask string) string {
		out := filepath.Join(t.TempDir(), "public")
		c := process(t.TempDir(), env, "build", "-q", "-s", site, "-o", out)
		if umask != "" {
			sh := exec.Command("sh", append([]string{"-c", `umask ` + umask + `; exec "$0" "$@"`, c.Path}, c.Args[1:]...)...)
			sh.Dir, sh.Env = c.Dir, c.Env
			c = sh
		}
		if msg, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", name, err, msg)
		}
		return fingerprint(t, out)
	}
	if err := os.Mkdir(filepath.Join(elsewhere, "été"), 0o755); err != nil {
		t.Fatal(err)
	}
	want := build("plain", site, nil, "")
	for _, v := range []struct {
		name  string
		site  string
		env   []string
		umask string
	}{
		{name: "again", site: site},
		{name: "time zone", site: site, env: []string{"TZ=Pacific/Kiritimati"}},
		{name: "locale", site: site, env: []string{"LC_ALL=tr_TR.UTF-8", "LANG=tr_TR.UTF-8"}},
		{name: "one core", site: site, env: []string{"GOMAXPROCS=1"}},
		{name: "eight cores", site: site, env: []string{"GOMAXPROCS=8"}},
		{name: "umask", site: site, umask: "077"},
		{name: "folder", site: elsewhere},
		{name: "hugo's environment", site: site, env: []string{"HUGO_BASEURL=https://evil.example/", "HUGO_PARAMS_X=1"}},
	} {
		t.Run(v.name, func(t *testing.T) {
			if have := build(v.name, v.site, v.env, v.umask); have != want {
				t.Error("the output differs")
			}
		})
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

// TestFailingTheme checks that what goes wrong inside Hugo is told in words
// and leaves the published site alone.
func TestFailingTheme(t *testing.T) {
	site := copySite(t)
	if code, _, msg := run(t, "build", "-s", site); code != 0 {
		t.Fatal(msg)
	}
	before := fingerprint(t, filepath.Join(site, "public"))
	for _, c := range []struct {
		name, old, new string
		code           int
		want           string
	}{
		{"function that does not exist", `{{ T "why" }}`, `{{ T "why" }}{{ tee "why" }}`, exitOther, "hugo"},
		{"error while rendering", `{{ T "why" }}`, `{{ T "why" }}{{ errorf "no %s" "way" }}`, exitOther, "no way"},
		{"warning of Hugo", `{{ T "why" }}`, `{{ T "why" }}{{ warnf "careful" }}`, exitOther, "careful"},
		{"unknown message", `{{ T "why" }}`, `{{ T "wye" }}`, exitData, "themes/passerelle/layouts/record.html:"},
		{"two headings of the first level", `<h2 id="why">`, `<h1>x</h1><h2 id="why">`, exitData, "en/partners/acbk/index.html:"},
		{"link that leads nowhere", `<h2 id="why">`, `<a href="nowhere/">x</a><h2 id="why">`, exitData, "en/partners/acbk/index.html:"},
		{"program to run", `{{ T "why" }}`, `{{ T "why" }}{{ getenv "HOME" }}`, exitOther, "getenv"},
	} {
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
