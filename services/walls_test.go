package services_test

import (
	"os"
	"testing"

	"github.com/entente-hub/entente/shared/walls"
)

func TestWalls(t *testing.T) {
	found, err := walls.Breaches(os.DirFS("."), "services")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Error(f)
	}
}
