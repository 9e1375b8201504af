package site

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime/metrics"
	"strconv"
	"strings"
	"time"
)

// Limits bound what Hugo may take. A zero field means its default.
type Limits struct {
	Time   time.Duration // for one Hugo build; 2 minutes
	Memory int64         // bytes in the heap of the whole process; 4 GB, or three quarters of the machine's if that is less

	// Outgrown, if not nil, is called at once when memory passes its limit, and
	// may end the process. What comes after it, the return of Render, may take
	// long: a goroutine that copies gigabytes holds all others up.
	Outgrown func(*Exceeded)
}

const (
	defaultTime   = 2 * time.Minute
	defaultMemory = 4 << 30

	// stackLimit is what the stacks of all goroutines may take. The largest
	// build takes a few megabytes; at a gigabyte Go ends the process.
	stackLimit = 256 << 20

	watchEvery = 10 * time.Millisecond
)

// Exceeded is the error of a build that passed a limit. No goroutine can be
// stopped from outside, so what passed the limit goes on until the process ends.
type Exceeded struct {
	sentence string
	Grows    bool // it takes ever more memory: the process has to end soon
}

func (e *Exceeded) Error() string { return e.sentence }

func (l Limits) time() time.Duration {
	if l.Time > 0 {
		return l.Time
	}
	return defaultTime
}

// Bytes returns the limit of memory.
func (l Limits) Bytes() int64 {
	if l.Memory > 0 {
		return l.Memory
	}
	if m := machineMemory(); m > 0 {
		return min(defaultMemory, m/4*3)
	}
	return defaultMemory
}

// late is the error of a build that did not end in time.
func (l Limits) late() error {
	return &Exceeded{sentence: fmt.Sprintf("hugo did not end within %v: a template of the theme may repeat something without end (--time-limit allows more)", l.time())}
}

// watch cancels with an error once memory passes a limit, and ends with ctx.
func (l Limits) watch(ctx context.Context, cancel context.CancelCauseFunc) {
	memory := l.Bytes()
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/stacks:bytes"}}
	stop := func(sentence string) {
		e := &Exceeded{sentence: sentence, Grows: true}
		if l.Outgrown != nil {
			l.Outgrown(e)
		}
		cancel(e)
	}
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		metrics.Read(sample)
		switch heap, stacks := sample[0].Value.Uint64(), sample[1].Value.Uint64(); {
		case heap > uint64(memory):
			stop(fmt.Sprintf("hugo needed more than %d MB of memory: a template of the theme may add to something without end (--memory-limit allows more)", memory>>20))
		case stacks > stackLimit:
			stop("a template of the theme calls itself without end")
		}
	}
}

// stopped says why a context ended: a limit, or what ended it from outside.
func stopped(ctx context.Context) error {
	if e, ok := errors.AsType[*Exceeded](context.Cause(ctx)); ok {
		return e
	}
	return ctx.Err()
}

// machineMemory returns the memory of the machine or of the container in
// bytes, the smaller; 0 if the system does not tell, as outside Linux.
func machineMemory() int64 {
	var least int64
	for _, name := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes", "/proc/meminfo"} {
		data, _ := os.ReadFile(name)
		if n := amount(string(data)); n > 0 && (least == 0 || n < least) {
			least = n
		}
	}
	return least
}

// amount reads "1024", or the first line of /proc/meminfo, "MemTotal: 1 kB".
func amount(text string) int64 {
	line, _, _ := strings.Cut(text, "\n")
	kilobytes, ok := strings.CutSuffix(strings.TrimSpace(strings.TrimPrefix(line, "MemTotal:")), " kB")
	n, err := strconv.ParseInt(kilobytes, 10, 64)
	switch {
	case err != nil: // "max", or no such file
		return 0
	case ok:
		return n << 10
	}
	return n
}
