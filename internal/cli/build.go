package cli

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"passerelle/internal/audit"
	"passerelle/internal/check"
	"passerelle/internal/config"
	"passerelle/internal/diag"
	"passerelle/internal/graph"
	"passerelle/internal/load"
	"passerelle/internal/message"
	"passerelle/internal/page"
	"passerelle/internal/record"
	"passerelle/internal/site"
)

// options are what the flags say about how to build.
type options struct {
	source   string // the site's folder
	baseURL  string // instead of config.toml's
	asOf     string // instead of config.toml's
	portable bool
	strict   bool
	limits   site.Limits
}

// checked is a site whose input passed every check.
type checked struct {
	fsys      fs.FS
	config    *config.Config
	set       *record.Set
	editorial []load.Editorial
	messages  *message.Catalogue
}

// inspect loads a site and checks all of it. The list has every problem; the
// site is nil if there is no going on.
func inspect(o options) (*checked, *diag.List, error) {
	fsys, err := open(o.source)
	if err != nil {
		return nil, nil, err
	}
	conf, list := config.Load(fsys)
	if conf == nil {
		return nil, list, nil
	}
	if err := noLink(o.source, "themes/"+conf.Theme); err != nil {
		return nil, nil, err
	}
	if err := o.override(conf); err != nil {
		return nil, nil, err
	}
	s := &checked{fsys: fsys, config: conf}
	var found *diag.List
	s.set, found = load.Data(fsys, "data", conf.Languages)
	list.Append(found)
	list.Append(check.Set(s.set, check.Options{
		Languages: conf.Languages, Required: conf.Required, AsOf: conf.Edition.AsOf, Source: conf.Edition.Document, SourceAt: conf.Edition.At,
	}))
	s.editorial, found = load.Pages(fsys, "content", conf.Languages)
	list.Append(found)
	s.messages, found = message.Load(fsys, "i18n", conf.Languages)
	list.Append(found)
	uses, found := message.UsesInTemplates(fsys, "themes/"+conf.Theme)
	list.Append(found)
	list.Append(s.messages.Check(append(uses, page.Uses()...)))
	if list.Failed(o.strict) {
		return nil, list, nil
	}
	return s, list, nil
}

// open returns the file system of a site's folder.
func open(dir string) (fs.FS, error) {
	if _, err := os.Stat(filepath.Join(dir, config.File)); err != nil {
		return nil, usage("there is no %s in %s; name the site's folder with -s", config.File, dir)
	}
	for _, name := range []string{config.File, "data", "content", "i18n", "themes"} {
		if err := noLink(dir, name); err != nil {
			return nil, err
		}
	}
	// Strings and theme are read to be checked and once more for Hugo.
	return load.Steady(os.DirFS(dir), "i18n", "themes"), nil
}

// noLink refuses a symbolic link: it could lead out of the site, and what it
// leads to is then published. Those further down are refused by who reads them.
func noLink(dir, name string) error {
	if info, err := os.Lstat(filepath.Join(dir, name)); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return usage("%s is a symbolic link; put what it leads to in its place", name)
	}
	return nil
}

// override puts what the flags say in place of the configuration.
func (o options) override(c *config.Config) error {
	if o.baseURL != "" {
		u, err := config.BaseURL(o.baseURL)
		if err != nil {
			return usage("--base-url is %v", err)
		}
		c.BaseURL = u
	}
	if o.asOf != "" {
		if err := c.Edition.AsOf.UnmarshalText([]byte(o.asOf)); err != nil {
			return usage("--as-of: %v", err)
		}
	}
	if epoch := os.Getenv(sourceDate); epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return usage("%s is %q, not a number of seconds", sourceDate, epoch)
		}
		y, m, d := time.Unix(seconds, 0).UTC().Date()
		day := record.Day{Year: y, Month: int(m), Day: d}
		c.Edition.Published = record.Date{From: day, To: day}
	}
	return nil
}

// sourceDate is the variable by which those who build packages say when what
// they build was published (reproducible-builds.org).
const sourceDate = "SOURCE_DATE_EPOCH"

// content links the records and makes the content of the site.
func (s *checked) content(o options) (*page.Content, *diag.List, error) {
	model := graph.Build(s.set, s.config.Edition.Document, s.config.Edition.AsOf)
	return page.Make(model, s.editorial, s.messages, page.Site{
		BaseURL: s.config.BaseURL, Languages: s.config.Languages, Portable: o.portable,
		Published: s.config.Edition.Published, Report: s.config.Report,
	})
}

// result is what a build made.
type result struct {
	pages        int
	languages    int
	placeholders []string // addresses that are kept for examples
}

// renderer renders pages: all, or those that have changed.
type renderer func(context.Context, *site.Frame, []page.File, site.Write) error

// render makes the whole site and hands every file to write: load, check,
// graph, page, site, audit. If the list failed, what was written must not be
// published.
func render(ctx context.Context, o options, pages renderer, write site.Write) (result, *diag.List, error) {
	s, list, err := inspect(o)
	if s == nil {
		return result{}, list, err
	}
	content, found, err := s.content(o)
	list.Append(found)
	if err != nil || list.Failed(o.strict) {
		return result{}, list, err
	}
	frame, err := site.NewFrame(s.fsys, s.config, content.Chrome)
	if err != nil {
		return result{}, list, err
	}
	frame.Limits = o.limits
	auditor := audit.New(audit.Site{BaseURL: s.config.BaseURL, Languages: s.config.Languages, Portable: o.portable})
	out := newWorkers(func(name string, data []byte) error {
		auditor.File(name, data)
		return write(name, data)
	})
	for _, d := range content.Data {
		if err == nil {
			err = out.write(d.Output, d.Data)
		}
	}
	if err == nil {
		err = pages(ctx, frame, content.Files, out.write)
	}
	if werr := out.wait(); err == nil {
		err = werr
	}
	if err != nil {
		return result{}, list, err
	}
	list.Append(auditor.Finish())
	return result{pages: len(content.Files), languages: len(s.config.Languages), placeholders: s.config.Placeholders()}, list, nil
}

// workers hands files to a function on all cores.
type workers struct {
	in     chan func()
	wg     sync.WaitGroup
	do     site.Write
	failed atomic.Pointer[error]
}

func newWorkers(do site.Write) *workers {
	w := &workers{in: make(chan func(), 64), do: do}
	for range max(2, runtime.GOMAXPROCS(0)) {
		w.wg.Go(func() {
			for f := range w.in {
				f()
			}
		})
	}
	return w
}

func (w *workers) write(name string, data []byte) error {
	if err := w.failed.Load(); err != nil {
		return *err
	}
	w.in <- func() {
		if err := w.do(name, data); err != nil {
			w.failed.CompareAndSwap(nil, &err)
		}
	}
	return nil
}

func (w *workers) wait() error {
	close(w.in)
	w.wg.Wait()
	if err := w.failed.Load(); err != nil {
		return *err
	}
	return nil
}
