package cli

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"passerelle/internal/site"
)

// guardedVariable tells a process that it is the guarded one.
const guardedVariable = "PASSERELLE_GUARDED"

// takePlace makes this process the guard, or the guarded one if its guard has
// started it: then what it tells goes to the third file, since Go's report of
// a crash goes to standard error.
func (a *app) takePlace() {
	if os.Getenv(guardedVariable) == "" {
		_, a.guarded = a.err.(*os.File)
		return
	}
	os.Unsetenv(guardedVariable)
	a.err = os.NewFile(3, "standard error")
	a.options.limits.Outgrown = func(e *site.Exceeded) {
		fmt.Fprint(os.Stderr, e) // for the guard
		os.Exit(codeOutgrown)
	}
}

// guard runs this command again in a process of its own and waits for it. If
// it does not end by itself, the sentence says what that means, and clean
// removes what it left.
func (a *app) guard(ctx context.Context, sentence string, clean func()) error {
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	runtime.LockOSThread() // the system ends the process when the thread that started it ends
	defer runtime.UnlockOSThread()
	var report head
	c := exec.Command(exe, a.args...)
	c.Env = append(os.Environ(), guardedVariable+"=1")
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, a.out, &report
	c.ExtraFiles = []*os.File{a.err.(*os.File)}
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := c.Start(); err != nil {
		return err
	}

	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	done, watched := make(chan struct{}), make(chan bool, 1)
	go func() { watched <- a.watch(c.Process, signals, done) }()
	c.Wait() // how it ended is in its state
	close(done)
	outgrown := <-watched

	code := c.ProcessState.ExitCode()
	what, crashed := crash(report.Bytes())
	switch {
	case outgrown:
		what = fmt.Sprintf("hugo needed more than %d MB of memory: a template of the theme may add to something without end (--memory-limit allows more)", a.options.limits.Bytes()>>20)
	case code == codeOutgrown:
		what = report.String()
	case crashed:
		what = fmt.Sprintf("hugo or a template of the theme broke the program (%s)", what)
	case code < 0:
		what = fmt.Sprintf("the system ended the program (%v)", c.ProcessState)
	default:
		os.Stderr.Write(report.Bytes())
		if code == exitDone {
			return nil
		}
		return &ended{code}
	}
	clean()
	return fmt.Errorf("%s; %s", what, sentence)
}

// watch passes signals on and ends a process whose memory passes the limit, a
// quarter more than what the process bounds itself to. It reports whether it did.
func (a *app) watch(p *os.Process, signals <-chan os.Signal, done <-chan struct{}) bool {
	limit := a.options.limits.Bytes()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return false
		case s := <-signals:
			p.Signal(s)
		case <-tick.C:
			if resident(p.Pid) > limit+limit/4 {
				p.Kill()
				return true
			}
		}
	}
}

// resident returns the bytes of memory that a process has.
func resident(pid int) int64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0
	}
	var size, pages int64
	if _, err := fmt.Sscan(string(data), &size, &pages); err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}
