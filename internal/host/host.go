// Package host holds what a web host is told of the site: which policy its
// pages keep, and for how long files stay as they are. It is pure. docs/hosting.md
// says the same to hosts that read other files.
package host

import "strings"

// Policy is the content security policy of every page: what is not of the
// site's own files is refused, and so is whatever stands in the page itself.
// Pages may be shown in frames of other sites: embedding them is a use that the
// portal offers.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'"

// forever is for files whose names change with their content.
const forever = "public, max-age=31536000, immutable"

// Header is a header and its value.
type Header struct{ Name, Value string }

// Headers are those of every file.
func Headers() []Header {
	return []Header{
		{"Content-Security-Policy", Policy},
		{"X-Content-Type-Options", "nosniff"},
		{"Referrer-Policy", "strict-origin-when-cross-origin"},
		{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
	}
}

// Lasting are the folders whose files never change under their names.
func Lasting(languages []string) []string {
	paths := []string{"/css/*", "/img/*", "/js/*"}
	for _, tag := range languages {
		paths = append(paths, "/"+tag+"/search/*.js")
	}
	return paths
}

// File returns the file _headers, which Netlify, Cloudflare Pages and others
// read.
func File(languages []string) []byte {
	var b strings.Builder
	b.WriteString("/*\n")
	for _, h := range Headers() {
		b.WriteString("  " + h.Name + ": " + h.Value + "\n")
	}
	for _, path := range Lasting(languages) {
		b.WriteString(path + "\n  Cache-Control: " + forever + "\n")
	}
	return []byte(b.String())
}
