package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSourceDate builds with SOURCE_DATE_EPOCH: it is the day of publication,
// in the footer and in citations, and nothing else changes with it.
func TestSourceDate(t *testing.T) {
	site := copySite(t)
	home := func(epoch string) string {
		t.Helper()
		t.Setenv("SOURCE_DATE_EPOCH", epoch)
		out := filepath.Join(t.TempDir(), "public")
		if code, _, msg := run(t, "build", "-q", "-s", site, "-o", out); code != exitDone {
			t.Fatalf("exit %d\n%s", code, msg)
		}
		data, err := os.ReadFile(filepath.Join(out, "en/partners/birdlife/index.html"))
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	a, b := home("1700000000"), home("1600000000") // 14 November 2023, 13 September 2020
	if n := strings.Count(a, "14 November 2023"); n != 2 {
		t.Errorf("the day of publication stands %d times on the page", n)
	}
	for old, new := range map[string]string{
		"14 November 2023": "13 September 2020", "year = {2023}": "year = {2020}", "month = nov": "month = sep",
		"[2023,11,14]": "[2020,9,13]", "14 novembre 2023": "13 septembre 2020", "14 de noviembre de 2023": "13 de septiembre de 2020",
	} {
		a = strings.ReplaceAll(a, old, new)
	}
	if a != b {
		t.Error("more than the day of publication differs")
	}
	t.Setenv("SOURCE_DATE_EPOCH", "yesterday")
	if code, _, msg := run(t, "build", "-s", site, "-o", filepath.Join(t.TempDir(), "public")); code != exitUsage || !strings.Contains(msg, "not a number of seconds") {
		t.Errorf("exit %d: %s", code, msg)
	}
}
