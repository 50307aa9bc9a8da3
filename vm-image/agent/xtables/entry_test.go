package xtables

import (
	"fmt"
	"strings"
	"testing"

	"patchbay.org/agent/filter"
	"patchbay.org/agent/recorded"
)

// formatted prints a table's chains and rules, one per line.
func formatted(table filter.Table) string {
	var lines strings.Builder
	for _, c := range table.Chains {
		fmt.Fprintln(&lines, strings.TrimSpace(fmt.Sprintf("%s %s %s %d %s", c.Name, c.Type, c.Hook, c.Priority, c.Policy)))
		for _, rule := range c.Rules {
			fmt.Fprintf(&lines, "%s = %v %v\n", rule.Text, rule.Conditions, rule.Action)
		}
	}
	return lines.String()
}

// The recordings are ipt_getinfo and ipt_get_entries of the tables filter and nat.
func TestTablesOfLegacy(t *testing.T) {
	messages := recorded.Messages(t, "legacy")
	read := func(name string, info, entries []byte) string {
		return formatted(versions[0].decode(name, entries[sizeofEntries:], heads(info)))
	}
	for _, table := range []struct{ got, want string }{
		{read("filter", messages[0], messages[1]), `INPUT filter input 0 accept
-A INPUT -p tcp -m tcp --dport 80 -j ACCEPT = [{protocol false tcp} {destination-port false 80}] {ACCEPT }
FORWARD filter forward 0 drop
-A FORWARD -p udp -g X = [{protocol false udp}] {GOTO X}
OUTPUT filter output 0 accept
X   0
-A X -s 10.0.0.0/8 ! -i eth+ -j RETURN = [{source false 10.0.0.0/8} {in true eth+}] {RETURN }
`},
		{read("nat", messages[2], messages[3]), `PREROUTING nat prerouting -100 accept
-A PREROUTING -p tcp -m tcp --dport 81 -m comment --comment "a b" -j DNAT --to-destination 1.2.3.4:5 = [{protocol false tcp} {destination-port false 81} {comment false a b}] {DNAT 1.2.3.4:5}
INPUT nat input 100 accept
OUTPUT nat output -100 accept
POSTROUTING nat postrouting 100 accept
-A POSTROUTING -o eth0 -j MASQUERADE = [{out false eth0}] {MASQUERADE }
`},
	} {
		if table.got != table.want {
			t.Errorf("got\n%swant\n%s", table.got, table.want)
		}
	}
	for i := 0; i < len(messages); i += 2 {
		where := heads(messages[i])
		recorded.Damage(messages[i+1:i+2], func(blob []byte) {
			if len(blob) > sizeofEntries {
				for _, v := range versions {
					v.decode("filter", blob[sizeofEntries:], where)
				}
			}
		})
	}
}

func TestLimitsAndAddressTypes(t *testing.T) {
	rate := make([]byte, 40)
	native.PutUint32(rate, 10000*60/5)
	native.PutUint32(rate[4:], 7)
	if match := (Extension{Name: "limit", Data: rate}).Match(); match.Text != "-m limit --limit 5/min --limit-burst 7" {
		t.Error(match)
	}
	for n := 0; n < 160; n++ {
		for name := range matches {
			for revision := byte(0); revision < 4; revision++ {
				Extension{Name: name, Revision: revision, Data: make([]byte, n)}.Match()
			}
		}
		for name := range targets {
			Extension{Name: name, Data: make([]byte, n)}.Target()
		}
	}
}
