package observable

import (
	"regexp"
	"slices"
	"strings"
)

// chain is a ledger of a crypto currency and the form of its addresses.
type chain struct {
	id    string
	alias []string
	form  func(address string) (string, bool) // its one form; false for what is not an address of it
	bare  *regexp.Regexp                      // what is an address of this chain only, and not of its kin; may be nil
}

// chains are those that are taken, with the source of their form.
var chains = []chain{
	{"bitcoin", []string{"btc", "xbt"}, bitcoin, regexp.MustCompile(`^(?:1|bc1|BC1)`)},            // BIP 173, BIP 350; "3" is Litecoin's too
	{"litecoin", []string{"ltc"}, litecoin, regexp.MustCompile(`^(?:[LM]|ltc1|LTC1)`)},            // litecoin-project, chainparams.cpp
	{"dogecoin", []string{"doge"}, base58check(0x1e, 0x16), regexp.MustCompile(`^[DA9]`)},         // dogecoin, chainparams.cpp
	{"dash", nil, base58check(0x4c, 0x10), regexp.MustCompile(`^[X7]`)},                           // dashpay, chainparams.cpp
	{"tron", []string{"trx", "trc20", "usdt-trc20"}, base58check(0x41), regexp.MustCompile(`^T`)}, // TRON protocol, "Account address format"
	{"xrp", []string{"ripple", "xrpl"}, ripple, regexp.MustCompile(`^r`)},                         // xrpl.org, "base58 Encodings"
	{"cardano", []string{"ada"}, cardano, regexp.MustCompile(`^(?:addr1|stake1)`)},                // CIP-19
	{"solana", []string{"sol", "spl"}, solana, nil},                                               // Solana documentation, "Accounts": any 32 bytes
	{"ton", []string{"toncoin"}, ton, nil},                                                        // TEP-2
	{"ethereum", []string{"eth", "erc20", "usdt-erc20", "1"}, eip55, nil},                         // EIP-55, and EIP-155 for the number
	{"bsc", []string{"bnb", "bep20", "bnb-smart-chain", "56"}, eip55, nil},                        // as Ethereum
	{"polygon", []string{"matic", "pol", "137"}, eip55, nil},                                      // as Ethereum
	{"arbitrum", []string{"42161"}, eip55, nil},                                                   // as Ethereum
	{"optimism", []string{"10"}, eip55, nil},                                                      // as Ethereum
	{"base", []string{"8453"}, eip55, nil},                                                        // as Ethereum
	{"avalanche", []string{"avax", "43114"}, eip55, nil},                                          // as Ethereum
}

func chainOf(name string) *chain {
	i := slices.IndexFunc(chains, func(c chain) bool { return c.id == name || slices.Contains(c.alias, name) })
	if i < 0 {
		return nil
	}
	return &chains[i]
}

// parseWallet reads chain:address, an address that tells its chain, or a payment link (BIP 21,
// ERC-681). The address's own checksum is verified; one of Ethereum's kind without a checksum
// (all in one case) gets it.
func parseWallet(v string) (string, error) {
	s, _, _ := strings.Cut(western(v), "?")
	name, address, ok := strings.Cut(s, ":")
	if !ok {
		return bareWallet(strings.TrimSpace(s))
	}
	address = strings.TrimFunc(address, invisible)
	if eth, link := strings.CutPrefix(strings.TrimPrefix(address, "pay-"), "0x"); link {
		eth, number, on := strings.Cut(eth, "@")
		if address = "0x" + eth; on {
			name = number
		}
	}
	c := chainOf(lower(strings.TrimSpace(name)))
	if c == nil {
		return "", wrong("wallet-chain", "%s is not a chain that is taken (%s)", quote(name), chainNames())
	}
	out, ok := c.form(address)
	if !ok {
		return "", wrong("wallet-address", "this is not an address on %s, or a character of it is mistyped: its checksum does not fit", c.id)
	}
	return c.id + ":" + out, nil
}

func bareWallet(s string) (string, error) {
	for _, c := range chains {
		if c.bare != nil && c.bare.MatchString(s) {
			if out, ok := c.form(s); ok {
				return c.id + ":" + out, nil
			}
		}
	}
	return "", wrong("wallet-form", "write chain:address, e.g. ethereum:0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed; the chain is one of %s", chainNames())
}

func chainNames() string {
	ids := make([]string, 0, len(chains))
	for _, c := range chains {
		ids = append(ids, c.id)
	}
	return strings.Join(ids, ", ")
}

// evm is the key that an account has on every chain of Ethereum's kind: one private key opens
// the same address on all of them.
func evm(canonical string) (Key, bool) {
	_, address, _ := strings.Cut(canonical, ":")
	return Key("evm:" + address), strings.HasPrefix(address, "0x")
}

func bitcoin(s string) (string, bool) {
	if out, ok := segwit("bc", s); ok {
		return out, true
	}
	return base58check(0x00, 0x05)(s)
}

// litecoin takes an old address of a script, which has Bitcoin's version, under its own.
func litecoin(s string) (string, bool) {
	if out, ok := segwit("ltc", s); ok {
		return out, true
	}
	payload, ok := checked58(s, bitcoinAlphabet)
	if !ok || len(payload) != 21 {
		return "", false
	}
	switch payload[0] {
	case 0x30, 0x32:
		return s, true
	case 0x05:
		return encode58(append([]byte{0x32}, payload[1:]...)), true
	}
	return "", false
}

func ripple(s string) (string, bool) {
	payload, ok := checked58(s, rippleAlphabet)
	return s, ok && len(payload) == 21 && payload[0] == 0
}

func solana(s string) (string, bool) {
	payload, ok := decode58(s, bitcoinAlphabet)
	return s, ok && len(payload) == 32
}

func cardano(s string) (string, bool) {
	hrp, data, constant, ok := bech32(s)
	return lower(s), ok && constant == isBech32 && (hrp == "addr" || hrp == "stake") && len(data) >= 46 && len(s) <= 130
}
