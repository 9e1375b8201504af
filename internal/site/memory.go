package site

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"sync"

	"passerelle/internal/page"
)

// Memory keeps what pages were rendered to. A page holds all that it shows, so
// one that has not changed is not rendered again as long as its frame is the
// same. The zero Memory is empty. It serves one goroutine at a time.
type Memory struct {
	frame  digest
	pages  map[string]rendered // by output
	assets map[string][]byte   // what the theme published beside the pages
}

type digest [sha256.Size]byte

// rendered is a page and what it was rendered from.
type rendered struct {
	from digest
	data []byte
}

// Render does what the function Render does, with the pages and assets that it
// remembers. What it hands over must not be changed. After an error it
// remembers what it did before. An asset that no page asks for any more is
// handed over until the frame changes.
func (m *Memory) Render(ctx context.Context, frame *Frame, pages []page.File, write Write) error {
	if err := distinct(pages); err != nil {
		return err
	}
	next := Memory{frame: frame.digest(), pages: make(map[string]rendered, len(pages)), assets: map[string][]byte{}}
	var fresh []page.File
	from := make(map[string]digest, len(pages))
	for _, p := range pages {
		sum := digestOf(p.Path, p.Data)
		if old, ok := m.pages[p.Output]; ok && old.from == sum && m.frame == next.frame {
			next.pages[p.Output] = old
			continue
		}
		from[p.Output] = sum
		fresh = append(fresh, p)
	}
	if m.frame == next.frame {
		maps.Copy(next.assets, m.assets)
	}
	var mu sync.Mutex
	note := func(name string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		if sum, ok := from[name]; ok {
			next.pages[name] = rendered{sum, data}
		} else {
			next.assets[name] = data
		}
		return nil
	}
	if err := Render(ctx, frame, fresh, note); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(next.pages)) {
		if err := write(name, next.pages[name].data); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(next.assets)) {
		if err := write(name, next.assets[name]); err != nil {
			return err
		}
	}
	*m = next
	return nil
}

// digest tells frames apart by their files.
func (f *Frame) digest() digest {
	sum := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(f.Files)) {
		one := digestOf(name, f.Files[name])
		sum.Write(one[:])
	}
	return digest(sum.Sum(nil))
}

// digestOf tells files apart by name and content.
func digestOf(name string, data []byte) digest {
	sum := sha256.New()
	binary.Write(sum, binary.BigEndian, uint64(len(name))) // a hash does not fail
	sum.Write([]byte(name))
	sum.Write(data)
	return digest(sum.Sum(nil))
}

// distinct refuses two pages with one address: Hugo would let one overwrite the
// other.
func distinct(pages []page.File) error {
	outputs := make(map[string]bool, len(pages))
	for _, p := range pages {
		if outputs[p.Output] {
			return fmt.Errorf("two pages have the address %s", p.Output)
		}
		outputs[p.Output] = true
	}
	return nil
}
