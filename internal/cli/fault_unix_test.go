//go:build unix

package cli

import (
	"bytes"
	"context"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"passerelle/internal/publish"
	"passerelle/internal/trial"
)

// fault is one way in which a build fails. What it does is undone by what it
// returns, or is an edit of a file.
type fault struct {
	stage    string
	name     string
	file     string
	old, new string
	do       func(t *testing.T, site string) (undo func())
	code     int
	want     string   // a pattern
	quickly  bool     // the build is called off
	env      []string // the build is a process of its own, with this
}

// A process that is told a size writes no file beyond it, as on a full disk.
func init() {
	size, err := strconv.ParseUint(os.Getenv("PASSERELLE_TEST_FILE_SIZE"), 10, 64)
	if err != nil {
		return
	}
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: size, Max: size}); err != nil {
		panic(err)
	}
}

const (
	layout = "themes/passerelle/layouts/record.html"
	rede   = "data/partners/rede.toml"
)

// template returns a fault of the theme: text that stands before the title.
func template(name, text string, code int, want string) fault {
	return fault{stage: "site", name: name, file: base, old: title, new: text + title, code: code, want: want}
}

// alone returns a fault in a process of its own, for one that others would feel.
func alone(f fault) fault {
	f.env = []string{}
	return f
}

// markup returns a fault that the audit is to find: text at the end of the
// body, or in the place of another text of the frame.
func markup(name, old, new, rule string) fault {
	if old == "" {
		old, new = "</body>", new+"</body>"
	}
	return fault{stage: "audit", name: name, file: base, old: old, new: new, code: exitData, want: `error\[` + rule + `\]`}
}

// faults are those that TestDamagedData and TestFailingTheme do not try.
var faults = []fault{
	{stage: "configuration", name: "no theme of that name", file: "config.toml", old: `theme = "passerelle"`, new: `theme = "none"`, code: exitUsage, want: `config.toml:2:\d+: error`},
	{stage: "configuration", name: "no address", file: "config.toml", old: `"https://example.org/sub/"`, new: `"javascript:x"`, code: exitUsage, want: `config.toml:1:\d+: error`},
	{stage: "load", name: "no data", do: without("data"), code: exitData, want: `data: error\[unreadable\]`},
	{stage: "load", name: "no countries", do: without("data/countries.toml"), code: exitData, want: `data/countries.toml: error\[unreadable\]`},
	{stage: "load", name: "page without a head", file: "content/pt/about.md", old: "+++\ntitle", new: "title", code: exitData, want: `content/pt/about.md:1:1: error\[no-front-matter\]`},
	{stage: "check", name: "record that others name is gone", do: without("data/resolutions/1-10.toml"), code: exitData, want: rede + `:\d+:\d+: error\[dangling-reference\]`},
	{stage: "check", name: "date after the edition", file: rede, old: `"2020-05"`, new: `"2021-05"`, code: exitData, want: rede + `:\d+:\d+: error`},
	{stage: "message", name: "strings not closed", file: "i18n/pt.toml", old: "[skip_link]", new: "[skip_link", code: exitData, want: `i18n/pt.toml:1:\d+: error`},
	{stage: "message", name: "no strings of a language", do: without("i18n/ar.toml"), code: exitData, want: `i18n/ar.toml: error`},
	{stage: "message", name: "string that the theme needs is gone", file: "i18n/pt.toml", old: "[skip_link]", new: "[skipped]", code: exitData, want: `error\[message-`},
	{stage: "page", name: "link of a page to nowhere", file: "content/pt/about.md", old: "(/partners/)", new: "(/nowhere/)", code: exitData, want: `error\[broken-link\]`},

	template("template not closed", `{{ if true }}`, exitData, `baseof.html:\d+: error\[message-template\]`),
	template("panic in a function", `{{ strings.Repeat 9223372036854775807 "xx" }}`, exitOther, `Repeat`),
	alone(template("recursion without end", `{{ template "again" }}{{ define "again" }}{{ template "again" }}{{ end }}`, exitOther, `calls itself without end|maximum template depth`)),
	template("division by nought", `{{ div 1 0 }}`, exitOther, `divi`),
	template("field that does not exist", `{{ .NothingOfThatSort }}`, exitOther, `NothingOfThatSort`),
	template("partial that is not there", `{{ partial "nowhere.html" . }}`, exitOther, `nowhere.html`),
	template("something of another host", `{{ with resources.GetRemote "https://example.org/" }}{{ with .Err }}{{ errorf "%v" . }}{{ end }}{{ .Content }}{{ end }}`, exitOther, `hugo`),
	template("file that nobody asked for", `{{ (resources.FromString "more/x.txt" "x").Publish }}`, exitOther, `not asked for more/x.txt`),
	{stage: "site", name: "style sheet is gone", do: without("themes/passerelle/assets/css/tokens.css"), code: exitOther, want: `hugo`},
	{stage: "site", name: "layout is gone", do: without(layout), code: exitData, want: `error\[message-unused\]`},

	markup("image without a text", "", `<img src="{{ $.Params.page.root }}index.html">`, "img-alt"),
	markup("style in the page", "", `<p style="color: red">x</p>`, "inline-style"),
	markup("script in the page", "", `<script>x()</script>`, "inline-script"),
	markup("script in an attribute", "", `<p onclick="x()">x</p>`, "inline-handler"),
	markup("picture of another host", "", `<img alt="x" src="https://example.org/x.png">`, "third-party"),
	markup("one id twice", "", `<p id="main">x</p>`, "id-repeated"),
	markup("table without heads", "", `<table><tr><td>x</td></tr></table>`, "table-header"),
	markup("no title", title, "", "title"),
	markup("no main", `<main id="main" tabindex="-1">`, `<div id="main" tabindex="-1">`, "main"),
	markup("wrong language", `lang="{{ $p.lang }}" dir`, `lang="xx" dir`, "html-lang"),
	markup("no doctype", "<!DOCTYPE html>", "", "doctype"),

	{stage: "publish", name: "published folder lost its marker", do: func(t *testing.T, site string) func() {
		marker := filepath.Join(site, "public", publish.Marker)
		text, err := os.ReadFile(marker)
		must(t, err)
		must(t, os.Remove(marker))
		return func() { must(t, os.WriteFile(marker, text, 0o644)) }
	}, code: exitUsage, want: `public exists and was not made by passerelle; choose another folder, or move it away`},
	{stage: "publish", name: "another build holds the folder", do: func(t *testing.T, site string) func() {
		s, err := publish.Begin(filepath.Join(site, "public"))
		must(t, err)
		return func() { must(t, s.Abort()) }
	}, code: exitOther, want: `another build \(process \d+\) is writing .*public; wait for it to end`},
	{stage: "publish", name: "staging folder vanishes", do: meanwhile(func(staging string) error { return os.Rename(staging, staging+"-away") }), code: exitOther, want: `no such file or directory`},
	{stage: "publish", name: "lock file vanishes", do: meanwhile(func(staging string) error { return os.Remove(filepath.Join(filepath.Dir(staging), ".public.lock")) }), code: exitOther, want: `public is not published: the lock file .* was removed while the build was running`},
	{stage: "publish", name: "disk that takes no large file", file: base, old: title, new: title + `<meta name="note" content="larger">`, env: []string{"PASSERELLE_TEST_FILE_SIZE=8192"}, code: exitOther, want: `writing .*: file too large`},
	{stage: "publish", name: "called off", quickly: true, code: exitOther, want: `stopped; nothing was published`},
}

// without moves something of the site away.
func without(name string) func(t *testing.T, site string) func() {
	return func(t *testing.T, site string) func() {
		away := filepath.Join(t.TempDir(), "away")
		must(t, os.Rename(filepath.Join(site, name), away))
		return func() { must(t, os.Rename(away, filepath.Join(site, name))) }
	}
}

// meanwhile does something as soon as the staging folder is there, which is
// while the build runs.
func meanwhile(do func(staging string) error) func(t *testing.T, site string) func() {
	return func(t *testing.T, site string) func() {
		done := make(chan error)
		go func() {
			for end := time.Now().Add(time.Minute); time.Now().Before(end); {
				if there, _ := filepath.Glob(filepath.Join(site, ".public.staging-*")); len(there) > 0 {
					done <- do(there[0])
					return
				}
			}
			done <- os.ErrDeadlineExceeded
		}()
		return func() {
			must(t, <-done)
			away, _ := filepath.Glob(filepath.Join(site, ".public.*-away"))
			for _, name := range away {
				must(t, os.RemoveAll(name))
			}
		}
	}
}

// TestFailedBuild makes builds fail in every stage: each tells what is wrong
// and leaves the published folder byte for byte what it was, and nothing
// beside it.
func TestFailedBuild(t *testing.T) {
	if n := len(damages) + len(themeFaults) + len(faults); n < 50 {
		t.Errorf("there are %d faults; 50 are promised", n)
	}
	site := smallSite(t)
	public := filepath.Join(site, "public")
	copyTree(t, reference(t), public)
	before := fingerprint(t, public)
	few := trial.Count(12, len(faults))
	tried := map[string]int{}
	for i, f := range faults {
		if i*few/len(faults) == (i+1)*few/len(faults) {
			continue // of few, some of every stage
		}
		tried[f.stage]++
		t.Run(f.stage+"/"+f.name, func(t *testing.T) {
			undo := func() { edit(t, site, f.file, f.new, f.old) }
			switch {
			case f.do != nil:
				undo = f.do(t, site)
			case f.file != "" && f.new == "":
				undo = func() { edit(t, site, f.file, "<!-- cut -->", f.old) }
				edit(t, site, f.file, f.old, "<!-- cut -->")
			case f.file != "":
				edit(t, site, f.file, f.old, f.new)
			default:
				undo = func() {}
			}
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			if f.quickly {
				time.AfterFunc(30*time.Millisecond, cancel)
			}
			var out, said bytes.Buffer
			code := -1
			if f.env == nil {
				code = Run(ctx, []string{"build", "-s", site}, &out, &said)
			} else {
				c := process(t.TempDir(), f.env, "build", "-s", site)
				c.Stderr = &said
				if err := c.Run(); c.ProcessState != nil {
					code = c.ProcessState.ExitCode()
				} else {
					t.Error(err)
				}
			}
			undo()
			if code != f.code || !regexp.MustCompile(f.want).MatchString(said.String()) {
				t.Errorf("exit %d, want %d with %s; said:\n%.2000s", code, f.code, f.want, said.String())
			}
			if strings.Contains(said.String(), "goroutine ") {
				t.Error("a Go stack was shown")
			}
			if fingerprint(t, public) != before {
				t.Fatal("the published folder changed")
			}
			if left, _ := filepath.Glob(filepath.Join(site, ".public*")); len(left) > 0 {
				t.Errorf("left behind: %q", left)
			}
		})
	}
	t.Logf("tried by stage: %v", tried)
	if code, _, msg := run(t, "build", "-s", site); code != exitDone || fingerprint(t, public) != before {
		t.Errorf("mended, the site does not build to what it was: exit %d\n%s", code, msg)
	}
}
