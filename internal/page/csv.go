package page

import (
	"bytes"
	"encoding/csv"
	"strings"
)

// csvFile writes a table as RFC 4180 has it, but for the separator, with the
// mark by which spreadsheets know UTF-8. A cell that one could take for a formula is given an
// apostrophe.
func csvFile(table [][]string, separator rune) []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	out := csv.NewWriter(&b)
	out.Comma, out.UseCRLF = separator, true
	for _, row := range table {
		safe := make([]string, len(row))
		for i, s := range row {
			if formula(s) {
				s = "'" + s
			}
			safe[i] = s
		}
		out.Write(safe) // into memory: it cannot fail
	}
	out.Flush()
	return b.Bytes()
}

// formula reports whether a spreadsheet could take a cell for a formula. Some
// leave out the spaces before one, and take full-width signs for ordinary ones.
func formula(s string) bool {
	bare := strings.TrimSpace(s)
	return s != "" && strings.ContainsRune("\t\r\n", rune(s[0])) || bare != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(bare)[0])
}
