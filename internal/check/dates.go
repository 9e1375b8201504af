package check

import (
	"passerelle/internal/diag"
	"passerelle/internal/record"
)

// The findings about dates and what is said to have happened.
var (
	DoneInFuture = &diag.Rule{Code: "done-in-future", Sentence: "the status is %q, but the date %s comes after %s, when that was reported"}
	AsOfLate     = &diag.Rule{Code: "as-of-after-edition", Sentence: "the state is said to be of %s, after the edition's date %s"}

	plannedThen = &diag.Hint{Sentence: "what was still to come is \"planned\""}
)

// dates refuses what cannot have been known at the date of the report.
func (c *checker) dates() {
	for _, a := range c.set.Activities {
		if a.Status == "completed" && a.AsOf.Before(a.Date) {
			c.list.Add(a.Pos("date"), DoneInFuture, a.Status, a.Date, a.AsOf)
			c.list.Advise(plannedThen)
		}
		c.asOf(&a.Head, a.AsOf)
	}
	for _, a := range c.set.Agreements {
		for _, d := range []struct {
			key  string
			date record.Date
		}{{"signed", a.Signed}, {"began", a.Began}, {"period", a.Period}} {
			if a.Status == "in-force" && a.AsOf.Before(d.date) {
				c.list.Add(a.Pos(d.key), DoneInFuture, a.Status, d.date, a.AsOf)
				c.list.Advise(plannedThen)
			}
		}
		c.asOf(&a.Head, a.AsOf)
	}
	for _, e := range c.set.Events {
		if e.Status == "held" && c.AsOf.Before(e.Date) {
			c.list.Add(e.Pos("date"), DoneInFuture, e.Status, e.Date, c.AsOf)
			c.list.Advise(plannedThen)
		}
	}
	for _, p := range c.set.Partners {
		c.asOf(&p.Head, p.AsOf)
	}
	for _, e := range c.set.EntryPoints {
		c.asOf(&e.Head, e.AsOf)
	}
}

func (c *checker) asOf(h *record.Head, d record.Date) {
	if c.AsOf.Before(d) {
		c.list.Add(h.Pos("as_of"), AsOfLate, d, c.AsOf)
	}
}
