package observable

import "strings"

// parseSeller reads platform:site:id, or the address of the seller's page on a platform of
// the registry. The site may be left out where the platform has one, and may be given by its
// host. The id is the one that the platform keeps, never the name on display.
func parseSeller(v string) (string, error) {
	if strings.Contains(v, "//") {
		return sellerPage(v)
	}
	parts := strings.SplitN(v, ":", 3)
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	if len(parts) < 2 {
		return "", wrong("seller-form", "write platform:site:id, e.g. amazon:de:A1B2C3D4E5F6G7")
	}
	p, err := platforms().named(lower(parts[0]))
	if err != nil {
		return "", err
	}
	if len(parts) == 2 {
		if len(p.Sites) != 1 {
			return "", wrong("seller-site", "%s has several sites; write %s:<site>:<id> with one of %s", p.Name, p.ID, p.siteNames())
		}
		parts = []string{p.ID, p.Sites[0].ID, parts[1]}
	}
	s, ok := p.site(lower(parts[1]))
	if !ok {
		return "", wrong("seller-site", "%s is not a site of %s; it is one of %s", quote(parts[1]), p.Name, p.siteNames())
	}
	id, ok := p.Seller.fit(parts[2])
	if !ok {
		return "", wrong("seller-id", "%s is not the id of a seller on %s; it is %s", quote(parts[2]), p.Name, p.Seller.Is)
	}
	return Ref{p.ID, s.ID, id}.String(), nil
}

func sellerPage(v string) (string, error) {
	a, err := parseAddress(v)
	if err != nil {
		return "", err
	}
	f, ok := platforms().find(StoreURL, a)
	if !ok {
		return "", wrong("seller-form", "the address does not tell the seller's id; write platform:site:id, or use the type store_url")
	}
	return f.ref.String(), nil
}

// named finds a platform by its id.
func (c *catalogue) named(name string) (*platform, error) {
	ids := make([]string, 0, len(c.Platforms))
	for _, p := range c.Platforms {
		if p.ID == name {
			return p, nil
		}
		ids = append(ids, p.ID)
	}
	return nil, wrong("seller-platform", "%s is not a platform of the registry (%s); use the type store_url for a shop elsewhere", quote(name), strings.Join(ids, ", "))
}
