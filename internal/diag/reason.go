package diag

import (
	"errors"
	"io/fs"
)

// Reason returns what is wrong with a file in words of ours, or the system's
// where there are none.
func Reason(err error) any {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Say("there is none of that name")
	case errors.Is(err, fs.ErrPermission):
		return Say("who runs the program may not read it")
	case errors.Is(err, fs.ErrInvalid):
		return Say("it has no sound name")
	}
	return err
}
