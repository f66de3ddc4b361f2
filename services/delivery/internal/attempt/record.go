package attempt

import (
	"encoding/json"
	"time"

	"github.com/entente-hub/entente/shared/catalog"
	"github.com/entente-hub/entente/shared/id"
)

// record is some attempts as they are kept. Requests and answers, which are most often the same, are
// kept once, and named by their number.
type record struct {
	Requests []Request  `json:"q,omitempty"`
	Answers  []Answer   `json:"n,omitempty"`
	Attempts []rowOfLog `json:"a"`
}

// rowOfLog is an attempt in it. Hubs before records wrote arrays of these, without the last fields.
type rowOfLog struct {
	Webhook string        `json:"w"`
	Event   string        `json:"e"`
	State   State         `json:"s"`
	Number  int           `json:"n"`
	At      time.Time     `json:"t"`
	Took    time.Duration `json:"d"`
	Status  int           `json:"c,omitzero"`
	Failure string        `json:"f,omitempty"`
	Next    time.Time     `json:"x,omitzero"`

	Told    []toldRow `json:"o,omitempty"`
	Request int       `json:"rq,omitzero"` // from 1; 0: none
	Answer  int       `json:"an,omitzero"`
}

type toldRow struct {
	Mark      catalog.Mark `json:"m"`
	Event     string       `json:"e,omitempty"` // "": the attempt's
	Indicator id.Indicator `json:"i,omitempty"`
	Sighting  id.Sighting  `json:"s,omitempty"`
	Webhook   string       `json:"w,omitempty"`
}

// encode makes a record of the first of some attempts, and says of how many.
func encode(all []*Attempt) (body []byte, n int, err error) {
	var r record
	requests, answers := map[Request]int{}, map[Answer]int{}
	size := 0
	for _, a := range all {
		if n == together || n > 0 && size > togetherBytes {
			break
		}
		row := rowOfLog{
			Webhook: a.Webhook, Event: a.Event, State: a.State, Number: a.Number, At: a.At, Took: a.Took, Status: a.Status, Failure: a.Failure, Next: a.Next,
		}
		for _, t := range a.Told {
			told := toldRow(t)
			if t.Event == a.Event {
				told.Event = ""
			}
			row.Told = append(row.Told, told)
		}
		if a.Request != (Request{}) {
			if row.Request = requests[a.Request]; row.Request == 0 {
				r.Requests = append(r.Requests, a.Request)
				row.Request = len(r.Requests)
				requests[a.Request] = row.Request
				size += len(a.Request.URL) + len(a.Request.Headers)
			}
		}
		if a.Answer != (Answer{}) {
			if row.Answer = answers[a.Answer]; row.Answer == 0 {
				r.Answers = append(r.Answers, a.Answer)
				row.Answer = len(r.Answers)
				answers[a.Answer] = row.Answer
				size += len(a.Answer.Headers) + len(a.Answer.Body)
			}
		}
		size += 200 + 100*len(a.Told)
		r.Attempts = append(r.Attempts, row)
		n++
	}
	body, err = json.Marshal(r)
	return body, n, err
}

func decode(body []byte) ([]Attempt, error) {
	var r record
	var err error
	if len(body) > 0 && body[0] == '[' {
		err = json.Unmarshal(body, &r.Attempts)
	} else {
		err = json.Unmarshal(body, &r)
	}
	if err != nil {
		return nil, err
	}
	out := make([]Attempt, len(r.Attempts))
	for n, row := range r.Attempts {
		a := Attempt{
			Webhook: row.Webhook, Event: row.Event, State: row.State, Number: row.Number, At: row.At, Took: row.Took, Status: row.Status,
			Failure: row.Failure, Next: row.Next,
		}
		for _, t := range row.Told {
			told := Told(t)
			if told.Event == "" {
				told.Event = a.Event
			}
			a.Told = append(a.Told, told)
		}
		if row.Request > 0 && row.Request <= len(r.Requests) {
			a.Request = r.Requests[row.Request-1]
		}
		if row.Answer > 0 && row.Answer <= len(r.Answers) {
			a.Answer = r.Answers[row.Answer-1]
		}
		out[n] = a
	}
	return out, nil
}
