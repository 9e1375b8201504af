package record

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"passerelle/internal/diag"
)

// BadDate is the finding of [Date].
var BadDate = &diag.Rule{Code: "bad-date", Sentence: "%q is not a date: %s"}

var dateForm = &diag.Hint{Sentence: "write \"2013\", \"2013-02\", \"2013-02-13\", a period \"2012/2014\", or \"XXXX-01-29\" where the year is not stated"}

// Date is a date or period at the precision of the source, in EDTF (ISO 8601-2)
// levels 0 and 1: "2013", "2013-02", "2014-04-15/2014-04-16", "XXXX-01-29".
// It has no time of day and no time zone: a day is a day everywhere.
type Date struct {
	From, To Day  // To equals From unless it is a period
	Period   bool // written with a slash
}

// Day is a year, a month of it or a day of that; zero parts are not stated.
type Day struct{ Year, Month, Day int }

var dayPattern = regexp.MustCompile(`^(\d{4}|XXXX)(?:-(\d\d)(?:-(\d\d))?)?$`)

// UnmarshalText reads the forms named at [Date].
func (d *Date) UnmarshalText(b []byte) error {
	s := string(b)
	from, to, period := strings.Cut(s, "/")
	var err error
	var v Date
	if v.From, err = parseDay(from); err == nil {
		v.To = v.From
		if period {
			v.Period = true
			v.To, err = parseDay(to)
			switch {
			case err != nil:
			case (v.From.Year == 0) != (v.To.Year == 0):
				err = diag.Say("the year of one of its ends is not stated")
			case v.To.last().before(v.From.first()):
				err = diag.Say("its end comes before its beginning")
			}
		}
	}
	if err != nil {
		return &Fault{Rule: BadDate, Args: []any{s, err}, Hint: dateForm}
	}
	*d = v
	return nil
}

func parseDay(s string) (Day, error) {
	m := dayPattern.FindStringSubmatch(s)
	if m == nil {
		return Day{}, diag.Say("the form is not one that is known")
	}
	var d Day
	d.Year, _ = strconv.Atoi(m[1]) // XXXX is 0: not stated
	d.Month, _ = strconv.Atoi(m[2])
	d.Day, _ = strconv.Atoi(m[3])
	switch {
	case m[1] == "0000", m[1] == "XXXX" && d.Month == 0:
		return Day{}, diag.Say("there is no such year")
	case m[2] != "" && (d.Month < 1 || d.Month > 12):
		return Day{}, diag.Say("there is no month %s", m[2])
	case m[3] != "" && (d.Day < 1 || d.Day > daysIn(d.Year, d.Month)):
		return Day{}, diag.Say("that month has no day %s", m[3])
	}
	return d, nil
}

// daysIn returns the number of days of a month; a year not stated may be a
// leap year.
func daysIn(year, month int) int {
	if year == 0 {
		year = 2000
	}
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// IsZero reports whether no date is stated.
func (d Date) IsZero() bool { return d == Date{} }

// String returns the date in EDTF.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Period:
		return d.From.String() + "/" + d.To.String()
	}
	return d.From.String()
}

func (d Day) String() string {
	s := "XXXX"
	if d.Year != 0 {
		s = fmt.Sprintf("%04d", d.Year)
	}
	if d.Month != 0 {
		s += fmt.Sprintf("-%02d", d.Month)
	}
	if d.Day != 0 {
		s += fmt.Sprintf("-%02d", d.Day)
	}
	return s
}

// first and last are the first and last day that d may mean.
func (d Day) first() Day { return Day{d.Year, max(d.Month, 1), max(d.Day, 1)} }

func (d Day) last() Day {
	l := Day{d.Year, d.Month, d.Day}
	if l.Month == 0 {
		l.Month = 12
	}
	if l.Day == 0 {
		l.Day = daysIn(l.Year, l.Month)
	}
	return l
}

func (d Day) before(o Day) bool {
	if d.Year == 0 || o.Year == 0 {
		return false // not known
	}
	return d.number() < o.number()
}

func (d Day) number() int { return d.Year*10000 + d.Month*100 + d.Day }

// Before reports whether the whole of d is surely over before o begins.
func (d Date) Before(o Date) bool {
	return !d.IsZero() && !o.IsZero() && d.To.last().before(o.From.first())
}

// SortKey orders dates by their first day, then their last; a date without
// a year, and no date, come last.
func (d Date) SortKey() [2]int {
	if d.From.Year == 0 {
		return [2]int{99999999, d.From.number()}
	}
	return [2]int{d.From.first().number(), d.To.last().number()}
}

// Years returns the stretch of time that d may mean, in years: "2013" is 2013
// to 2014, 1 July 2013 is 2013.496 to 2013.499. It is false of a date without
// a year, which has no place in time.
func (d Date) Years() (from, to float64, ok bool) {
	if d.From.Year == 0 {
		return 0, 0, false
	}
	return d.From.first().years(), d.To.last().years() + 1/daysOf(d.To.Year), true
}

func daysOf(year int) float64 { return float64(337 + daysIn(year, 2)) }

func (d Day) years() float64 {
	day := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).YearDay()
	return float64(d.Year) + float64(day-1)/daysOf(d.Year)
}
