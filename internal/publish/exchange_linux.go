package publish

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// exchange swaps the staging tree and an existing target in one step, or by
// renames over the spare name on a file system that cannot.
func (d disk) exchange(staging, target, spare string) error {
	err := d.ask("exchange", target)
	if err == nil {
		err = unix.Renameat2(unix.AT_FDCWD, staging, unix.AT_FDCWD, target, unix.RENAME_EXCHANGE)
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, unix.EINVAL), errors.Is(err, unix.ENOSYS), errors.Is(err, unix.EOPNOTSUPP):
		return d.exchangeByRename(staging, target, spare)
	}
	return &os.LinkError{Op: "exchange", Old: staging, New: target, Err: err}
}

// mounted reports whether a folder is a mount point, as a volume of a
// container is: such a folder cannot be renamed. Kernels before 5.8 do not
// tell; there the exchange fails in the end and nothing is published.
func mounted(dir string) bool {
	var st unix.Statx_t
	err := unix.Statx(unix.AT_FDCWD, dir, unix.AT_SYMLINK_NOFOLLOW, 0, &st)
	return err == nil && st.Attributes&unix.STATX_ATTR_MOUNT_ROOT != 0
}
