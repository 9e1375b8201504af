package serve_test

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"
)

// listener is a page that listens for events.
type listener struct {
	t      *testing.T
	events chan [2]string // name, data
}

// listen opens the event stream of a page of an edition.
func (s *site) listen(edition string) *listener {
	s.t.Helper()
	ctx, cancel := context.WithCancel(s.t.Context())
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+".passerelle/events?edition="+edition, nil)
	must(s.t, err)
	res, err := http.DefaultTransport.RoundTrip(req)
	must(s.t, err)
	if kind := res.Header.Get("Content-Type"); kind != "text/event-stream" {
		s.t.Fatalf("events are %s", kind)
	}
	l := &listener{s.t, make(chan [2]string, 100)}
	s.t.Cleanup(cancel)
	go func() {
		defer close(l.events)
		defer res.Body.Close()
		var name string
		for lines := bufio.NewScanner(res.Body); lines.Scan(); {
			if event, ok := strings.CutPrefix(lines.Text(), "event: "); ok {
				name = event
			} else if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				l.events <- [2]string{name, data}
			}
		}
	}()
	return l
}

// next returns the data of the next event, which has to be the one wanted.
func (l *listener) next(want string) string {
	l.t.Helper()
	select {
	case e, ok := <-l.events:
		if !ok || e[0] != want {
			l.t.Fatalf("the next event is %q, want %q", e, want)
		}
		return e[1]
	case <-time.After(patience):
		l.t.Fatalf("no event, want %q", want)
	}
	return ""
}
