package site_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"

	"passerelle/internal/cli"
)

// TestGeneratedSite writes the repository's site as an ordinary Hugo site,
// has Hugo build it from disk as its own command does, all pages in one build,
// and compares the result with what build publishes.
func TestGeneratedSite(t *testing.T) {
	dir := t.TempDir()
	plain, public := filepath.Join(dir, "plain"), filepath.Join(dir, "public")
	command(t, "generate", "-s", "../..", plain)
	command(t, "build", "-s", "../..", "-o", public)
	hugo(t, plain)
	want, have := files(t, public), files(t, filepath.Join(plain, "public"))
	if len(want) < 1000 {
		t.Fatalf("only %d files", len(want))
	}
	for name, data := range want {
		if !bytes.Equal(have[name], data) {
			t.Errorf("%s differs", name)
		}
		delete(have, name)
	}
	for name := range have {
		t.Errorf("%s is only in the plain site", name)
	}
}

func command(t *testing.T, args ...string) {
	t.Helper()
	var out, msg bytes.Buffer
	if code := cli.Run(context.Background(), args, &out, &msg); code != 0 {
		t.Fatalf("%v: exit %d\n%s", args, code, msg.String())
	}
}

// hugo builds the site in a folder.
func hugo(t *testing.T, dir string) {
	t.Helper()
	flags := config.New()
	flags.Set("workingDir", dir)
	flags.Set("publishDir", "public")
	configs, err := allconfig.LoadConfig(allconfig.ConfigSourceDescriptor{Flags: flags, Fs: hugofs.Os, Filename: filepath.Join(dir, "config.toml"), SkipNpmCheck: true})
	if err != nil {
		t.Fatal(err)
	}
	sites, err := hugolib.NewHugoSites(deps.DepsCfg{Configs: configs, Fs: hugofs.NewDefault(configs.LoadingInfo.Cfg)})
	if err != nil {
		t.Fatal(err)
	}
	defer sites.Close()
	if err := sites.Build(hugolib.BuildCfg{}); err != nil {
		t.Fatal(err)
	}
	// What Hugo's command adds to what its library does.
	if err := os.CopyFS(filepath.Join(dir, "public"), os.DirFS(filepath.Join(dir, "static"))); err != nil {
		t.Fatal(err)
	}
}

// files reads every file below a folder but the program's own marker.
func files(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || e.Name() == ".passerelle" {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		out[rel], err = os.ReadFile(name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
