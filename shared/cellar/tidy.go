package cellar

import "encoding/binary"

// Tidy moves pieces out of a segment of which more than half was dropped, until it has looked at
// some bytes, so that its room can be used again. Each piece that it moves it tells the owner of, with
// the new place; the old one is void. Where too little was dropped it does nothing.
func (c *Cellar) Tidy(most int, moved func(owner uint32, to Place)) error {
	for most > 0 {
		if c.tidying < 0 {
			if c.tidying, c.tidied = c.sparse(), 0; c.tidying < 0 {
				return nil
			}
		}
		n, err := c.tidyOne(moved)
		if err != nil {
			return err
		}
		most -= n
	}
	return nil
}

// tidyOne looks at the next piece of the segment that is emptied, and returns its bytes.
func (c *Cellar) tidyOne(moved func(owner uint32, to Place)) (int, error) {
	s := &c.segments[c.tidying]
	if c.tidied == s.used {
		c.lost -= s.lost
		s.used, s.lost = 0, 0
		c.free, c.tidying = append(c.free, c.tidying), -1
		return head, nil
	}
	at := c.tidied
	size := binary.LittleEndian.Uint32(s.mem[at:])
	owner := binary.LittleEndian.Uint32(s.mem[at+4:])
	whole := head + int(size&^dead)
	if size&dead == 0 {
		from := Place(uint64(c.tidying+1)<<32 | uint64(at))
		to, err := c.Put(owner, c.Get(from))
		if err != nil {
			return 0, err
		}
		c.Drop(from)
		moved(owner, to)
	}
	clear(c.segments[c.tidying].mem[at : at+head])
	c.tidied += whole
	return whole, nil
}

// sparse returns the segment, of those that are full, that most was dropped of, -1 where that
// is half or less of each. What all pieces take is then at most twice what they need, and a little.
func (c *Cellar) sparse() int {
	best, most := -1, 0
	for n := range c.segments {
		if s := &c.segments[n]; n != c.current && s.lost > s.used/2 && s.lost > most {
			best, most = n, s.lost
		}
	}
	return best
}
