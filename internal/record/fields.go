package record

import (
	"reflect"
	"strings"
)

// Field is a key of a record or of one of its tables, as the tags tell.
type Field struct {
	Key      string
	Index    []int // for reflect.Value.FieldByIndex
	Type     reflect.Type
	Refs     []string // collections
	Enum     []string
	Required bool
}

// Fields returns the keys of a record type or of a table inside one, in the
// order of the struct; embedded structs are flattened.
func Fields(t reflect.Type) []Field {
	if f, ok := fieldsOf[t]; ok {
		return f
	}
	return fields(t)
}

// fieldsOf is filled once: the types are known when the program starts.
var fieldsOf = func() map[reflect.Type][]Field {
	m := map[reflect.Type][]Field{}
	var add func(t reflect.Type)
	add = func(t reflect.Type) {
		m[t] = fields(t)
		for _, f := range m[t] {
			if e := Table(f.Type); e != nil && m[e] == nil {
				add(e)
			}
		}
	}
	for _, c := range Collections {
		add(c.Type)
	}
	return m
}()

func fields(t reflect.Type) []Field {
	var out []Field
	for _, sf := range reflect.VisibleFields(t) {
		key := sf.Tag.Get("toml")
		if sf.Anonymous || key == "-" || key == "" {
			continue
		}
		out = append(out, Field{
			Key: key, Index: sf.Index, Type: sf.Type, Required: sf.Tag.Get("req") == "true",
			Refs: split(sf.Tag.Get("ref")), Enum: split(sf.Tag.Get("enum")),
		})
	}
	return out
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ",")
}

// Table returns the struct type of a field that is a table or a list of
// tables, or nil for any other field.
func Table(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || IsScalar(t) {
		return nil
	}
	return t
}

// IsScalar reports whether a type is written as one value: a plain kind or
// a value type that reads itself from text.
func IsScalar(t reflect.Type) bool {
	if reflect.PointerTo(t).Implements(textUnmarshaler) {
		return true
	}
	switch t.Kind() {
	case reflect.String, reflect.Float64, reflect.Bool, reflect.Int:
		return true
	}
	return false
}

var textUnmarshaler = reflect.TypeFor[interface{ UnmarshalText([]byte) error }]()
