package observable

import "slices"

// mailHosts are the large providers of mailboxes, beside those that foldEmail knows.
var mailHosts = []string{
	"gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "icloud.com", "me.com", "mac.com", "fastmail.com",
	"proton.me", "protonmail.com", "pm.me", "zoho.com", "yandex.com", "yandex.ru", "aol.com", "gmx.com", "gmx.net", "gmx.de", "web.de",
	"mail.com", "mail.ru", "inbox.ru", "list.ru", "bk.ru", "qq.com", "foxmail.com", "163.com", "126.com", "yeah.net", "sina.com", "sina.cn",
	"sohu.com", "139.com", "189.cn", "aliyun.com", "yahoo.com", "yahoo.co.jp", "yahoo.co.uk", "yahoo.fr", "yahoo.de", "ymail.com",
	"naver.com", "daum.net", "hanmail.net", "orange.fr", "laposte.net", "libero.it", "hotmail.fr", "hotmail.co.uk", "tutanota.com", "hey.com",
}

// Crowded reports whether a host is one at which strangers to each other sell or write: at or
// under a marketplace of the registry, or a provider of mailboxes. That two observables share it
// ties them to each other no more than living in one city does.
func Crowded(host string) bool {
	_, _, ok := platforms().at(host)
	return ok || slices.Contains(mailHosts, host)
}
