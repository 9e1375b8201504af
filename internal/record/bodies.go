package record

import "passerelle/internal/lang"

// Partner is a body that the Convention works with and that has a page.
type Partner struct {
	Head
	Kind         string      `toml:"kind" enum:"treaty,igo,un,government,ngo,expert-body,coalition,private,regional-office" req:"true"`
	Name         lang.Text   `toml:"name" req:"true"`
	Acronym      lang.Text   `toml:"acronym"`
	AlsoKnownAs  []string    `toml:"also_known_as"`
	Parent       ID          `toml:"parent" ref:"partners,organisations,instruments"`
	Members      []ID        `toml:"members" ref:"partners,organisations,instruments"`
	Relationship string      `toml:"relationship" enum:"formal,informal,membership,ended" req:"true"`
	AsOf         Date        `toml:"as_of" req:"true"`
	Summary      lang.Text   `toml:"summary" req:"true"`
	Why          lang.Text   `toml:"why"` // why the body matters to migratory species
	Website      URL         `toml:"website"`
	Identifiers  Identifiers `toml:"identifiers"`
	Scope
	Resolutions []Tie `toml:"resolutions"`

	// DocumentedNone names what the source says that there is none of, as
	// distinct from what it does not report.
	DocumentedNone []string `toml:"documented_none" enum:"agreements,activities,regions,taxa"`
}

// Identifiers are a body's names in public registers, set only where verified.
type Identifiers struct {
	ROR      ROR      `toml:"ror"`      // Research Organization Registry, as 0521rv456
	Wikidata Wikidata `toml:"wikidata"` // as Q170481
}

// Organisation is a body that records refer to and that has no page.
type Organisation struct {
	Head
	Kind        string    `toml:"kind" enum:"treaty,igo,un,government,ngo,expert-body,coalition,private,regional-office,treaty-body,programme" req:"true"`
	Name        lang.Text `toml:"name" req:"true"`
	Acronym     lang.Text `toml:"acronym"`
	AlsoKnownAs []string  `toml:"also_known_as"`
	Parent      ID        `toml:"parent" ref:"partners,organisations,instruments"`
	Countries   []Country `toml:"countries"`
}

// Instrument is an agreement, memorandum, plan or initiative of the
// Convention's family. It can act, so it shares the bodies' id space.
type Instrument struct {
	Head
	Kind        string    `toml:"kind" enum:"convention,agreement,memorandum,action-plan,initiative,framework" req:"true"`
	Name        lang.Text `toml:"name" req:"true"`
	Acronym     lang.Text `toml:"acronym"`
	AlsoKnownAs []string  `toml:"also_known_as"`
	Parent      ID        `toml:"parent" ref:"instruments"`
	Taxa        []ID      `toml:"taxa" ref:"taxa"`
	Regions     []ID      `toml:"regions" ref:"regions"`
	Summary     lang.Text `toml:"summary"`
}
