package message

import (
	"fmt"
	"strings"
	"testing"
)

// Strings of the interface hide nothing, wherever it stands.
func TestStringsHideNothing(t *testing.T) {
	const text = "# é|\n[a]\nother = \"é|x\" # é|\n['é|']\nother = '''\né|'''\n"
	parts := strings.Split(text, "|")
	for i, at := range []string{"1:4", "3:11", "3:17", "4:4", "6:2"} {
		for _, r := range []rune{0x200b, 0x202e, 0x07, 0xe000, 0x378} {
			hidden := strings.Join(parts[:i+1], "") + string(r) + strings.Join(parts[i+1:], "")
			_, list := Load(folder(map[string]string{"en.toml": hidden}), "i18n", languages[2:])
			want := fmt.Sprintf("i18n/en.toml:%s: error[hidden-character]: the character %U cannot be seen and is not allowed (delete it and type the text again)", at, r)
			if found := list.Sorted(); len(found) != 1 || found[0].String() != want {
				t.Errorf("%U: %v\nwant %s", r, found, want)
			}
		}
	}
}
