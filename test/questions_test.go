package test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// question is an entry of testdata/questions.txt.
type question struct {
	line                              int
	reader, question, start, at, text string
}

// questions reads the list of readers' questions.
func questions(t *testing.T) []question {
	t.Helper()
	const name = "testdata/questions.txt"
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	list, err := parseQuestions(string(text))
	if err != nil {
		t.Fatalf("%s:%v", name, err)
	}
	return list
}

func parseQuestions(text string) ([]question, error) {
	var list []question
	var q question
	fields := map[string]*string{"reader": &q.reader, "question": &q.question, "start": &q.start, "page": &q.at, "text": &q.text}
	n := 0
	for line := range strings.Lines(text + "\n\n") { // so that the last entry ends
		n++
		line = strings.TrimSpace(line)
		switch key, value, ok := strings.Cut(line, ":"); {
		case strings.HasPrefix(line, "#"):
		case line == "" && q == question{}:
		case line == "":
			for key, value := range fields {
				if *value == "" {
					return nil, fmt.Errorf("%d: the entry has no %s", q.line, key)
				}
			}
			list = append(list, q)
			q = question{}
		case !ok || fields[key] == nil:
			return nil, fmt.Errorf("%d: this is none of the five lines of an entry: %s", n, line)
		case *fields[key] != "":
			return nil, fmt.Errorf("%d: the entry has a second %s", n, key)
		default:
			*fields[key] = strings.TrimSpace(value)
			if q.line == 0 {
				q.line = n
			}
		}
	}
	return list, nil
}

// TestQuestions checks the list of questions itself: it is read as it is meant,
// and the readers ask the same number of questions in each language.
func TestQuestions(t *testing.T) {
	count := map[string]map[string]int{}
	for _, q := range questions(t) {
		tag := language(q.start)
		if tag == "" || language(q.at) != tag {
			t.Errorf("testdata/questions.txt:%d: the entry begins at %s and leads to %s", q.line, q.start, q.at)
		}
		if count[q.reader] == nil {
			count[q.reader] = map[string]int{}
		}
		count[q.reader][tag]++
	}
	for _, reader := range []string{"citizen", "ngo", "delegate", "partner"} {
		if count[reader] == nil {
			t.Errorf("no %s asks anything", reader)
		}
	}
	for reader, of := range count {
		if !slices.Contains([]string{"citizen", "ngo", "delegate", "partner", "editor", "webmaster"}, reader) {
			t.Errorf("who is %q?", reader)
		}
		for _, tag := range tags {
			if of[tag] != of[tags[0]] {
				t.Errorf("a %s asks %d questions in %q, and %d in %q", reader, of[tag], tag, of[tags[0]], tags[0])
			}
		}
	}
	const good = "reader: citizen\nquestion: Who: you?\nstart: en/\npage: en/x/\ntext: y"
	if list, err := parseQuestions("# a\n\n" + good + "\n# b\n\n\n" + good); err != nil || len(list) != 2 || list[0].question != "Who: you?" || list[1].line != 11 {
		t.Errorf("%+v, %v", list, err)
	}
	for _, bad := range []string{"reader: citizen", "readers: x", "who are you?", good + "\ntext: z"} {
		if _, err := parseQuestions(bad); err == nil {
			t.Errorf("%q is let pass", bad)
		}
	}
}
