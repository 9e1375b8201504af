// Package serve is the editor's preview: it builds the site, serves it from
// memory, builds again after every edit and reloads the browser.
//
//	err := serve.Run(ctx, serve.Options{
//		Root:  ".",
//		Watch: []string{"config.toml", "content", "data", "i18n", "themes"},
//		Build: build, // from the folders to a Tree
//		Log:   os.Stderr,
//		Ready: func(url string) { fmt.Fprintln(os.Stderr, "preview at", url) },
//	}) // until ctx ends
//
// # What is shown
//
// The browser sees the tree of the last build that succeeded. A build that
// fails, by an error, by diagnostics or by a panic, changes nothing of it: its
// diagnostics are printed and appear in a panel at the foot of every open
// page, and the next build that succeeds takes the panel away. Before the
// first success every address answers 503 with a page that lists the
// diagnostics and is replaced by the site as soon as there is one.
//
// Addresses are those of a plain file host: a folder is its index.html, a
// folder without its slash is redirected, what is not there is 404.html. The
// browser keeps nothing without asking (no-cache, ETag).
//
// # In the page
//
// Every page in HTML gets one external script before </body>:
//
//	<script src="/.passerelle/reload.js" defer data-edition="…"></script>
//
// The edition names the tree that the page is from. The script hands it to
// /.passerelle/events, so that a page that missed a build, slept, or outlived
// the server is told to reload when it connects. The events are:
//
//	reload    the page is of another edition than the site; data: the site's
//	problems  the last build failed; data: a JSON array of lines
//	ok        the page is up to date; data: the edition
//
// A Content-Security-Policy in the page has to allow script-src 'self' and
// connect-src 'self'; nothing inline is used.
//
// # Who may look
//
// The preview listens on 127.0.0.1 unless another host is written out, and
// then refuses requests whose Host is not a loopback name with its port: a web
// page elsewhere cannot read it through a name of its own (DNS rebinding).
//
// # What is watched
//
// Folders recursively, without dotfiles and editors' temporary files; links to
// folders are not followed. Edits that come together make one build; builds
// never overlap; an edit during a build makes another. What the system does
// not report is found within 2 s by names, sizes, modes and times.
package serve

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"passerelle/internal/diag"
)

// Tree is a built site: output path ("fr/index.html") to bytes. It must not be
// changed once Build has returned it.
type Tree map[string][]byte

// Options says what to preview and how.
type Options struct {
	Root  string   // the site's root folder
	Watch []string // folders and files below Root; one that does not exist yet is picked up when it comes
	Addr  string   // "" is 127.0.0.1:1313; no host is 127.0.0.1; port 0 is any free one

	// Build makes the site for a base URL ("http://127.0.0.1:1313/"). An error
	// or a list that failed is not published. Warnings and the line that
	// sums a build up are its own to print. A panic in it is caught, but not
	// one in a goroutine that it started.
	Build func(ctx context.Context, baseURL string) (Tree, *diag.List, error)

	Log   io.Writer        // what the terminal shows; nil is nowhere
	Ready func(url string) // called once, after the first build, failed or not; may be nil
}

// stopTime is how long open requests may take to end at shutdown.
const stopTime = time.Second

// preview is one run.
type preview struct {
	url   string // base URL
	port  string // that a loopback Host must name; "" if any Host may ask
	build func(ctx context.Context, baseURL string) (Tree, *diag.List, error)
	log   *log.Logger
	board *board

	start string // makes the editions of two runs differ
	trees int    // published so far
}

// Run serves the preview until ctx ends and then returns nil. It fails if it
// cannot listen. When it returns, nothing of it is running.
func Run(ctx context.Context, o Options) error {
	root, err := filepath.Abs(o.Root)
	if err != nil {
		return fmt.Errorf("preview: %w", err)
	}
	listener, host, err := listen(ctx, o.Addr)
	if err != nil {
		return fmt.Errorf("preview: %w", err)
	}
	addr := listener.Addr().(*net.TCPAddr)
	port := strconv.Itoa(addr.Port)
	p := &preview{
		url:   "http://" + net.JoinHostPort(host, port) + "/",
		build: o.Build,
		log:   log.New(cmp.Or[io.Writer](o.Log, io.Discard), "", 0),
		board: newBoard(),
		start: strconv.FormatInt(time.Now().UnixNano(), 36),
	}
	if addr.IP.IsLoopback() {
		p.port = port
	}

	ctx, stop := context.WithCancelCause(ctx)
	server := &http.Server{
		Handler:           p,
		ReadHeaderTimeout: 10 * time.Second,
		ErrorLog:          p.log,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // ends the event streams
	}
	var running sync.WaitGroup
	var failure error // read once running has ended
	running.Go(func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			failure = fmt.Errorf("preview: %w", err)
			stop(failure)
		}
	})
	changed := make(chan struct{}, 1)
	w := newWatcher(root, o.Watch, p.log)
	running.Go(w.listen)
	running.Go(func() { w.run(ctx, changed) })

	p.loop(ctx, changed, o.Ready)

	stop(nil)
	grace, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	if server.Shutdown(grace) != nil {
		server.Close() // a browser that holds a connection open is no failure of ours
	}
	running.Wait()
	return failure
}

// listen opens the address and returns the host that its URL names.
func listen(ctx context.Context, addr string) (net.Listener, string, error) {
	const loopback = "127.0.0.1"
	host, port, err := net.SplitHostPort(cmp.Or(addr, loopback+":1313"))
	if err != nil {
		return nil, "", err
	}
	host = cmp.Or(host, loopback)
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", net.JoinHostPort(host, port))
	if err != nil {
		return nil, "", err
	}
	if net.ParseIP(host).IsUnspecified() {
		host = loopback
	}
	return listener, host, nil
}
