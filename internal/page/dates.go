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
func (w *writer) date(d record.Date) *Time {
	if d.IsZero() {
		return nil
	}
	if !d.Period || d.From == d.To {
		t := &Time{Text: w.day(d.From)}
		if d.From.Year != 0 {
			t.Machine = d.From.String()
		}
		return t
	}
	f, t := d.From, d.To
	switch {
	case f.Day != 0 && t.Day != 0 && f.Month == t.Month && f.Year == t.Year:
		return &Time{Text: w.text("date_days", "From", w.dayNumber(f.Day), "To", w.dayNumber(t.Day), "Rest", w.day(record.Day{Year: t.Year, Month: t.Month}))}
	case f.Month == 0 && t.Month == 0:
		return &Time{Text: w.text("date_years", "From", w.day(f), "To", w.day(t))}
	}
	return &Time{Text: w.text("date_period", "From", w.day(f), "To", w.day(t))}
}

func (w *writer) day(d record.Day) string {
	switch {
	case d.Month == 0:
		return strconv.Itoa(d.Year)
	case d.Day == 0 && d.Year == 0:
		return w.text("date_month_no_year", "Month", w.month(d.Month))
	case d.Day == 0:
		return w.text("date_month", "Month", w.month(d.Month), "Year", strconv.Itoa(d.Year))
	case d.Year == 0:
		return w.text("date_day_no_year", "Day", w.dayNumber(d.Day), "Month", w.month(d.Month))
	}
	return w.text("date_day", "Day", w.dayNumber(d.Day), "Month", w.month(d.Month), "Year", strconv.Itoa(d.Year))
}

// dayNumber returns a day of the month; the first has a form of its own
// ("1er mars").
func (w *writer) dayNumber(day int) string {
	if day == 1 {
		return w.text("day_first")
	}
	return strconv.Itoa(day)
}

func (w *writer) month(m int) string { return w.text(fmt.Sprintf("month_%d", m)) }
