package page

import (
	"passerelle/internal/diag"
	"passerelle/internal/message"
	"passerelle/internal/record"
)

// RoleMessage is the id of the message for the role of a party or actor.
func RoleMessage(role string) string { return EnumMessage("bodies", "role", role) }

// words are the messages that pages ask for by name.
var words = []string{
	"home", "partners", "regions", "resolutions", "agreements", "activities", "entry_points", "instruments", "taxa",
	"themes", "countries", "sources", "events", "documents", "organisations",
	"partners_intro", "regions_intro", "resolutions_intro", "agreements_intro", "activities_intro", "entry_points_intro",
	"instruments_intro", "taxa_intro", "themes_intro", "countries_intro", "sources_intro",
	"n_partners", "n_regions", "n_resolutions", "n_agreements", "n_activities", "n_entry_points", "n_instruments",
	"n_taxa", "n_themes", "n_countries", "n_sources",
	"agreement", "theme", "country", "parties", "date", "status", "paragraphs", "who", "place", "formality", "signed",
	"began", "period", "renews", "renewed_by", "replaces", "replaced_by", "under_agreement", "part_of", "parts",
	"members", "member_of", "website", "scientific_name", "rank", "country_code", "adopted_by", "meeting",
	"provisions", "provision", "languages", "source_document", "state_of", "source_intro",
	"offers", "seeks", "steps", "requirements", "contributions", "benefits", "for_whom", "offered_by", "contact", "in_its_place",
	"not_stated", "not_published", "none_stated", "identifiers", "not_known_from_source", "no_agreement", "no_activity", "no_tie", "no_partner", "no_record_yet",
	"date_not_stated", "date_passed", "term_passed", "as_reported", "fallback_notice",
	"tie_explicit", "tie_implied", "tie_through", "norms_resolutions", "norms_others",
	"resolution_name", "resolution_number", "describe", "not_found", "not_found_text",
	"anchor_summary", "anchor_action", "anchor_footnote", "anchor_paragraph",
	"date_day", "date_day_no_year", "date_month", "date_month_no_year", "date_days", "date_years", "date_period", "day_first",
	"month_1", "month_2", "month_3", "month_4", "month_5", "month_6",
	"month_7", "month_8", "month_9", "month_10", "month_11", "month_12",
	"undated", "n_ties", "n_explicit", "n_implied", "further", "official_text", "no_address", "implied_heading", "implied_text", "label_count", "open_door", "region", "animals", "what", "kind", "label_value", "label_colon", "not_from_report",
	"map_title", "map_desc", "locator_title", "locator_desc", "chart_title", "chart_desc", "timeline_title", "timeline_desc",
	"cite_title", "cite_edition", "cite_source", "report_subject", "report_page", "report_wrong", "report_says",
	"last_checked", "published", "checked_on", "published_on",
	"open", "open_intro", "open_of", "open_none", "open_planned", "open_renewal", "open_agreement_status", "open_agreement_date",
	"open_agreement_period", "open_activity_status", "open_activity_date", "open_contact", "open_entry_status",
	"open_partner_agreement", "open_partner_region", "open_norm_status", "open_website", "open_checked", "open_translated",
	"search", "search_intro", "n_results", "search_for", "search_none", "search_capped", "search_corrected", "search_unfound", "names", "names_intro", "part_of_parts", "portal_foot",
	"relationship", "shown_of", "filtered_intro", "filter_more", "filter_without",
	"finder_audience", "finder_animals", "finder_themes", "finder_regions", "finder_contributions", "finder_benefits",
	"way_in_call", "finder_matching", "finder_unlimited", "finder_yes", "finder_any", "finder_not", "finder_near", "finder_none",
	"coverage", "coverage_intro", "coverage_animals", "coverage_animals_intro", "coverage_resolutions", "coverage_resolutions_intro",
	"coverage_themes", "coverage_themes_intro", "coverage_sum", "coverage_none", "coverage_silent", "empty_rows", "empty_columns", "coverage_door", "by_what", "n_records", "partner",
	"language_ar", "language_en", "language_es", "language_fr", "language_ru", "language_zh",
}

// enumerated are the fields whose words pages show, in the order of the
// schema.
var enumerated = []struct{ collection, key string }{
	{"partners", "kind"}, {"partners", "relationship"},
	{"agreements", "kind"}, {"agreements", "formality"}, {"agreements", "status"},
	{"activities", "kind"}, {"activities", "status"},
	{"events", "kind"}, {"events", "status"},
	{"entry-points", "kind"}, {"entry-points", "audience"}, {"entry-points", "status"},
	{"entry-points", "contributions"}, {"entry-points", "benefits"},
	{"resolutions", "kind"}, {"resolutions", "status"},
	{"instruments", "kind"}, {"regions", "kind"}, {"taxa", "group"}, {"taxa", "rank"},
}

// enumOrder is the messages of all enumerated words, in the schema's order.
var enumOrder = func() []string {
	var ids []string
	seen := map[string]bool{}
	add := func(prefix, key string, values []string) {
		for _, v := range values {
			if id := EnumMessage(prefix, key, v); !seen[id] {
				seen[id] = true
				ids = append(ids, id)
			}
		}
	}
	for _, e := range enumerated {
		for _, f := range fieldsOf(e.collection) {
			if f.Key == e.key {
				add(e.collection, e.key, f.Enum)
			}
		}
	}
	for _, table := range []record.Field{tableField("agreements", "parties"), tableField("activities", "actors")} {
		for _, f := range record.Fields(record.Table(table.Type)) {
			if f.Key == "role" {
				add("bodies", "role", f.Enum)
			}
		}
	}
	for _, f := range record.Fields(record.Table(tableField("resolutions", "provisions").Type)) {
		if f.Key == "kind" {
			add("provisions", "kind", f.Enum)
		}
	}
	return ids
}()

// plural ends the ids of messages that head a group of things of one kind.
const plural = "_plural"

// grouped are the fields by which indexes group their records.
var grouped = []struct{ collection, key string }{
	{"partners", "kind"}, {"regions", "kind"}, {"instruments", "kind"}, {"agreements", "status"}, {"entry-points", "status"},
	{"activities", "kind"},
}

// groupOrder is the messages that head groups, in the schema's order.
var groupOrder = func() []string {
	var ids []string
	for _, g := range grouped {
		for _, f := range fieldsOf(g.collection) {
			if f.Key == g.key {
				for _, v := range f.Enum {
					ids = append(ids, EnumMessage(g.collection, g.key, v)+plural)
				}
			}
		}
	}
	return append(ids, enumOrder...)
}()

func fieldsOf(collection string) []record.Field {
	c, _ := record.ByName(collection)
	return record.Fields(c.Type)
}

func tableField(collection, key string) record.Field {
	for _, f := range fieldsOf(collection) {
		if f.Key == key {
			return f
		}
	}
	return record.Field{}
}

// Uses lists every message that pages may ask for, so that one which is
// missing is found before it is needed.
func Uses() []message.Use {
	var uses []message.Use
	for _, id := range append(append([]string(nil), words...), groupOrder...) {
		uses = append(uses, message.Use{ID: id, Pos: diag.Position{File: "internal/page/messages.go"}})
	}
	return uses
}
