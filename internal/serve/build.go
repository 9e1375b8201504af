package serve

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"strings"
	"time"

	"passerelle/internal/diag"
)

// loop builds at once and after every change until ctx ends.
func (p *preview) loop(ctx context.Context, changed <-chan struct{}, ready func(string)) {
	for first := true; ; first = false {
		start := time.Now()
		published := p.rebuild(ctx)
		switch {
		case ctx.Err() != nil:
			return
		case first && ready != nil:
			ready(p.url)
		case !first && published:
			p.log.Printf("rebuilt in %.2f s", time.Since(start).Seconds())
		}
		select {
		case <-ctx.Done():
			return
		case <-changed:
		}
	}
}

// rebuild runs one build, shows what came of it and reports whether that is a
// site.
func (p *preview) rebuild(ctx context.Context) bool {
	tree, list, err := p.attempt(ctx)
	if ctx.Err() != nil {
		return false
	}
	next := *p.board.now()
	if err == nil && !list.Failed(false) {
		next.problems = nil
		if next.edition == "" || !maps.EqualFunc(next.tree, tree, bytes.Equal) {
			p.trees++
			next.tree, next.edition = tree, fmt.Sprintf("%s-%d", p.start, p.trees)
		}
		p.board.show(next)
		return true
	}

	next.problems = nil
	for _, d := range list.Sorted() {
		next.problems = append(next.problems, d.String())
	}
	var text strings.Builder
	diag.Print(&text, list, nil) // a Builder does not fail
	if err != nil {
		next.problems = append(next.problems, strings.Split(err.Error(), "\n")...)
		fmt.Fprintln(&text, err)
	}
	if next.edition == "" {
		fmt.Fprintf(&text, "no site yet: %s shows the problems until the data is mended", p.url)
	} else {
		fmt.Fprintf(&text, "the last good site stays up at %s", p.url)
	}
	p.log.Print(text.String())
	p.board.show(next)
	return false
}

// attempt calls Build; a panic becomes an error, and the list is never nil.
func (p *preview) attempt(ctx context.Context) (tree Tree, list *diag.List, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("internal error: %v (please report it with the edit that led to it)", r)
		}
		if list == nil {
			list = new(diag.List)
		}
	}()
	return p.build(ctx, p.url)
}
