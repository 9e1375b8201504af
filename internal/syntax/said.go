package syntax

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"passerelle/internal/diag"
)

// sayings are what go-toml says of a text that is not TOML, as patterns, and
// how we say it: to people who do not program, in every language of findings.
// A part in brackets is the argument: a character as %#U prints it, or a name.
var sayings = []struct {
	pattern *regexp.Regexp
	phrase  diag.Phrase
}{
	{pattern(`.*control characters.*|carriage returns .*|invalid UTF-8 character in .*|expected newline but got U\+000D`), diag.Say("there is a character that cannot be seen and is not allowed")},
	{pattern(`expected newline but got (.+)`), diag.Say("%s stands where the line should end")},
	{pattern(`unexpected character U\+000[AD] at start of value|expected value, not end of input`), diag.Say("there is no value after the =")},
	{pattern(`unexpected character (.+) at start of value`), diag.Say("a value cannot begin with %s")},
	{pattern(`expected key but reached end of input|invalid character at start of key: U\+(?:000A|000D|003D).*`), diag.Say("the key is missing")},
	{pattern(`invalid character at start of key: (.+)`), diag.Say("a key cannot begin with %s")},
	{pattern(`expected '=' after key`), diag.Say("no = follows the key; a key has only letters a–z, digits, hyphens and underscores")},

	{pattern(`(?:basic|literal) strings cannot have new lines|unterminated (?:basic|literal) string`), diag.Say("the text has no closing quote on its line")},
	{pattern(`multiline (?:basic|literal) string not terminated by (.+)`), diag.Say("the text of several lines has no closing %s")},
	{pattern(`too many quotes at the end of a multiline (?:basic|literal) string`), diag.Say("there are too many quotes at the end of the text")},
	{pattern(`strings must be quoted`), diag.Say("a text must stand in straight quotes")},
	{pattern(`invalid escape character (.+)`), diag.Say("a backslash (\\) before %s means nothing; to get one, write two")},
	{pattern(`need a character after \\`), diag.Say("nothing follows the backslash")},
	{pattern(`escape sequence is not a valid unicode code point|invalid hexadecimal digit in unicode escape sequence|unicode escape sequence is too short`), diag.Say("what follows \\u, \\U or \\x is not the number of a character; to get a backslash, write two")},

	{pattern(`array is incomplete`), diag.Say("the list has no closing ]")},
	{pattern(`inline table is incomplete`), diag.Say("the table has no closing }")},
	{pattern(`expected ',' or ']' after array value`), diag.Say("a comma or a ] is missing after the item")},
	{pattern(`expected ',' or '}' after inline table key-value`), diag.Say("a comma or a } is missing after the value")},
	{pattern(`unexpected comma in inline table|expected value but got .+`), diag.Say("there is a comma too many")},
	{pattern(`expected ']' to close table name`), diag.Say("the name in brackets has no closing ]")},
	{pattern(`expected ']]' to close array table name`), diag.Say("the name in double brackets has no closing ]]")},

	{pattern(`expected (?:keyword )?"(?:true|false|inf|nan)"`), diag.Say("this is neither a number, nor true or false; a text must stand in straight quotes")},
	{pattern(`decimal point must be followed by a digit|need at least one digit after fraction point|exponent must contain at least one digit|` +
		`integers cannot have leading zeroes|number must have at least one digit between underscores|radix prefix must be followed by at least one digit|` +
		`sign is not allowed on numbers with a radix prefix|expected digit.*|expected number after sign|.+ number is too large to fit in a 64-bit signed integer|` +
		`unable to parse float: .*`), diag.Say("a number cannot be written like this; codes and dates stand in quotes")},
	{pattern(`dates are expected .*|times are expected .*|local datetimes are expected .*|impossible date|hour cannot .*|minutes cannot .*|seconds cannot .*|` +
		`incomplete seconds|invalid date-time timezone|invalid timezone offset .*|extra (?:characters|bytes) at the end of .*|expected a : separator|` +
		`expecting colon between .*|datetime separator .*|date-time is missing timezone`), diag.Say("this is neither a date nor a time; dates stand in quotes here, such as \"2014-07\"")},

	{pattern(`key (.*) is already defined`), diag.Say("the key %q stands twice")},
	{pattern(`table .* already exists`), diag.Say("the table stands twice")},
	{pattern(`table (.*) already exists as .*|key (.*) already exists as a value|key (.*) already exists as a .*, but should be an array table|key (.*) should be a table, not a .*`),
		diag.Say("the key %q is already used above in another way")},
}

func pattern(s string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + s + `)$`) }

// said returns our words for what go-toml says, or its own if there are none.
func said(msg string) any {
	for _, s := range sayings {
		m := s.pattern.FindStringSubmatch(msg)
		if m == nil {
			continue
		}
		say := s.phrase
		if len(m) > 1 { // of alternatives one has matched; the name of a key may be empty
			say.Args = []any{character(strings.Join(m[1:], ""))}
		}
		return say
	}
	return msg
}

// character returns a character that is told as %#U prints it as readers know
// it, and anything else as it is.
func character(s string) any {
	code, _, _ := strings.Cut(s, " ")
	hex, ok := strings.CutPrefix(code, "U+")
	n, err := strconv.ParseUint(hex, 16, 32)
	switch r := rune(n); {
	case !ok || err != nil:
		return s
	case r == '\n' || r == '\r':
		return diag.Say("the end of the line")
	case unicode.IsGraphic(r) && r != ' ':
		return strconv.Quote(string(r))
	case r == ' ':
		return diag.Say("a space")
	}
	return code
}
