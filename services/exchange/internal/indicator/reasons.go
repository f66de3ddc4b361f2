package indicator

// Other is in every vocabulary of reasons: the words beside it say more.
const Other = "other"

// RevokeCodes are why an indicator is taken back.
func RevokeCodes() Vocabulary {
	return Vocabulary{"false_positive", "duplicate", "resolved", "rights_transferred", "data_error", "legal", Other}
}

// ReviseCodes are why it says something else now.
func ReviseCodes() Vocabulary {
	return Vocabulary{"correction", "new_evidence", "update", "dispute", "legal", Other}
}

// ShareCodes are why more may see it.
func ShareCodes() Vocabulary {
	return Vocabulary{"referral", "investigation", "cross_brand", "request", "declassified", "legal", Other}
}

// RefuseCodes are why a steward does not let out what was held.
func RefuseCodes() Vocabulary {
	return Vocabulary{"competition_law", "personal_data", "trade_secret", "legal", Other}
}

// EraseCodes are why nothing of it may be left.
func EraseCodes() Vocabulary {
	return Vocabulary{"legal_order", "data_subject_request", "retention", "published_in_error", Other}
}

// RestrictCodes are why fewer may.
func RestrictCodes() Vocabulary {
	return Vocabulary{"shared_in_error", "need_to_know", "sensitive", "investigation", "request", "legal", Other}
}
