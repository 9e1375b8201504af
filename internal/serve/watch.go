package serve

import (
	"context"
	"errors"
	"io/fs"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

const (
	quietTime  = 60 * time.Millisecond  // without an event before a batch of edits counts as whole
	batchTime  = 500 * time.Millisecond // a batch takes at most
	rescanTime = 2 * time.Second        // between looks for what no event told
)

// watcher tells when something of the site has changed.
type watcher struct {
	root    string
	entries []string // absolute paths of what is watched
	every   time.Duration
	log     *log.Logger

	system  *fsnotify.Watcher // nil if the system gives none
	stirred chan struct{}     // something may have changed
	files   map[string]stamp  // as of the last scan
	told    bool              // that a folder cannot be watched
}

// stamp is what a file shows of itself without being read.
type stamp struct {
	size     int64
	modified int64 // nanoseconds
	mode     fs.FileMode
}

// newWatcher starts to watch; what changes from now on is seen. Its listen and
// run have to be called, each on a goroutine of its own.
func newWatcher(root string, entries []string, log *log.Logger) *watcher {
	w := &watcher{root: root, every: rescanTime, log: log, stirred: make(chan struct{}, 1)}
	for _, e := range entries {
		w.entries = append(w.entries, filepath.Join(root, filepath.FromSlash(e)))
	}
	system, err := fsnotify.NewWatcher()
	if err != nil {
		w.unwatched(err)
	} else {
		w.system = system
	}
	w.scan()
	return w
}

// run gathers what stirs into batches and puts one token into changed for
// each. It ends, and ends listen, with ctx.
func (w *watcher) run(ctx context.Context, changed chan<- struct{}) {
	if w.system != nil {
		defer w.system.Close()
	}
	rescan := time.NewTicker(w.every)
	defer rescan.Stop()
	quiet := time.NewTimer(time.Hour)
	quiet.Stop()
	defer quiet.Stop()

	var began time.Time // of the batch; zero if there is none
	gather := func() {
		if began.IsZero() {
			began = time.Now()
		}
		quiet.Reset(min(quietTime, max(0, batchTime-time.Since(began))))
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.stirred:
			gather()
		case <-rescan.C:
			if began.IsZero() && w.scan() {
				gather()
			}
		case <-quiet.C:
			began = time.Time{}
			w.scan() // before the build, so that nothing between the two is lost
			wake(changed)
		}
	}
}

// listen passes on the system's events. It is apart from run because the
// system may wait for a reader while run waits for it to add a folder.
func (w *watcher) listen() {
	if w.system == nil {
		return
	}
	for {
		select {
		case event, ok := <-w.system.Events:
			if !ok {
				return
			}
			if w.concerns(event) {
				wake(w.stirred)
			}
		case err, ok := <-w.system.Errors:
			if !ok {
				return
			}
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				wake(w.stirred)
			}
		}
	}
}

// wake puts a token into c unless it holds one.
func wake(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// concerns reports whether an event is of something watched, or of a folder
// that may hold it.
func (w *watcher) concerns(e fsnotify.Event) bool {
	if e.Op == fsnotify.Chmod { // comes with reading and indexing too; scan sees what matters
		return false
	}
	return slices.ContainsFunc(w.entries, func(entry string) bool {
		if inside, ok := below(entry, e.Name); ok {
			return !slices.ContainsFunc(strings.Split(inside, string(filepath.Separator)), ignored)
		}
		_, above := below(e.Name, entry)
		return entry == e.Name || above && !e.Has(fsnotify.Write)
	})
}

// below returns the path of a file relative to a folder that holds it.
func below(folder, path string) (string, bool) {
	return strings.CutPrefix(path, folder+string(filepath.Separator))
}

// ignored reports whether a name is hidden or an editor's temporary file.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") ||
		strings.HasSuffix(name, "~") || strings.HasSuffix(name, ".swp") ||
		strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#") ||
		name == "4913" // vim's trial of a folder
}

// scan watches every folder there is, again if it was before, since one that
// was replaced has lost its watch, and reports whether a file has come, gone
// or changed since the last scan.
func (w *watcher) scan() bool {
	found := map[string]stamp{}
	w.watch(w.root)
	for _, entry := range w.entries {
		for dir := filepath.Dir(entry); dir != w.root; dir = filepath.Dir(dir) {
			if _, ok := below(w.root, dir); !ok {
				break
			}
			w.watch(dir)
		}
		filepath.WalkDir(entry, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil: // gone, or not for us to read
			case path != entry && ignored(d.Name()):
				if d.IsDir() {
					return fs.SkipDir
				}
			case d.IsDir():
				w.watch(path) // before its files are listed
			default:
				if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
					found[path] = stamp{info.Size(), info.ModTime().UnixNano(), info.Mode()}
				}
			}
			return nil
		})
	}
	changed := !maps.Equal(w.files, found)
	w.files = found
	return changed
}

// watch asks the system for the events of one folder.
func (w *watcher) watch(dir string) {
	if w.system == nil {
		return
	}
	if err := w.system.Add(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		w.unwatched(err)
	}
}

// unwatched tells once that edits will be seen later than usual.
func (w *watcher) unwatched(err error) {
	if !w.told {
		w.told = true
		w.log.Printf("not every folder can be watched (%v): some edits are seen after %v", err, w.every)
	}
}
