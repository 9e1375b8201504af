package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"passerelle/internal/trial"
)

// mendTime is what may pass between the edit that mends a site and the page
// that is whole again, on a machine that builds the site in plainTime or less;
// on a slower one it grows by as much as the build is slower.
const (
	mendTime  = 2 * time.Second
	plainTime = 300 * time.Millisecond
)

// breakage is one way of breaking a site by a file of one kind.
type breakage struct {
	file string
	old  string
	new  string // what stands for old when broken
	want string // in the problems
}

var breakages = []breakage{
	{"data/partners/rede.toml", `kind = "ngo"`, `kind = "ngoo"`, "data/partners/rede.toml"},
	{"data/activities/encontro.toml", `status =`, `statuss =`, "data/activities/encontro.toml"},
	{"data/documents/relatorio.toml", `[[anchors]]`, `[[anchors`, "data/documents/relatorio.toml"},
	{"i18n/fr.toml", `[home]`, `[maison]`, "i18n/fr.toml"},
	{"i18n/en.toml", `[home]`, `[home`, "i18n/en.toml"},
	{"themes/passerelle/layouts/record.html", `<article class="record">`, `<article class="record">{{ if }}`, "record.html"},
	{"themes/passerelle/layouts/baseof.html", `<body`, `{{ errorf "no way" }}<body`, "no way"},
	{"config.toml", `theme = `, `thema = `, "config.toml"},
	{"config.toml", `baseURL = `, `baseURL `, "config.toml"},
	{"content/en/about.md", `(/partners/)`, `(/parceiros/)`, "content/en/about.md"},
	{"content/en/about.md", `title = `, `titel `, "content/en/about.md"},
}

// ways of writing a broken file and the good one again.
var ways = []string{"in place", "renamed over", "deleted", "half and a pause", "truncated", "many at once", "folder away"}

// TestMending breaks and mends a site under serve, many times and in all ways
// that editors, git and accidents know, drawn from a printed seed. At every
// moment every page is that of the good site; each breakage is told, in the
// terminal and to open pages; each time the mended site is there soon.
func TestMending(t *testing.T) {
	seed, err := strconv.ParseUint(os.Getenv("PASSERELLE_SEED"), 10, 64)
	if err != nil {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("PASSERELLE_SEED=%d tries the same again", seed)
	const previews = 2 // side by side, since they mostly wait
	edits := trial.Count(14, 500)
	for n := range previews {
		t.Run(fmt.Sprint(n+1), func(t *testing.T) {
			t.Parallel()
			mending(t, rand.New(rand.NewPCG(seed, uint64(n))), max(1, edits/previews))
		})
	}
}

// mending does some of the edits of TestMending under a preview of its own.
func mending(t *testing.T, random *rand.Rand, edits int) {
	site := fewRecords(t)
	var plain []time.Duration
	for range 3 {
		begun := time.Now()
		if code, _, msg := run(t, "check", "-s", site); code != 0 {
			t.Fatal(msg)
		}
		if code, _, msg := run(t, "build", "-q", "-s", site, "-o", filepath.Join(t.TempDir(), "public")); code != 0 {
			t.Fatal(msg)
		}
		plain = append(plain, time.Since(begun))
	}
	allowed := max(mendTime, time.Duration(float64(mendTime)*float64(slices.Max(plain))/float64(plainTime)))

	c := process(t.TempDir(), nil, "serve", "-s", site, "--port", "0")
	address, terminal := start(t, c)
	pages := map[string]string{}
	for _, p := range []string{"", "en/", "fr/partners/rede/", "en/about/", "en/activities/encontro/"} {
		pages[p] = get(t, address+p)
	}
	panel := follow(t, address)
	panel.until(t, "it is up to date", func(s told) bool { return s.ok })
	watcher := watchPages(address, pages)
	defer watcher.stop()

	var times []time.Duration
	counts := map[string]int{}
	for i := range edits {
		b := breakages[random.IntN(len(breakages))]
		way := ways[i%len(ways)]
		counts[way]++
		name := fmt.Sprintf("%d: %s, %s", i, b.file, way)
		watcher.doing.Store(name)
		others := []breakage{b}
		if way == "many at once" {
			others = breakages[:6]
		}
		good := map[string][]byte{}
		for _, o := range others {
			data, err := os.ReadFile(filepath.Join(site, o.file))
			must(t, err)
			if !strings.Contains(string(data), o.old) {
				t.Fatalf("%s does not contain %q", o.file, o.old)
			}
			good[o.file] = data
		}
		said := len(terminal.String())
		seen := panel.now().count

		var mend func()
		switch way {
		case "deleted", "truncated":
			// A file that is gone or empty can still be a site where it is an
			// editorial page; what is linked to is told, or the page is missing.
			if strings.HasPrefix(b.file, "content/") {
				b = breakages[0]
				good[b.file], _ = os.ReadFile(filepath.Join(site, b.file))
			}
			file := filepath.Join(site, b.file)
			if way == "deleted" {
				must(t, os.Remove(file))
			} else {
				must(t, os.Truncate(file, 0))
			}
			b.want = ""
			mend = func() { must(t, os.WriteFile(file, good[b.file], 0o644)) }
		case "folder away":
			dir := filepath.Join(site, []string{"data", "i18n", "themes", "data/documents"}[random.IntN(4)])
			must(t, os.Rename(dir, dir+".away"))
			b.want = ""
			mend = func() { must(t, os.Rename(dir+".away", dir)) }
		default:
			put := func(file string, data []byte) {
				name := filepath.Join(site, file)
				switch way {
				case "renamed over":
					must(t, os.WriteFile(name+"~", data, 0o644))
					must(t, os.Rename(name+"~", name))
				case "half and a pause":
					must(t, os.WriteFile(name, data[:len(data)/2], 0o644))
					time.Sleep(time.Duration(random.IntN(300)) * time.Millisecond)
					must(t, os.WriteFile(name, data, 0o644))
				default:
					must(t, os.WriteFile(name, data, 0o644))
				}
			}
			watcher.loose.Store(way == "half and a pause") // a half can be a site too
			for _, o := range others {
				put(o.file, []byte(strings.Replace(string(good[o.file]), o.old, o.new, 1)))
			}
			mend = func() {
				for _, o := range others {
					put(o.file, good[o.file])
				}
			}
			if way == "many at once" {
				b.want = ""
			}
		}
		panel.until(t, name+": the problem is told", func(s told) bool {
			return s.count > seen && !s.ok && strings.Contains(s.problems, b.want)
		})
		wait(t, name+": the terminal tells it", func() bool {
			return strings.Contains(terminal.String()[said:], "the last good site stays up")
		})

		seen = panel.now().count
		mend()
		begun := time.Now()
		panel.until(t, name+": the good site is back", func(s told) bool { return s.count > seen && s.ok && watcher.whole() })
		took := time.Since(begun)
		times = append(times, took)
		watcher.loose.Store(false)
		if took > allowed {
			t.Errorf("%s: the good site is back after %.2f s, allowed %.2f s", name, took.Seconds(), allowed.Seconds())
		}
	}
	watcher.stop()
	slices.Sort(times)
	t.Logf("%d edits %v; back after %.2f s in the middle, %.2f s at the most; %.2f s allowed, a plain check and build %.2f s; %d looks at pages, %d not the good site",
		len(times), counts, times[len(times)/2].Seconds(), times[len(times)-1].Seconds(), allowed.Seconds(), slices.Min(plain).Seconds(), watcher.looks.Load(), len(watcher.wrong))
	for _, w := range watcher.wrong[:min(3, len(watcher.wrong))] {
		t.Error(w)
	}
	if s := terminal.String(); strings.Contains(s, "goroutine ") || strings.Contains(s, "internal error") {
		t.Errorf("a crash was told:\n%s", s)
	}
}

// told is what an open page knows of the site.
type told struct {
	count    int // of the events so far
	ok       bool
	problems string
}

// panel is an open page that listens.
type panel struct {
	mu    sync.Mutex
	state told
}

// follow listens to the preview's events until the test ends.
func follow(t *testing.T, address string) *panel {
	t.Helper()
	r, err := http.Get(address + ".passerelle/events")
	must(t, err)
	t.Cleanup(func() { r.Body.Close() })
	p := &panel{}
	go func() {
		var event string
		for lines := bufio.NewReader(r.Body); ; {
			line, err := lines.ReadString('\n')
			if err != nil {
				return
			}
			if e, ok := strings.CutPrefix(line, "event: "); ok {
				event = strings.TrimSpace(e)
			} else if data, ok := strings.CutPrefix(line, "data: "); ok {
				var problems []string
				json.Unmarshal([]byte(data), &problems)
				p.mu.Lock()
				p.state = told{p.state.count + 1, event != "problems", strings.Join(problems, "\n")}
				p.mu.Unlock()
			}
		}
	}()
	return p
}

func (p *panel) now() told {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.state
}

func (p *panel) until(t *testing.T, what string, done func(told) bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !done(p.now()); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: not within a minute; told: %+v", what, p.now())
		}
	}
}

// looker looks at pages again and again.
type looker struct {
	address string
	pages   map[string]string // without their editions
	loose   atomic.Bool       // another whole page will do
	doing   atomic.Value      // the edit that is under way
	looks   atomic.Int64
	wrong   []string // what was seen that should not be; read after stop
	stop    func()
}

var edition = regexp.MustCompile(`data-edition="[^"]*"`)

func watchPages(address string, pages map[string]string) *looker {
	l := &looker{address: address, pages: map[string]string{}}
	for p, body := range pages {
		l.pages[p] = edition.ReplaceAllString(body, "")
	}
	quit, done := make(chan struct{}), make(chan struct{})
	l.stop = sync.OnceFunc(func() { close(quit); <-done })
	go func() {
		defer close(done)
		for {
			for p := range l.pages {
				before := l.loose.Load()
				body, err := l.look(p)
				same := body == l.pages[p]
				if err != nil || !same && (!before && !l.loose.Load() || !strings.HasSuffix(strings.TrimSpace(body), "</html>")) {
					l.wrong = append(l.wrong, fmt.Sprintf("at %v: /%s: %v, not the good page: %s", l.doing.Load(), p, err, differs(body, l.pages[p])))
				}
				l.looks.Add(1)
			}
			select {
			case <-quit:
				return
			case <-time.After(15 * time.Millisecond):
			}
		}
	}()
	return l
}

// differs shows two texts from where they differ.
func differs(a, b string) string {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return fmt.Sprintf("%.200q, where it has %.200q", a[max(0, n-50):], b[max(0, n-50):])
}

// look returns a page without its edition.
func (l *looker) look(page string) (string, error) {
	r, err := http.Get(l.address + page)
	if err != nil {
		return "", err
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err == nil && r.StatusCode != http.StatusOK {
		err = fmt.Errorf("status %s", r.Status)
	}
	return edition.ReplaceAllString(string(body), ""), err
}

// whole reports whether every page is that of the good site.
func (l *looker) whole() bool {
	for p, want := range l.pages {
		if have, err := l.look(p); err != nil || have != want {
			return false
		}
	}
	return true
}
