package serve

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync/atomic"
)

// state is what the preview shows at one moment. It is replaced, not changed.
type state struct {
	tree     Tree          // of the last build that succeeded
	edition  string        // names the tree; "" before the first
	problems []string      // lines that say why the last build is not the tree
	replaced chan struct{} // closed when another state is shown
}

// board holds the state that readers see.
type board struct {
	current atomic.Pointer[state]
}

func newBoard() *board {
	b := new(board)
	b.current.Store(&state{replaced: make(chan struct{})})
	return b
}

func (b *board) now() *state { return b.current.Load() }

// show replaces the state and wakes every stream. Only the build loop calls it.
func (b *board) show(next state) {
	next.replaced = make(chan struct{})
	close(b.current.Swap(&next).replaced)
}

// events streams the changes of the board to a page, beginning with what the
// page has to know now. A page names its edition in the query; without one it
// counts as up to date.
func (p *preview) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	if r.Method == http.MethodHead {
		return
	}
	now := p.board.now()
	edition := now.edition
	if q := r.URL.Query(); q.Has("edition") {
		edition = q.Get("edition")
	}
	fmt.Fprint(w, "retry: 500\n\n")
	flush := http.NewResponseController(w).Flush
	for {
		stale := now.edition != "" && now.edition != edition
		if stale {
			edition = now.edition
			send(w, "reload", edition)
		}
		if len(now.problems) > 0 {
			lines, _ := json.Marshal(now.problems) // strings do not fail
			send(w, "problems", string(lines))
		} else if now.edition != "" && !stale {
			send(w, "ok", edition)
		}
		if flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-now.replaced:
			now = p.board.now()
		}
	}
}

// send writes one event; a browser drops one without data. A failed write
// shows when the stream is flushed.
func send(w http.ResponseWriter, event, data string) {
	fmt.Fprintf(w, "event: %s\ndata: %s\n\n", event, data)
}
