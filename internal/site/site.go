// Package site renders content files with Hugo. It is the only importer of
// Hugo, whose library API is not promised to anyone: the version is pinned and
// everything that touches it is here.
//
// Hugo runs in memory. It is given an overlay of two file systems, the batch's
// content above the theme, the messages and the configuration, and sees
// nothing else of the machine. Pages hold all that they show (package page), so
// they render in bounded batches, each a Hugo build of its own, and memory does
// not grow with the site. Hugo's warnings are errors here, it has a deadline,
// and a batch is only done if the files that were asked for are the files that
// were written.
package site

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"sort"
	"strings"
	"time"

	"github.com/bep/logg"
	"github.com/bep/overlayfs"
	"github.com/gohugoio/hugo/common/loggers"
	hugoconfig "github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/spf13/afero"

	"passerelle/internal/page"
)

const (
	batchSize = 3000            // pages in one Hugo build
	deadline  = 2 * time.Minute // for one Hugo build

	sourceDir  = "/site" // Hugo's working folder in its own file system
	publishDir = "public"
	assetDir   = "css/" // where the theme publishes its assets
)

// Write takes an output file. It may be called from several goroutines.
type Write func(name string, data []byte) error

// Render renders the pages and hands every output file to write, in order
// within a batch; assets are handed over once.
func Render(ctx context.Context, frame *Frame, pages []page.File, write Write) error {
	assets := map[string]bool{}
	for start := 0; start < len(pages); start += batchSize {
		batch := pages[start:min(start+batchSize, len(pages))]
		dest, err := build(ctx, frame, batch)
		if err != nil {
			return err
		}
		if err := collect(dest, batch, assets, write); err != nil {
			return err
		}
	}
	return nil
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
	ctx, cancel := context.WithTimeout(ctx, deadline)
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
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return nil, fmt.Errorf("hugo did not end within %v", deadline)
		}
		return nil, ctx.Err()
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

// collect compares what was written with what was asked for and hands it on.
func collect(dest afero.Fs, batch []page.File, assets map[string]bool, write Write) error {
	missing := make(map[string]bool, len(batch))
	for _, p := range batch {
		if missing[p.Output] {
			return fmt.Errorf("two pages have the address %s", p.Output)
		}
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
		case strings.HasPrefix(name, assetDir):
			if !assets[name] {
				assets[name] = true
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
		data, err := afero.ReadFile(dest, root+name)
		if err != nil {
			return fmt.Errorf("hugo's output: %w", err)
		}
		if err := write(name, data); err != nil {
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
