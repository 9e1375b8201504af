package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"passerelle/internal/trial"
)

// runaway is a theme that Hugo does not survive, or never ends with.
type runaway struct {
	name     string
	template string // at the top of the page of a record
	partial  string // layouts/_partials/loop.html
	flags    []string
	want     string // in the sentence
	full     bool   // takes long or much: in a full run only
}

const thousands = "{{ range seq 1000000 }}{{ range seq 1000000 }}"

var runaways = []runaway{
	{name: "an error in a method", template: `{{ .GetPage 1 2 3 }}`, want: "record.html"},
	{name: "a panic in a function", template: `{{ strings.Repeat 9000000000000000000 "xxx" }}`, want: "Repeat"},
	{name: "a loop without end", template: thousands + "{{ end }}{{ end }}", flags: []string{"--time-limit", "1s"}, want: "did not end within 1s"},
	{name: "output without end", template: thousands + strings.Repeat("x", 1000) + "{{ end }}{{ end }}", flags: []string{"--memory-limit", "300"}, want: "more than 300 MB"},
	{name: "a text that doubles", template: `{{ $s := "xxxxxxxx" }}{{ range seq 60 }}{{ $s = printf "%s%s" $s $s }}{{ end }}`, flags: []string{"--memory-limit", "300"}, want: "more than 300 MB"},
	{name: "a list that grows", template: `{{ $s := slice }}` + thousands + `{{ $s = append (strings.Repeat 100000 "x") $s }}{{ end }}{{ end }}`, flags: []string{"--memory-limit", "300"}, want: "more than 300 MB"},
	{name: "10 GB in one piece", template: `{{ len (strings.Repeat 10000000000 "x") }}`, flags: []string{"--memory-limit", "300"}, want: " MB"},
	{name: "more than the machine has in one piece", template: `{{ len (strings.Repeat 100000000000000 "x") }}`, want: "out of memory"},
	{name: "a template that calls itself", template: `{{ template "self" . }}`, want: "exceeded maximum template depth"},
	{name: "a partial that calls itself", template: `{{ partial "loop.html" . }}`, partial: `{{ partial "loop.html" . }}`, want: "", full: true},
	{name: "10 GB, with the limit as it is", template: `{{ $s := slice }}{{ range seq 1000000 }}{{ $s = append (strings.Repeat 10000000 "x") $s }}{{ end }}`, want: " MB", full: true},
}

// TestContainment builds a published site with themes that Hugo does not
// survive: each build ends in time and within its memory with one sentence and
// exit 3, leaves the published site as it was and nothing beside it.
func TestContainment(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux has the guard")
	}
	site := fewRecords(t)
	record := filepath.Join(site, "themes/passerelle/layouts/record.html")
	good, err := os.ReadFile(record)
	must(t, err)
	if msg, err := process(site, nil, "build").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, msg)
	}
	before := fingerprint(t, site)
	for _, r := range runaways {
		t.Run(r.name, func(t *testing.T) {
			if r.full && !trial.Full() {
				t.Skip("in a full run only")
			}
			partial := filepath.Join(site, "themes/passerelle/layouts/_partials/loop.html")
			if r.partial != "" {
				must(t, os.WriteFile(partial, []byte(r.partial), 0o644))
			}
			const start = `<article class="record">`
			text := strings.Replace(string(good), start, start+r.template, 1) + `{{ define "self" }}x{{ template "self" . }}{{ end }}`
			must(t, os.WriteFile(record, []byte(text), 0o644))

			begun := time.Now()
			c := process(site, nil, append([]string{"build"}, r.flags...)...)
			var out, msg bytes.Buffer
			c.Stdout, c.Stderr = &out, &msg
			err := c.Run()
			took := time.Since(begun)
			peak := int64(c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss) >> 10 // of the process and of those it waited for
			t.Logf("%.2f s, %d MB: %.300s", took.Seconds(), peak, msg.String())

			if code := c.ProcessState.ExitCode(); code != exitOther {
				t.Errorf("exit %d (%v)", code, err)
			}
			if s := msg.String(); !strings.HasPrefix(s, "passerelle: ") || strings.Count(s, "\n") != 1 || !strings.Contains(s, r.want) {
				t.Errorf("not one sentence with %q:\n%.2000s", r.want, s)
			}
			if strings.Contains(msg.String(), "goroutine ") || out.Len() > 0 {
				t.Errorf("a Go stack, or a result: %s", out.String())
			}
			if took > 3*time.Minute {
				t.Errorf("took %v", took)
			}
			limit := int64(4096)
			if len(r.flags) == 2 && r.flags[0] == "--memory-limit" {
				limit, _ = strconv.ParseInt(r.flags[1], 10, 64)
			}
			if peak > 2*limit+200 {
				t.Errorf("took %d MB, with a limit of %d", peak, limit)
			}
			os.Remove(partial)
			must(t, os.WriteFile(record, good, 0o644))
			if fingerprint(t, site) != before {
				t.Error("the published site is not what it was, or something was left beside it")
			}
		})
	}
	if msg, err := process(site, nil, "build").CombinedOutput(); err != nil || fingerprint(t, site) != before {
		t.Errorf("mended, it does not build to what it was: %v\n%s", err, msg)
	}
}

// TestGuardDies: who ends the guard ends the build.
func TestGuardDies(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux has the guard")
	}
	site := fewRecords(t)
	edit(t, site, "themes/passerelle/layouts/record.html", `<article class="record">`, `<article class="record">`+thousands+"{{ end }}{{ end }}")
	for _, signal := range []os.Signal{os.Kill, os.Interrupt, syscall.SIGTERM} {
		c := process(site, nil, "build", "--time-limit", "1m")
		var msg bytes.Buffer
		c.Stdout, c.Stderr = &msg, &msg // Wait ends once the guarded process has ended too
		must(t, c.Start())
		wait(t, "the build begins", func() bool {
			left, _ := filepath.Glob(filepath.Join(site, ".public.staging-*"))
			return len(left) > 0
		})
		time.Sleep(300 * time.Millisecond)
		must(t, c.Process.Signal(signal))
		ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
		ended := make(chan error, 1)
		go func() { ended <- c.Wait() }()
		select {
		case err := <-ended:
			if _, ok := errors.AsType[*exec.ExitError](err); !ok {
				t.Errorf("%v: %v", signal, err)
			}
		case <-ctx.Done():
			t.Errorf("%v: the build goes on", signal)
		}
		stop()
		left, _ := filepath.Glob(filepath.Join(site, ".public.staging-*"))
		if signal != os.Kill && (c.ProcessState.ExitCode() != exitOther || len(left) > 0 || msg.String() != "passerelle: stopped; nothing was published\n") {
			t.Errorf("%v: exit %d, left %v, said %q", signal, c.ProcessState.ExitCode(), left, msg.String())
		}
		for _, l := range left { // of the one that was killed
			os.RemoveAll(l)
		}
	}
}

// TestCrash reads Go's reports.
func TestCrash(t *testing.T) {
	for report, want := range map[string]string{
		"":                       "",
		"WARN something\n":       "",
		"panic: oh\n\ngoroutine": "panic: oh",
		"runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow\n": "runtime: goroutine stack exceeds 1000000000-byte limit",
		"x\nfatal error: concurrent map writes\n\ngoroutine 1\n":                                "fatal error: concurrent map writes",
	} {
		if have, ok := crash([]byte(report)); have != want || ok != (want != "") {
			t.Errorf("%q: %q %v", report, have, ok)
		}
	}
}
