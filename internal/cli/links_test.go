package cli

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"passerelle/internal/publish"
)

// TestLinks builds a site that holds links out of it, or into a folder that
// does: what they lead to is neither published nor changed. A link is refused
// in a sentence that names it, or it is replaced and not followed.
func TestLinks(t *testing.T) {
	const secret = "classified"
	record := "kind = \"ngo\"\nname = { mul = \"" + secret + "\" }\nrelationship = \"informal\"\nas_of = \"2020-05\"\ncite = [\"relatorio#1\"]\n"
	ordinary := " is a symbolic link; only ordinary files and folders are read (put the file itself here)"
	link := func(old, new string) func(t *testing.T, site, victim string) {
		return func(t *testing.T, site, victim string) {
			name := filepath.Join(site, new)
			if err := os.RemoveAll(name); err != nil {
				t.Fatal(err)
			}
			symlink(t, strings.Replace(old, "VICTIM", victim, 1), name)
		}
	}
	for _, c := range []struct {
		name   string
		make   func(t *testing.T, site, victim string)
		output string // below the site's folder
		code   int
		want   string // in the message
		left   string // beside the output, of those who made the link
	}{
		{"file among the records", link("VICTIM/record.toml", "data/partners/x.toml"), "public", exitData, `data/partners/x.toml: error[not-a-file]: "x.toml"` + ordinary, ""},
		{"folder among the records", link("VICTIM", "data/partners/more"), "public", exitData, `data/partners/more: error[not-a-file]: "more"` + ordinary, ""},
		{"collection", link("VICTIM", "data/events"), "public", exitData, `data/events: error[not-a-file]: "events"` + ordinary, ""},
		{"chain of links", func(t *testing.T, site, victim string) {
			link("VICTIM/record.toml", "c.toml")(t, site, victim)
			link("c.toml", "b.toml")(t, site, victim)
			link("../../b.toml", "data/partners/x.toml")(t, site, victim)
		}, "public", exitData, `data/partners/x.toml: error[not-a-file]: "x.toml"` + ordinary, ""},
		{"loop", link("x.toml", "data/partners/x.toml"), "public", exitData, `data/partners/x.toml: error[not-a-file]: "x.toml"` + ordinary, ""},
		{"link to nothing", link("VICTIM/nothing", "data/partners/x.toml"), "public", exitData, `data/partners/x.toml: error[not-a-file]: "x.toml"` + ordinary, ""},
		{"page", link("VICTIM/page.md", "content/pt/x.md"), "public", exitData, `content/pt/x.md: error[not-a-file]: "x.md"` + ordinary, ""},
		{"pages of a language", link("VICTIM", "content/ar"), "public", exitData, `content/ar: error[not-a-file]: "ar"` + ordinary, ""},
		{"strings", func(t *testing.T, site, victim string) {
			copyTree(t, filepath.Join(site, "i18n"), filepath.Join(victim, "i18n"))
			link("VICTIM/i18n/pt.toml", "i18n/pt.toml")(t, site, victim)
		}, "public", exitData, "i18n/pt.toml: error[message-unreadable]: ", ""},
		{"template", link("VICTIM/page.md", "themes/passerelle/layouts/_partials/x.html"), "public", exitData, "layouts/_partials/x.html: error[message-unreadable]: ", ""},
		{"style sheet", link("VICTIM/page.md", "themes/passerelle/assets/css/x.css"), "public", exitOther, "x.css is not an ordinary file; put the file itself there", ""},
		{"configuration", whole("config.toml"), "public", exitUsage, "config.toml is a symbolic link; put what it leads to in its place", ""},
		{"all records", whole("data"), "public", exitUsage, "data is a symbolic link; put what it leads to in its place", ""},
		{"all pages", whole("content"), "public", exitUsage, "content is a symbolic link; put what it leads to in its place", ""},
		{"all strings", whole("i18n"), "public", exitUsage, "i18n is a symbolic link; put what it leads to in its place", ""},
		{"all themes", whole("themes"), "public", exitUsage, "themes is a symbolic link; put what it leads to in its place", ""},
		{"theme", whole("themes/passerelle"), "public", exitUsage, "themes/passerelle is a symbolic link; put what it leads to in its place", ""},

		{"output", func(t *testing.T, site, victim string) {
			copyTree(t, filepath.Join(site, "public"), filepath.Join(victim, "public"))
			link("VICTIM/public", "public")(t, site, victim)
		}, "public", exitUsage, "public is a symbolic link, which a build does not replace; give the folder it leads to, or move the link away", ""},
		{"in the published folder", func(t *testing.T, site, victim string) {
			link("VICTIM/page.md", "public/index.html")(t, site, victim)
			link("VICTIM", "public/pt")(t, site, victim)
			link("VICTIM", "public/more")(t, site, victim)
		}, "public", exitDone, "", ""},
		{"in the place of a staging folder", link("VICTIM", ".public.staging-0123456789abcdef"), "public", exitDone, "", ".public.staging-0123456789abcdef"},
		{"in the place of the old tree", link("VICTIM", ".public.old-0123456789abcdef"), "public", exitDone, "", ".public.old-0123456789abcdef"},
		{"in the place of the lock", link("VICTIM/page.md", ".public.lock"), "public", exitUsage, ".public.lock is not a lock file of passerelle; move it away", ".public.lock"},
		{"above the output", func(t *testing.T, site, victim string) {
			if err := os.Mkdir(filepath.Join(site, "real"), 0o755); err != nil {
				t.Fatal(err)
			}
			link("real", "linked")(t, site, victim)
		}, "linked/public", exitDone, "", ""},
		{"hard link in the published folder", func(t *testing.T, site, victim string) {
			name := filepath.Join(site, "public", "index.html")
			os.Remove(name)
			if err := os.Link(filepath.Join(victim, "page.md"), name); err != nil {
				t.Fatal(err)
			}
		}, "public", exitDone, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			site, victim := smallSite(t), t.TempDir()
			write(t, victim, "record.toml", record)
			write(t, victim, "page.md", "+++\ntitle = \""+secret+"\"\ndescription = \"x\"\n+++\n"+secret+"\n")
			published(t, site, "an old site")
			c.make(t, site, victim)
			before, old := fingerprint(t, victim), fingerprint(t, filepath.Join(site, "public"))
			code, _, msg := run(t, "build", "-s", site, "-o", filepath.Join(site, c.output))
			if code != c.code || !strings.Contains(msg, c.want) {
				t.Errorf("exit %d, want %d with %q; said:\n%s", code, c.code, c.want, msg)
			}
			if fingerprint(t, victim) != before {
				t.Error("what the link leads to was changed")
			}
			public := filepath.Join(site, c.output)
			if code != exitDone {
				if fingerprint(t, filepath.Join(site, "public")) != old {
					t.Error("the published folder changed")
				}
			} else if fingerprint(t, public) != fingerprint(t, reference(t)) {
				t.Error("the published folder is not what it is without the link")
			}
			left, _ := filepath.Glob(filepath.Join(site, ".public.*"))
			if len(left) > 0 && (len(left) > 1 || filepath.Base(left[0]) != c.left) {
				t.Errorf("left behind: %q", left)
			}
			filepath.WalkDir(public, func(name string, e fs.DirEntry, err error) error {
				if err == nil && e.Type().IsRegular() {
					if data, _ := os.ReadFile(name); bytes.Contains(data, []byte(secret)) {
						t.Errorf("%s tells what is not of the site", name)
					}
				}
				return nil
			})
		})
	}
}

// whole moves a file or folder of the site out of it and leaves a link there.
func whole(name string) func(t *testing.T, site, victim string) {
	return func(t *testing.T, site, victim string) {
		t.Helper()
		away := filepath.Join(victim, "away")
		if err := os.Rename(filepath.Join(site, name), away); err != nil {
			t.Fatal(err)
		}
		symlink(t, away, filepath.Join(site, name))
	}
}

func symlink(t *testing.T, old, new string) {
	t.Helper()
	if err := os.Symlink(old, new); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
}

// published puts a tree of ours where the site's output goes.
func published(t *testing.T, site, text string) {
	t.Helper()
	s, err := publish.Begin(filepath.Join(site, "public"))
	if err == nil {
		err = s.Write("index.html", []byte(text))
	}
	if err == nil {
		_, err = s.Commit()
	}
	if err != nil {
		t.Fatal(err)
	}
}

var built string

// reference builds the small site, once, and returns the folder.
func reference(t *testing.T) string {
	t.Helper()
	if built == "" {
		dir, err := os.MkdirTemp("", "reference")
		if err != nil {
			t.Fatal(err)
		}
		built = filepath.Join(dir, "public")
		if code, _, msg := run(t, "build", "-s", smallSite(t), "-o", built); code != exitDone {
			t.Fatal(msg)
		}
	}
	return built
}
