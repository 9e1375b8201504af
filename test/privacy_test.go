package test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"passerelle/internal/cli"
	"passerelle/internal/search"
)

// secrets are the words of contacts that are not to be published. None of them
// occurs elsewhere, and each has a word that no other has.
var secrets = []string{"Wanjirú Kîmathi-Öström", "wanjiru.kimathi+zentrale@xqzverein.example.net", "https://xqzportal.example.net/büro?x=<wanjiru>&y=1", "Quaggaweg 17 \"Hinterhaus\" & Söhne"}

// disclosures lists the forms in which outputs could hold a secret: each as a
// whole, and each of its words that is long enough to tell.
func disclosures() []string {
	var list []string
	add := func(s string) {
		inJSON, _ := json.Marshal(s)
		loose := &bytes.Buffer{}
		enc := json.NewEncoder(loose)
		enc.SetEscapeHTML(false)
		enc.Encode(s)
		list = append(list, s, strings.Trim(string(inJSON), `"`), strings.Trim(strings.TrimSpace(loose.String()), `"`), html.EscapeString(s),
			url.QueryEscape(s), url.PathEscape(s), hex.EncodeToString([]byte(s)), backwards(s))
		for shift := range 3 { // base64 of a text with something before it
			code := base64.RawStdEncoding.EncodeToString(append(make([]byte, shift), s...))
			if len(code) > 10 {
				list = append(list, code[4:len(code)-3])
			}
		}
	}
	for _, s := range secrets {
		for _, form := range []string{s, strings.ToLower(s), search.Fold(strings.ToLower(s))} {
			add(form)
			for _, word := range strings.FieldsFunc(form, func(r rune) bool { return !unicode.IsLetter(r) }) {
				if known := []string{"https", "example", "net"}; len(word) >= 5 && !slices.Contains(known, word) {
					add(word)
				}
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func backwards(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

// disclosed lists what a folder discloses, in the names of files and in files.
func disclosed(t *testing.T, dir string, forms []string) (faults []string, files int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		files++
		data = append(bytes.ToLower(data), data...)
		data = append(data, name...)
		for _, form := range forms {
			if bytes.Contains(data, []byte(form)) {
				faults = append(faults, fmt.Sprintf("%s has %q", strings.TrimPrefix(name, dir), form))
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return faults, files
}

// TestPrivacy builds a small site in which every second contact is not to be
// published, by the key or by its lack: neither the site, nor its index, its
// tables or the site for Hugo that generate writes, hold a word of it in any
// form. The contacts that are public are there.
func TestPrivacy(t *testing.T) {
	f := harmless(fixtureIDs(4))
	dir, n := t.TempDir(), 0
	f.write(t, dir)
	for i, id := range f.ids["entry-points"] {
		name := "data/entry-points/" + id + ".toml"
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		visible := []string{`, visibility = "restricted"`, "", `, visibility = "restricted"`, `, visibility = "public"`}[i]
		channel := []string{"email", "web", "post", "email"}[i]
		role, value := secrets[0], secrets[i%3+1]
		if i == 3 {
			role, value = "Open role", "open.office@example.net"
		}
		var lines []string
		for line := range strings.Lines(string(data)) {
			if strings.HasPrefix(line, "contact = ") {
				n++
				if channel == "web" {
					value = "https://xqzportal.example.net/wanjiru"
				}
				line = fmt.Sprintf("contact = { role = { mul = %s }, channel = %q, value = %s%s }\n", quote(role), channel, quote(value), visible)
			}
			lines = append(lines, line)
		}
		put(t, dir, name, strings.Join(lines, ""))
	}
	if n != 4 {
		t.Fatalf("%d contacts", n)
	}
	forms := append(disclosures(), "wanjiru")
	for _, args := range [][]string{{"build", "--strict", "-s", dir, "-o"}, {"build", "--portable", "-s", dir, "-o"}, {"generate", "-s", dir}} {
		to := filepath.Join(t.TempDir(), "out")
		var out, msg bytes.Buffer
		if code := cli.Run(context.Background(), append(args, to), &out, &msg); code != 0 {
			t.Fatalf("%s: exit %d\n%s", args, code, msg.String())
		}
		faults, files := disclosed(t, to, forms)
		report(t, args[0]+args[1], faults)
		if told, _ := disclosed(t, to, []string{"open.office@example.net", "Open role"}); files < 400 || len(told) < 6 {
			t.Errorf("%s: in %d files a public contact is %d times", args, files, len(told))
		}
	}
	t.Logf("%d forms", len(forms))
}

// TestDisclosures shows that each form of a secret is found.
func TestDisclosures(t *testing.T) {
	forms := disclosures()
	for i, s := range []string{
		secrets[0], strings.ToUpper(secrets[1]), html.EscapeString(secrets[2]), url.QueryEscape(secrets[3]), "passerelle(\"r0\",\"" + backwards("kimathi") + "\")",
		base64.StdEncoding.EncodeToString([]byte("a letter to " + secrets[3])), "mailto:" + url.PathEscape(secrets[1]), "öström", "ostrom", `"text":"Wanjir\u00fa"`, "quaggaweg\tA",
	} {
		dir := t.TempDir()
		put(t, dir, "a.txt", s)
		if faults, _ := disclosed(t, dir, append(forms, `wanjir\u00fa`)); len(faults) == 0 {
			t.Errorf("%d: %q is not found", i, s)
		}
	}
}
