package serve_test

import (
	"net"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"

	"passerelle/internal/serve"
)

func TestFirstBuildFails(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "broken"})
	res, body := s.get("/fr/anything")
	if res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("status %d", res.StatusCode)
	}
	const line = "data/a.txt:1:2: error[broken-word]: "
	for _, want := range []string{line + "&#34;broken&#34; is broken", `src="/.passerelle/reload.js"`, `role="alert"`} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is not in the page:\n%s", want, body)
		}
	}
	s.logged(line + `"broken" is broken` + "\n1 error and 0 warnings in 1 file\nno site yet: " + s.url)

	page := s.listen(s.edition())
	if got := page.next("problems"); got != `["data/a.txt:1:2: error[broken-word]: \"broken\" is broken"]` {
		t.Errorf("problems %s", got)
	}
	s.write("data/a.txt", "mended")
	page.next("reload")
	s.shows("[mended]")
}

func TestEditReloads(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one"})
	page := s.listen(s.edition())
	page.next("ok")
	s.write("data/a.txt", "two")
	edition := page.next("reload")
	s.shows("[two]")
	if edition != s.edition() {
		t.Errorf("told %s, the page is %s", edition, s.edition())
	}
	s.logged("rebuilt in 0.")
}

func TestBrokenEditKeepsTheLastGoodSite(t *testing.T) {
	for _, word := range []string{"broken", "error", "panic"} {
		t.Run(word, func(t *testing.T) {
			s := start(t, map[string]string{"data/a.txt": "one"})
			_, before := s.get("/")
			page := s.listen(s.edition())
			page.next("ok")

			s.write("data/a.txt", word)
			problems := page.next("problems")
			if _, after := s.get("/"); after != before {
				t.Errorf("the page was\n%s\nand is\n%s", before, after)
			}
			s.logged("the last good site stays up at " + s.url)
			if late := s.listen(s.edition()).next("problems"); late != problems {
				t.Errorf("a page that came later is told %s, not %s", late, problems)
			}
			if word == "panic" {
				s.logged("internal error: an index out of its range (please report")
				if strings.Contains(s.log.String(), "goroutine") {
					t.Errorf("a stack is shown:\n%s", s.log)
				}
			}

			s.write("data/a.txt", "one")
			page.next("ok") // the same bytes: the panel goes, the page stays
			s.write("data/a.txt", word)
			page.next("problems")
			s.write("data/a.txt", "two")
			page.next("reload")
			s.shows("[two]")
		})
	}
}

func TestPageOfAnotherEditionReloads(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one"})
	old := s.edition()
	s.write("data/a.txt", "two")
	s.shows("[two]")
	s.listen(old).next("reload")
	s.listen("of-another-server").next("reload")
	s.listen(s.edition()).next("ok")

	s.write("data/a.txt", "broken")
	s.logged("stays up")
	page := s.listen(old)
	page.next("reload")
	page.next("problems")
}

func TestAddressInUse(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer taken.Close()
	err = serve.Run(t.Context(), serve.Options{Root: t.TempDir(), Addr: taken.Addr().String()})
	if err == nil || !strings.Contains(err.Error(), taken.Addr().String()) {
		t.Errorf("error %v", err)
	}
}

func TestShutdownLeavesNothingRunning(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one"})
	page := s.listen(s.edition())
	page.next("ok")
	begin := time.Now()
	s.stop()
	if took := time.Since(begin); took > 500*time.Millisecond {
		t.Errorf("took %v with a page open", took)
	}
	if _, open := <-page.events; open {
		t.Error("the page was told something at the end")
	}
	var stacks string
	s.eventually(func() bool { // the last returns of goroutines take a moment
		buf := make([]byte, 1<<20)
		stacks = string(buf[:runtime.Stack(buf, true)])
		return !strings.Contains(stacks, "passerelle/internal/serve.") && !strings.Contains(stacks, "fsnotify")
	}, func() string { return "still running:\n" + stacks })
	if _, err := net.DialTimeout("tcp", strings.Trim(strings.TrimPrefix(s.url, "http://"), "/"), time.Second); err == nil {
		t.Error("the port still answers")
	}
}

func TestShutdownEndsABuild(t *testing.T) {
	s := &site{t: t, hold: make(chan struct{}, 1)}
	s.hold <- struct{}{}
	s.start(map[string]string{"data/a.txt": "one"})
	s.write("data/a.txt", "two")
	s.eventually(func() bool { return s.building.Load() == 1 }, func() string { return "no second build" })
	s.stop()
	if s.building.Load() != 0 {
		t.Error("the build outlived Run")
	}
	if got := s.log.String(); got != "" {
		t.Errorf("an interrupted build was reported:\n%s", got)
	}
}
