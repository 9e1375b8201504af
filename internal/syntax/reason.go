package syntax

import (
	"errors"
	"io/fs"

	"passerelle/internal/diag"
)

// Reason returns what is wrong with a file in words of ours, or the system's
// where there are none.
func Reason(err error) any {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return diag.Say("there is none of that name")
	case errors.Is(err, fs.ErrPermission):
		return diag.Say("who runs the program may not read it")
	case errors.Is(err, fs.ErrInvalid):
		return diag.Say("it has no sound name")
	}
	return err
}
