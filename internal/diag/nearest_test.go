package diag

import "testing"

func TestNearest(t *testing.T) {
	fields := []string{"acronym", "as_of", "cite", "kind", "members", "name", "parent", "relationship", "summary", "website"}
	for _, tt := range []struct{ name, word, want string }{
		{"the word itself", "name", "name"},
		{"a letter too many", "citee", "cite"},
		{"a letter missing", "relationshp", "relationship"},
		{"another letter", "kinb", "kind"},
		{"two letters of a long word exchanged", "sumamry", "summary"},
		{"three errors in a long word", "relationshipped", "relationship"},
		{"a hyphen for an underscore", "as-of", "as_of"},
		{"the nearer of two", "parens", "parent"},
		{"two errors in a short word", "kimt", ""},
		{"another word", "title", ""},
		{"much longer", "relationship_of_the_partner", ""},
		{"much shorter", "r", ""},
		{"nothing", "", ""},
		{"letters of several bytes", "sommaire-été", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Nearest(tt.word, fields); got != tt.want {
				t.Errorf("Nearest(%q) = %q, want %q", tt.word, got, tt.want)
			}
		})
	}
	if got := Nearest("name", nil); got != "" {
		t.Errorf("of no candidates: %q", got)
	}
	if got := Nearest("bat", []string{"cat", "rat"}); got != "cat" {
		t.Errorf("of two as near, not the first: %q", got)
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"a", "", 1}, {"", "ab", 2}, {"abc", "abc", 0}, {"abc", "abd", 1}, {"abc", "ab", 1}, {"abc", "xabc", 1},
		{"kitten", "sitting", 3}, {"flaw", "lawn", 2}, {"saturday", "sunday", 3},
	} {
		if got := distance(tt.a, tt.b, 10); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
		if distance(tt.b, tt.a, 10) != tt.want {
			t.Errorf("distance(%q, %q) differs from its inverse", tt.b, tt.a)
		}
		if got := distance(tt.a, tt.b, 2); got != min(tt.want, 2) {
			t.Errorf("cut off at 2, distance(%q, %q) = %d", tt.a, tt.b, got)
		}
	}
}
