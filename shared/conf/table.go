package conf

import (
	"fmt"
	"strings"
)

// Table is the reference of the settings, in Markdown: a README holds it, and a test compares.
func Table(fs []*Field) string {
	var b strings.Builder
	b.WriteString("| flag | environment | file | default | |\n|---|---|---|---|---|\n")
	for _, f := range fs {
		flag, env, value := "`--"+f.Name+"`", "`"+f.Env+"`", ""
		if f.Secret {
			env = env + " or `" + f.Env + "_FILE`"
		}
		if !f.Flag {
			flag = "none: a secret"
		}
		if f.Default != "" {
			value = "`" + f.Default + "`"
		}
		fmt.Fprintf(&b, "| %s | %s | `%s` | %s | %s |\n", flag, env, f.Key, value, strings.ReplaceAll(f.Help, "|", `\|`))
	}
	return b.String()
}
