// Command bundle prints the contract of all services as one OpenAPI document: the portal's types
// are made from it.
package main

import (
	"fmt"
	"os"

	"github.com/entente-hub/entente/api"
)

func main() {
	b, err := api.OpenAPI()
	if err == nil {
		_, err = os.Stdout.Write(b)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bundle:", err)
		os.Exit(1)
	}
}
