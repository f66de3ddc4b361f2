package delivery_test

import (
	"encoding/json"
	"testing"

	"github.com/entente-hub/entente/shared/hubtest"
)

// TestFormats tells of one publish in every form.
func TestFormats(t *testing.T) {
	h := open(t)
	type event struct {
		SpecVersion, ID, Source, Type, Subject, Time, Timestamp string
		Data                                                    map[string]any
	}
	for name, c := range map[string]struct {
		body, media string
		batch       bool
	}{
		"full":              {`"format":"full"`, "application/json", false},
		"thin":              {`"format":"thin"`, "application/json", false},
		"cloudevents":       {`"format":"cloudevents"`, "application/cloudevents+json; charset=utf-8", false},
		"full batch":        {`"batch":{"max_events":5}`, "application/json", true},
		"thin batch":        {`"format":"thin","batch":{"max_events":5}`, "application/json", true},
		"cloudevents batch": {`"format":"cloudevents","batch":{"max_events":5}`, "application/cloudevents-batch+json; charset=utf-8", true},
	} {
		t.Run(name, func(t *testing.T) {
			s := hubtest.NewSink(t)
			k := h.make("market-b", `{"url":"`+s.URL+`",`+c.body+`}`)
			i, _ := h.publish()
			got := s.Wait(t, 1)[0]
			if media := got.Header.Get("Content-Type"); media != c.media {
				t.Errorf("media type %q", media)
			}
			var e event
			var err error
			if c.batch {
				var all []event
				if err = json.Unmarshal(got.Body, &all); err != nil || len(all) != 1 {
					t.Fatalf("%v: %s", err, got.Body)
				}
				e = all[0]
			} else if err = json.Unmarshal(got.Body, &e); err != nil {
				t.Fatalf("%v: %s", err, got.Body)
			}
			if e.Type != "indicator.published" || e.Data["id"] != string(i.ID) || (e.Data["tlp"] != nil) != (k.Format != "thin") {
				t.Errorf("%s", got.Body)
			}
			if (e.ID == got.Header.Get("Webhook-Id")) != (c.batch || k.Format == "cloudevents") && !c.batch {
				t.Errorf("id %q: %s", e.ID, got.Body)
			}
			if c.batch && e.ID == "" {
				t.Errorf("an event of a batch without its id: %s", got.Body)
			}
			if k.Format == "cloudevents" && (e.SpecVersion != "1.0" || e.Source != k.at || e.Subject != string(i.ID) || e.Time == "") {
				t.Errorf("%s", got.Body)
			}
		})
	}
}
