// Package publish puts a finished site in the place of the last one: nothing
// half-done is ever published.
//
//	s, err := publish.Begin("public")
//	if err != nil { ... } // *Locked, *Refused
//	defer s.Abort()       // does nothing once committed
//	err = s.Write("fr/index.html", data) // from any number of goroutines
//	sum, err := s.Commit()
//
// # Beside the target
//
// All that a build of public leaves about is in the folder that holds public,
// so that it is on the same file system and a rename is enough:
//
//	.public.lock          held by the build that is running, with its process number
//	.public.staging-<id>  the tree being written; after the exchange, the old tree being deleted
//	.public.old-<id>      the old tree, for the moment between the two renames (see below)
//
// The lock is the system's (flock, LockFileEx) and dies with its process. The
// next Begin removes what a killed build left.
//
// # The exchange
//
// On Linux renameat2(RENAME_EXCHANGE) swaps the staging tree and the target in
// one step. Where the file system or the system lacks it, the target is
// renamed to .public.old-<id> and the staging tree to public: for that moment
// there is no public, and if the process is killed in it, the next Begin puts
// the old tree back. A failed write, a full disk or a kill at any other moment
// leaves the whole old tree or the whole new one.
//
// A program that holds the folder itself open, or has it as its working
// directory or as a bind mount, keeps the old, emptied tree: serve the path.
//
// # What is replaced
//
// A target that is absent, an empty folder, or a folder with our [Marker].
// Everything else is refused before anything is written. A tree is replaced
// as a whole: what was added to it by hand goes.
//
// Files whose path and bytes are those of the last tree are hard-linked from
// it, so they keep their times and cost no space. A file of the old tree is
// never opened for writing, and no symbolic link in it is followed. Modes are
// 0644 and 0755 whatever the umask.
//
// Nothing is synced to disk: for 30,000 files that would cost more than the
// build. After a power loss the newest files may be empty; since files are
// compared by their bytes, the next build repairs them.
package publish

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"
)

// Staging is a tree that is being written and is not yet published.
type Staging struct {
	place    place
	dir      string // the staging tree
	id       string
	lock     *lock
	previous tree

	open sync.RWMutex // held for reading by each Write, so that Commit and Abort wait for them
	done bool         // committed or aborted; guarded by open

	mu     sync.Mutex
	names  names
	sum    Summary
	met    int   // files of the previous tree that this one has too
	failed error // the first failure of Write
}

// Summary counts the files of a published tree, without the marker.
type Summary struct {
	Files   int   // in the tree
	Written int   // new or changed
	Kept    int   // unchanged, hard-linked from the previous tree
	Removed int   // in the previous tree only
	Bytes   int64 // size of all files
}

// Begin locks target and opens a fresh staging tree beside it. It fails with
// [*Refused] if target must not be replaced and [*Locked] if another build is
// writing it.
func Begin(target string) (*Staging, error) { return disk{}.begin(target) }

func (d disk) begin(target string) (*Staging, error) {
	p, err := d.locate(target)
	if err != nil {
		return nil, p.failed(err)
	}
	// Before the lock, so that a refused folder gets no neighbour even for a moment.
	if _, err := p.inspect(); err != nil {
		return nil, p.failed(err)
	}
	l, err := p.acquire()
	if err != nil {
		return nil, p.failed(err)
	}
	s := &Staging{place: p, id: newID(), lock: l, names: newNames()}
	s.dir = p.beside(stagingKind, s.id)
	if err := s.prepare(); err != nil {
		return nil, errors.Join(p.failed(err), s.Abort())
	}
	return s, nil
}

// prepare clears the leftovers, reads the previous tree and makes the staging
// folder.
func (s *Staging) prepare() (err error) {
	if err := s.place.clearLeftovers(); err != nil {
		return err
	}
	if s.previous, err = s.place.disk.readTree(s.place.target()); err != nil {
		return err
	}
	return s.place.disk.makeFolder(s.dir)
}

// Write adds a file. The name is relative and slash-separated; it is refused
// if another file has it, if it differs from another only in case, or if some
// system could not hold it. After a failure the tree cannot be committed.
// Write keeps no reference to data and may be called concurrently.
func (s *Staging) Write(name string, data []byte) error {
	s.open.RLock()
	defer s.open.RUnlock()
	if s.done {
		return s.errDone()
	}
	kept, err := s.write(name, data)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		err = fmt.Errorf("writing %s: %w", name, err)
		if s.failed == nil {
			s.failed = err
		}
		return err
	}
	s.sum.Files++
	s.sum.Bytes += int64(len(data))
	if kept {
		s.sum.Kept++
	} else {
		s.sum.Written++
	}
	if s.previous.has(name) {
		s.met++
	}
	return nil
}

func (s *Staging) write(name string, data []byte) (kept bool, err error) {
	if err := s.reserve(name); err != nil {
		return false, err
	}
	file := filepath.Join(s.dir, filepath.FromSlash(name))
	if s.previous.link(name, data, file) {
		return true, nil
	}
	return false, s.place.disk.create(file, data)
}

// reserve claims a name and makes its folders, under one lock so that a folder
// is there before any Write relies on it.
func (s *Staging) reserve(name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	folders, err := s.names.claim(name)
	if err != nil {
		return err
	}
	for _, f := range folders {
		if err := s.place.disk.makeFolder(filepath.Join(s.dir, filepath.FromSlash(f))); err != nil {
			return err
		}
	}
	return nil
}

// Commit exchanges the staging tree for the target, deletes the old tree and
// unlocks. If it fails, nothing was published and Abort is still to be called.
func (s *Staging) Commit() (Summary, error) {
	s.open.Lock()
	defer s.open.Unlock()
	if s.done {
		return Summary{}, s.errDone()
	}
	if err := s.publish(); err != nil {
		return Summary{}, s.place.failed(err)
	}
	s.sum.Removed = s.previous.files() - s.met
	s.done = true
	// The site is out: what cannot be cleared now is not a failure of this
	// build, and the next Begin clears it or says why it cannot.
	_ = s.place.disk.removeAll(s.dir)
	_ = s.lock.release()
	return s.sum, nil
}

func (s *Staging) publish() error {
	if s.failed != nil {
		return s.failed
	}
	// The target may have changed since Begin by other hands than ours.
	exists, err := s.place.inspect()
	if err != nil {
		return err
	}
	held, err := s.lock.held()
	if err != nil {
		return err
	}
	if !held {
		return fmt.Errorf("the lock file %s was removed while the build was running", s.lock.path)
	}
	if err := s.place.disk.create(filepath.Join(s.dir, Marker), []byte(markerText)); err != nil {
		return err
	}
	if !exists {
		return s.place.disk.rename(s.dir, s.place.target())
	}
	return s.place.disk.exchange(s.dir, s.place.target(), s.place.beside(oldKind, s.id))
}

// Abort removes the staging tree and unlocks. It does nothing after Commit or
// another Abort.
func (s *Staging) Abort() error {
	s.open.Lock()
	defer s.open.Unlock()
	if s.done {
		return nil
	}
	s.done = true
	return errors.Join(s.place.disk.removeAll(s.dir), s.lock.release())
}

func (s *Staging) errDone() error {
	return fmt.Errorf("the staging of %s is closed", s.place.shown)
}
