package message

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
)

// Localizer gives the messages in one language. After a failure it gives "",
// and [Localizer.Err] tells of the first one, so that callers check once, at
// the end. It is safe for concurrent use.
type Localizer struct {
	catalogue *Catalogue
	file      *file // nil if the language is unknown

	mu  sync.Mutex
	err error
}

// For returns a new localizer of a language, by its tag.
func (c *Catalogue) For(tag string) *Localizer {
	l := &Localizer{catalogue: c}
	i := slices.IndexFunc(c.files, func(f *file) bool { return f.lang.Tag == tag && f.rules != nil })
	if i < 0 {
		l.err = fmt.Errorf("there are no messages in the language %q", tag)
		return l
	}
	l.file = c.files[i]
	return l
}

// Err returns the first failure: an unknown language or id, a placeholder
// without a value, a value without a placeholder, or a count that is missing
// or not asked for.
func (l *Localizer) Err() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}

// Text returns a message without a count. The arguments are the names of its
// placeholders, each followed by its value, which is shown as by fmt.Sprint.
func (l *Localizer) Text(id string, args ...any) string {
	return l.show(id, false, 0, args)
}

// Count returns a message in the plural form of n; its {{ .Count }} is n as
// [Localizer.Number] writes it.
func (l *Localizer) Count(id string, n int, args ...any) string {
	return l.show(id, true, n, args)
}

// Form is a message in one plural form of its language, its number left open
// as "#", for a script that knows the number only when it runs.
type Form struct {
	Category string `json:"category"` // of CLDR: one, many, other
	Text     string `json:"text"`
}

// Forms returns a message that has a count in each form that whole numbers
// take.
func (l *Localizer) Forms(id string) []Form {
	if l.file == nil {
		return nil
	}
	var out []Form
	for _, form := range l.file.rules.forms() {
		for _, digits := range l.file.rules.integers(form) {
			n, _ := strconv.Atoi(digits)
			out = append(out, Form{form, strings.Replace(l.Count(id, n), l.Number(n), "#", 1)})
			break
		}
	}
	return out
}

// Number returns n with its digits grouped as the language groups them.
func (l *Localizer) Number(n int) string {
	if l.file == nil {
		return ""
	}
	return group(l.file.rules.tag, n)
}

func (l *Localizer) show(id string, counted bool, n int, args []any) string {
	if l.file == nil {
		return ""
	}
	s, err := l.try(id, counted, n, args)
	if err == nil {
		return s
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err == nil {
		l.err = fmt.Errorf("message %q (%s): %w", id, l.file.lang.Tag, err)
	}
	return ""
}

func (l *Localizer) try(id string, counted bool, n int, args []any) (string, error) {
	e := l.catalogue.entries[id]
	switch {
	case e == nil || l.file.messages[id] == nil:
		return "", fmt.Errorf("not defined")
	case e.count && !counted:
		return "", fmt.Errorf("has a count, which is missing")
	case !e.count && counted:
		return "", fmt.Errorf("has no count, but is given one")
	}
	data, err := e.data(args)
	if err != nil {
		return "", err
	}
	if counted {
		data["Count"] = l.Number(n)
	}
	if !e.plural {
		return l.file.rules.render(id, nil, data)
	}
	return l.file.rules.render(id, n, data)
}

// data makes a map of names and values, and holds it against the placeholders.
func (e *entry) data(args []any) (map[string]any, error) {
	data := make(map[string]any, len(e.fields)+1)
	for i := 0; i < len(args); i += 2 {
		name, ok := args[i].(string)
		switch {
		case !ok || i+1 == len(args):
			return nil, fmt.Errorf("arguments are not pairs of a name and a value: %v", args)
		case !slices.Contains(e.fields, name):
			return nil, fmt.Errorf("has no placeholder %q", name)
		case args[i+1] == nil:
			return nil, fmt.Errorf("the value of %q is nil", name)
		}
		data[name] = args[i+1]
	}
	for _, name := range e.fields {
		if _, ok := data[name]; !ok {
			return nil, fmt.Errorf("the value of %q is missing", name)
		}
	}
	return data, nil
}

// strict makes templates fail on a missing value.
var strict = &template.TextParser{Option: "missingkey=error"}

// render runs a message. Count is nil if the message is not plural (go-i18n
// would look for the form of the number), or an int, or a decimal as a string. The text that go-i18n returns beside an error is dropped.
func (p *plurals) render(id string, count any, data map[string]any) (string, error) {
	s, err := p.localizer.Localize(&i18n.LocalizeConfig{
		MessageID: id, PluralCount: count, TemplateData: data, TemplateParser: strict,
	})
	if err != nil {
		return "", err
	}
	return s, nil
}
