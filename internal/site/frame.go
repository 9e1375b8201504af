package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"

	"github.com/BurntSushi/toml"
	"github.com/gohugoio/hugo/common/hugo"
	"github.com/spf13/afero"

	"passerelle/internal/config"
	"passerelle/internal/page"
)

// Frame is what all batches share: Hugo's configuration, the theme and the
// messages, as files, and the limits.
type Frame struct {
	Files  map[string][]byte // path below the site's root → content
	Limits Limits
	fs     afero.Fs
}

// NewFrame reads the theme and the messages from the site's folder and writes
// Hugo's configuration.
func NewFrame(fsys fs.FS, c *config.Config, chrome map[string]page.Chrome) (*Frame, error) {
	conf, err := hugoConfig(c, chrome)
	if err != nil {
		return nil, err
	}
	f := &Frame{Files: map[string][]byte{"config.toml": conf}, fs: afero.NewMemMapFs()}
	for _, dir := range []string{"i18n", path.Join("themes", c.Theme)} {
		if err := f.read(fsys, dir); err != nil {
			return nil, err
		}
	}
	for name, data := range f.Files {
		if err := afero.WriteFile(f.fs, path.Join(sourceDir, name), data, 0o644); err != nil {
			return nil, err
		}
	}
	f.fs = afero.NewReadOnlyFs(f.fs)
	return f, nil
}

func (f *Frame) read(fsys fs.FS, dir string) error {
	return fs.WalkDir(fsys, dir, func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("the theme and the messages: %w", err)
		case e.IsDir():
			return nil
		case !e.Type().IsRegular():
			return fmt.Errorf("%s is not an ordinary file; put the file itself there", name)
		}
		data, err := fs.ReadFile(fsys, name)
		f.Files[name] = data
		return err
	})
}

// hugoConfig returns the whole configuration that Hugo works by: the site's
// languages and address, what frames their pages, and what is pinned.
func hugoConfig(c *config.Config, chrome map[string]page.Chrome) ([]byte, error) {
	m := pinned()
	m["baseURL"] = c.BaseURL
	m["theme"] = c.Theme
	m["defaultContentLanguage"] = c.Languages[0].Tag
	languages := map[string]any{}
	for _, l := range c.Languages {
		languages[l.Tag] = map[string]any{
			"label": l.Label, "locale": l.Locale, "direction": l.Direction, "weight": l.Weight,
			"contentDir": "content/" + l.Tag, "params": map[string]any{"chrome": chrome[l.Tag]},
		}
	}
	m["languages"] = languages
	var b bytes.Buffer
	b.WriteString("# Written by passerelle: the site's languages and what its pages rely on.\n")
	enc := toml.NewEncoder(&b)
	enc.Indent = ""
	if err := enc.Encode(m); err != nil {
		return nil, fmt.Errorf("hugo's configuration: %w", err)
	}
	return b.Bytes(), nil
}

// pinned is what no site can change: Hugo makes the pages that it is given and
// nothing else, runs no program, reads no environment, fetches nothing, and
// lets no markup through that could carry a script.
func pinned() map[string]any {
	none := []string{"none"}
	return map[string]any{
		"defaultContentLanguageInSubdir": true,
		"disableDefaultLanguageRedirect": true,
		"disableAliases":                 true,
		"disableHugoGeneratorInject":     true,
		"disableKinds":                   []string{"home", "section", "taxonomy", "term", "rss", "sitemap", "robotstxt", "404"},
		"enableEmoji":                    false,
		"enableGitInfo":                  false,
		"timeout":                        "60s",
		"timeZone":                       "UTC",
		"outputs":                        map[string]any{"page": []string{"html"}},
		"markup": map[string]any{
			"defaultMarkdownHandler": "goldmark",
			"goldmark": map[string]any{
				"renderer": map[string]any{"unsafe": false},
				"renderHooks": map[string]any{ // links are resolved before Hugo sees them
					"link": map[string]any{"useEmbedded": "never"}, "image": map[string]any{"useEmbedded": "never"},
				},
				"parser":     map[string]any{"attribute": map[string]any{"title": false, "block": false}},
				"extensions": map[string]any{"typographer": map[string]any{"disable": true}},
			},
			"highlight": map[string]any{"codeFences": false},
		},
		"security": map[string]any{
			"allowContent":           []string{"^text/markdown$"},
			"enableInlineShortcodes": false,
			"exec":                   map[string]any{"allow": none, "osEnv": none},
			"funcs":                  map[string]any{"getenv": none},
			"http":                   map[string]any{"methods": none, "urls": none},
		},
	}
}

// HugoVersion is the version of Hugo that renders.
var HugoVersion = hugo.CurrentVersion.String()
