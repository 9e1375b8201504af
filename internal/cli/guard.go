package cli

import (
	"bytes"
	"fmt"
	"strings"
)

// What renders runs in a process of its own, and this one guards it: Hugo runs
// the theme's templates, and what goes wrong in them may be what no program
// survives (an overflow of the stack, memory that the system refuses) or what
// cannot be stopped from within (a goroutine that copies gigabytes). The guard
// tells it in a sentence, cleans up and keeps to the exit codes. It costs the
// start of a process.

// ended is the end of the guarded process, which has told why.
type ended struct{ code int }

func (e *ended) Error() string { return fmt.Sprintf("exit status %d", e.code) }

// codeOutgrown is the guarded process's exit code when memory passed its limit:
// it told its guard so and ended on the spot.
const codeOutgrown = 70

// crash returns the first line of Go's own report of a crash, if there is one
// in what a process wrote to its standard error.
func crash(report []byte) (string, bool) {
	for line := range bytes.Lines(report) {
		text := strings.TrimSpace(string(line))
		for _, begin := range []string{"fatal error: ", "panic: ", "runtime: goroutine stack exceeds"} {
			if strings.HasPrefix(text, begin) {
				return strings.TrimSuffix(text, " [recovered, repanicked]"), true
			}
		}
	}
	return "", false
}

// head keeps the beginning of what is written to it.
type head struct{ bytes.Buffer }

func (h *head) Write(p []byte) (int, error) {
	h.Buffer.Write(p[:min(len(p), max(0, 64<<10-h.Len()))])
	return len(p), nil
}
