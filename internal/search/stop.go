package search

import (
	"slices"
	"strings"
)

// functionWords are the words of a language that tell nothing of what a text
// is about: they are not indexed, and a query does without them.
var functionWords = map[string]string{
	"en": `a about above after against all also am an and any are as at be because been before being below between both
but by can could did do does doing down during each few for from further had has have having he her here hers him his
how i if in into is it its itself just me more most my no nor not now of off on once only or other our ours out over
own same she should so some such than that the their theirs them then there these they this those through to too under
until up us very was we were what when where which while who whom why will with would you your yours`,
	"es": `a al algo algunas algunos ante antes aquel aquella así aún aunque bajo bien cada como con contra cual cuál cuales
cuáles cuando cuándo cuanto cuánto cuya cuyo de del desde después donde dónde dos durante e el él ella ellas ellos en
entre era es esa esas ese eso esos esta está están estar estas este esto estos fue fueron ha hace hacia han hasta hay
la las le les lo los más me mi mientras muy nada ni no nos nosotros o os otra otras otro otros para pero poco por porque
qué que quien quién quienes quiénes se ser si sí sido siendo sin sobre son su sus también tan tanto te tiene tienen
todo todos tras tu tus u un una unas uno unos y ya yo`,
	"fr": `à afin ai aie alors après as au aucun aucune aussi autre autres aux avant avec avez avoir avons ayant car ce ceci cela
celle celles celui ces cet cette ceux chaque chez ci comme comment dans de depuis des dès deux dont du elle elles en
encore entre es est et étaient était été être eu eux fait font fut il ils jusqu je la là le les leur leurs lors lorsqu
lui ma mais me mes moi moins mon même ne ni nos notre nous on ont ou où par parce pas pendant peu peut plus pour
pourquoi puis puisqu qu quand que quel quelle quelles quels qui quoi sa sans se selon sera ses si soit sommes son sont
sous sur ta te tes toi ton tous tout toute toutes très tu un une vers via vos votre vous y`,
}

// stopWords returns the function words of a language, folded and sorted.
func stopWords(tag string) []string {
	var out []string
	for w := range strings.FieldsSeq(functionWords[tag]) {
		out = append(out, Fold(w))
	}
	slices.Sort(out)
	return slices.Compact(out)
}
