package record

import "passerelle/internal/lang"

// Agreement is what binds partners, formally or not.
type Agreement struct {
	Head
	Kind      string    `toml:"kind" enum:"letter-of-cooperation,memorandum,partnership-agreement,joint-work-plan,arrangement,shared-post,secondment,membership,joint-project,collaboration" req:"true"`
	Formality string    `toml:"formality" enum:"formal,informal" req:"true"`
	Title     lang.Text `toml:"title" req:"true"`
	Parties   []Party   `toml:"parties" req:"true"`
	Signed    Date      `toml:"signed"`
	Began     Date      `toml:"began"` // joined, launched or made formal, where no signature is reported
	Period    Date      `toml:"period"`
	Renews    ID        `toml:"renews" ref:"agreements"`
	Status    string    `toml:"status" enum:"planned,in-force,renewal-considered,ended,unknown" req:"true"`
	AsOf      Date      `toml:"as_of" req:"true"`
	ScopeText lang.Text `toml:"scope" req:"true"` // what the agreement is for
	Scope
	Resolutions []Tie `toml:"resolutions"`
	Documents   []ID  `toml:"documents" ref:"documents"`
}

// Activity is a thing done or planned with partners.
type Activity struct {
	Head
	Kind      string    `toml:"kind" enum:"workshop,meeting,publication,project,campaign,funding,policy,technical-support,training,representation" req:"true"`
	Title     lang.Text `toml:"title" req:"true"`
	Outcome   lang.Text `toml:"outcome" req:"true"`
	Actors    []Actor   `toml:"actors" req:"true"`
	Agreement ID        `toml:"agreement" ref:"agreements"`
	Date      Date      `toml:"date"`
	Place     lang.Text `toml:"place"`
	Scope
	Resolutions []Tie  `toml:"resolutions"`
	Documents   []ID   `toml:"documents" ref:"documents"`
	Events      []ID   `toml:"events" ref:"events"`
	Status      string `toml:"status" enum:"planned,ongoing,completed,unknown" req:"true"`
	AsOf        Date   `toml:"as_of" req:"true"`
}

// Event is a meeting or occasion that activities refer to.
type Event struct {
	Head
	Kind       string    `toml:"kind" enum:"conference,congress,meeting,workshop,side-event,retreat,forum" req:"true"`
	Name       lang.Text `toml:"name" req:"true"`
	Date       Date      `toml:"date"`
	Place      lang.Text `toml:"place"`
	Country    Country   `toml:"country"`
	Status     string    `toml:"status" enum:"planned,held,unknown" req:"true"`
	Organisers []ID      `toml:"organisers" ref:"partners,organisations,instruments"`
}

// EntryPoint is a way in: something that a reader's organisation can join.
type EntryPoint struct {
	Head
	Kind          string    `toml:"kind" enum:"join-activity,funding,work-plan,campaign,expert-group,meeting,code-of-conduct,partner-network,focal-point,portal" req:"true"`
	Title         lang.Text `toml:"title" req:"true"`
	OfferedBy     ID        `toml:"offered_by" ref:"partners,organisations,instruments" req:"true"`
	Audience      []string  `toml:"audience" enum:"ngo,company,researcher,government,donor" req:"true"`
	Seeks         lang.Text `toml:"seeks"`
	Offers        lang.Text `toml:"offers"`
	Contributions []string  `toml:"contributions" enum:"funds,expertise,information,time,awareness,joint-work,commitment,views"`    // what a reader can bring, from seeks
	Benefits      []string  `toml:"benefits" enum:"funding,advice,training,information,contact,network,framework,visibility,voice"` // what a reader gets, from offers
	Steps         lang.Text `toml:"steps"`
	Requirements  lang.Text `toml:"requirements"`
	Status        string    `toml:"status" enum:"open,closed,unknown" req:"true"`
	AsOf          Date      `toml:"as_of" req:"true"`
	ReplacedBy    ID        `toml:"replaced_by" ref:"entry-points"`
	Scope
	Contact Contact `toml:"contact"`
}

// Contact is whom to turn to: a role, never a private person. A restricted
// one is kept in the data and published nowhere.
type Contact struct {
	Role       lang.Text `toml:"role"`
	Channel    string    `toml:"channel" enum:"email,web,post"`
	Value      string    `toml:"value"`
	Visibility string    `toml:"visibility" enum:"public,restricted"`
}
