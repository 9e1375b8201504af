// Package site renders content files with Hugo. It is the only importer of
// Hugo, whose library API is not promised to anyone: the version is pinned and
// everything that touches it is here.
//
// Hugo runs in memory. It is given an overlay of two file systems, the batch's
// content above the theme, the messages and the configuration, and sees
// nothing else of the machine. Pages hold all that they show (package page), so
// they render in bounded batches, each a Hugo build of its own, and memory does
// not grow with the site. Hugo's warnings are errors here, its time and memory
// have limits, a panic is an error, and a batch is only done if the files that
// were asked for are the files that were written.
package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"

	"github.com/bep/logg"
	"github.com/bep/overlayfs"
	"github.com/gohugoio/hugo/common/loggers"
	hugoconfig "github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/spf13/afero"
	"golang.org/x/sync/errgroup"

	"passerelle/internal/page"
)

const (
	batchSize = 3000 // pages in one Hugo build at the most
	parallel  = 2    // builds at once: Hugo reads front matter on one core

	sourceDir  = "/site" // Hugo's working folder in its own file system
	publishDir = "public"
)

// assetDirs are where the theme publishes its assets.
var assetDirs = []string{"css/", "img/", "js/"}

// Write takes an output file. It may be called from several goroutines.
type Write func(name string, data []byte) error

// Render renders the pages and hands every output file to write; what the
// batches have in common, the theme's assets, is handed over once.
func Render(ctx context.Context, frame *Frame, pages []page.File, write Write) error {
	if err := distinct(pages); err != nil {
		return err
	}
	c := &collector{write: write, assets: map[string]bool{}}
	size := max(1, min(batchSize, (len(pages)+parallel-1)/parallel))
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go frame.Limits.watch(ctx, cancel)
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(parallel)
	for start := 0; start < len(pages); start += size {
		batch := pages[start:min(start+size, len(pages))]
		g.Go(func() error {
			dest, err := build(ctx, frame, batch)
			if err != nil {
				return err
			}
			return c.collect(ctx, dest, batch)
		})
	}
	return g.Wait()
}

// build runs Hugo over one batch and returns what it wrote.
func build(ctx context.Context, frame *Frame, batch []page.File) (afero.Fs, error) {
	content := afero.NewMemMapFs()
	for _, p := range batch {
		if err := afero.WriteFile(content, path.Join(sourceDir, "content", p.Path), p.Data, 0o644); err != nil {
			return nil, err
		}
	}
	source := overlayfs.New(overlayfs.Options{Fss: []afero.Fs{content, frame.fs}, FirstWritable: true})
	dest := afero.NewMemMapFs()
	ctx, cancel := context.WithTimeoutCause(ctx, frame.Limits.time(), frame.Limits.late())
	defer cancel()
	done := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- fmt.Errorf("hugo stopped: %v", r)
			}
		}()
		done <- runHugo(source, dest)
	}()
	select {
	case err := <-done:
		return dest, err
	case <-ctx.Done():
		return nil, stopped(ctx)
	}
}

// runHugo is one build of Hugo from source to dest. What it logs is an error.
func runHugo(source, dest afero.Fs) error {
	var log bytes.Buffer
	logger := loggers.New(loggers.Options{StdOut: &log, StdErr: &log, Level: logg.LevelWarn, DistinctLevel: logg.LevelWarn})
	flags := hugoconfig.New()
	flags.Set("workingDir", sourceDir)
	flags.Set("publishDir", publishDir)
	flags.Set("cacheDir", "/cache")
	configs, err := allconfig.LoadConfig(allconfig.ConfigSourceDescriptor{
		Flags: flags, Fs: source, Logger: logger, Filename: path.Join(sourceDir, "config.toml"),
		Environ:      []string{"PASSERELLE=1"}, // an empty list would mean the environment of the process
		SkipNpmCheck: true,
	})
	if err != nil {
		return fmt.Errorf("hugo's configuration: %w", err)
	}
	sites, err := hugolib.NewHugoSites(deps.DepsCfg{
		Configs: configs, LogLevel: logger.Level(), StdErr: &log, StdOut: &log,
		Fs: hugofs.NewFromSourceAndDestination(source, dest, configs.LoadingInfo.Cfg),
	})
	if err != nil {
		return fmt.Errorf("hugo: %w", err)
	}
	defer sites.Close()
	err = sites.Build(hugolib.BuildCfg{NoBuildLock: true})
	if logged := strings.TrimSpace(log.String()); logged != "" {
		err = errors.Join(err, fmt.Errorf("hugo warned:\n%s", logged))
	}
	if err != nil {
		return fmt.Errorf("hugo: %w", err)
	}
	return nil
}

// collector hands on what batches wrote.
type collector struct {
	write  Write
	mu     sync.Mutex
	assets map[string]bool // that were handed on
}

// first reports whether an asset is new, and notes it.
func (c *collector) first(name string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	seen := c.assets[name]
	c.assets[name] = true
	return !seen
}

// collect compares what was written with what was asked for and hands it on.
func (c *collector) collect(ctx context.Context, dest afero.Fs, batch []page.File) error {
	missing := make(map[string]bool, len(batch))
	for _, p := range batch {
		missing[p.Output] = true
	}
	root := path.Join(sourceDir, publishDir) + "/"
	var names, strangers []string
	err := afero.Walk(dest, root, func(name string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		name = strings.TrimPrefix(name, root)
		switch {
		case missing[name]:
			delete(missing, name)
			names = append(names, name)
		case slices.ContainsFunc(assetDirs, func(dir string) bool { return strings.HasPrefix(name, dir) }):
			if c.first(name) {
				names = append(names, name)
			}
		default:
			strangers = append(strangers, name)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("hugo's output: %w", err)
	}
	if len(missing) > 0 || len(strangers) > 0 {
		return fmt.Errorf("hugo did not write what it was asked to: missing %s; not asked for %s", some(keys(missing)), some(strangers))
	}
	for _, name := range names {
		if ctx.Err() != nil {
			return stopped(ctx)
		}
		data, err := afero.ReadFile(dest, root+name)
		if err != nil {
			return fmt.Errorf("hugo's output: %w", err)
		}
		if err := c.write(name, data); err != nil {
			return err
		}
	}
	return nil
}

func keys(m map[string]bool) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// some names a few of a list and says how many there are.
func some(names []string) string {
	if len(names) == 0 {
		return "none"
	}
	s := strings.Join(names[:min(len(names), 5)], ", ")
	if len(names) > 5 {
		s += fmt.Sprintf(" and %d more", len(names)-5)
	}
	return s
}
