package publish

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Locked says that another build is writing the same folder.
type Locked struct {
	Path string // the target, as the caller gave it
	PID  int    // the process that writes it, or 0 if it has not yet said
}

func (e *Locked) Error() string {
	process := ""
	if e.PID != 0 {
		process = fmt.Sprintf(" (process %d)", e.PID)
	}
	return fmt.Sprintf("another build%s is writing %s; wait for it to end", process, e.Path)
}

// lock is the hold on one target.
type lock struct {
	disk disk
	file *os.File
	path string
}

// errHeld is what tryLock returns for a lock that another process has.
var errHeld = errors.New("the lock is held")

// patience is how long a process that took the lock is given to write its
// number, so that who finds it locked can name it.
const patience = time.Second

// acquire takes the lock of the target or fails at once.
func (p place) acquire() (*lock, error) {
	path := p.lockFile()
	start := time.Now()
	for {
		switch info, err := p.disk.lstat(path); {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return nil, err
		case !info.Mode().IsRegular():
			return nil, p.foreignLock()
		}
		f, err := p.disk.open(path, os.O_RDWR|os.O_CREATE, fileMode)
		if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
			return nil, p.refuse("cannot be made because the folder " + p.parent + " is not writable; choose another folder, or change its permissions")
		}
		if err != nil {
			return nil, err
		}
		l := &lock{p.disk, f, path}
		retry, err := p.take(l)
		if err == nil && !retry {
			return l, nil
		}
		f.Close()
		if locked, ok := errors.AsType[*Locked](err); ok && locked.PID == 0 && time.Since(start) < patience {
			time.Sleep(time.Millisecond)
			continue
		}
		if err != nil {
			return nil, err
		}
	}
}

// take locks an open file and writes the process number into it. It asks for
// another try if the last holder removed the file after we opened it: a lock
// on a file that has no name keeps nobody out.
func (p place) take(l *lock) (retry bool, err error) {
	if err = l.disk.ask("lock", l.path); err == nil {
		err = tryLock(l.file)
	}
	held := errors.Is(err, errHeld)
	if err != nil && !held {
		return false, fmt.Errorf("locking %s: %w", l.path, err)
	}
	pid, readable, err := l.pid()
	if held {
		return false, &Locked{Path: p.shown, PID: pid}
	}
	if err != nil {
		return false, err
	}
	there, err := l.held()
	switch {
	case err != nil || !there:
		return err == nil, err
	case !readable:
		return false, p.foreignLock()
	}
	if err := l.disk.truncate(l.file); err != nil {
		return false, errors.Join(err, l.release())
	}
	if err := l.disk.write(l.file, []byte(strconv.Itoa(os.Getpid())+"\n")); err != nil {
		return false, errors.Join(err, l.release())
	}
	return false, nil
}

func (p place) foreignLock() error {
	return &Refused{Path: p.lockFile(), Reason: "is not a lock file of passerelle; move it away"}
}

// pid returns the number in the file, 0 for an empty one, and whether the file
// holds nothing else.
func (l *lock) pid() (pid int, ok bool, err error) {
	if info, err := l.file.Stat(); err != nil || info.Size() == 0 {
		return 0, err == nil, err
	}
	if err := l.disk.ask("read", l.path); err != nil {
		return 0, false, err
	}
	text, err := io.ReadAll(io.NewSectionReader(l.file, 0, 64))
	if err != nil || len(text) == 0 {
		return 0, err == nil, err
	}
	pid, err = strconv.Atoi(strings.TrimSpace(string(text)))
	return pid, err == nil, nil
}

// held reports whether the locked file is still the one at its path.
func (l *lock) held() (bool, error) {
	mine, err := l.file.Stat()
	if err != nil {
		return false, err
	}
	there, err := l.disk.lstat(l.path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(mine, there), err
}

// release removes the file, while it is still locked, and unlocks. Windows
// does not remove an open file; there it stays, which does no harm.
func (l *lock) release() error {
	if held, _ := l.held(); held {
		_ = l.disk.remove(l.path)
	}
	return l.file.Close()
}
