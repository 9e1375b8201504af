package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"passerelle/internal/config"
	"passerelle/internal/diag"
	"passerelle/internal/publish"
	"passerelle/internal/serve"
	"passerelle/internal/site"
)

func (a *app) buildCommand() *cobra.Command {
	var output string
	c := &cobra.Command{
		Use:     "build",
		Short:   "Build the site",
		Long:    "Build reads the site's folder, checks it, renders it and puts the result in place of the output folder\nin one step. If anything is wrong the output folder stays as it is.",
		Example: "  passerelle build -s . -o public --base-url https://example.org/portal/",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if output == "" {
				output = filepath.Join(a.options.source, "public")
			}
			if a.guarded {
				return a.guard(cmd.Context(), "nothing was published", func() {
					if staging, err := publish.Begin(output); err == nil { // removes what was left
						staging.Abort()
					}
				})
			}
			return a.build(cmd.Context(), output)
		},
	}
	a.sourceFlags(c)
	a.limitFlags(c)
	c.Flags().StringVarP(&output, "output", "o", "", "the `folder` to publish (default public in the site's folder)")
	c.Flags().StringVar(&a.options.baseURL, "base-url", "", "the `address` of the site instead of config.toml's")
	c.Flags().BoolVar(&a.options.portable, "portable", false, "write links so that the site opens from a folder without a server")
	return c
}

// build publishes the site into a folder.
func (a *app) build(ctx context.Context, output string) error {
	start := time.Now()
	staging, err := publish.Begin(output)
	if err != nil {
		return err
	}
	defer staging.Abort()
	made, list, err := render(ctx, a.options, site.Render, staging.Write)
	if rerr := a.report(list); err == nil {
		err = rerr
	}
	if err != nil {
		return err
	}
	sum, err := staging.Commit()
	if err != nil {
		return err
	}
	if !a.quiet {
		fmt.Fprintf(a.out, "%d pages in %d languages are in %s (%d files, %d of them new or changed, %.1f MB; %.2f s)\n",
			made.pages, made.languages, output, sum.Files, sum.Written, float64(sum.Bytes)/1e6, time.Since(start).Seconds())
		for _, address := range made.placeholders {
			fmt.Fprintf(a.out, "before it goes live: put your own address in %s in the place of %s\n", config.File, address)
		}
	}
	return nil
}

func (a *app) checkCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "check",
		Short:   "Report every problem in the data",
		Long:    "Check reads the site's folder and reports every problem of every file, and builds nothing.",
		Example: "  passerelle check -s . --strict",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if a.format != "" && !slices.Contains(diag.Formats, a.format) {
				return usage("--format is %q; it can be %s", a.format, strings.Join(diag.Formats, ", "))
			}
			s, list, err := inspect(a.options)
			if err != nil {
				return err
			}
			if s != nil {
				_, found, err := s.content(a.options) // the links of editorial pages
				list.Append(found)
				if err != nil {
					return err
				}
			}
			if err := a.report(list); err != nil {
				return err
			}
			if !a.quiet && (a.format == "" || a.format == "text") {
				fmt.Fprintf(a.out, "%d records in %d languages: no errors\n", len(s.set.All()), len(s.config.Languages))
			}
			return nil
		},
	}
	c.Flags().StringVar(&a.format, "format", "text", "how problems are written: "+strings.Join(diag.Formats, ", "))
	a.sourceFlags(c)
	return c
}

func (a *app) generateCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "generate DIR",
		Short:   "Write the site as an ordinary Hugo site",
		Long:    "Generate writes a folder that the stock hugo program, version " + site.HugoVersion + ", builds to the same files as build.",
		Example: "  passerelle generate ../portal-hugo && cd ../portal-hugo && hugo",
		Args:    cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.generate(args[0])
		},
	}
	a.sourceFlags(c)
	c.Flags().StringVar(&a.options.baseURL, "base-url", "", "the `address` of the site instead of config.toml's")
	return c
}

func (a *app) generate(dir string) error {
	s, list, err := inspect(a.options)
	if s == nil {
		if err == nil {
			err = a.report(list)
		}
		return err
	}
	content, found, err := s.content(a.options)
	list.Append(found)
	if rerr := a.report(list); err == nil {
		err = rerr
	}
	if err != nil {
		return err
	}
	frame, err := site.NewFrame(s.fsys, s.config, content.Chrome)
	if err != nil {
		return err
	}
	staging, err := publish.Begin(dir)
	if err != nil {
		return err
	}
	defer staging.Abort()
	for name, data := range frame.Files {
		if err := staging.Write(name, data); err != nil {
			return err
		}
	}
	for _, f := range content.Files {
		if err := staging.Write("content/"+f.Path, f.Data); err != nil {
			return err
		}
	}
	for _, d := range content.Data { // what Hugo copies as it is
		if err := staging.Write("static/"+d.Output, d.Data); err != nil {
			return err
		}
	}
	if _, err := staging.Commit(); err != nil {
		return err
	}
	if !a.quiet {
		fmt.Fprintf(a.out, "an ordinary Hugo site of %d pages is in %s; build it with hugo %s\n", len(content.Files), dir, site.HugoVersion)
	}
	return nil
}

func (a *app) serveCommand() *cobra.Command {
	var port int
	c := &cobra.Command{
		Use:     "serve",
		Short:   "Build, watch, reload the browser",
		Long:    "Serve shows the site on this machine and rebuilds it at each edit. A broken edit is told in the terminal\nand in the page while the last good site stays up.",
		Example: "  passerelle serve --port 1313",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if port < 0 || port > 65535 {
				return usage("--port %d is not a port; take one from 1 to 65535, or 0 for any that is free", port)
			}
			if _, err := open(a.options.source); err != nil {
				return err
			}
			if a.guarded {
				return a.guard(cmd.Context(), "the preview has ended, start it again once the cause is mended", func() {})
			}
			err := serve.Run(cmd.Context(), serve.Options{
				Root:  a.options.source,
				Watch: []string{"data", "content", "i18n", "themes", "config.toml"},
				Addr:  net.JoinHostPort("127.0.0.1", strconv.Itoa(port)),
				Build: a.preview,
				Log:   a.err,
				Ready: func(url string) { fmt.Fprintf(a.out, "the site is at %s; press Ctrl+C to stop\n", url) },
			})
			if errors.Is(err, syscall.EADDRINUSE) {
				return usage("port %d is in use; take another with --port, or any that is free with --port 0", port)
			}
			return err
		},
	}
	a.sourceFlags(c)
	a.limitFlags(c)
	c.Flags().IntVar(&port, "port", 1313, "the `port` on this machine; 0 takes any that is free")
	return c
}

// preview builds the site in memory.
func (a *app) preview(ctx context.Context, baseURL string) (serve.Tree, *diag.List, error) {
	o := a.options
	o.baseURL = baseURL
	tree := serve.Tree{}
	var mu sync.Mutex
	_, list, err := render(ctx, o, a.memory.Render, func(name string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		tree[name] = data
		return nil
	})
	if err == nil && list.Failed(o.strict) && !list.Failed(false) {
		err = errors.New("there are warnings, which --strict takes for errors")
	}
	if _, ok := errors.AsType[*site.Exceeded](err); ok {
		err = fmt.Errorf("%w; it goes on in the background until serve is started again", err)
	}
	return tree, list, err
}

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Tell the versions of the program and of Hugo",
		Example: "  passerelle version",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(a.out, "passerelle %s, Hugo %s\n", programVersion(), site.HugoVersion)
			return err
		},
	}
}

// programVersion is the version that the program was built from.
func programVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(built from source)"
}
