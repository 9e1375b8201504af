package record

import (
	"cmp"
	"math"
	"slices"
	"testing"
	"time"
)

func date(t testing.TB, s string) Date {
	t.Helper()
	var d Date
	if s != "" {
		if err := d.UnmarshalText([]byte(s)); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func TestDate(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       Date
	}{
		{"year", "2013", Date{From: Day{2013, 0, 0}, To: Day{2013, 0, 0}}},
		{"month", "2013-02", Date{From: Day{2013, 2, 0}, To: Day{2013, 2, 0}}},
		{"day", "2014-04-15", Date{From: Day{2014, 4, 15}, To: Day{2014, 4, 15}}},
		{"period of days", "2014-04-15/2014-04-16", Date{Day{2014, 4, 15}, Day{2014, 4, 16}, true}},
		{"period of months", "2012-11/2013-02", Date{Day{2012, 11, 0}, Day{2013, 2, 0}, true}},
		{"period of years", "2012/2014", Date{Day{2012, 0, 0}, Day{2014, 0, 0}, true}},
		{"period of mixed precision", "2012/2014-06-30", Date{Day{2012, 0, 0}, Day{2014, 6, 30}, true}},
		{"period inside a month of unknown end", "2014-04-15/2014-04", Date{Day{2014, 4, 15}, Day{2014, 4, 0}, true}},
		{"period of one day", "2014-04-15/2014-04-15", Date{Day{2014, 4, 15}, Day{2014, 4, 15}, true}},
		{"day of a year not stated", "XXXX-01-29", Date{From: Day{0, 1, 29}, To: Day{0, 1, 29}}},
		{"month of a year not stated", "XXXX-01", Date{From: Day{0, 1, 0}, To: Day{0, 1, 0}}},
		{"period of a year not stated", "XXXX-12-30/XXXX-01-02", Date{Day{0, 12, 30}, Day{0, 1, 2}, true}},
		{"leap day", "2012-02-29", Date{From: Day{2012, 2, 29}, To: Day{2012, 2, 29}}},
		{"leap day of a century", "2000-02-29", Date{From: Day{2000, 2, 29}, To: Day{2000, 2, 29}}},
		{"leap day of a year not stated", "XXXX-02-29", Date{From: Day{0, 2, 29}, To: Day{0, 2, 29}}},
		{"last day of a year", "2013-12-31", Date{From: Day{2013, 12, 31}, To: Day{2013, 12, 31}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := date(t, tt.text)
			if got != tt.want {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
			if got.String() != tt.text {
				t.Errorf("String() = %q, want %q", got.String(), tt.text)
			}
			if got.IsZero() {
				t.Error("is zero")
			}
		})
	}
	if d := (Date{}); !d.IsZero() || d.String() != "" {
		t.Errorf("no date is %q", d)
	}
}

func TestDateRefused(t *testing.T) {
	const form = "the form is not one that is known"
	for _, tt := range []struct{ name, text, reason string }{
		{"nothing", "", form},
		{"words", "January 2013", form},
		{"day first", "15-04-2014", form},
		{"slashes", "15/04/2014", form},
		{"no zeros", "2014-4-15", form},
		{"no hyphens", "20140415", form},
		{"two digits", "13", form},
		{"five digits", "20134", form},
		{"negative year", "-2013", form},
		{"space", "2013 ", form},
		{"line feed", "2013\n", form},
		{"digits of another script", "٢٠١٣", form},
		{"time of day", "2014-04-15T10:00:00Z", form},
		{"approximate", "2013~", form},
		{"uncertain", "2013?", form},
		{"decade", "201X", form},
		{"season in words", "spring 2013", form},
		{"month not stated", "2013-XX", form},
		{"year not stated in small letters", "xxxx-01-29", form},
		{"open end", "2013/..", form},
		{"no end", "2013/", form},
		{"no beginning", "/2013", form},
		{"three parts", "2012/2013/2014", form},
		{"hyphens for a period", "2012-2014", form},
		{"year zero", "0000", "there is no such year"},
		{"nothing stated", "XXXX", "there is no such year"},
		{"month zero", "2013-00", "there is no month 00"},
		{"month thirteen", "2013-13", "there is no month 13"},
		{"season", "2013-21", "there is no month 21"},
		{"day zero", "2013-02-00", "that month has no day 00"},
		{"30 February", "2012-02-30", "that month has no day 30"},
		{"no leap year", "2013-02-29", "that month has no day 29"},
		{"no leap year at a century", "1900-02-29", "that month has no day 29"},
		{"31 June", "2013-06-31", "that month has no day 31"},
		{"31 June of a year not stated", "XXXX-06-31", "that month has no day 31"},
		{"bad end", "2013-01-01/2013-02-30", "that month has no day 30"},
		{"period to a year not stated", "2013/XXXX-01", "the year of one of its ends is not stated"},
		{"period from a year not stated", "XXXX-01-29/2013", "the year of one of its ends is not stated"},
		{"ends before it begins", "2014-04-16/2014-04-15", "its end comes before its beginning"},
		{"ends in a year before it begins", "2014/2012", "its end comes before its beginning"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := Date{From: Day{Year: 1999}}
			wantFault(t, d.UnmarshalText([]byte(tt.text)), BadDate, tt.text, tt.reason)
			if d != (Date{From: Day{Year: 1999}}) {
				t.Errorf("a refused date changed the value to %v", d)
			}
		})
	}
}

// Before is said only of what is sure.
func TestBefore(t *testing.T) {
	for _, tt := range []struct {
		name, a, b string
		want       bool
	}{
		{"years", "2013", "2014", true},
		{"the same year", "2013", "2013", false},
		{"year and a month of it", "2013", "2013-12", false},
		{"month and its year", "2013-01", "2013", false},
		{"months", "2013-05", "2013-06", true},
		{"days", "2013-05-31", "2013-06-01", true},
		{"the same day", "2014-07-01", "2014-07-01", false},
		{"a day of the month", "2014-07-01", "2014-07", false},
		{"the last day of the year", "2013-12-31", "2014", true},
		{"period, by its end", "2012/2014", "2014-12-31", false},
		{"period that is over", "2012/2014", "2015", true},
		{"before a period, by its beginning", "2011", "2012/2014", true},
		{"leap day", "2012-02", "2012-02-29", false},
		{"after", "2014", "2013", false},
		{"year not stated", "XXXX-01-29", "2014", false},
		{"before a year not stated", "2010", "XXXX-01-29", false},
		{"two years not stated", "XXXX-01-29", "XXXX-12-01", false},
		{"no date", "", "2014", false},
		{"before no date", "2014", "", false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := date(t, tt.a).Before(date(t, tt.b)); got != tt.want {
				t.Errorf("%q.Before(%q) = %t", tt.a, tt.b, got)
			}
		})
	}
}

func TestSortKey(t *testing.T) {
	order := []string{
		"2011", "2012-01-01", "2012-01", "2012", "2012/2014", "2012-01-02", "2012-02", "2012-02-29", "2012-03", "2012-12-31", "2013", "2014-04-15/2014-04-16", "2014-04-16",
		"XXXX-01-29", "XXXX-02",
	}
	compare := func(a, b string) int {
		x, y := date(t, a).SortKey(), date(t, b).SortKey()
		return slices.Compare(x[:], y[:])
	}
	for i := range order {
		for j := range order {
			if got, want := compare(order[i], order[j]), cmp.Compare(i, j); got != want {
				t.Errorf("%q to %q: %d, want %d", order[i], order[j], got, want)
			}
		}
	}
	if compare("", "2014-04-16") <= 0 {
		t.Error("no date comes before a date")
	}
}

// For every text: a date is written as it was read, its days exist, and its
// orders agree.
func FuzzDate(f *testing.F) {
	for _, s := range []string{"2013", "2013-02", "2014-04-15/2014-04-16", "2012/2014", "XXXX-01-29", "XXXX-02-29/2013", "2013-02-29", "", "0000", "9999-12-31", "2013/XXXX-01"} {
		f.Add(s, "2014-07")
	}
	f.Fuzz(func(t *testing.T, s, other string) {
		var d, o Date
		if d.UnmarshalText([]byte(s)) != nil {
			if !d.IsZero() {
				t.Errorf("%q is refused, and kept as %v", s, d)
			}
			return
		}
		if d.String() != s {
			t.Errorf("%q is written as %q", s, d)
		}
		for _, day := range []Day{d.From.first(), d.From.last(), d.To.first(), d.To.last()} {
			if day.Year == 0 {
				day.Year = 2000
			}
			at := time.Date(day.Year, time.Month(day.Month), day.Day, 0, 0, 0, 0, time.UTC)
			if at.Year() != day.Year || int(at.Month()) != day.Month || at.Day() != day.Day {
				t.Errorf("%q has the day %v, which does not exist", s, day)
			}
		}
		if d.Before(d) {
			t.Errorf("%q is before itself", s)
		}
		if o.UnmarshalText([]byte(other)) != nil || !d.Before(o) {
			return
		}
		x, y := d.SortKey(), o.SortKey()
		if o.Before(d) || slices.Compare(x[:], y[:]) >= 0 {
			t.Errorf("%q is before %q, but sorted as %v and %v", s, other, x, y)
		}
	})
}

func TestYears(t *testing.T) {
	for _, c := range []struct {
		date     string
		from, to float64
	}{
		{"2013", 2013, 2014},
		{"2012", 2012, 2013},
		{"2013-12", 2013 + 334.0/365, 2014},
		{"2012-02", 2012 + 31.0/366, 2012 + 60.0/366},
		{"2014-04-15/2014-04-16", 2014 + 104.0/365, 2014 + 106.0/365},
		{"2012/2014", 2012, 2015},
	} {
		var d Date
		if err := d.UnmarshalText([]byte(c.date)); err != nil {
			t.Fatal(err)
		}
		from, to, ok := d.Years()
		if !ok || math.Abs(from-c.from) > 1e-9 || math.Abs(to-c.to) > 1e-9 {
			t.Errorf("%s is %v to %v, want %v to %v", c.date, from, to, c.from, c.to)
		}
	}
	if _, _, ok := (Date{From: Day{Month: 1, Day: 29}}).Years(); ok {
		t.Error("a day of no year has a place in time")
	}
}
