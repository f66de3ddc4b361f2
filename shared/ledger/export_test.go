package ledger

import "time"

// SetWithin makes the ledger wait for answers so long.
func (l *Ledger) SetWithin(d time.Duration) { l.within = d }

// SetIdle makes Follow ask after so long a silence whether something was lost.
func (l *Ledger) SetIdle(d time.Duration) { l.idle = d }
