package lookalike

// The vocabularies of api/exchange, the likelier words more than once.
var (
	infringements = []string{"counterfeit", "counterfeit", "counterfeit", "counterfeit", "trademark", "lookalike", "design", "copyright", "fraud"}
	bases         = []string{"test_purchase", "test_purchase", "expert_examination", "customs_or_court", "marketplace_confirmation", "image_match", "report", "report"}
	attributions  = []string{"named", "named", "named", "named", "named", "named", "pseudonymous", "pseudonymous", "withheld"}
)

// Words to build names and notes of.
var (
	goods    = []string{"handbags", "watches", "footwear", "eyewear", "fragrance", "jewellery", "scarves", "belts", "outerwear", "wallets"}
	channels = []string{"social-ads", "livestream", "hosted-shop", "messaging", "search-ads", "redirects"}
	shops    = []string{"outlet", "store", "shop", "boutique", "luxe", "deals", "vip", "official", "mall", "sale", "direct", "club"}
	desks    = []string{"sales", "orders", "contact", "service", "info", "support"}
	others   = []string{"élégance", "bücher", "奢侈品", "名牌", "折扣", "сумки", "ブランド", "명품"}
	arabic   = []string{"متجر", "حقائب", "ساعات", "عطور"}
	notes    = []string{
		"Ships from the same warehouse as last year's.",
		"The return address is that of an earlier shop.",
		"Photographs are taken from the brand's own site.",
		"The shop came back under a new name within a week.",
		"同一个卖家，换了店名。",
		"البائع نفسه باسم متجر جديد.",
	}
)
