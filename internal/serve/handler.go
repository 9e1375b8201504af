package serve

import (
	"bytes"
	_ "embed"
	"fmt"
	"html"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"passerelle/internal/host"
)

const (
	scriptPath = "/.passerelle/reload.js"
	eventsPath = "/.passerelle/events"
)

//go:embed reload.js
var reloadScript []byte

// ServeHTTP answers for the site and for the preview's own two addresses.
func (p *preview) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-cache")
	switch {
	case p.port != "" && !isLoopback(r.Host, p.port):
		http.Error(w, "the preview answers only to "+p.url, http.StatusForbidden)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "the preview is read only", http.StatusMethodNotAllowed)
	case r.URL.Path == eventsPath:
		p.events(w, r)
	case r.URL.Path == scriptPath:
		respond(w, http.StatusOK, contentType(scriptPath), reloadScript)
	default:
		p.board.now().page(w, r)
	}
}

// isLoopback reports whether a Host header names this machine and the port.
func isLoopback(header, port string) bool {
	host, named, err := net.SplitHostPort(header)
	if err != nil { // no port
		host, named = strings.Trim(header, "[]"), "80"
	}
	return named == port && (strings.EqualFold(host, "localhost") || net.ParseIP(host).IsLoopback())
}

// page answers a request for the site.
func (s *state) page(w http.ResponseWriter, r *http.Request) {
	if s.edition == "" {
		s.standIn(w)
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	} else if _, ok := s.tree[name+"/index.html"]; ok {
		to := url.URL{Path: r.URL.Path + "/", RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, to.String(), http.StatusMovedPermanently)
		return
	}
	body, ok := s.tree[name]
	if !ok {
		s.missing(w)
		return
	}
	kind := contentType(name)
	if isHTML(kind) {
		body = inject(body, s.edition)
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("ETag", `"`+s.edition+`"`) // one edition, one answer for each address
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(body))
}

// missing answers with the site's own page for what is not there.
func (s *state) missing(w http.ResponseWriter) {
	body, ok := s.tree["404.html"]
	if !ok {
		http.Error(w, "not found, and the site has no 404.html", http.StatusNotFound)
		return
	}
	respond(w, http.StatusNotFound, "text/html; charset=utf-8", inject(body, s.edition))
}

// standInPage takes the lines of the problems. The script finds the panel by
// its id and keeps it up to date.
const standInPage = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>No site yet – Passerelle preview</title>
</head>
<body>
<main>
<h1>No site yet</h1>
<p>The first build has not succeeded. This page gives way to the site once one does.</p>
<div id="passerelle-problems" role="alert"><pre>%s</pre></div>
</main>
</body>
</html>
`

// standIn answers every address before there is a site.
func (s *state) standIn(w http.ResponseWriter) {
	w.Header().Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; connect-src 'self'")
	page := fmt.Sprintf(standInPage, html.EscapeString(strings.Join(s.problems, "\n")))
	respond(w, http.StatusServiceUnavailable, "text/html; charset=utf-8", inject([]byte(page), s.edition))
}

// respond writes a whole answer; a reader that went away is no concern.
func respond(w http.ResponseWriter, status int, kind string, body []byte) {
	w.Header().Set("Content-Type", kind)
	w.WriteHeader(status)
	w.Write(body)
}

// inject returns page with the reload script before the last </body>, or at
// its end. It leaves page as it was.
func inject(page []byte, edition string) []byte {
	tag := fmt.Sprintf(`<script src="%s" defer data-edition="%s"></script>`, scriptPath, edition)
	page = bytes.Replace(page, []byte(html.EscapeString(host.Policy)), []byte(html.EscapeString(host.Policy+"; connect-src 'self'")), 1) // the reload listens
	at := len(page)
	for i := bytes.LastIndexByte(page, '<'); i >= 0; i = bytes.LastIndexByte(page[:i], '<') {
		if end := "</body"; len(page)-i >= len(end) && strings.EqualFold(string(page[i:i+len(end)]), end) {
			at = i
			break
		}
	}
	return bytes.Join([][]byte{page[:at], page[at:]}, []byte(tag))
}

func isHTML(kind string) bool { return strings.HasPrefix(kind, "text/html") }

// contentType returns the type by a file's ending. It does not ask the system,
// whose table differs from one machine to the next.
func contentType(name string) string {
	switch strings.ToLower(path.Ext(name)) {
	case ".html", ".htm":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".json", ".map":
		return "application/json"
	case ".jsonld":
		return "application/ld+json"
	case ".geojson":
		return "application/geo+json"
	case ".webmanifest":
		return "application/manifest+json"
	case ".xml":
		return "application/xml"
	case ".atom":
		return "application/atom+xml"
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".ics":
		return "text/calendar; charset=utf-8"
	case ".txt", ".md", "":
		return "text/plain; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	case ".avif":
		return "image/avif"
	case ".ico":
		return "image/vnd.microsoft.icon"
	case ".woff2":
		return "font/woff2"
	case ".pdf":
		return "application/pdf"
	case ".zip":
		return "application/zip"
	case ".xlsx":
		return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	}
	return "application/octet-stream"
}
