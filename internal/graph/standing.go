package graph

import "passerelle/internal/record"

// Standing is how a reported status is to be read at the edition's date.
type Standing int

// The standings. What has passed since the report is never taken as done:
// it is only no longer known.
const (
	AsReported Standing = iota
	DatePassed          // planned for a date that has passed since
	TermPassed          // the stated period has ended since
)

// StandingOf returns the standing of an agreement, activity or event.
func (m *Model) StandingOf(r record.Record) Standing {
	switch r := r.(type) {
	case *record.Agreement:
		if r.Status != "ended" && r.Period.Before(m.AsOf) {
			return TermPassed
		}
	case *record.Activity:
		if r.Status == "planned" && r.Date.Before(m.AsOf) {
			return DatePassed
		}
	case *record.Event:
		if r.Status == "planned" && r.Date.Before(m.AsOf) {
			return DatePassed
		}
	}
	return AsReported
}

// Date returns the date by which an entry takes its place in time.
func (e *Entry) Date() record.Date {
	switch r := e.Record.(type) {
	case *record.Activity:
		return r.Date
	case *record.Event:
		return r.Date
	case *record.Agreement:
		for _, d := range []record.Date{r.Signed, r.Began, r.Period} {
			if !d.IsZero() {
				return d
			}
		}
	}
	return record.Date{}
}
