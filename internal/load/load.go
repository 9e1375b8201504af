// Package load reads the records of a portal from its data folder, strictly:
// every problem of every file is found in one run and told with its place.
//
// A file goes through three gates before it is a record. [syntax.Parse]
// refuses what is not TOML or hostile and gives every key and value its place;
// the schema gate compares that tree with the record type (unknown keys, types,
// words, forms of values, languages); only then BurntSushi/toml decodes it.
// What spans records (do references resolve?) is the business of check.
package load

import (
	"cmp"
	"io/fs"
	"path"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"

	"passerelle/internal/diag"
	"passerelle/internal/lang"
	"passerelle/internal/record"
	"passerelle/internal/syntax"
)

// The findings of this stage, beside those of syntax and the value types.
var (
	Unreadable   = &diag.Rule{Code: "unreadable", Sentence: "the file cannot be read: %v"}
	NotAFile     = &diag.Rule{Code: "not-a-file", Sentence: "%q is %s; only ordinary files and folders are read"}
	StrayFile    = &diag.Rule{Code: "stray-file", Sentence: "%q does not belong here"}
	StrayFolder  = &diag.Rule{Code: "unknown-collection", Sentence: "%q is not a collection"}
	TooManyFiles = &diag.Rule{Code: "too-many-files", Sentence: "the folder holds more than %d files"}

	onlyTOML   = &diag.Hint{Sentence: "records are files named <id>.toml, directly in the folder of their collection; move it away"}
	putTheFile = &diag.Hint{Sentence: "put the file itself here"}
)

// CountriesFile is the list of countries, beside the collections.
const CountriesFile = "countries.toml"

// maxFiles bounds a folder: a portal of ten thousand partners has eighty
// thousand activities.
const maxFiles = 200_000

// Data reads all records below dir. The set holds every record that could be
// decoded, also when there are findings, so that later checks can go on.
func Data(fsys fs.FS, dir string, langs lang.Set) (*record.Set, *diag.List) {
	l := &loader{fsys: fsys, langs: langs}
	list := &diag.List{}
	files := l.files(dir, list)
	type result struct {
		rec  record.Record
		list *diag.List
	}
	results := make([]result, len(files))
	var wg sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				results[i].rec, results[i].list = l.record(files[i])
			}
		})
	}
	for i := range files {
		next <- i
	}
	close(next)
	wg.Wait()

	set := &record.Set{}
	for i, r := range results {
		list.Append(r.list)
		if r.rec != nil {
			set.Add(r.rec)
		} else {
			set.Break(files[i].collection.Name, files[i].id())
		}
	}
	set.Countries = l.countries(path.Join(dir, CountriesFile), list)
	return set, list
}

type loader struct {
	fsys  fs.FS
	langs lang.Set
}

type file struct {
	path       string
	collection record.Collection
}

// id returns the id that the file's name gives, well formed or not.
func (f file) id() record.ID { return record.ID(strings.TrimSuffix(path.Base(f.path), ".toml")) }

// files lists the record files, in order, and reports what is not one.
func (l *loader) files(dir string, list *diag.List) []file {
	var files []file
	for _, e := range folder(l.fsys, dir, list) {
		name := path.Join(dir, e.Name())
		switch c, known := record.ByName(e.Name()); {
		case !e.IsDir() && e.Name() == CountriesFile:
		case !e.IsDir():
			list.Add(diag.Position{File: name}, StrayFile, e.Name())
			list.Advise(onlyTOML)
		case !known:
			list.Add(diag.Position{File: name}, StrayFolder, e.Name())
			if near := diag.Nearest(e.Name(), collectionNames()); near != "" {
				list.Advise(diag.DidYouMean, near)
			} else {
				list.Advise(diag.OneOf, strings.Join(collectionNames(), ", "))
			}
		default:
			files = append(files, l.collection(name, c, list)...)
		}
	}
	return files
}

func (l *loader) collection(dir string, c record.Collection, list *diag.List) []file {
	var files []file
	for _, name := range filesIn(l.fsys, dir, ".toml", onlyTOML, list) {
		files = append(files, file{path.Join(dir, name+".toml"), c})
	}
	slices.SortFunc(files, func(a, b file) int { return cmp.Compare(a.id(), b.id()) }) // a before a-1, unlike a-1.toml and a.toml
	return files
}

func collectionNames() []string {
	var names []string
	for _, c := range record.Collections {
		names = append(names, c.Name)
	}
	return names
}

// record reads one file. The record is nil if there is nothing to decode.
func (l *loader) record(f file) (record.Record, *diag.List) {
	root, data, list := Parse(l.fsys, f.path, syntax.RecordLimits)
	if root == nil {
		return nil, list
	}
	var id record.ID
	if err := id.UnmarshalText([]byte(f.id())); err != nil {
		fault(list, diag.Position{File: f.path}, err)
		return nil, list
	}
	s := schema{list: list, langs: l.langs, noun: diag.Say(f.collection.Noun), top: sortedKeys(record.Fields(f.collection.Type))}
	s.table(root, f.collection.Type)
	if list.Failed(false) {
		return nil, list
	}
	v := reflect.New(f.collection.Type)
	if !decode(f.path, data, v.Interface(), list) {
		return nil, list
	}
	rec := v.Interface().(record.Record)
	h := rec.Base()
	h.ID, h.Collection, h.Source = id, f.collection.Name, root
	return rec, list
}

// countries reads the list of countries.
func (l *loader) countries(name string, list *diag.List) map[record.Country]record.CountryNames {
	if info, err := fs.Lstat(l.fsys, name); err == nil && !info.Mode().IsRegular() {
		return nil // files has told
	}
	root, data, found := Parse(l.fsys, name, syntax.Limits{Bytes: 256 << 10, Depth: 4, Nodes: 10_000, Keys: 1000})
	list.Append(found)
	if root == nil {
		return nil
	}
	s := schema{list: &diag.List{}, langs: l.langs, noun: diag.Say("the list of countries")}
	s.only(root, []string{"countries"})
	table := root.Get("countries")
	if table == nil {
		s.list.Add(root.Pos, MissingKey, "countries", s.noun)
	} else if s.is(table, "countries", syntax.Table) {
		for _, code := range table.Keys {
			entry := table.Get(code)
			var c record.Country
			if err := c.UnmarshalText([]byte(code)); err != nil {
				fault(s.list, entry.KeyPos, err)
			} else if s.is(entry, code, syntax.Table) {
				s.inside(diag.Say("a country")).table(entry, reflect.TypeFor[record.CountryNames]())
			}
		}
	}
	list.Append(s.list)
	if s.list.Failed(false) {
		return nil
	}
	var v struct {
		Countries map[string]record.CountryNames `toml:"countries"` // the decoder panics on keys that read themselves
	}
	if !decode(name, data, &v, list) {
		return nil
	}
	names := make(map[record.Country]record.CountryNames, len(v.Countries))
	for code, n := range v.Countries {
		n.Source = table.Get(code)
		names[record.Country(code)] = n
	}
	return names
}

// Parse reads a file of the site through [syntax.Parse], refusing one that is
// too large before reading it. The tree is nil if it cannot be used.
func Parse(fsys fs.FS, name string, limits syntax.Limits) (*syntax.Node, []byte, *diag.List) {
	list := &diag.List{}
	data, ok := read(fsys, name, limits, list)
	if !ok {
		return nil, nil, list
	}
	root, list := syntax.Parse(name, data, limits)
	return root, syntax.TrimBOM(data), list
}

// read returns the bytes of a file, unless it is too large.
func read(fsys fs.FS, name string, limits syntax.Limits, list *diag.List) ([]byte, bool) {
	info, err := fs.Stat(fsys, name)
	if err == nil && info.Size() > int64(limits.Bytes) {
		list.Add(diag.Position{File: name}, syntax.TooLarge, info.Size(), limits.Bytes)
		list.Advise(syntax.SplitFile)
		return nil, false
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		list.Add(diag.Position{File: name}, Unreadable, syntax.Reason(err))
		return nil, false
	}
	return data, true
}

// decode fills v by BurntSushi/toml. What passed the gates decodes; a fault
// here is one that only this decoder sees.
func decode(name string, data []byte, v any, list *diag.List) bool {
	_, err := toml.Decode(string(data), v)
	if err == nil {
		return true
	}
	pos := diag.Position{File: name, Line: 1, Col: 1}
	msg := err.Error()
	if pe, ok := err.(toml.ParseError); ok {
		pos.Line, msg = pe.Position.Line, pe.Message
	}
	list.Add(pos, syntax.NotTOML, msg)
	return false
}

// fault adds what a value type found wrong.
func fault(list *diag.List, pos diag.Position, err error) {
	f, ok := err.(*record.Fault)
	if !ok {
		list.Add(pos, syntax.NotTOML, err)
		return
	}
	list.Add(pos, f.Rule, f.Args...)
	if f.Hint != nil {
		list.Advise(f.Hint, f.HintArgs...)
	}
}

// sortedKeys returns the keys of a set of fields, for hints.
func sortedKeys(fields []record.Field) []string {
	keys := make([]string, len(fields))
	for i, f := range fields {
		keys[i] = f.Key
	}
	slices.Sort(keys)
	return keys
}
