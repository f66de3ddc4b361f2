package subscription

import (
	"strconv"
	"time"
)

// The limits of how an endpoint can want to be told.
const (
	MaxBatch       = 1000 // events in a post
	MaxWait        = time.Minute
	MaxRate        = 1000 // posts a second
	MaxConcurrency = 32
	MaxRetries     = 20
	MaxRetryWait   = 24 * time.Hour
)

// pace sets what a client said of how its endpoint wants to be told.
func (c *checker) pace(s *Subscription, p Pace) {
	wait := int(s.Batch.MaxWait / time.Millisecond)
	c.within("/batch/max_events", p.MaxEvents, 1, MaxBatch, &s.Batch.MaxEvents)
	c.within("/batch/max_wait_ms", p.MaxWaitMS, 0, int(MaxWait/time.Millisecond), &wait)
	s.Batch.MaxWait = time.Duration(wait) * time.Millisecond
	c.within("/rate_limit", p.Rate, 0, MaxRate, &s.Rate)
	c.within("/concurrency", p.Concurrency, 1, MaxConcurrency, &s.Concurrency)
	if p.RetryS == nil {
		return
	}
	if s.Retry = nil; *p.RetryS == nil {
		return
	}
	if n := len(*p.RetryS); n < 1 || n > MaxRetries {
		c.at("/retry/schedule_s", "must have 1 to "+strconv.Itoa(MaxRetries)+" values")
		return
	}
	for n, seconds := range *p.RetryS {
		var given int
		c.within("/retry/schedule_s/"+strconv.Itoa(n), &seconds, 1, int(MaxRetryWait/time.Second), &given)
		s.Retry = append(s.Retry, time.Duration(given)*time.Second)
	}
}

func (c *checker) within(pointer string, given *int, least, most int, to *int) {
	if given == nil {
		return
	}
	if *given < least || *given > most {
		c.at(pointer, "must be from "+strconv.Itoa(least)+" to "+strconv.Itoa(most))
		return
	}
	*to = *given
}
