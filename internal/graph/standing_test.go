package graph

import (
	"testing"

	"passerelle/internal/record"
)

// TestStandingOf reads reported states at later dates: what has passed since
// is never taken as done.
func TestStandingOf(t *testing.T) {
	names := map[Standing]string{AsReported: "as reported", DatePassed: "date passed", TermPassed: "term passed"}
	agreement := func(status, period string) record.Record {
		return &record.Agreement{Status: status, Period: date(t, period)}
	}
	activity := func(status, on string) record.Record { return &record.Activity{Status: status, Date: date(t, on)} }
	event := func(status, on string) record.Record { return &record.Event{Status: status, Date: date(t, on)} }
	for _, tt := range []struct {
		name string
		of   record.Record
		asOf string
		want Standing
	}{
		{"planned, still to come", activity("planned", "2014-08"), "2014-07", AsReported},
		{"planned for this month", activity("planned", "2014-08"), "2014-08", AsReported},
		{"planned, date passed", activity("planned", "2014-08"), "2014-09", DatePassed},
		{"planned for a day that has passed", activity("planned", "2014-08-04"), "2014-08-05", DatePassed},
		{"planned for days that are not over", activity("planned", "2014-08-04/2014-08-06"), "2014-08-05", AsReported},
		{"planned for a year that is not over", activity("planned", "2014"), "2014-12", AsReported},
		{"planned for a day of no year", activity("planned", "XXXX-01-29"), "2020", AsReported},
		{"planned for no date", activity("planned", ""), "2020", AsReported},
		{"completed long ago", activity("completed", "2012"), "2020", AsReported},
		{"ongoing then", activity("ongoing", "2012"), "2020", AsReported},
		{"event to come", event("planned", "2014-11"), "2014-07", AsReported},
		{"event passed", event("planned", "2014-11"), "2015", DatePassed},
		{"event held", event("held", "2013"), "2015", AsReported},
		{"agreement in its term", agreement("in-force", "2012/2014"), "2014-07", AsReported},
		{"agreement on its last day", agreement("in-force", "2012/2014"), "2014-12-31", AsReported},
		{"agreement after its term", agreement("in-force", "2012/2014"), "2015-01", TermPassed},
		{"planned agreement after its term", agreement("planned", "2015/2017"), "2018", TermPassed},
		{"agreement of unknown state after its term", agreement("unknown", "2012/2014"), "2015", TermPassed},
		{"ended stays ended", agreement("ended", "2009/2011"), "2015", AsReported},
		{"term not stated is never over", agreement("in-force", ""), "2030", AsReported},
		{"a partner has no term", &record.Partner{Relationship: "formal"}, "2030", AsReported},
	} {
		m := &Model{AsOf: date(t, tt.asOf)}
		if got := m.StandingOf(tt.of); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, names[got], names[tt.want])
		}
	}
}

// TestDate: an agreement stands in time by its signature, else its
// beginning, else its period.
func TestDate(t *testing.T) {
	signed, began, period := date(t, "2013-02"), date(t, "2012"), date(t, "2011/2014")
	for _, tt := range []struct {
		name string
		of   record.Record
		want string
	}{
		{"signed", &record.Agreement{Signed: signed, Began: began, Period: period}, "2013-02"},
		{"begun", &record.Agreement{Began: began, Period: period}, "2012"},
		{"for a period", &record.Agreement{Period: period}, "2011/2014"},
		{"no date", &record.Agreement{}, ""},
		{"activity", &record.Activity{Date: signed}, "2013-02"},
		{"event", &record.Event{Date: began}, "2012"},
		{"theme", &record.Theme{}, ""},
	} {
		if got := (&Entry{Record: tt.of}).Date().String(); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
