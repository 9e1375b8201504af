// Package cli is the command line: it reads flags, runs the stages in their
// order and tells what came of it. Results go to standard output, messages to
// standard error; the exit code is 0 (done), 1 (problems in the data), 2 (wrong
// usage or configuration) or 3 (anything else).
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"passerelle/internal/config"
	"passerelle/internal/diag"
	"passerelle/internal/publish"
	"passerelle/internal/site"
)

// The exit codes.
const (
	exitDone = iota
	exitData
	exitUsage
	exitOther
)

// app is one run of the program.
type app struct {
	out, err io.Writer
	quiet    bool
	language string // in which findings are told; "" for that of the environment
	format   string // of the findings of check
	options  options
	args     []string
	guarded  bool        // what renders runs in a process of its own
	memory   site.Memory // of what the preview rendered
}

// Main runs the program and returns its exit code.
func Main(args []string, out, errOut io.Writer) int {
	tuneMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	a := &app{out: out, err: errOut}
	a.takePlace()
	return a.run(ctx, args)
}

// tuneMemory lets the heap grow before it is collected, up to a bound: a build
// is short, and Go's default spends a third of it collecting.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(400 << 20)
	}
}

// Run runs the program with the arguments after its name.
func Run(ctx context.Context, args []string, out, errOut io.Writer) int {
	a := &app{out: out, err: errOut}
	return a.run(ctx, args)
}

func (a *app) run(ctx context.Context, args []string) int {
	a.args = args
	root := a.root()
	root.SetArgs(args)
	root.SetOut(a.out)
	root.SetErr(a.err)
	return a.code(root.ExecuteContext(ctx))
}

// usageError is a mistake in the flags or arguments.
type usageError struct{ msg string }

func (e *usageError) Error() string { return e.msg }

func usage(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// problems are findings that were printed already.
type problems struct{ configuration bool }

func (problems) Error() string { return "there are problems" }

// code tells what went wrong, if it was not told yet, and returns the exit code.
func (a *app) code(err error) int {
	var u *usageError
	var p problems
	var refused *publish.Refused
	var ended *ended
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &ended):
		return ended.code
	case errors.As(err, &p) && p.configuration:
		return exitUsage
	case errors.As(err, &p):
		return exitData
	case errors.As(err, &u):
		fmt.Fprintf(a.err, "passerelle: %s\n", u.msg)
		return exitUsage
	case errors.As(err, &refused):
		fmt.Fprintf(a.err, "passerelle: %v\n", err)
		return exitUsage
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(a.err, "passerelle: stopped; nothing was published")
		return exitOther
	}
	fmt.Fprintf(a.err, "passerelle: %v\n", err)
	if strings.HasPrefix(err.Error(), "unknown command") { // cobra has no type for it
		return exitUsage
	}
	return exitOther
}

// report prints the findings and returns an error if they stop publication.
func (a *app) report(list *diag.List) error {
	if list == nil {
		return nil
	}
	tongue, err := a.tongue()
	if err != nil {
		return err
	}
	if a.format == "" || a.format == "text" {
		err = diag.Print(a.err, list, tongue)
	} else {
		err = diag.Write(a.out, a.format, list, tongue, programVersion())
	}
	if err != nil {
		return err
	}
	if !list.Failed(a.options.strict) {
		return nil
	}
	return problems{configuration: !slices.ContainsFunc(list.Sorted(), func(d diag.Diagnostic) bool { return !config.Concerns(d) })}
}

// tongue returns the language in which findings are told: that of the flag, or
// of the environment, or English.
func (a *app) tongue() (*diag.Tongue, error) {
	if a.language != "" {
		t, ok := diag.In(a.language)
		if !ok {
			return nil, usage("--lang is %q; findings are told in %s", a.language, strings.Join(diag.Tags(), ", "))
		}
		return t, nil
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} { // the first that is set decides (POSIX)
		if v := os.Getenv(name); v != "" {
			t, _ := diag.In(v)
			return t, nil
		}
	}
	return nil, nil
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "passerelle",
		Short:         "Make a partnerships portal from structured data",
		Long:          "Passerelle turns structured data on a treaty's partners into a static portal in several languages.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
	}
	root.CompletionOptions.HiddenDefaultCmd = true
	root.PersistentFlags().BoolVarP(&a.quiet, "quiet", "q", false, "say nothing but problems")
	root.PersistentFlags().StringVar(&a.language, "lang", "", "the `language` in which problems are told: "+strings.Join(diag.Tags(), ", ")+" (default that of LC_ALL, LC_MESSAGES or LANG)")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage("%v", err) })
	root.AddCommand(a.buildCommand(), a.checkCommand(), a.serveCommand(), a.generateCommand(), a.versionCommand())
	for _, c := range root.Commands() {
		args := c.Args
		c.Args = func(cmd *cobra.Command, given []string) error {
			if err := args(cmd, given); err != nil {
				return usage("%v; try: %s", err, cmd.Example)
			}
			return nil
		}
	}
	root.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
	return root
}

// limitFlags are the flags that say what a build may take.
func (a *app) limitFlags(c *cobra.Command) {
	c.Flags().DurationVar(&a.options.limits.Time, "time-limit", 0, "the `time` that Hugo may take for a batch of pages, such as 5m (default 2m)")
	c.Flags().Var((*megabytes)(&a.options.limits.Memory), "memory-limit", "how many `megabytes` the program may use while Hugo renders\n(default 4096, or three quarters of the machine's if that is less)")
}

// megabytes is a flag that counts in them and a number that counts in bytes.
type megabytes int64

func (m *megabytes) Set(s string) error {
	n, err := strconv.ParseUint(s, 10, 32)
	if err != nil || n == 0 {
		return errors.New("a whole number from 1, such as 8192, is needed")
	}
	*m = megabytes(n << 20)
	return nil
}

func (m *megabytes) String() string { return "" } // the default is in the text

func (*megabytes) Type() string { return "megabytes" }

// sourceFlags are the flags that say what to read and how.
func (a *app) sourceFlags(c *cobra.Command) {
	c.Flags().StringVarP(&a.options.source, "source", "s", ".", "the site's `folder`")
	c.Flags().BoolVar(&a.options.strict, "strict", false, "take warnings for errors")
	c.Flags().StringVar(&a.options.asOf, "as-of", "", "the edition's `date` instead of config.toml's")
}
