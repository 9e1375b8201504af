// Package draw lays drawings out: places on Earth become points of a map,
// dates become marks on a line of time. It is pure and knows nothing of pages,
// languages or markup: package page turns its numbers into what the theme
// draws.
package draw

import "math"

// The map is 800 units wide, in Šavrič, Patterson and Jenny's Equal Earth
// projection, which shows every area at its true size. Its central meridian
// is where cutting the map on the other side cuts no land, and it leaves out
// the Antarctic, where the portal has nothing.
const (
	MapWidth  = 800
	MapHeight = 350

	centralMeridian = 11.5
	northernmost    = 84.0
)

// The coefficients of the projection (International Journal of Geographical
// Information Science 33(3), 2018).
const a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796

var (
	scale = MapWidth / 2 / xAt(math.Pi, 0)
	top   = yAt(parameter(northernmost))
)

// Project returns the point of the map for a place given in degrees.
func Project(lon, lat float64) (x, y float64) {
	lon = math.Mod(lon-centralMeridian+540, 360) - 180
	t := parameter(lat)
	return MapWidth/2 + scale*xAt(lon*math.Pi/180, t), scale * (top - yAt(t))
}

func parameter(lat float64) float64 { return math.Asin(math.Sqrt(3) / 2 * math.Sin(lat*math.Pi/180)) }

func xAt(lambda, t float64) float64 {
	t2 := t * t
	t6 := t2 * t2 * t2
	return 2 * math.Sqrt(3) * lambda * math.Cos(t) / (3 * (9*a4*t6*t2 + 7*a3*t6 + 3*a2*t2 + a1))
}

func yAt(t float64) float64 {
	t2 := t * t
	t6 := t2 * t2 * t2
	return t * (a4*t6*t2 + a3*t6 + a2*t2 + a1)
}
