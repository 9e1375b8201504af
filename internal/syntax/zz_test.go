package syntax
import ("testing";"fmt";"strings";"github.com/pelletier/go-toml/v2"; "time")
func TestZZ(t *testing.T){
 for range 3 {
 var b strings.Builder; for i:=range 25000 {fmt.Fprintf(&b,"[a%d]\n",i)}
 st := time.Now()
 Parse("f", []byte(b.String()), Limits{256<<10, 8, 20000})
 fmt.Println("all", time.Since(st))
 st = time.Now()
 var v map[string]any
 toml.Unmarshal([]byte(b.String()), &v)
 fmt.Println("unmarshal", time.Since(st))
 }
 for range 3 {
 var b strings.Builder; for i:=range 10000 {fmt.Fprintf(&b,"a%d=1\n",i)}
 st := time.Now()
 Parse("f", []byte(b.String()), Limits{256<<10, 8, 20000})
 fmt.Println("all", time.Since(st))
 st = time.Now()
 var v map[string]any
 toml.Unmarshal([]byte(b.String()), &v)
 fmt.Println("unmarshal", time.Since(st))
 }
}
