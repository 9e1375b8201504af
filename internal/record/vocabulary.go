package record

import (
	"passerelle/internal/lang"
	"passerelle/internal/syntax"
)

// Resolution is a norm: a resolution, or a plan, target, article or code that
// the source names.
type Resolution struct {
	Head
	Kind        string      `toml:"kind" enum:"resolution,decision,article,plan,target,strategy,code,declaration" req:"true"`
	Number      Number      `toml:"number"`
	Body        ID          `toml:"body" ref:"partners,organisations,instruments" req:"true"`
	Meeting     string      `toml:"meeting"`
	Title       lang.Text   `toml:"title"` // absent if the source does not give it and the number tells
	AlsoKnownAs []string    `toml:"also_known_as"`
	Status      string      `toml:"status" enum:"in-force,superseded,retired,unknown" req:"true"`
	Supersedes  []ID        `toml:"supersedes" ref:"resolutions"`
	Provisions  []Provision `toml:"provisions"`
}

// Provision is a part of a norm that the source refers to by its number.
type Provision struct {
	N     string    `toml:"n" req:"true"`
	Kind  string    `toml:"kind" enum:"activity,objective,paragraph" req:"true"`
	Label lang.Text `toml:"label"`
}

// Region is a part of the world that the source names. Which countries belong
// to it is declared, never derived.
type Region struct {
	Head
	Kind        string     `toml:"kind" enum:"cms-region,subregion,sea,biome,protected-area,global" req:"true"`
	Name        lang.Text  `toml:"name" req:"true"`
	AlsoKnownAs lang.Words `toml:"also_known_as"`
	Parent      ID         `toml:"parent" ref:"regions"`
	Countries   []Country  `toml:"countries"`
	Centre      []float64  `toml:"centre"` // longitude and latitude in degrees, for a mark on a map
}

// Taxon is a group of animals, from a class to a population.
type Taxon struct {
	Head
	ScientificName string     `toml:"scientific_name"`
	Rank           string     `toml:"rank" enum:"class,order,suborder,infraorder,family,genus,species,subspecies,population,informal-group"`
	Group          string     `toml:"group" enum:"birds,bats,terrestrial-mammals,aquatic-mammals,sharks,reptiles,all" req:"true"`
	Name           lang.Text  `toml:"name" req:"true"`
	AlsoKnownAs    lang.Words `toml:"also_known_as"`
	Parent         ID         `toml:"parent" ref:"taxa"`
	Instruments    []ID       `toml:"instruments" ref:"instruments"`
}

// Theme is a subject of work.
type Theme struct {
	Head
	Name        lang.Text  `toml:"name" req:"true"`
	Definition  lang.Text  `toml:"definition"`
	AlsoKnownAs lang.Words `toml:"also_known_as"`
	Parent      ID         `toml:"parent" ref:"themes"`
}

// Document is a document that the source names, or the source itself, whose
// paragraphs are then its anchors.
type Document struct {
	Head
	Symbol    Symbol    `toml:"symbol"` // verbatim
	Title     lang.Text `toml:"title" req:"true"`
	Date      Date      `toml:"date"`
	Meeting   string    `toml:"meeting"`
	Languages []string  `toml:"languages"` // of the document, BCP 47
	Anchors   []Anchor  `toml:"anchors"`
}

// Anchor is a paragraph of a source document, in reading order.
type Anchor struct {
	ID     Mark      `toml:"id" req:"true"`
	Topic  lang.Text `toml:"topic"`   // what it is about, in the portal's own words
	NoFact lang.Text `toml:"no_fact"` // why no record rests on it
}

// CountryNames is an entry of data/countries.toml.
type CountryNames struct {
	Source *syntax.Node `toml:"-"` // places of the keys and values
	Name   lang.Text    `toml:"name" req:"true"`
}
