package page

import (
	"fmt"
	"strconv"

	"passerelle/internal/record"
)

// Time is a date as the reader's language writes it, and as machines do.
type Time struct {
	Text    string `json:"text"`
	Machine string `json:"machine,omitempty"` // ISO 8601, absent for periods and dates without a year
}

// date returns a date at the precision of the source, or nil if none is
// stated.
func (p *Page) date(d record.Date) *Time {
	if d.IsZero() {
		return nil
	}
	if !d.Period || d.From == d.To {
		t := &Time{Text: p.day(d.From)}
		if d.From.Year != 0 {
			t.Machine = d.From.String()
		}
		return t
	}
	f, t := d.From, d.To
	switch {
	case f.Day != 0 && t.Day != 0 && f.Month == t.Month && f.Year == t.Year:
		return &Time{Text: p.w.msg.Text("date_days", "From", p.dayNumber(f.Day), "To", p.dayNumber(t.Day), "Rest", p.day(record.Day{Year: t.Year, Month: t.Month}))}
	case f.Month == 0 && t.Month == 0:
		return &Time{Text: p.w.msg.Text("date_years", "From", p.day(f), "To", p.day(t))}
	}
	return &Time{Text: p.w.msg.Text("date_period", "From", p.day(f), "To", p.day(t))}
}

func (p *Page) day(d record.Day) string {
	switch {
	case d.Month == 0:
		return strconv.Itoa(d.Year)
	case d.Day == 0 && d.Year == 0:
		return p.w.msg.Text("date_month_no_year", "Month", p.month(d.Month))
	case d.Day == 0:
		return p.w.msg.Text("date_month", "Month", p.month(d.Month), "Year", strconv.Itoa(d.Year))
	case d.Year == 0:
		return p.w.msg.Text("date_day_no_year", "Day", p.dayNumber(d.Day), "Month", p.month(d.Month))
	}
	return p.w.msg.Text("date_day", "Day", p.dayNumber(d.Day), "Month", p.month(d.Month), "Year", strconv.Itoa(d.Year))
}

// dayNumber returns a day of the month; the first has a form of its own
// ("1er mars").
func (p *Page) dayNumber(day int) string {
	if day == 1 {
		return p.w.msg.Text("day_first")
	}
	return strconv.Itoa(day)
}

func (p *Page) month(m int) string { return p.w.msg.Text(fmt.Sprintf("month_%d", m)) }
