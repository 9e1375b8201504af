package serve_test

import (
	"net"
	"net/http"
	"strings"
	"testing"
)

func TestAnswers(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one"})
	tag := `<script src="/.passerelle/reload.js" defer data-edition="` + s.edition() + `"></script>`
	const html = "text/html; charset=utf-8"
	tests := []struct {
		path, kind, body, location string
		status                     int
	}{
		{path: "/", status: 200, kind: html, body: "<html><body><p>[one]</p>" + tag + "</body></html>"},
		{path: "/index.html", status: 200, kind: html, body: "<html><body><p>[one]</p>" + tag + "</body></html>"},
		{path: "/fr/", status: 200, kind: html, body: "<p>Accueil, " + s.url + "</p>" + tag + "</BODY >"},
		{path: "/fr", status: 301, location: "/fr/"},
		{path: "/fr?q=a%20b", status: 301, location: "/fr/?q=a%20b"},
		{path: "/es/", status: 404, kind: html, body: "<p>no such page</p>" + tag},
		{path: "/data.json/", status: 404, kind: html, body: "<p>no such page</p>" + tag},
		{path: "/../go.mod", status: 404, kind: html, body: "<p>no such page</p>" + tag},
		{path: "/data.json", status: 200, kind: "application/json", body: "{}"},
		{path: "/sums", status: 200, kind: "text/plain; charset=utf-8", body: "0 data.json"},
	}
	for _, tt := range tests {
		t.Run(tt.path, func(t *testing.T) {
			res, body := s.get(tt.path)
			if res.StatusCode != tt.status || res.Header.Get("Location") != tt.location {
				t.Errorf("%s to %q, want %d to %q", res.Status, res.Header.Get("Location"), tt.status, tt.location)
			}
			if tt.location == "" && (res.Header.Get("Content-Type") != tt.kind || body != tt.body) {
				t.Errorf("%s:\n%s\nwant %s:\n%s", res.Header.Get("Content-Type"), body, tt.kind, tt.body)
			}
			if h := res.Header; h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cache-Control") != "no-cache" {
				t.Errorf("headers %v", h)
			}
		})
	}

	t.Run("revalidation", func(t *testing.T) {
		res, _ := s.get("/")
		known := func(r *http.Request) { r.Header.Set("If-None-Match", res.Header.Get("ETag")) }
		if res, _ := s.get("/", known); res.StatusCode != http.StatusNotModified {
			t.Errorf("unchanged: %s", res.Status)
		}
		s.write("data/a.txt", "two")
		s.shows("[two]")
		if res, _ := s.get("/", known); res.StatusCode != http.StatusOK {
			t.Errorf("changed: %s", res.Status)
		}
	})
	t.Run("methods", func(t *testing.T) {
		for _, path := range []string{"/", "/.passerelle/events"} {
			if res, body := s.get(path, func(r *http.Request) { r.Method = "HEAD" }); res.StatusCode != 200 || body != "" {
				t.Errorf("HEAD %s: %s, %q", path, res.Status, body)
			}
			if res, _ := s.get(path, func(r *http.Request) { r.Method = "POST" }); res.StatusCode != 405 {
				t.Errorf("POST %s: %s", path, res.Status)
			}
		}
	})
	t.Run("script", func(t *testing.T) {
		res, body := s.get("/.passerelle/reload.js")
		if res.Header.Get("Content-Type") != "text/javascript; charset=utf-8" || !strings.Contains(body, "EventSource") {
			t.Errorf("%v\n%s", res.Header, body)
		}
	})
}

func TestHostGuard(t *testing.T) {
	s := start(t, map[string]string{"data/a.txt": "one"})
	_, port, _ := net.SplitHostPort(strings.Trim(strings.TrimPrefix(s.url, "http://"), "/"))
	tests := []struct {
		host string
		want int
	}{
		{"127.0.0.1:" + port, 200},
		{"127.1.2.3:" + port, 200},
		{"localhost:" + port, 200},
		{"LOCALHOST:" + port, 200},
		{"[::1]:" + port, 200},
		{"127.0.0.1", 403},
		{"127.0.0.1:1", 403},
		{"evil.example:" + port, 403},
		{"localhost.evil.example:" + port, 403},
		{"192.168.0.1:" + port, 403},
		{"[::1]", 403},
		{"[::2]:" + port, 403},
	}
	for _, tt := range tests {
		for _, path := range []string{"/", "/.passerelle/reload.js"} {
			res, _ := s.get(path, func(r *http.Request) { r.Host = tt.host })
			if res.StatusCode != tt.want {
				t.Errorf("%s for Host %s: %s, want %d", path, tt.host, res.Status, tt.want)
			}
		}
	}
}
