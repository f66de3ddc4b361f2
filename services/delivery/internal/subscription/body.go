package subscription

import (
	"cmp"
	"strconv"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
)

// Told is an event as one endpoint is told of it.
type Told struct {
	Name  string // its webhook-id
	Event *catalog.Event
}

// Body is what one post carries, and its media type: one event in the subscription's format or,
// where it takes batches, an array of one or more. In an array each event has its id, which a
// single one has in the header webhook-id.
func (s *Subscription) Body(told ...Told) (media string, body []byte) {
	batch := s.Batch.MaxEvents > 1
	media = "application/json"
	if s.Format == CloudEvents {
		media = "application/cloudevents+json; charset=utf-8"
		if batch {
			media = "application/cloudevents-batch+json; charset=utf-8"
		}
	}
	size := 2
	for _, t := range told {
		size += 512 + t.Event.Item.Len()
	}
	b := make([]byte, 0, size)
	if !batch {
		return media, s.appendEvent(b, told[0], false)
	}
	b = append(b, '[')
	for n, t := range told {
		if n > 0 {
			b = append(b, ',')
		}
		b = s.appendEvent(b, t, true)
	}
	return media, append(b, ']')
}

func (s *Subscription) appendEvent(b []byte, t Told, named bool) []byte {
	if s.Format == CloudEvents {
		return s.appendCloudEvent(b, t)
	}
	b = append(b, '{')
	if named {
		b = append(strconv.AppendQuote(append(b, `"id":`...), t.Name), ',')
	}
	b = strconv.AppendQuote(append(b, `"type":`...), t.Event.Type)
	b = t.Event.At.UTC().AppendFormat(append(b, `,"timestamp":"`...), time.RFC3339Nano)
	b = append(b, `","data":`...)
	if s.Format == Thin && t.Event.Item.Subscription == "" { // of an alarm there is nothing to fetch
		return append(appendThin(b, &t.Event.Item), '}')
	}
	return append(t.Event.Item.AppendJSON(b), '}')
}

// appendCloudEvent appends an event in the structured form of CloudEvents 1.0 (JSON format,
// section 3).
func (s *Subscription) appendCloudEvent(b []byte, t Told) []byte {
	b = strconv.AppendQuote(append(b, `{"specversion":"1.0","id":`...), t.Name)
	b = strconv.AppendQuote(append(b, `,"source":`...), "/v1/subscriptions/"+string(s.ID))
	b = strconv.AppendQuote(append(b, `,"type":`...), t.Event.Type)
	b = strconv.AppendQuote(append(b, `,"subject":`...), cmp.Or(string(t.Event.Item.ID), string(t.Event.Item.Subscription)))
	b = t.Event.At.UTC().AppendFormat(append(b, `,"time":"`...), time.RFC3339Nano)
	b = append(b, `","datacontenttype":"application/json","data":`...)
	return append(t.Event.Item.AppendJSON(b), '}')
}

func appendThin(b []byte, i *catalog.Item) []byte {
	if name := cmp.Or(string(i.Sighting), string(i.Notice)); name != "" {
		b = strconv.AppendQuote(append(b, `{"id":`...), name)
		b = strconv.AppendQuote(append(b, `,"indicator":`...), string(i.ID))
		return append(b, '}')
	}
	return append(strconv.AppendQuote(append(b, `{"id":`...), string(i.ID)), '}')
}
