package message

import "passerelle/internal/diag"

// The rules of the files, beyond those of syntax. All of them stop publication
// but ruleCountLeftOut.
var (
	ruleStray      = &diag.Rule{Code: "message-stray-file", Sentence: "only <language>.toml of the site's languages may lie here"}
	ruleAbsent     = &diag.Rule{Code: "message-no-file", Sentence: "no such file, though the site has the language"}
	ruleUnreadable = &diag.Rule{Code: "message-unreadable", Sentence: "cannot be read: %v"}
	ruleLocale     = &diag.Rule{Code: "message-locale", Sentence: "no plural rules are known for the locale %q"}
	ruleFileName   = &diag.Rule{Code: "message-file-name", Sentence: "Hugo would count by the language %q, after the name of the file, and not as the locale %q counts"}

	ruleCharacter = &diag.Rule{Code: "message-character", Sentence: "the character %U is not allowed"}
	ruleShape     = &diag.Rule{Code: "message-shape", Sentence: "%s; a message is a table [id] of keys with a string each"}
	ruleID        = &diag.Rule{Code: "message-id", Sentence: "%s is not a message id: lower-case letters, digits and underscores, unquoted"}
	ruleReserved  = &diag.Rule{Code: "message-id", Sentence: "go-i18n keeps the id %q for itself"}
	ruleKey       = &diag.Rule{Code: "message-key", Sentence: "unknown key %s"}
	ruleType      = &diag.Rule{Code: "message-type", Sentence: "%s of %s is not a string"}

	ruleEmpty       = &diag.Rule{Code: "message-empty", Sentence: "%s of %s is empty"}
	ruleSpace       = &diag.Rule{Code: "message-space", Sentence: "%s of %s begins or ends with white space"}
	rulePlaceholder = &diag.Rule{Code: "message-placeholder", Sentence: "braces belong to placeholders only, written {{ .Name }}: %q"}

	ruleMissing      = &diag.Rule{Code: "message-missing", Sentence: "%s is missing; it is defined at %s"}
	ruleExtra        = &diag.Rule{Code: "message-extra", Sentence: "%s is not in %s"}
	ruleFormMissing  = &diag.Rule{Code: "message-form-missing", Sentence: "%s lacks %s, which the language %q needs"}
	ruleFormExtra    = &diag.Rule{Code: "message-form-extra", Sentence: "the language %q has no plural form %s"}
	ruleFields       = &diag.Rule{Code: "message-placeholder-parity", Sentence: "%s of %s has the placeholders %s, but %s at %s"}
	ruleCountLeftOut = &diag.Rule{Code: "message-count-left-out", Severity: diag.Warning, Sentence: "%s of %s leaves out {{ .Count }}, but is the form of several numbers: %s"}

	ruleUnknown = &diag.Rule{Code: "message-unknown", Sentence: "no message has the id %q"}
	ruleUnused  = &diag.Rule{Code: "message-unused", Sentence: "%s is used nowhere"}
	ruleDynamic = &diag.Rule{Code: "message-dynamic", Sentence: "%s takes the id of a message as a literal, as in {{ %s \"skip_link\" }}"}
	ruleLayout  = &diag.Rule{Code: "message-template", Sentence: "not a template: %s"}
	ruleFails   = &diag.Rule{Code: "message-fails", Sentence: "%s fails%s: %v"}
)
