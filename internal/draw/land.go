package draw

import (
	_ "embed"
	"math"
	"strconv"
	"strings"
	"sync"
)

//go:embed land.txt
var land string

// Land returns the land of the map as the path data of SVG, in whole units,
// to be filled by the even-odd rule.
var Land = sync.OnceValue(func() string {
	var b strings.Builder
	for line := range strings.Lines(land) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		ring(&b, strings.Fields(line))
	}
	return b.String()
})

// ring writes one ring; points that fall on the one before are left out.
func ring(b *strings.Builder, points []string) {
	var lastX, lastY int
	for i, point := range points {
		lon, lat, _ := strings.Cut(point, ",")
		x, y := Project(number(lon), number(lat))
		px, py := int(math.Round(x)), int(math.Round(y))
		switch {
		case i == 0:
			b.WriteString("M" + strconv.Itoa(px) + " " + strconv.Itoa(py) + "l")
		case px == lastX && py == lastY:
			continue
		default:
			b.WriteString(pair(px-lastX, py-lastY))
		}
		lastX, lastY = px, py
	}
	b.WriteString("z")
}

// pair writes a step; a minus sign is a separator of its own.
func pair(dx, dy int) string {
	s := strconv.Itoa(dx)
	if dy >= 0 {
		s += " "
	}
	s += strconv.Itoa(dy)
	if dx >= 0 {
		s = " " + s
	}
	return s
}

func number(s string) float64 {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic("land.txt: " + err.Error()) // the file is part of the program
	}
	return f
}
