package test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// tool returns the path of the first program that the machine has of those
// named; a name with a slash is a file below test/tools, which npm fills.
// Without any the test is skipped, but not where everything must be tested
// (CI=true).
func tool(t testing.TB, install string, names ...string) string {
	t.Helper()
	for _, name := range names {
		if strings.Contains(name, "/") {
			file := filepath.Join("tools", filepath.FromSlash(name))
			if _, err := os.Stat(file); err == nil {
				return file
			}
		} else if file, err := exec.LookPath(name); err == nil {
			return file
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatalf("there is no %s; install it: %s", names[0], install)
	}
	t.Skipf("there is no %s (%s)", names[0], install)
	return ""
}

// npm is how the tools of test/tools are installed. Their own install scripts
// only fetch what the tests do not use.
const npm = "cd test/tools && npm ci --ignore-scripts"

func chromium(t testing.TB) string {
	t.Helper()
	return tool(t, "apt-get install chromium-headless-shell", "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
}

func axe(t testing.TB) string {
	t.Helper()
	return tool(t, npm, "node_modules/axe-core/axe.min.js")
}

func java(t testing.TB) string {
	t.Helper()
	return tool(t, "apt-get install default-jre-headless", "java")
}

func vnu(t testing.TB) string {
	t.Helper()
	return tool(t, npm, "node_modules/vnu-jar/build/dist/vnu.jar")
}
