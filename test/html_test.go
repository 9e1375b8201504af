package test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// tolerated is messages of the HTML checker that the portal lives with, each
// with the reason.
var tolerated = []*regexp.Regexp{
	// It reads files from a disk, where 'self' is nobody to it; TestPolicy opens
	// the pages in a browser, which refuses nothing.
	regexp.MustCompile(`^Resource violates Content Security Policy \(meta tag\): external (stylesheet|script|image) .* blocked by`),
}

// TestValidHTML has the W3C's checker read every page of the site: no error,
// no warning. A page with an error of our own goes along, to show that the
// checker is awake.
func TestValidHTML(t *testing.T) {
	start := time.Now()
	java, jar := java(t), vnu(t)
	public := published(t)
	wrong := filepath.Join(t.TempDir(), "wrong.html")
	if err := os.WriteFile(wrong, []byte(`<!DOCTYPE html><html lang="en"><title>Wrong</title><p></i></p>`), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(java, "-Xss4m", "-jar", jar, "--skip-non-html", "--format", "json", wrong, public)
	var report bytes.Buffer
	cmd.Stderr = &report
	_ = cmd.Run() // it fails of the wrong page
	var said struct {
		Messages []struct {
			Type, SubType, URL, Message, Extract string
			LastLine                             int
		}
	}
	if err := json.Unmarshal(report.Bytes(), &said); err != nil {
		t.Fatalf("%v\n%s", err, report.String())
	}
	awake := false
	for _, m := range said.Messages {
		if strings.HasSuffix(m.URL, "/wrong.html") {
			awake = true
			continue
		}
		if !permitted(m.Message) {
			_, page, _ := strings.Cut(m.URL, filepath.ToSlash(public)+"/")
			t.Errorf("%s:%d: %s %s: %s: %s", page, m.LastLine, m.Type, m.SubType, m.Message, strings.TrimSpace(m.Extract))
		}
	}
	if !awake {
		t.Errorf("the checker says nothing of a page that is wrong")
	}
	t.Logf("%d pages in %.1fs", count(t, public, ".html"), time.Since(start).Seconds())
}

func permitted(message string) bool {
	for _, r := range tolerated {
		if r.MatchString(message) {
			return true
		}
	}
	return false
}

// count counts the files of a folder whose name ends so.
func count(t *testing.T, folder, end string) int {
	t.Helper()
	n := 0
	err := filepath.WalkDir(folder, func(name string, e os.DirEntry, err error) error {
		if strings.HasSuffix(name, end) {
			n++
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
